"""Who may vouch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.kernel import clock
from toctoc.kernel.errors import Missing, Refused
from toctoc.people.models import Proof
from toctoc.people.policies import proved_profession, takes_part
from toctoc.people.rules.proof_life import IN_FORCE, State
from toctoc.proofs.paths.peers.models import Vouch
from toctoc.proofs.paths.peers.rules.limits import MOST_IN_A_YEAR, SETTLED, may_answer_once_more

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from toctoc.people.models import Actor


def is_peer(actor: Actor, profession: str) -> bool:
    """Tell whether an actor is a proved member of a profession, whose word may at least be asked."""
    is_heard = takes_part(actor.account) and actor.suspended_at is None
    return is_heard and actor.kind == "person" and proved_profession(actor) == profession


def may_look(actor: Actor, profession: str) -> None:
    """Raise :class:`Missing` for anybody but a peer: others do not learn that a link leads anywhere."""
    if not is_peer(actor, profession):
        raise Missing


def may_vouch_at_all(actor: Actor, profession: str) -> None:
    """Raise :class:`Refused` when the word of a peer counts for nobody: it is doubted, or too young."""
    may_look(actor, profession)
    held = Proof.objects.filter(actor=actor, profession=profession)
    lasting = held.filter(state__in=IN_FORCE, ends_at__gt=clock.now()).order_by("-decided_at", "-id").first()
    if lasting is None or lasting.state == State.DOUBTED:
        raise Refused("Votre preuve est en réexamen. Vous pourrez attester dès qu’elle sera confirmée.")
    # Whoever renews has been known for longer than the newest proof says.
    known = held.filter(state__in=[*IN_FORCE, State.REPLACED], decided_at__lte=clock.now() - SETTLED)
    if not known.exists():
        raise Refused("Votre preuve a moins de sept jours. Revenez un peu plus tard.")


def words_given_by(actor: Actor) -> QuerySet[Vouch]:
    """Return the words that stand of the person behind an actor: another name gives nobody ten more."""
    given = Vouch.objects.filter(knows=True, fell_at=None)
    return given.filter(voucher__account=actor.account_id) if actor.account_id else given.filter(voucher=actor)


def may_vouch_once_more(actor: Actor) -> None:
    """Raise :class:`Refused` for a peer who answers for ten people within a year already."""
    if not may_answer_once_more(words_given_by(actor).values_list("given_at", flat=True), clock.now()):
        raise Refused(
            "Vous répondez déjà de %(most)s personnes en un an. C’est le plus que l’on peut.", most=MOST_IN_A_YEAR
        )

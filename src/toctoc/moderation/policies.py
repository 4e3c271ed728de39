"""Who may file, decide, contest, read the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.groups.models import Group
from toctoc.groups.policies import is_moderator
from toctoc.kernel import clock
from toctoc.kernel.errors import Missing, Refused
from toctoc.kernel.ids import id_in
from toctoc.moderation.models import Appeal
from toctoc.moderation.rules.measures import APPEAL_LASTS, SHEET, parsed_object
from toctoc.people.models.actor import ActorKind
from toctoc.people.policies import moderates
from toctoc.people.rules.audience import audience_kind
from toctoc.questions.queries.sheets import works_on_it

if TYPE_CHECKING:
    from toctoc.moderation.models import Decision, Notice
    from toctoc.people.models import Account, Actor

OPEN_AUDIENCES = frozenset({"public", "unlisted", "members"})


def may_moderate(account: Account) -> None:
    """Raise :class:`Missing` for anybody who does not moderate: they learn of nothing."""
    if not moderates(account):
        raise Missing


def may_administer(account: Account) -> None:
    """Raise :class:`Missing` unless the account administers the server."""
    if not (account.is_active and account.is_superuser):
        raise Missing


def may_rule_on(account: Account, target: Actor | None, about: str = "") -> None:
    """Raise :class:`Refused` when it is the moderator's own: an actor, a group it keeps, a sheet it signs or read."""
    may_moderate(account)
    kind, key = parsed_object(about)
    if kind == SHEET and works_on_it(account, id_in(key) or 0):
        raise Refused("Vous avez travaillé à cette fiche : une autre personne décide.")
    if target is None:
        return
    if target.account_id is not None and target.account_id == account.pk:
        raise Refused("C’est un de vos acteurs : une autre personne décide.")
    if target.kind == ActorKind.GROUP and _keeps(account, target):
        raise Refused("Vous tenez ce groupe : une autre personne décide.")


def _keeps(account: Account, place: Actor) -> bool:
    """Tell whether one of the account's actors is a moderator of a group."""
    group = Group.objects.filter(actor=place).first()
    return group is not None and any(is_moderator(actor, group) for actor in account.actors.all())


def may_decide(account: Account, notice: Notice) -> None:
    """Raise :class:`Refused` for a notice of one's own, or about what is one's own."""
    may_rule_on(account, notice.target, notice.about)
    if notice.notifier is not None and notice.notifier.account_id == account.pk:
        raise Refused("Vous avez fait ce signalement : une autre personne décide.")


def may_answer_appeal(account: Account, appeal: Appeal) -> None:
    """Raise :class:`Refused` for who took the decision: an appeal goes to somebody else (article 20)."""
    may_rule_on(account, appeal.decision.target, appeal.decision.about)
    if appeal.decision.decided_by_id == account.pk:
        raise Refused("Vous avez pris cette décision : une autre personne répond au recours.")
    notice = appeal.notice
    if notice is not None and notice.notifier is not None and notice.notifier.account_id == account.pk:
        raise Refused("Ce recours est le vôtre : une autre personne y répond.")


def may_appeal(decision: Decision, notice: Notice | None) -> None:
    """Raise :class:`Refused` when a decision can no longer be contested, or was already by the same side."""
    if decision.decided_at + APPEAL_LASTS <= clock.now():
        raise Refused("Le délai de six mois est passé. Un juge peut encore être saisi.")
    if decision.replaces_id is not None:
        raise Refused("Cette décision répond déjà à un recours. Un juge peut encore être saisi.")
    if Appeal.objects.filter(decision=decision, notice=notice).exists():
        raise Refused("Vous avez déjà contesté cette décision.")


def is_closed(audience: str) -> bool:
    """Tell whether a post is for some readers only: looking at it is then written down."""
    return audience_kind(audience)[0] not in OPEN_AUDIENCES

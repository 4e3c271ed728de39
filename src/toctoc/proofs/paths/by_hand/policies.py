"""Who may decide on an application or on a doubted proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q

from toctoc.kernel.errors import Refused, Stale
from toctoc.people.policies import may_record_proofs
from toctoc.people.queries import moderators
from toctoc.proofs.paths.by_hand.models import Voice

if TYPE_CHECKING:
    from toctoc.people.models import Account
    from toctoc.proofs.paths.by_hand.models import Application


def not_their_own(moderator: Account, actor: str = "actor") -> Q:
    """Return the rows about actors of other accounts: for the rest, a moderator is anybody.

    Whose an actor is stays unsaid: a row of one's own is simply not there. A suspended actor's waits.
    """
    return ~Q(**{f"{actor}__account": moderator}) & Q(**{f"{actor}__suspended_at": None})


def still_theirs_to_decide(moderator: Account) -> Q:
    """Return the applications on which a moderator has neither a voice in this examination nor refused before."""
    theirs = Voice.objects.filter(application=OuterRef("pk"), moderator=moderator)
    return ~Exists(theirs.filter(examination=OuterRef("examination"))) & ~Exists(theirs.filter(is_yes=False))


def may_decide(moderator: Account, application: Application) -> None:
    """Raise :class:`Refused` unless a moderator may have a voice on an application."""
    may_record_proofs(moderator)
    if application.actor.account_id == moderator.pk or moderator.pk in barred_from(application):
        raise Refused("Cette demande revient à une autre personne de la modération.")


def must_hold(moderator: Account, application: Application) -> None:
    """Raise :class:`Stale` unless an application is in the moderator's hands."""
    if application.held_by_id != moderator.pk:
        raise Stale("Quelqu’un d’autre s’occupe maintenant de cette demande.")


def barred_from(application: Application) -> set[int]:
    """Return the accounts that already had their say: a voice in this examination, or a refusal in an earlier one."""
    voices = Voice.objects.filter(application=application)
    said = voices.filter(Q(examination=F("application__examination")) | Q(is_yes=False))
    return set(said.values_list("moderator_id", flat=True))


def who_may_decide(application: Application) -> list[Account]:
    """Return the moderators who may still have a voice on an application."""
    barred = barred_from(application) | {application.actor.account_id}
    return [account for account in moderators() if account.pk not in barred]

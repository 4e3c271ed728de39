"""Letters: to the person when something is decided or asked, to moderators when something waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.kernel import clock
from toctoc.people.policies import moderates
from toctoc.proofs.paths.by_hand.models import Application, Exchange
from toctoc.proofs.paths.by_hand.queries.waiting import count_for
from toctoc.proofs.paths.by_hand.rules.reasons import reason_says
from toctoc.proofs.services.letters import write_to

if TYPE_CHECKING:
    from toctoc.people.models import Account


def write_about(*, application: Application, letter: str) -> None:
    """Write one of ``templates/proof_by_hand/mail`` to whoever applied; a question that is gone needs no letter."""
    account = application.actor.account
    if account is None:
        return
    asked = Exchange.objects.filter(application=application, is_from_moderation=True).order_by("-pk").first()
    if letter == "unclear" and asked is None:
        return
    write_to(
        account,
        f"proof_by_hand/mail/{letter}",
        same_as=f"by_hand {application.pk} {letter} {application.examination} {asked.pk if asked else 0}",
        reason=reason_says(application.reason, account.language),
        sentence=application.sentence,
        question=asked.words if asked else "",
    )


def remind(*, account: Account) -> None:
    """Tell a moderator how much waits for them, in figures alone; nothing when nothing does."""
    waiting = count_for(account) if moderates(account) else 0
    if waiting:
        same_as = f"by_hand {account.pk} {clock.now():%Y-%m-%d}"
        write_to(account, "proof_by_hand/mail/reminder", same_as=same_as, waiting=waiting)

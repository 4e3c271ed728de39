"""What time does: hand over, close what stays without an answer, forget."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from toctoc.kernel import clock
from toctoc.kernel.ids import id_at, moment_of
from toctoc.people.policies import moderates
from toctoc.proofs.paths.by_hand.models import Application, Step
from toctoc.proofs.paths.by_hand.policies import who_may_decide
from toctoc.proofs.paths.by_hand.rules.life import (
    ANSWER_WITHIN,
    APPEAL_WITHIN,
    HELD,
    OPEN,
    PATIENCE,
    Mover,
    State,
    given_back,
)
from toctoc.proofs.paths.by_hand.services.steps import forget_words, go, hold

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.people.models import Account

# How long the bare facts of an application (what, by which means, what was decided) stay, for the history.
KEPT = timedelta(days=365)


@transaction.atomic
def hand_over(*, application: Application) -> None:
    """Give an application that its holder has left for two days to another moderator, or to all when there is none.

    Somebody who stopped moderating holds nothing any longer. Of several, whoever has not had it yet comes first,
    then whoever had it longest ago; never the one it is taken from.
    """
    application = hold(application)
    if application.state not in HELD or not is_neglected(application):
        return
    following = _following(application)
    after = given_back(application.state) if following is None else State(application.state)
    go(application, after, Mover.TIME, holder=following)


def is_neglected(application: Application) -> bool:
    """Tell whether a held application was left for two days, or by somebody who stopped moderating."""
    return clock.now() >= application.state_since + PATIENCE or not moderates(application.held_by)


@transaction.atomic
def give_up_waiting(*, application: Application) -> None:
    """Close an application whose person left a question without an answer for a month."""
    application = hold(application)
    if application.state == State.UNCLEAR and clock.now() >= application.state_since + ANSWER_WITHIN:
        go(application, State.LAPSED, Mover.TIME)


@transaction.atomic
def forget_refused(*, application: Application) -> None:
    """Forget what was written about a refusal that can no longer be appealed."""
    application = hold(application)
    if application.state == State.REFUSED and clock.now() >= application.state_since + APPEAL_WITHIN:
        forget_words(application)
        application.save()


def forget_applications() -> int:
    """Delete applications of more than a year ago that are not open; return how many."""
    old = Application.objects.filter(pk__lt=id_at(clock.now() - KEPT)).exclude(state__in=OPEN)
    deleted, _ = old.delete()
    return deleted


def _following(application: Application) -> Account | None:
    others = [account for account in who_may_decide(application) if account.pk != application.held_by_id]
    steps = Step.objects.filter(application=application, holder__isnull=False).values_list("holder_id")
    had_at: dict[int, datetime] = dict(steps.annotate(last=Max("moved_at")))
    # Before every step: whoever has not had it yet comes first.
    never = moment_of(0)
    return min(others, key=lambda account: (had_at.get(account.pk, never), account.pk), default=None)

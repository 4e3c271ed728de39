"""Remind askers to say what they did and what happened: twice at most, at a decent hour, never once it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.community.models.notification import NotificationKind
from toctoc.community.rules.mornings import zone_of
from toctoc.community.services.notifications import notify
from toctoc.kernel import clock
from toctoc.questions.models import Question
from toctoc.questions.queries.availability import availability_of, wishes_of
from toctoc.questions.rules.life import State
from toctoc.questions.rules.reminding import TOO_LATE, is_quiet, next_reminder
from toctoc.questions.rules.urgency import Urgency

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.people.models import Actor

# What has answers, and no outcome yet.
_UNTOLD = (State.ANSWERED, State.CONSENSUS, State.DISSENT)


def due(at: datetime, after: tuple[datetime, int] | None, most: int) -> list[Question]:
    """Return the questions whose asker is due a reminder, the longest due first, those of ``after`` left out."""
    rows = Question.objects.filter(remind_at__lte=at).order_by("remind_at", "pk").select_related("asker")
    if after is not None:
        moment, question_id = after
        rows = rows.filter(remind_at__gte=moment).exclude(remind_at=moment, pk__lte=question_id)
    return list(rows[:most])


@transaction.atomic
def remind(*, question: Question) -> bool:
    """Remind the asker once, and say whether that was done; at a quiet hour, or while the asker wants quiet, it waits.

    The row is read again and held: two workers remind once.
    """
    now = clock.now()
    held = Question.objects.select_for_update(no_key=True).select_related("asker", "post").filter(pk=question.pk)
    asked = held.filter(remind_at__lte=now).first()
    if asked is None or is_quiet(now, zone_of(asked.asker.department)) or _wants_quiet(asked.asker, now):
        return False
    if asked.state not in _UNTOLD or (asked.remind_at is not None and asked.remind_at < now - TOO_LATE):
        asked.remind_at = None
        asked.save(update_fields=["remind_at"])
        return False
    asked.reminded += 1
    asked.remind_at = next_reminder(Urgency(asked.urgency), now, asked.reminded)
    asked.save(update_fields=["reminded", "remind_at"])
    notify(NotificationKind.OUTCOME, recipients=[asked.asker], actor_id=None, post=asked.post)
    return True


def _wants_quiet(asker: Actor, at: datetime) -> bool:
    """Tell whether the asker said not to be disturbed; hours of answering others say nothing of one's own question."""
    return wishes_of(availability_of(asker)).is_quiet(at)

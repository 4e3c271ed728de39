"""Who of some people may be asked a question now: about eight statements, whatever their number."""

from __future__ import annotations

from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q

from toctoc.community.queries.standing import moment
from toctoc.kernel.recurrence import PLACE
from toctoc.people.models import Block, Follow, Mute
from toctoc.people.queries.statements import execute, placeholders
from toctoc.people.rules.audience import MEMBERS, PROFESSIONALS, STRANGERS, professions_of
from toctoc.questions.models import Peer
from toctoc.questions.queries.availability import standing
from toctoc.questions.rules.routing.candidate import Candidate
from toctoc.questions.rules.routing.habits import is_newcomer, reply_rate
from toctoc.questions.rules.routing.recency import answered_recently

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from toctoc.people.models import Actor
    from toctoc.questions.models import Question
    from toctoc.questions.queries.availability import Standing


class _Row(NamedTuple):
    """What is read of a peer and its actor."""

    actor_id: int
    account_id: int
    profession: str
    proved_specialty: str
    specialty: str
    department: str
    memberships: str
    joined_at: datetime
    answers: int
    quiet: int
    habit: float
    last_answer_at: datetime | None
    invited: int
    answered: int


_FIELDS = (
    "actor_id",
    "actor__account_id",
    "actor__proved_profession",
    "actor__proved_specialty",
    "specialty",
    "actor__department",
    "actor__memberships",
    "actor__created_at",
    "actor__answers_count",
    "actor__quiet_version",
    "habit",
    "last_answer_at",
    "invited_count",
    "answered_count",
)


# These are asked twice for each wave: written out, they cost a quarter of what building them each time does.
_THERE = """
SELECT a.account_id, 1 FROM questions_invitation i JOIN people_actor a ON a.id = i.actor_id WHERE i.question_id = %s
UNION ALL SELECT actor_id, 0 FROM questions_questionpass WHERE question_id = %s
UNION ALL SELECT actor_id, 0 FROM questions_questionfollow WHERE question_id = %s
"""
_LOADS = """
SELECT actor_id, COUNT(*) FILTER (WHERE invited_at >= %s), COUNT(*) FROM questions_invitation
WHERE invited_at > %s AND actor_id IN ({}) GROUP BY actor_id
"""


class _Load(NamedTuple):
    """Invitations of one person, since the beginning of its day and in seven days."""

    today: int = 0
    week: int = 0


_NO_LOAD = _Load()
_NO_LIKENESS: Mapping[int, float] = MappingProxyType({})
_WEEK = timedelta(days=7)


def among(
    question: Question, ids: Sequence[int], at: datetime, likeness: Mapping[int, float] = _NO_LIKENESS
) -> list[Candidate]:
    """Return those of some actors who may be asked now, as they are at this moment.

    Left out: who may not read the question or lost the proof, is suspended, gone or not let in; whoever a block or a
    silence parts from the asker; who passed, follows, was invited; another face of the asker or of
    somebody invited. One person is there once, whatever its names. Who is busy, or wants not to be disturbed, is there
    and not available.
    """
    rows = _apart(question.asker, [row for row in _standing_rows(ids, at) if _may_read(row, question.audience)], at)
    accounts, left = _already_there(question)
    faces = {question.asker.account_id, *accounts}
    able: list[_Row] = []
    for row in rows:
        if row.account_id not in faces and row.actor_id not in left:
            faces.add(row.account_id)
            able.append(row)
    told = standing([row.actor_id for row in able], at)
    loads = _loads([row.actor_id for row in able], at)
    return [
        _candidate(
            row,
            told[row.actor_id],
            loads.get(row.actor_id, _NO_LOAD),
            likeness=likeness.get(row.actor_id, 0.0),
            at=at,
        )
        for row in able
    ]


def _standing_rows(ids: Sequence[int], at: datetime) -> list[_Row]:
    """Return those whose proof lasts and whose account takes part: asked of the actor, never of what was copied."""
    rows = Peer.objects.filter(
        pk__in=ids,
        actor__proved_until__gt=at,
        actor__suspended_at=None,
        actor__left_at=None,
        actor__account__is_active=True,
        actor__account__approved_at__isnull=False,
    ).exclude(actor__proved_profession="")
    return [_Row(*row) for row in rows.order_by("pk").values_list(*_FIELDS)]


def _may_read(row: _Row, audience: str) -> bool:
    if audience in {*STRANGERS, MEMBERS, PROFESSIONALS}:
        return True
    return row.profession in professions_of(audience) or audience in row.memberships.split()


def _apart(asker: Actor, rows: list[_Row], at: datetime) -> list[_Row]:
    """Return those whom neither a block nor a silence, on either side, parts from the asker."""
    ids = [row.actor_id for row in rows]
    apart: set[int] = set()
    if asker.blocks_count:
        apart.update(Block.objects.filter(blocker=asker, blocked__in=ids).values_list("blocked_id", flat=True))
        apart.update(Block.objects.filter(blocked=asker, blocker__in=ids).values_list("blocker_id", flat=True))
    lasting = Mute.objects.filter(Q(until=None) | Q(until__gt=at))
    if asker.quiet_version:
        apart.update(lasting.filter(muter=asker, muted__in=ids).values_list("muted_id", flat=True))
    quiet = [row.actor_id for row in rows if row.quiet]
    if quiet:
        apart.update(lasting.filter(muter__in=quiet, muted=asker).values_list("muter_id", flat=True))
    if asker.limited_at is not None:
        # As everywhere, an actor that moderation limits is heard by those who asked to.
        following = set(Follow.objects.filter(followee=asker, follower__in=ids).values_list("follower_id", flat=True))
        apart.update(set(ids) - following)
    return [row for row in rows if row.actor_id not in apart]


def _already_there(question: Question) -> tuple[set[int | None], set[int]]:
    """Return the accounts that were invited, and the actors who passed or follow."""
    rows = execute(placeholders(_THERE), [question.pk] * 3)
    return {pk for pk, is_account in rows if is_account}, {pk for pk, is_account in rows if not is_account}


def _loads(ids: Sequence[int], at: datetime) -> dict[int, _Load]:
    if not ids:
        return {}
    midnight = at.astimezone(PLACE).replace(hour=0, minute=0, second=0, microsecond=0)
    sql = placeholders(_LOADS.format(", ".join(["%s"] * len(ids))))
    rows = execute(sql, [moment(midnight), moment(at - _WEEK), *ids])
    return {actor_id: _Load(of_today, of_week) for actor_id, of_today, of_week in rows}


def _candidate(row: _Row, told: Standing, load: _Load, *, likeness: float, at: datetime) -> Candidate:
    hours = (at - row.last_answer_at).total_seconds() / 3_600 if row.last_answer_at is not None else None
    return Candidate(
        actor_id=row.actor_id,
        profession=row.profession,
        specialty=row.proved_specialty or row.specialty,
        department=told.department or row.department,
        languages=told.languages,
        is_available=told.is_available,
        is_on_duty=told.is_on_duty,
        daily_load=told.daily_load,
        invited_today=load.today,
        invited_this_week=load.week,
        answered_recently=answered_recently(row.habit, at),
        answered_ever=row.answers,
        last_answer_hours=max(hours, 0.0) if hours is not None else None,
        likeness=likeness,
        reply_rate=reply_rate(row.answered, row.invited),
        is_newcomer=is_newcomer((at - row.joined_at).days, row.answers),
    )

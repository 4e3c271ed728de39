"""Who can be asked now, for any number of people in two statements, and what somebody set about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from toctoc.community.queries.standing import moment
from toctoc.people.models import Block
from toctoc.people.policies import proved_profession, viewer_for
from toctoc.people.queries.statements import execute, placeholders
from toctoc.people.rules.audience import MEMBERS, STRANGERS
from toctoc.questions.models import Availability, DutyTurn, Pool
from toctoc.questions.rules.availability.hours import unpacked
from toctoc.questions.rules.availability.standing import Wishes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from typing import Any

    from django.db.models import QuerySet

    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer

# Beyond it, everybody is read: databases bind only so many values in a statement.
MOST_NAMED = 10_000
# How far the roster is read for somebody who stands in, and how many turns of all pools together.
LOOKS_AHEAD = timedelta(days=14)
MOST_TURNS = 5_000
# Asked twice for each wave, of hundreds of people: written out, for building it takes longer than its answer.
_STANDING = """
SELECT a.id, a.languages, a.department, a.suspended_at IS NOT NULL OR a.left_at IS NOT NULL,
EXISTS (SELECT 1 FROM questions_busytime b WHERE b.actor_id = a.id AND b.ends_at > %s AND b.starts_at <= %s),
EXISTS (SELECT 1 FROM questions_dutyturn d JOIN questions_pool p ON p.id = d.pool_id
WHERE d.holder_id = a.id AND d.ends_at > %s AND d.starts_at <= %s AND p.closed_at IS NULL)
FROM people_actor a
"""
_NOTHING_SET = Wishes()


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands at a moment.

    ``daily_load`` is how many questions a day they said they can take, ``None`` when they did not say; ``languages``
    are those of their profile and those they can answer in beside; ``departments`` are those they know, their own
    ``department`` among them.
    """

    is_available: bool
    is_on_duty: bool
    daily_load: int | None
    languages: frozenset[str]
    department: str
    departments: frozenset[str]


def standing(actor_ids: Sequence[int], at: datetime) -> dict[int, Standing]:
    """Return how actors stand at a moment that carries its time zone; whoever left or is suspended is neither.

    On duty goes before usual hours and before busy times, since a turn of duty stands in one's own calendar too; not to
    be disturbed goes before all. Ids that nobody has are left out.
    """
    if not actor_ids:
        return {}
    said = {row.actor_id: row for row in _named(Availability.objects.all(), "actor", actor_ids)}
    ids = [] if len(actor_ids) > MOST_NAMED else list(actor_ids)
    named = f"WHERE a.id IN ({', '.join(['%s'] * len(ids))})" if ids else ""
    rows = execute(placeholders(_STANDING + named), [*[moment(at)] * 4, *ids])
    wanted = set(actor_ids)
    return {row[0]: _standing(row, said.get(row[0]), at) for row in rows if row[0] in wanted}


@dataclass(frozen=True, slots=True)
class Correspondent:
    """Who answers by name now for a pool; ``is_standing_in`` when the holder of the turn cannot."""

    pool: Pool
    turn: DutyTurn
    actor: Actor
    is_standing_in: bool


def on_duty(*, profession: str = "", specialty: str = "", department: str = "", at: datetime) -> list[int]:
    """Return the named correspondents now of the pools that such a question concerns, the narrowest pool first.

    An empty word asks for nothing: a question without a place concerns the pools of every department.
    """
    pools = Pool.objects.filter(closed_at=None)
    for field, word in (("profession", profession), ("specialty", specialty), ("department", department)):
        if word:
            pools = pools.filter(**{f"{field}__in": ["", word]})
    found = correspondents(pools, at)
    found.sort(key=lambda one: -one.pool.aim.narrowness)
    return list(dict.fromkeys(one.actor.pk for one in found))


def correspondents(pools: QuerySet[Pool], at: datetime) -> list[Correspondent]:
    """Return who answers now for each of ``pools``, in three statements; none for a pool without a turn now.

    When the holder left, is suspended, lost the proof or wants not to be disturbed, the next of the roster stands in
    who is available by what they set themselves.
    """
    coming = DutyTurn.objects.filter(pool__in=pools, ends_at__gt=at, starts_at__lte=at + LOOKS_AHEAD)
    rosters: dict[int, list[DutyTurn]] = {}
    for turn in coming.select_related("pool", "holder").order_by("starts_at")[:MOST_TURNS]:
        rosters.setdefault(turn.pool_id, []).append(turn)
    stand = standing([turn.holder_id for turns in rosters.values() for turn in turns if turn.holder_id], at)
    found = (_answering(turns, stand, at) for turns in rosters.values() if turns[0].starts_at <= at)
    return [one for one in found if one is not None]


def _answering(turns: list[DutyTurn], stand: dict[int, Standing], at: datetime) -> Correspondent | None:
    now = turns[0]
    for turn in turns:
        holder = turn.holder
        if holder is None or not now.pool.aim.takes(proved_profession(holder), holder.proved_specialty):
            continue
        is_standing_in = turn.starts_at > at
        known = stand[holder.pk]
        if known.is_available if is_standing_in else known.is_on_duty:
            return Correspondent(now.pool, now, holder, is_standing_in)
    return None


def wishes_of(row: Availability | None) -> Wishes:
    """Return what a row says, or what holds for who set nothing."""
    if row is None:
        return _NOTHING_SET
    return Wishes(row.zone, unpacked(row.hours), row.quiet_until, row.on_duty_until, row.daily_load)


def availability_of(actor: Actor) -> Availability:
    """Return what an actor set, a row not yet stored when it set nothing."""
    return Availability.objects.filter(actor=actor).first() or Availability(actor=actor)


def is_shown_available(viewer: Viewer, shown: Actor, at: datetime) -> bool:
    """Tell whether ``viewer`` reads "disponible" beside an actor.

    It does when the actor shows it and both share a profession, a group or a circle; neither a stranger nor any other
    member learns anything, not even that it is hidden. Nor do two people learn it whom a block keeps apart.
    """
    if viewer.has_blocks and viewer.actor_id is not None and _is_apart(viewer.actor_id, shown.pk):
        return False
    ours = set(viewer.audiences) - {MEMBERS, *STRANGERS}
    theirs = set(viewer_for(shown).audiences)
    if not ours & theirs:
        return False
    if not Availability.objects.filter(actor=shown, is_shown=True).exists():
        return False
    found = standing([shown.pk], at).get(shown.pk)
    return found is not None and (found.is_available or found.is_on_duty)


def _is_apart(one: int, other: int) -> bool:
    blocks = Q(blocker=one, blocked=other) | Q(blocker=other, blocked=one)
    return Block.objects.filter(blocks).exists()


def _standing(row: tuple[Any, ...], said: Availability | None, at: datetime) -> Standing:
    _, tongues, department, is_gone, is_busy, has_turn = row
    wishes = wishes_of(said)
    is_here = not is_gone
    is_on_duty = is_here and (wishes.is_on_duty(at) or (has_turn and not wishes.is_quiet(at)))
    return Standing(
        is_available=is_here and (is_on_duty or (wishes.is_free(at) and not is_busy)),
        is_on_duty=is_on_duty,
        daily_load=wishes.daily_load,
        languages=_codes(tongues, said.languages if said else ""),
        department=department,
        departments=_codes(department, said.departments if said else ""),
    )


def _codes(*texts: str) -> frozenset[str]:
    return frozenset(code for text in texts for code in text.split(",") if code)


def _named(rows: QuerySet[Any], field: str, actor_ids: Sequence[int]) -> QuerySet[Any]:
    return rows if len(actor_ids) > MOST_NAMED else rows.filter(**{f"{field}__in": actor_ids})

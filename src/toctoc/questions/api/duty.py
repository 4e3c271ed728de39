"""Pools and turns of duty, in our JSON API."""

from datetime import date, datetime, time
from typing import Literal

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from toctoc.community.queries.language import page_language
from toctoc.kernel.ids import id_in
from toctoc.people.models import Actor
from toctoc.people.policies import speaker_of, viewer_of
from toctoc.questions.models import DutyTurn, Pool
from toctoc.questions.policies import may_lay_turns
from toctoc.questions.queries.availability import Correspondent
from toctoc.questions.queries.duty import answering_now, open_pools, pool_with, roster_of, turn_in
from toctoc.questions.rules.availability.pools import checked_aim
from toctoc.questions.rules.availability.turns import Laying
from toctoc.questions.services.duty import pools, swaps

router = Router()


class PersonOut(Schema):
    """Somebody by pseudonym."""

    id: str
    handle: str
    name: str


class PoolOut(Schema):
    """A pool of duty, and who answers for it now."""

    id: str
    department: str
    profession: str
    specialty: str
    zone: str
    words: str
    on_duty: PersonOut | None
    standing_in: bool = Field(description="Whether the holder of the turn cannot, and the next of the roster does.")
    until: datetime | None


class AimIn(Schema):
    """For whom a pool answers; empty is any."""

    department: str = Field(default="", max_length=3)
    profession: str = Field(default="", max_length=30)
    specialty: str = Field(default="", max_length=30)


class LayingIn(Schema):
    """Turns to lay out, on the clock of the pool."""

    first: date
    last: date
    weekdays: list[int] = Field(description="0 is Monday.", max_length=7)
    begins: time
    ends: time


class LaidOut(Schema):
    """How many turns were added."""

    added: int


class TurnOut(Schema):
    """A turn of duty."""

    id: str
    starts_at: datetime
    ends_at: datetime
    holder: PersonOut | None
    offered: bool
    wanted: str | None = Field(description="The id of the turn that is asked for in exchange.")


class TurnGesture(Schema):
    """What one does with a turn."""

    gesture: Literal["take", "give_back", "offer", "keep", "accept", "drop"]
    wanted: str | None = Field(default=None, description="With `offer`: the turn asked for in exchange.")


@router.get("/pools", response=list[PoolOut], summary="List pools of duty")
def list_pools(request: HttpRequest, department: str = "", profession: str = "") -> list[PoolOut]:
    """Return the pools and who answers for each now."""
    speaker_of(request)
    viewer = viewer_of(request)
    found = open_pools(viewer, department[:3], profession[:30])
    now = answering_now(found, viewer)
    return [_pool(pool, now.get(pool.pk)) for pool in found]


@router.post("/pools", response={201: PoolOut}, summary="Make a pool of duty")
def post_pool(request: HttpRequest, aim: AimIn) -> Status[PoolOut]:
    """Make a pool of what the caller proved, or return the one there is."""
    maker, wanted = speaker_of(request), checked_aim(aim.department, aim.profession, aim.specialty)
    pool = pools.make_pool(maker=maker, viewer=viewer_of(request), aim=wanted)
    return Status(201, _pool(pool, None))


@router.post("/pools/{id:pool_id}/join", response={204: None}, summary="Join a pool of duty")
def post_join(request: HttpRequest, pool_id: str) -> Status[None]:
    """Let the caller take turns there."""
    pools.join_pool(actor=speaker_of(request), pool=pool_with(int(pool_id)))
    return Status(204, None)


@router.post("/pools/{id:pool_id}/leave", response={204: None}, summary="Leave a pool of duty")
def post_leave(request: HttpRequest, pool_id: str) -> Status[None]:
    """Let the caller go, and open its turns."""
    pools.leave_pool(actor_id=speaker_of(request).pk, pool=pool_with(int(pool_id)))
    return Status(204, None)


@router.get("/pools/{id:pool_id}/turns", response=list[TurnOut], summary="Read a roster")
def list_turns(request: HttpRequest, pool_id: str) -> list[TurnOut]:
    """Return the turns to come, to members of the pool and moderation."""
    pool, actor = pool_with(int(pool_id)), speaker_of(request)
    if not viewer_of(request).is_moderator:
        may_lay_turns(actor, pool)
    return [_turn(turn) for turn in roster_of(pool)]


@router.post("/pools/{id:pool_id}/turns", response={201: LaidOut}, summary="Lay turns out")
def post_turns(request: HttpRequest, pool_id: str, laid: LayingIn) -> Status[LaidOut]:
    """Add open turns to the roster."""
    laying = Laying(laid.first, laid.last, frozenset(laid.weekdays), _plain(laid.begins), _plain(laid.ends))
    added = pools.lay_turns(member=speaker_of(request), pool=pool_with(int(pool_id)), laying=laying)
    return Status(201, LaidOut(added=added))


@router.post("/pools/{id:pool_id}/turns/{id:turn_id}", response={204: None}, summary="Take, give, offer a turn")
def post_turn(request: HttpRequest, pool_id: str, turn_id: str, said: TurnGesture) -> Status[None]:
    """Take a turn, give it back, offer it, accept an offer, or take an open one off the roster."""
    actor, pool = speaker_of(request), pool_with(int(pool_id))
    turn = turn_in(pool, int(turn_id))
    if said.gesture == "offer":
        wanted = turn_in(pool, id_in(said.wanted) or 0) if said.wanted else None
        swaps.offer_turn(holder=actor, turn=turn, wanted=wanted)
    else:
        _GESTURES[said.gesture](actor, turn)
    return Status(204, None)


_GESTURES = {
    "take": lambda actor, turn: pools.take_turn(actor=actor, turn=turn),
    "give_back": lambda actor, turn: pools.give_back(actor=actor, turn=turn),
    "keep": lambda actor, turn: swaps.withdraw_swap(holder=actor, turn=turn),
    "accept": lambda actor, turn: swaps.accept_swap(actor=actor, turn=turn),
    "drop": lambda actor, turn: pools.drop_turn(member=actor, turn=turn),
}


def _plain(told: time) -> time:
    """Return an hour without the zone or the fractions a client may send: the pool has its own clock."""
    return told.replace(tzinfo=None, microsecond=0)


def _pool(pool: Pool, now: Correspondent | None) -> PoolOut:
    return PoolOut(
        id=str(pool.pk),
        department=pool.department,
        profession=pool.profession,
        specialty=pool.specialty,
        zone=pool.zone,
        words=pool.aim.words(page_language()),
        on_duty=_person(now.actor) if now is not None else None,
        standing_in=now is not None and now.is_standing_in,
        until=now.turn.ends_at if now is not None else None,
    )


def _turn(turn: DutyTurn) -> TurnOut:
    swap = getattr(turn, "swap", None)
    return TurnOut(
        id=str(turn.pk),
        starts_at=turn.starts_at,
        ends_at=turn.ends_at,
        holder=_person(turn.holder) if turn.holder is not None else None,
        offered=swap is not None,
        wanted=str(swap.wanted_id) if swap is not None and swap.wanted_id else None,
    )


def _person(actor: Actor) -> PersonOut:
    return PersonOut(id=str(actor.pk), handle=actor.handle, name=actor.display_name)

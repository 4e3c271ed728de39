"""What happened to people."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ActorChanged:
    """An actor appeared, or what others see of it changed (name, profession, seal, text)."""

    actor_id: int


@dataclass(frozen=True, slots=True)
class StandingChanged:
    """What an actor may read changed: a proof was recorded, revoked or ran out, or it was suspended."""

    actor_id: int


@dataclass(frozen=True, slots=True)
class ProofMoved:
    """A proof was recorded (``before`` is empty), or took a step of its life (``people.rules.proof_life``)."""

    proof_id: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ProofEndsSoon:
    """A proof reaches its date within a month, and its holder has not been told yet."""

    proof_id: int


@dataclass(frozen=True, slots=True)
class ActorLeft:
    """An actor is going for good: its name and proofs are erased, and rooms erase what they keep of it.

    Rows that point at the actor and go with it (``CASCADE``) are deleted at the end by ``services.leaving``; a room
    has work of its own only where others count them, or where others' words hang on them.
    """

    actor_id: int


@dataclass(frozen=True, slots=True)
class ActorFollowed:
    """``follower_id`` now follows ``followee_id``, who said yes before when it ``was_asked``."""

    follower_id: int
    followee_id: int
    was_asked: bool = False


@dataclass(frozen=True, slots=True)
class FollowRequested:
    """``asker_id`` wants to follow ``asked_id``, who approves its followers."""

    asker_id: int
    asked_id: int


@dataclass(frozen=True, slots=True)
class FollowAnswered:
    """A request to follow waits no longer: it was accepted, refused or withdrawn."""

    asker_id: int
    asked_id: int


@dataclass(frozen=True, slots=True)
class ActorUnfollowed:
    """``follower_id`` no longer follows ``followee_id``."""

    follower_id: int
    followee_id: int


@dataclass(frozen=True, slots=True)
class ActorMuted:
    """``muter`` hears nothing of ``muted`` any more, notifications included; nobody else is told."""

    muter_id: int
    muted_id: int


@dataclass(frozen=True, slots=True)
class ActorBlocked:
    """``blocker_id`` blocked ``blocked_id``; neither follows the other any more."""

    blocker_id: int
    blocked_id: int


@dataclass(frozen=True, slots=True)
class TokenRevoked:
    """A token that spoke as ``actor_id`` works no more: what was opened with it is to be closed."""

    actor_id: int

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
class ActorFollowed:
    """``follower_id`` now follows ``followee_id``."""

    follower_id: int
    followee_id: int


@dataclass(frozen=True, slots=True)
class ActorUnfollowed:
    """``follower_id`` no longer follows ``followee_id``."""

    follower_id: int
    followee_id: int

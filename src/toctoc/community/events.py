"""What happened to posts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PostWritten:
    """A post was written; ``reply_to_id`` is ``None`` for the first of a thread."""

    post_id: int
    author_id: int
    thread_id: int
    reply_to_id: int | None
    audience: str
    kind: str


@dataclass(frozen=True, slots=True)
class PostEdited:
    """The text of a post changed."""

    post_id: int
    thread_id: int
    audience: str


@dataclass(frozen=True, slots=True)
class PostDeleted:
    """A post was taken back by its author or by moderation; a tombstone stays.

    ``is_kept`` when moderation may bring it back: what cannot be made again (bytes, votes) is hidden, not erased.
    """

    post_id: int
    author_id: int
    thread_id: int
    audience: str
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class PostRestored:
    """A post that moderation had removed is back; every door that forgot it learns of it again."""

    post_id: int
    author_id: int
    thread_id: int
    audience: str


@dataclass(frozen=True, slots=True)
class ReplyLetIn:
    """A reply that only some read so far is now for all who read its thread."""

    post_id: int
    author_id: int
    thread_id: int
    reply_to_id: int
    audience: str


@dataclass(frozen=True, slots=True)
class PostForgotten:
    """What was kept of a removed post is erased for good: nothing brings it back any more."""

    post_id: int


@dataclass(frozen=True, slots=True)
class PostFavoured:
    """``actor_id`` found a post useful."""

    post_id: int
    actor_id: int


@dataclass(frozen=True, slots=True)
class PostBoosted:
    """``actor_id`` shows a post to those who follow it; ``boost_id`` sorts with the ids of posts."""

    boost_id: int
    post_id: int
    actor_id: int
    audience: str


@dataclass(frozen=True, slots=True)
class BoostTakenBack:
    """An actor no longer shows a post."""

    boost_id: int
    post_id: int
    actor_id: int
    audience: str


@dataclass(frozen=True, slots=True)
class DangerRead:
    """A post that was written, edited or received speaks of danger in a way it did not before.

    ``cards`` are slugs of ``privacy.rules.emergencies``.
    """

    post_id: int
    author_id: int
    audience: str
    cards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PostsPrepared:
    """What is shown of some posts was written or erased: doors that prepare forms of their own follow."""

    post_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AuthorPrepared:
    """What is shown of an actor beside its posts was written again, or erased."""

    actor_id: int


@dataclass(frozen=True, slots=True)
class ActorsTold:
    """Notifications were written that their recipients want to see at once."""

    notification_ids: tuple[int, ...]

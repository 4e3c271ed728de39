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
    """A post was taken back by its author or by moderation; a tombstone stays."""

    post_id: int
    author_id: int
    thread_id: int
    audience: str


@dataclass(frozen=True, slots=True)
class PostFavoured:
    """``actor_id`` found a post useful."""

    post_id: int
    actor_id: int

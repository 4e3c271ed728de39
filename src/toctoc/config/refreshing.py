"""Write every prepared form again, after a release whose cards have other markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.models import Post
from toctoc.community.services.fragments import refresh_authors, refresh_posts
from toctoc.config.world.steps import silent
from toctoc.people.models import Actor
from toctoc.questions.models import Question
from toctoc.questions.services.fragments import refresh_questions

if TYPE_CHECKING:
    from collections.abc import Callable

    from toctoc.config.world.steps import Steps

# One transaction each: on SQLite, writers wait no longer than this many take.
BATCH = 100


def refresh(steps: Steps = silent) -> int:
    """Write all fragments again while people read and write; return how many. Interrupted, it is simply run again."""
    parts: tuple[tuple[str, int, Callable[..., list[int]]], ...] = (
        ("Authors", Actor.objects.count(), refresh_authors),
        ("Posts", Post.objects.filter(deleted_at=None).count(), refresh_posts),
        ("Questions", Question.objects.count(), refresh_questions),
    )
    return sum(_refresh_all(steps, *part) for part in parts)


def _refresh_all(steps: Steps, words: str, total: int, refresh_some: Callable[..., list[int]]) -> int:
    written, after = 0, 0
    with steps(words, total) as done:
        while ids := refresh_some(after=after, most=BATCH):
            done(len(ids))
            written, after = written + len(ids), ids[-1]
    return written

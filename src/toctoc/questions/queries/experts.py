"""Who answered what is near a question, or says it knows it: numbers for routing, shown to nobody.

What is looked at is what the asker of the question may read, and never a conversation: what was said to named people,
in a group or in a circle counts for nothing, but for a question of that same group.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import F, Q

from toctoc.community.models import Post
from toctoc.community.models.post import PostKind
from toctoc.community.policies import visible_to
from toctoc.community.queries.found import eyes_of
from toctoc.community.queries.searchable import ACTORS, POSTS
from toctoc.people.models import Actor
from toctoc.people.policies import viewer_for
from toctoc.people.rules.audience import NAMED, UNLISTED, audience_kind, place_of
from toctoc.questions.queries.similar import stems_like
from toctoc.questions.rules.likeness import LONGEST, NEAR, Known, ranked
from toctoc.questions.rules.routing.expertise import expertise
from toctoc.search.rules.entries import Asked, Eyes
from toctoc.search.rules.words import words_of
from toctoc.search.services import ask

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from toctoc.people.rules.audience import Viewer
    from toctoc.questions.models import Question

# Questions and answers looked at, what people say of themselves, and answers of the near threads.
MOST_SAID, MOST_DECLARED, MOST_ANSWERS = 50, 20, 400
# A text with fewer words is like everything.
_FEWEST_WORDS = 3
_SECONDS_PER_DAY = 86_400


class _Said(NamedTuple):
    """What is read of a question or an answer."""

    id: int
    thread_id: int
    kind: str
    audience: str
    text: str


def likeness_to(question: Question, at: datetime) -> dict[int, float]:
    """Return the likeness of those who have some; of nobody while there is no index. Two asks, three statements."""
    text = question.post.text[:LONGEST]
    stems = words_of(text, "fr")
    if len(set(stems)) < _FEWEST_WORDS:
        return {}
    viewer = viewer_for(question.asker)
    eyes, like = _eyes(viewer, question.audience), stems_like(stems)
    try:
        said = ask.find(Asked(POSTS, eyes, like=like, most=MOST_SAID))
        selves = ask.find(Asked(ACTORS, eyes, like=like, most=MOST_DECLARED))
    except ask.NotBuilt:
        return {}
    posts = _posts(said, viewer, question)
    notes = list(Actor.objects.filter(pk__in=selves).exclude(note="").values_list("pk", "note")) if selves else []
    near = _near(text, posts, notes)
    answers = _answers(near, posts, viewer, question, at)
    return expertise(answers, [(pk, near["actor", pk]) for pk, _ in notes if ("actor", pk) in near])


def _eyes(viewer: Viewer, audience: str) -> Eyes:
    """Return the asker's eyes, less what is said to somebody by name, and the places that are not the question's."""
    eyes = eyes_of(viewer)
    return Eyes(tuple(word for word in viewer.audiences if _counts(word, audience)), 0, eyes.without)


def _counts(word: str, audience: str) -> bool:
    return audience_kind(word)[0] not in {NAMED, UNLISTED} and place_of(word) in {None, place_of(audience)}


def _posts(ids: Sequence[int], viewer: Viewer, question: Question) -> list[_Said]:
    fields = ("pk", "thread_id", "thread__kind", "audience", "text")
    rows = Post.objects.filter(visible_to(viewer), pk__in=ids, deleted_at=None).values_list(*fields)
    found = [_Said(*row) for row in rows]
    return [one for one in found if one.id != question.pk and one.kind == PostKind.QUESTION]


def _near(text: str, posts: Sequence[_Said], notes: Sequence[tuple[int, str]]) -> dict[tuple[str, int], float]:
    known = [Known(("post", one.id), one.text) for one in posts]
    known += [Known(("actor", pk), note) for pk, note in notes]
    return {one.key: one.nearness for one in ranked(text, {}, known) if one.nearness >= NEAR}


def _answers(
    near: dict[tuple[str, int], float], posts: Sequence[_Said], viewer: Viewer, question: Question, at: datetime
) -> list[tuple[int, int, float, float]]:
    """Return who answered the near questions, and who wrote the near answers, in one bounded statement."""
    close = [one for one in posts if ("post", one.id) in near]
    if not close:
        return []
    threads = {one.id for one in close if one.id == one.thread_id}
    replies = {one.id for one in close if one.id != one.thread_id}
    rows = Post.objects.filter(
        visible_to(viewer), Q(thread__in=threads) | Q(pk__in=replies), reply_to__isnull=False, deleted_at=None
    ).exclude(Q(author=question.asker_id) | Q(author=F("thread__author")))
    fields = ("pk", "author_id", "thread_id", "audience", "created_at")
    found = []
    for pk, author, thread, audience, created_at in rows.order_by("-pk").values_list(*fields)[:MOST_ANSWERS]:
        if _counts(audience, question.audience):
            nearness = max(near.get(("post", pk), 0.0), near.get(("post", thread), 0.0))
            found.append((author, thread, nearness, (at - created_at).total_seconds() / _SECONDS_PER_DAY))
    return found

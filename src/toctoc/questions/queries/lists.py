"""What is asked about questions, always through the viewer's eyes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from statistics import median
from typing import TYPE_CHECKING

from django.core.cache import cache

from toctoc.community.models import Post
from toctoc.community.policies import visible_to
from toctoc.community.queries.merging import NEWEST
from toctoc.community.queries.posts import written_out_for
from toctoc.community.queries.searchable import More
from toctoc.community.queries.standing import moment
from toctoc.kernel import clock
from toctoc.kernel.errors import Missing
from toctoc.kernel.ids import id_at, moment_of
from toctoc.kernel.pagination import Cut, Page, page_of
from toctoc.people.queries.statements import execute, placeholders
from toctoc.people.rules.audience import UNLISTED
from toctoc.questions.models import Question, QuestionFollow, QuestionMove, QuestionTopic
from toctoc.questions.rules.life import WAITING_STATES, State
from toctoc.questions.rules.reach import Waiting, in_turn
from toctoc.questions.rules.topics import expected_topics

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer

# A question older than this no longer waits for anybody in particular.
WAITS_FOR = timedelta(days=14)
# The most that waits for anybody: nobody reads further.
LOOKED_AT = 100
# Figures of the week look at this many questions per audience at most, and are counted again after so many seconds.
COUNTED = 500
FIGURES_LAST = 60


@dataclass(frozen=True, slots=True)
class Filter:
    """Which questions a list shows: of one state, of one topic, or all."""

    state: State | None = None
    topic: str = ""


@dataclass(frozen=True, slots=True)
class WeeklyFigures:
    """How the questions of the last seven days fared; figures are ``None`` when there is nothing to count.

    ``answered_percent`` is rounded down, ``first_answer_minutes`` is a median, at least 1.
    """

    asked: int
    answered_percent: int | None
    first_answer_minutes: int | None

    @property
    def first_answer_hours(self) -> int:
        """Whole hours of the same median, 0 below one hour: nobody counts in minutes beyond."""
        return (self.first_answer_minutes or 0) // 60


def visible_question(viewer: Viewer, question_id: int) -> Question:
    """Return a question the viewer may read, with its post; raise :class:`Missing` for any other."""
    # The id is looked up on the post, whose column refuses one that no row can hold.
    readable = Post.objects.filter(visible_to(viewer), pk=question_id)
    try:
        return Question.objects.select_related("post__author", "pledge__result").get(post__in=readable)
    except Question.DoesNotExist:
        raise Missing from None


# One range of an index per audience word, merged by the database down to a page: the size of the history does not
# matter. Both databases read no more of each range than the page needs.
_OF_ALL = "SELECT post_id AS id FROM questions_question WHERE audience = %s AND post_id < %s"
_OF_STATE = "SELECT post_id AS id FROM questions_question WHERE audience = %s AND post_id < %s AND state = %s"
_OF_TOPIC = (
    "SELECT question_id AS id FROM questions_questiontopic WHERE audience = %s AND question_id < %s AND topic = %s"
)
_OF_BOTH = (
    "SELECT t.question_id AS id FROM questions_questiontopic t JOIN questions_question q ON q.post_id = t.question_id "
    "WHERE t.audience = %s AND t.question_id < %s AND t.topic = %s AND q.state = %s"
)
_RANGES = {(False, False): _OF_ALL, (True, False): _OF_STATE, (False, True): _OF_TOPIC, (True, True): _OF_BOTH}
_MERGED = " ORDER BY id DESC LIMIT %s"
# What is written out for several professions, by the same narrowing.
_WRITTEN_OUT = (
    "SELECT r.post_id AS id FROM community_reader r JOIN questions_question q ON q.post_id = r.post_id "
    "WHERE r.word = %s AND r.begins AND r.post_id < %s"
)
_ON_TOPIC = " AND EXISTS (SELECT 1 FROM questions_questiontopic t WHERE t.question_id = r.post_id AND t.topic = %s)"
_IN_STATE = " AND q.state = %s"


@lru_cache(maxsize=64)
def _union(wanted: tuple[bool, bool], count: int, written_out: int) -> str:
    has_state, has_topic = wanted
    narrowed = _WRITTEN_OUT + (_ON_TOPIC if has_topic else "") + (_IN_STATE if has_state else "")
    return placeholders(" UNION ALL ".join([_RANGES[wanted]] * count + [narrowed] * written_out) + _MERGED)


def newest_questions(viewer: Viewer, wanted: Filter, asked: Cut) -> Page[int]:
    """Return ids of the newest questions the viewer may read, newest first, unlisted ones left out."""
    words = [word for word in viewer.audiences if word != UNLISTED]
    written_out = written_out_for(viewer)
    chosen: list[str] = [wanted.topic] if wanted.topic else []
    if wanted.state is not None:
        chosen.append(wanted.state.value)
    before = NEWEST if asked.before is None else asked.before
    sql = _union((wanted.state is not None, bool(wanted.topic)), len(words), len(written_out))
    parameters: list[int | str] = []
    for word in (*words, *written_out):
        parameters += [word, before, *chosen]
    parameters.append(asked.size + 1)
    found = [row[0] for row in execute(sql, parameters)]
    return page_of(found, asked, lambda question_id: question_id)


_WAITING = """
SELECT * FROM (SELECT DISTINCT q.post_id, q.asker_id, a.followers_count, 0 FROM questions_question q
JOIN questions_questiontopic t ON t.question_id = q.post_id
JOIN people_actor a ON a.id = q.asker_id
WHERE q.state IN ({states}) AND (q.audience IN ({audiences}) OR EXISTS (
SELECT 1 FROM community_reader r WHERE r.post_id = q.post_id AND r.word IN (%s, %s)))
AND q.post_id >= %s AND q.asker_id <> %s
AND t.topic IN ({topics}) AND a.suspended_at IS NULL{apart}
AND NOT EXISTS (SELECT 1 FROM questions_questionpass s WHERE s.question_id = q.post_id AND s.actor_id = %s)
AND NOT EXISTS (SELECT 1 FROM questions_questionfollow f WHERE f.question_id = q.post_id AND f.actor_id = %s)
ORDER BY q.post_id DESC LIMIT %s) w
UNION ALL
SELECT q.post_id, q.asker_id, a.followers_count, 1 FROM questions_invitation i
JOIN questions_question q ON q.post_id = i.question_id
JOIN people_actor a ON a.id = q.asker_id
WHERE i.actor_id = %s AND i.reply = '' AND q.state IN ({states}) AND a.suspended_at IS NULL{apart}
"""


_NO_BLOCK = """ AND NOT EXISTS (SELECT 1 FROM people_block k WHERE k.blocker_id = %s AND k.blocked_id = q.asker_id)
AND NOT EXISTS (SELECT 1 FROM people_block k WHERE k.blocker_id = q.asker_id AND k.blocked_id = %s)"""


# Until when a mute lasts is compared as the database keeps it; apart, because most readers have none.
_NO_MUTE = """ AND NOT EXISTS (SELECT 1 FROM people_mute m WHERE m.muter_id = %s AND m.muted_id = q.asker_id
AND (m.until IS NULL OR m.until > %s))"""


@lru_cache(maxsize=64)
def _waiting_statement(audiences: int, topics: int, apart: str) -> str:
    listed = {"states": len(WAITING_STATES), "audiences": audiences, "topics": topics}
    places = {name: ", ".join(["%s"] * count) for name, count in listed.items()}
    return placeholders(_WAITING.format(**places, apart=apart))


def waiting_for(actor: Actor, viewer: Viewer) -> list[int]:
    """Return ids of the questions that wait for this actor, newest first, at most :data:`LOOKED_AT`.

    Open, recent, readable, on a topic its profession or specialty is expected on, asked by somebody else, neither
    passed on nor followed (whoever answered follows); and those that knocked at its door.
    """
    return [one.question_id for one in knocking_for(actor, viewer)]


def waiting_page(actor: Actor, viewer: Viewer, asked: Cut) -> Page[int]:
    """Return one page of the same ids: pages by key, newest first, each in the order of :mod:`rules.reach`.

    The order is made within a page: what comes or is answered between two pages moves nothing from one to the other.
    """
    before = NEWEST if asked.before is None else asked.before
    older = [one for one in knocking_for(actor, viewer) if one.question_id < before]
    page = page_of(older[: asked.size + 1], asked, lambda one: one.question_id)
    return Page(in_turn(page.items), page.next_before)


def knocking_for(actor: Actor, viewer: Viewer) -> list[Waiting]:
    """Return the same questions with their askers, for pages that show only a few (:mod:`rules.reach`)."""
    return waiting_on(expected_topics(actor.profession, actor.specialty), viewer)


def waiting_on(topics: tuple[str, ...], viewer: Viewer) -> list[Waiting]:
    """Return the questions on ``topics`` that wait for the viewer, as :func:`waiting_for` does."""
    if not viewer.profession or not topics or viewer.actor_id is None:
        return []
    me, oldest = viewer.actor_id, id_at(clock.now() - WAITS_FOR)
    states = [state.value for state in WAITING_STATES]
    apart, values = _set_apart(viewer, me)
    sql = _waiting_statement(len(viewer.audiences), len(topics), apart)
    readable = (*viewer.audiences, *viewer.reader_words)
    invited = (me, *states, *values)
    rows = execute(sql, [*states, *readable, oldest, me, *topics, *values, me, me, LOOKED_AT, *invited])
    # Whoever was invited is waited for whatever the topics; the second row of a question says so.
    found = {row[0]: Waiting(row[0], row[1], row[2], is_invited=bool(row[3])) for row in rows}
    return [found[question_id] for question_id in sorted(found, reverse=True)]


def _set_apart(viewer: Viewer, me: int) -> tuple[str, tuple[int | str, ...]]:
    """Return what leaves out those whom a block or a mute names, and its values; nothing for most viewers."""
    blocks, of_blocks = (_NO_BLOCK, (me, me)) if viewer.has_blocks else ("", ())
    mutes, of_mutes = (_NO_MUTE, (me, moment())) if viewer.quiet else ("", ())
    return blocks + mutes, (*of_blocks, *of_mutes)


def is_following_question(actor: Actor, question: Question) -> bool:
    """Tell whether an actor follows a question."""
    return QuestionFollow.objects.filter(actor=actor, question=question).exists()


def weekly_figures(viewer: Viewer) -> WeeklyFigures:
    """Return how fast the questions that the viewer may read were answered in the last seven days."""
    words = sorted(viewer.listed)
    key = f"questions.weekly_figures.{'.'.join(words)}".replace(":", "-")
    found: WeeklyFigures | None = cache.get(key)
    if found is None:
        found = _counted(words)
        cache.set(key, found, FIGURES_LAST)
    return found


def _counted(words: list[str]) -> WeeklyFigures:
    oldest = id_at(clock.now() - timedelta(days=7))
    rows: list[tuple[int, datetime | None]] = []
    for word in words:
        asked = Question.objects.filter(audience=word, post__gte=oldest).order_by("-post")
        rows += asked.values_list("post_id", "first_answer_at")[:COUNTED]
    waits = [(answered_at - moment_of(pk)).total_seconds() / 60 for pk, answered_at in rows if answered_at is not None]
    return WeeklyFigures(
        asked=len(rows),
        answered_percent=100 * len(waits) // len(rows) if rows else None,
        first_answer_minutes=max(1, round(median(waits))) if waits else None,
    )


def moves_of(question: Question) -> list[QuestionMove]:
    """Return the life of a question so far, oldest move first, with who made each."""
    return list(QuestionMove.objects.filter(question=question).select_related("moved_by").order_by("id"))


def found_by(post_ids: Sequence[int]) -> dict[int, More]:
    """Return the marks by which questions among some posts are found: where they stand, and their topics."""
    states = Question.objects.filter(pk__in=post_ids).values_list("pk", "state")
    marks = {question_id: [f"state:{state}"] for question_id, state in states}
    for question_id, topic in QuestionTopic.objects.filter(question__in=post_ids).values_list("question_id", "topic"):
        marks[question_id].append(f"topic:{topic}")
    return {question_id: More(marks=tuple(some)) for question_id, some in marks.items()}

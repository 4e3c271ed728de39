"""What was already asked or written that is near a text: questions with where they stand, and practice sheets.

The index finds some within what the viewer may read, the rows are asked again, and :mod:`questions.rules.likeness` puts
them in order by the question alone: an answer that is sealed, or apart, changes nothing here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from toctoc.community.models.post import PostKind
from toctoc.community.queries.found import eyes_of, readable_among
from toctoc.community.queries.searchable import POSTS
from toctoc.kernel import clock
from toctoc.kernel.ids import moment_of
from toctoc.questions.models import Question
from toctoc.questions.queries.sheets import SHEETS, listed_among, topics_of
from toctoc.questions.rules.equivalents.reading import expanded
from toctoc.questions.rules.life import WAITING_STATES, State
from toctoc.questions.rules.likeness import LIKELY, LONGEST, NEAR, VERY_NEAR, Known, ranked
from toctoc.questions.rules.understanding.reading import understood
from toctoc.search.rules.entries import MOST_LIKE, Asked
from toctoc.search.rules.words import words_of
from toctoc.search.services import ask

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toctoc.people.rules.audience import Viewer
    from toctoc.questions.models import PracticeSheet

# What is put in order of each kind, and what is told of each.
LOOKED_AT = 100
LONGEST_TITLE = 120
# A text with fewer words is like everything.
_FEWEST_WORDS = 2
_SECONDS_PER_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Similar:
    """One question or sheet near a text; ``nearness`` is from 0 to 1."""

    kind: Literal["question", "sheet"]
    id: int
    title: str
    state: str
    has_outcome: bool
    url: str
    nearness: float = 0.0

    @property
    def has_answer(self) -> bool:
        """Whether somebody who reads it is told something."""
        return self.kind == "sheet" or self.state not in {state.value for state in WAITING_STATES}

    @property
    def may_answer_it(self) -> bool:
        """Whether it may well ask for the same, and has an answer."""
        return self.has_answer and self.nearness >= LIKELY

    @property
    def answers_it(self) -> bool:
        """Whether it asks for nearly the same, and has an answer."""
        return self.has_answer and self.nearness >= VERY_NEAR


def similar(
    viewer: Viewer, text: str, *, topics: Sequence[str] = (), most: int = 5, besides: int | None = None
) -> list[Similar]:
    """Return what the viewer may read and is near ``text``, the nearest first; nothing while there is no index.

    ``topics`` are those that were chosen; ``besides`` is a question to leave out, the one that is being read.
    """
    text = text[:LONGEST]
    stems = words_of(text, "fr")
    if len(set(stems)) < _FEWEST_WORDS:
        return []
    try:
        questions = _questions(viewer, stems, besides)
        sheets = _sheets(viewer, stems)
    except ask.NotBuilt:
        return []
    told: dict[tuple[str, int], Similar] = {
        (one.kind, one.id): one for one in (*map(_of_question, questions), *map(_of_sheet, sheets))
    }
    found = [*_known(questions), *_known_sheets(sheets)]
    likely = {one.slug: one.probability for one in understood(text).topics} | dict.fromkeys(topics, 1.0)
    near = [one for one in ranked(text, likely, found) if one.nearness >= NEAR][:most]
    return [_with(told[one.key], one.nearness) for one in near]


def stems_like(stems: Sequence[str]) -> tuple[str, ...]:
    """Return the stems by which the index is asked: those of a text, and their equivalents."""
    return tuple(expanded(stems, MOST_LIKE))


def _questions(viewer: Viewer, stems: Sequence[str], besides: int | None) -> list[Question]:
    marks = (f"kind:{PostKind.QUESTION}",)
    asked = Asked(POSTS, eyes_of(viewer), marks=marks, like=stems_like(stems), most=LOOKED_AT)
    ids = [one for one in readable_among(ask.find(asked), viewer) if one != besides]
    rows = Question.objects.filter(pk__in=ids).select_related("post").prefetch_related("topics")
    return list(rows)


def _sheets(viewer: Viewer, stems: Sequence[str]) -> list[PracticeSheet]:
    asked = Asked(SHEETS, eyes_of(viewer), like=stems_like(stems), most=LOOKED_AT)
    return listed_among(ask.find(asked), viewer)


def _known(questions: Iterable[Question]) -> list[Known]:
    return [
        Known(
            ("question", one.pk),
            one.post.text,
            frozenset(row.topic for row in one.topics.all()),
            _age(one.pk),
            bool(one.outcome),
        )
        for one in questions
    ]


def _known_sheets(sheets: Sequence[PracticeSheet]) -> list[Known]:
    topics = topics_of(sheets)
    return [
        Known(("sheet", one.pk), _asked_by(one), frozenset(topics[one.pk]), _age(one.pk), is_sheet=True)
        for one in sheets
    ]


def _of_question(one: Question) -> Similar:
    url = one.post.get_absolute_url()
    # What stands behind a warning is read on its page alone.
    title = _title(one.post.warning or one.post.text)
    return Similar("question", one.pk, title, State(one.state).value, bool(one.outcome), url)


def _of_sheet(one: PracticeSheet) -> Similar:
    return Similar("sheet", one.pk, _title(_asked_by(one)), one.state, has_outcome=True, url=one.get_absolute_url())


def _with(one: Similar, nearness: float) -> Similar:
    return Similar(one.kind, one.id, one.title, one.state, one.has_outcome, one.url, round(nearness, 3))


def _asked_by(sheet: PracticeSheet) -> str:
    return sheet.published.question_text if sheet.published is not None else ""


def _age(identifier: int) -> float:
    return (clock.now() - moment_of(identifier)).total_seconds() / _SECONDS_PER_DAY


def _title(text: str) -> str:
    words = " ".join(text.split())
    if len(words) <= LONGEST_TITLE:
        return words
    return words[:LONGEST_TITLE].rpartition(" ")[0] + "…"

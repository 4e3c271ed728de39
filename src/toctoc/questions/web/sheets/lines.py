"""What is said of practice sheets line by line: in lists, references, reviews."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext

from toctoc.community.rules.references import KINDS
from toctoc.kernel import clock
from toctoc.people.rules.departments import DEPARTMENTS
from toctoc.people.rules.professions import profession_words
from toctoc.questions.queries.sheets import Signed, references_of, reviews_of, signers_of, topics_of
from toctoc.questions.rules.sheets.evidence import LEVEL_WORDS, Level
from toctoc.questions.rules.sheets.life import SHEET_STATE_WORDS, SheetState
from toctoc.questions.rules.sheets.retractions import NATURE_WORDS, Nature
from toctoc.questions.rules.topics import topic_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from toctoc.questions.models import PracticeSheet, SheetReview, SheetVersion


@dataclass(frozen=True, slots=True)
class Line:
    """A sheet in a list."""

    sheet: PracticeSheet
    title: str
    signed: str
    state: str
    is_stale: bool
    topics: str


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """A reference as the page says it."""

    kind: str
    identifier: str
    address: str
    level: str
    warning: str
    warned_on: date | None


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """What somebody found, and where they work."""

    review: SheetReview
    words: str


def lines_of_sheets(sheets: Sequence[PracticeSheet], language: str) -> list[Line]:
    """Return published sheets as a list shows them, in two statements for any number."""
    signers, topics = signers_of(sheets), topics_of(sheets)
    return [
        Line(
            sheet=one,
            title=one.published.question_text,
            signed=names_of(signers[one.pk]),
            state=state_words(one, language, one.published),
            is_stale=one.state == SheetState.STALE or is_overdue(one.published),
            topics=", ".join(topic_words(slug, language) for slug in topics[one.pk]),
        )
        for one in sheets
        if one.published is not None
    ]


def reference_lines(version: SheetVersion, language: str) -> list[ReferenceLine]:
    """Return the references of a version, with their levels and what a register says of them."""
    place = language == "en"
    return [
        ReferenceLine(
            kind=KINDS[one.reference.kind],
            identifier=one.reference.identifier,
            address=one.reference.address,
            level=LEVEL_WORDS[Level(one.reference.level)][place],
            warning=NATURE_WORDS[Nature(one.retraction.nature)][place] if one.retraction else "",
            warned_on=one.retraction.noted_on if one.retraction else None,
        )
        for one in references_of(version)
    ]


def review_lines(version: SheetVersion, language: str, *, everything: bool) -> list[ReviewLine]:
    """Return the reviews; what was to be changed is for the authors alone."""
    lines = []
    for review in reviews_of(version):
        if review.is_right or everything:
            told = [profession_words(review.profession, "", language), DEPARTMENTS.get(review.department, "")]
            name = review.reviewer.display_name if review.reviewer else gettext("Compte supprimé")
            lines.append(ReviewLine(review, ", ".join([name, *(word for word in told if word)])))
    return lines


def names_of(signers: Signed) -> str:
    """Return the names under a sheet, as a sentence has them."""
    told = [actor.display_name for actor in signers.named]
    told += [gettext("Compte supprimé")] * signers.left
    return ", ".join(told)


def state_words(sheet: PracticeSheet, language: str, shown: SheetVersion) -> str:
    """Name the state of what is read: a published version stays so while its authors write the next."""
    state = SheetState(sheet.state)
    if shown.pk == sheet.published_id and state in {SheetState.DRAFT, SheetState.IN_REVIEW}:
        state = SheetState.PUBLISHED
    return SHEET_STATE_WORDS[state][language == "en"]


def is_overdue(version: SheetVersion) -> bool:
    """Tell whether the date until which a version holds has come."""
    return version.review_on <= timezone.localdate(clock.now())

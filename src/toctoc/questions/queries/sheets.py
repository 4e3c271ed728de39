"""What is asked about practice sheets, always through the viewer's eyes."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.community.models import Post
from toctoc.community.queries.found import eyes_of
from toctoc.kernel.errors import Missing
from toctoc.kernel.pagination import page_of
from toctoc.people.rules.audience import PUBLIC, is_within
from toctoc.questions.models import (
    PracticeSheet,
    Retraction,
    SheetAuthor,
    SheetReference,
    SheetReview,
    SheetTopic,
    SheetVersion,
)
from toctoc.questions.policies import sheets_listed_for, sheets_read_by
from toctoc.questions.rules.sheets.life import SheetState
from toctoc.search.rules.entries import Asked
from toctoc.search.services import ask

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from toctoc.kernel.pagination import Cut, Page
    from toctoc.people.models import Account, Actor
    from toctoc.people.rules.audience import Viewer
    from toctoc.questions.models import Question

SHEETS = "sheet"
FEED_ENTRIES = 20
MOST_FOUND = 50
# What may be in a feed or a list of what holds today.
_STANDING = (SheetState.PUBLISHED, SheetState.STALE, SheetState.DRAFT, SheetState.IN_REVIEW)


@dataclass(frozen=True, slots=True)
class Sourced:
    """A reference of a sheet, with what a register says became of it."""

    reference: SheetReference
    retraction: Retraction | None


@dataclass(frozen=True, slots=True)
class Signed:
    """Those who sign a sheet: the named, how many left since, and those who were asked and said nothing yet."""

    named: list[Actor]
    left: int
    waiting: list[Actor]


def visible_sheet(viewer: Viewer, sheet_id: int) -> PracticeSheet:
    """Return a sheet the viewer may read; raise :class:`Missing` for any other."""
    found = _rows().filter(sheets_read_by(viewer), pk=sheet_id).first()
    if found is None:
        raise Missing
    return found


def sheet_reported(sheet_id: int) -> PracticeSheet | None:
    """Return a sheet as moderation finds it again, whoever may read it."""
    return _rows().filter(pk=sheet_id).first()


def first_author(sheet: PracticeSheet) -> Actor | None:
    """Return who answers for a sheet: the first who signed it and is still there."""
    signed = _signing(sheet).filter(agreed_at__isnull=False, actor__isnull=False, actor__left_at=None)
    first = signed.select_related("actor__account").order_by("id").first()
    return first.actor if first is not None else None


def works_on_it(account: Account, sheet_id: int) -> bool:
    """Tell whether one of an account's actors was asked to sign a sheet, or read it again."""
    asked = SheetAuthor.objects.filter(sheet=sheet_id, actor__account=account)
    return asked.exists() or SheetReview.objects.filter(version__sheet=sheet_id, account=account).exists()


def sheets_from(viewer: Viewer, question: Question) -> list[PracticeSheet]:
    """Return the sheets made from a question that the viewer may read."""
    return list(_rows().filter(sheets_read_by(viewer), question=question).order_by("-id"))


def newest_sheets(viewer: Viewer, topic: str, asked: Cut) -> Page[PracticeSheet]:
    """Return the newest published sheets that the viewer may read, of one topic when it is named."""
    rows = _rows().filter(sheets_listed_for(viewer), state__in=_STANDING)
    if topic:
        rows = rows.filter(topics__topic=topic)
    if asked.before is not None:
        rows = rows.filter(pk__lt=asked.before)
    return page_of(list(rows.order_by("-id")[: asked.size + 1]), asked, lambda sheet: sheet.pk)


def found_sheets(viewer: Viewer, text: str, topic: str = "") -> list[PracticeSheet]:
    """Return sheets with these words that the viewer may read, the best first; raises as the index does."""
    marks = (f"topic:{topic}",) if topic else ()
    asked = Asked(source=SHEETS, eyes=eyes_of(viewer), text=text, marks=marks, any_word=True, most=MOST_FOUND)
    return listed_among(ask.find(asked), viewer)


def listed_among(ids: Sequence[int], viewer: Viewer) -> list[PracticeSheet]:
    """Return those of some sheets that the viewer may read today, in the order given: an index is a little late."""
    rows = _rows().filter(sheets_listed_for(viewer), state__in=_STANDING, pk__in=ids)
    found = {sheet.pk: sheet for sheet in rows}
    return [found[sheet_id] for sheet_id in ids if sheet_id in found]


def public_sheets() -> list[PracticeSheet]:
    """Return the newest public sheets that hold today, as a stranger reads them, newest publication first."""
    rows = _rows().filter(audience=PUBLIC, hidden_at=None, state=SheetState.PUBLISHED)
    return list(rows.order_by("-published_at", "-id")[:FEED_ENTRIES])


def writes_it(actor: Actor | None, sheet: PracticeSheet) -> bool:
    """Tell whether an actor was asked to sign a sheet, and did not decline: it reads what is being written."""
    return actor is not None and _signing(sheet).filter(actor=actor).exists()


def version_for(sheet: PracticeSheet, *, is_writer: bool, is_reviewer: bool) -> SheetVersion:
    """Return the version a reader reads: the newest for those at work on it, what was published for others."""
    in_review = is_reviewer and sheet.state == SheetState.IN_REVIEW
    if sheet.published is None or is_writer or in_review:
        return SheetVersion.objects.select_related("writer").get(sheet=sheet, number=sheet.latest)
    return sheet.published


def versions_of(sheet: PracticeSheet, viewer: Viewer, *, is_writer: bool) -> list[SheetVersion]:
    """Return the versions of a sheet, newest first: those that were published to readers like the viewer, or all."""
    rows = list(SheetVersion.objects.filter(sheet=sheet).select_related("writer").order_by("-number"))
    if is_writer:
        return rows
    published = [version for version in rows if version.published_at is not None]
    return [one for one in published if one.audience == sheet.audience or _was_for(viewer, one, sheet)]


def _was_for(viewer: Viewer, version: SheetVersion, sheet: PracticeSheet) -> bool:
    return viewer.may_find(version.audience) or is_within(sheet.audience, version.audience)


def references_of(version: SheetVersion) -> list[Sourced]:
    """Return the references of a version, with what became of each."""
    rows = list(SheetReference.objects.filter(version=version).order_by("position"))
    told = retractions_of(row.doi for row in rows)
    return [Sourced(row, told.get(row.doi)) for row in rows]


def retractions_of(dois: Iterable[str]) -> dict[str, Retraction]:
    """Return what the imported register says of some DOIs."""
    asked = {doi for doi in dois if doi}
    return Retraction.objects.in_bulk(list(asked)) if asked else {}


def signers_of(sheets: Sequence[PracticeSheet]) -> dict[int, Signed]:
    """Return who signs each of some sheets, in one statement; a suspended author is nameless, as one who left."""
    rows = SheetAuthor.objects.filter(sheet__in=sheets, declined_at=None).select_related("actor").order_by("id")
    named: defaultdict[int, list[Actor]] = defaultdict(list)
    waiting: defaultdict[int, list[Actor]] = defaultdict(list)
    left: Counter[int] = Counter()
    for row in rows:
        if row.actor is None or row.actor.suspended_at is not None or row.actor.left_at is not None:
            left[row.sheet_id] += row.agreed_at is not None
        elif row.agreed_at is None:
            waiting[row.sheet_id].append(row.actor)
        else:
            named[row.sheet_id].append(row.actor)
    return {one.pk: Signed(named[one.pk], left[one.pk], waiting[one.pk]) for one in sheets}


def topics_of(sheets: Sequence[PracticeSheet]) -> dict[int, list[str]]:
    """Return the topics of each of some sheets, in one statement."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for sheet_id, topic in SheetTopic.objects.filter(sheet__in=sheets).order_by("id").values_list("sheet_id", "topic"):
        found[sheet_id].append(topic)
    return found


def reviews_of(version: SheetVersion) -> list[SheetReview]:
    """Return what was found of a version, in the order it was said."""
    return list(SheetReview.objects.filter(version=version).select_related("reviewer").order_by("id"))


def answerers_of(question: Question | None, sheet: PracticeSheet) -> list[Actor]:
    """Return who asked or answered in the thread, in words for all who read it, and was not asked to sign yet."""
    if question is None:
        return []
    known = set(SheetAuthor.objects.filter(sheet=sheet, actor__isnull=False).values_list("actor_id", flat=True))
    said = Post.objects.filter(thread=question.pk, deleted_at=None, author__suspended_at=None, author__left_at=None)
    # An answer that is apart, or for some by name, does not tell who gave it.
    said = said.filter(audience=question.audience)
    found = {post.author_id: post.author for post in said.select_related("author").order_by("id")}
    return [actor for actor_id, actor in found.items() if actor_id not in known and actor.proved_profession]


def _signing(sheet: PracticeSheet) -> QuerySet[SheetAuthor]:
    return SheetAuthor.objects.filter(sheet=sheet, declined_at=None)


def _rows() -> QuerySet[PracticeSheet]:
    return PracticeSheet.objects.select_related("published", "question__post")

"""What the pages of practice sheets show, gathered for their templates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from toctoc.community.queries.language import page_language
from toctoc.community.queries.readership import Readership, readership_of
from toctoc.community.rules.markdown import rendered
from toctoc.community.web.feeds import full_address
from toctoc.kernel.errors import Invalid, Refused
from toctoc.kernel.pagination import cut
from toctoc.people.policies import reader_of, viewer_of
from toctoc.people.rules.audience import is_within
from toctoc.questions.policies import may_edit_sheet, may_review_sheet
from toctoc.questions.queries.sheets import (
    Signed,
    answerers_of,
    found_sheets,
    newest_sheets,
    signers_of,
    topics_of,
    version_for,
    versions_of,
    writes_it,
)
from toctoc.questions.rules.sheets.differences import differences, is_changed
from toctoc.questions.rules.sheets.evidence import LEVEL_WORDS
from toctoc.questions.rules.sheets.life import SheetState
from toctoc.questions.rules.topics import TOPICS, topic_words
from toctoc.questions.services.sheets.writing import WIDER
from toctoc.questions.web.sheets.forms import ReviewForm, SheetForm, typed_references
from toctoc.questions.web.sheets.lines import (
    ReferenceLine,
    ReviewLine,
    is_overdue,
    lines_of_sheets,
    names_of,
    reference_lines,
    review_lines,
    state_words,
)
from toctoc.search.services.ask import NotBuilt

if TYPE_CHECKING:
    from django.http import HttpRequest

    from toctoc.people.models import Actor
    from toctoc.questions.models import PracticeSheet, SheetVersion
    from toctoc.questions.rules.sheets.differences import Run

LONGEST_ASKED = 200


@dataclass(frozen=True, slots=True)
class SheetPage:
    """Everything a sheet's page shows to one reader; ``is_working`` that it is not what was published."""

    version: SheetVersion
    address: str
    title: str
    answer: SafeString
    dissent: SafeString
    state: str
    topics: str
    references: list[ReferenceLine]
    signed: str
    named: Signed
    reviews: list[ReviewLine]
    readers: Readership
    is_overdue: bool
    is_working: bool
    is_asked: bool
    is_author: bool
    may_agree: bool
    askable: list[Actor]
    moves: list[tuple[str, str]]
    review_form: ReviewForm | None


def list_page(request: HttpRequest) -> dict[str, object]:
    """Return the list as it is asked for: by words, by topic, or the newest."""
    viewer, language = viewer_of(request), page_language()
    asked, topic = request.GET.get("q", "").replace("\0", " ").strip()[:LONGEST_ASKED], request.GET.get("theme", "")
    if topic and topic not in TOPICS:
        raise Invalid("Ce filtre n’existe pas. Revenez à toutes les fiches.")
    page: dict[str, object] = {"asked": asked, "topic": topic, "is_built": True, "next_before": None}
    sheets: list[PracticeSheet] = []
    if asked:
        try:
            sheets = found_sheets(viewer, asked, topic)
        except NotBuilt:
            page["is_built"] = False
    else:
        found = newest_sheets(viewer, topic, cut(request.GET.get("avant")))
        sheets, page["next_before"] = found.items, found.next_before
    choices = [(slug, topic_words(slug, language), slug == topic) for slug in TOPICS]
    return page | {"lines": lines_of_sheets(sheets, language), "topics": choices}


def sheet_page(request: HttpRequest, sheet: PracticeSheet, *, review_form: ReviewForm | None = None) -> SheetPage:
    """Gather a sheet that the reader may read."""
    actor, viewer, language = reader_of(request), viewer_of(request), page_language()
    is_writer, may_review = writes_it(actor, sheet), _may_review(actor, sheet)
    version = version_for(sheet, is_writer=is_writer, is_reviewer=may_review)
    signers = signers_of([sheet])[sheet.pk]
    is_author = _may_edit(actor, sheet)
    if actor is not None and may_review:
        review_form = review_form or _review_form(actor, sheet)
    return SheetPage(
        version=version,
        address=full_address(sheet.get_absolute_url()),
        title=version.question_text,
        answer=_html(version.answer),
        dissent=_html(version.dissent),
        state=state_words(sheet, language, version),
        topics=", ".join(topic_words(slug, language) for slug in topics_of([sheet])[sheet.pk]),
        references=reference_lines(version, language),
        signed=names_of(signers),
        named=signers,
        reviews=review_lines(version, language, everything=is_writer),
        readers=readership_of(version.audience),
        is_overdue=is_overdue(version),
        is_working=version.pk != sheet.published_id,
        is_asked=viewer.actor_id in {one.pk for one in signers.waiting},
        is_author=is_author,
        may_agree=is_writer,
        askable=answerers_of(sheet.question, sheet) if is_author else [],
        moves=_moves(sheet) if is_author else [],
        review_form=review_form,
    )


def _review_form(actor: Actor, sheet: PracticeSheet) -> ReviewForm | None:
    return ReviewForm(None, writer=actor, sheet=sheet) if sheet.state == SheetState.IN_REVIEW else None


def edit_page(form: SheetForm) -> dict[str, object]:
    """Return the page on which a sheet is written; after a conflict, with what the other text says."""
    version = form.version
    page: dict[str, object] = {"form": form, "sheet": form.sheet, "origin": form.origin, "levels": _levels()}
    held = form.sheet.audience if form.sheet else form.origin.audience if form.origin else ""
    wanted = form["audience"].value() or held
    words = dict.fromkeys([held, *(word for word in WIDER if is_within(held, word))])
    page["audiences"] = [(word, readership_of(word), word == wanted) for word in words]
    if version is not None and form.is_bound and str(form.data.get("vu", "")) != str(version.number):
        page["newest"] = version.number
        page["conflict"] = [
            (gettext("La question"), _runs(version.question_text, form, "question")),
            (gettext("La réponse courte"), _runs(version.answer, form, "text")),
            (gettext("Les avis différents"), _runs(version.dissent, form, "dissent")),
            (gettext("Les références"), _runs(typed_references(version), form, "references")),
        ]
    return page


def history_page(request: HttpRequest, sheet: PracticeSheet) -> dict[str, object]:
    """Return the versions with what changed in each, newest first."""
    rows = versions_of(sheet, viewer_of(request), is_writer=writes_it(reader_of(request), sheet))
    if not rows:
        rows = [version_for(sheet, is_writer=False, is_reviewer=_may_review(reader_of(request), sheet))]
    named = {actor.pk for actor in signers_of([sheet])[sheet.pk].named}
    pairs = zip(rows, [*rows[1:], None], strict=True)
    versions = [(version, _changes(before, version), version.writer_id in named) for version, before in pairs]
    return {"sheet": sheet, "versions": versions}


def signed_words(sheet: PracticeSheet, _language: str) -> str:
    """Return the names under a sheet."""
    return names_of(signers_of([sheet])[sheet.pk])


def _changes(before: SheetVersion | None, after: SheetVersion) -> list[tuple[str, tuple[Run, ...]]]:
    texts = (
        (gettext("La question"), before.question_text if before else "", after.question_text),
        (gettext("La réponse courte"), before.answer if before else "", after.answer),
        (gettext("Les avis différents"), before.dissent if before else "", after.dissent),
        (gettext("Les références"), typed_references(before) if before else "", typed_references(after)),
        (gettext("À revoir le"), f"{before.review_on:%d/%m/%Y}" if before else "", f"{after.review_on:%d/%m/%Y}"),
    )
    runs = [(words, differences(old, new)) for words, old, new in texts]
    return [(words, some) for words, some in runs if is_changed(some)]


def _runs(newest: str, form: SheetForm, name: str) -> tuple[Run, ...]:
    return differences(newest, str(form.data.get(name, "")).replace("\r\n", "\n"))


def _levels() -> list[tuple[str, str]]:
    place = page_language() == "en"
    return [(level.value, words[place]) for level, words in LEVEL_WORDS.items() if level]


def _moves(sheet: PracticeSheet) -> list[tuple[str, str]]:
    words = {
        SheetState.DRAFT: [("in_review", gettext("Envoyer en relecture")), ("retired", gettext("Retirer la fiche"))],
        SheetState.IN_REVIEW: [("draft", gettext("Reprendre en brouillon"))],
        SheetState.PUBLISHED: [("retired", gettext("Retirer la fiche"))],
        SheetState.STALE: [("retired", gettext("Retirer la fiche"))],
    }
    return words.get(SheetState(sheet.state), [])


def _html(text: str) -> SafeString:
    return SafeString(rendered(text, frozenset()).html) if text else SafeString("")


def _may_edit(actor: Actor | None, sheet: PracticeSheet) -> bool:
    try:
        if actor is not None:
            may_edit_sheet(actor, sheet)
    except Refused:
        return False
    return actor is not None


def _may_review(actor: Actor | None, sheet: PracticeSheet) -> bool:
    try:
        if actor is not None:
            may_review_sheet(actor, sheet)
    except Refused:
        return False
    return actor is not None

"""What is typed on the pages of practice sheets."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django import forms
from django.utils import timezone

from toctoc.community.policies import may_write_now
from toctoc.community.queries.said import names_around, told_by
from toctoc.community.rules.references import Reference
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid
from toctoc.privacy.forms.speech import SpeechForm
from toctoc.questions.queries.sheets import references_of
from toctoc.questions.rules.sheets.evidence import Level, Support, lines_of
from toctoc.questions.services.sheets.reviews import review_sheet
from toctoc.questions.services.sheets.writing import SheetWords, start_sheet, write_version

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from toctoc.kernel.cleared import Cleared
    from toctoc.people.models import Actor
    from toctoc.questions.models import PracticeSheet, Question, SheetVersion

# What is proposed when a sheet begins.
A_YEAR = timedelta(days=365)


class SheetForm(SpeechForm):
    """A version of a sheet: the short answer is its long text."""

    question = forms.CharField(required=False, strip=False)
    dissent = forms.CharField(required=False, strip=False)
    references = forms.CharField(required=False)
    review_on = forms.DateField(required=False)
    audience = forms.CharField(required=False)
    vu = forms.IntegerField(required=False)

    def __init__(
        self,
        typed: QueryDict | None,
        *,
        writer: Actor,
        origin: Question | None,
        sheet: PracticeSheet | None = None,
        version: SheetVersion | None = None,
    ) -> None:
        self.origin, self.sheet, self.version = origin, sheet, version
        super().__init__(typed, writer=writer)
        self.initial.update(_words_of(version) if version is not None else _beginning(origin))

    def names(self) -> frozenset[str]:
        """Return the names of the thread that the writer may read."""
        return names_around(self.writer, self.origin.post) if self.origin is not None else frozenset()

    def told_before(self) -> Iterable[str]:
        """Return what the writer said in the thread."""
        return told_by(self.writer, self.origin.pk) if self.origin is not None else ()

    def send(self) -> str:
        """Start the sheet or write its next version, and return its address."""
        return self.sent(self._write)

    def _write(self) -> str:
        may_write_now(self.writer)
        typed = self.cleaned_data
        if typed["review_on"] is None:
            raise Invalid("Choisissez une date de révision à venir, dans les trois ans.", field="review_on")
        words = SheetWords(
            question=self._beside("question"),
            answer=self.cleared(),
            dissent=self._beside("dissent"),
            references=typed["references"],
            review_on=typed["review_on"],
            audience=typed["audience"],
        )
        if self.sheet is not None:
            seen = typed["vu"] or 0
            return write_version(writer=self.writer, sheet=self.sheet, seen=seen, words=words).get_absolute_url()
        if self.origin is None:
            raise Invalid("Cette question n’existe plus.")
        return start_sheet(starter=self.writer, question=self.origin, words=words).get_absolute_url()

    def _beside(self, name: str) -> Cleared:
        try:
            return self.cleared(name)
        except Invalid as error:
            error.field = name if error.field == "text" else error.field
            raise


class ReviewForm(SpeechForm):
    """What somebody who reads a sheet again finds of it."""

    verdict = forms.CharField(required=False)
    vu = forms.IntegerField(required=False)

    def __init__(self, typed: QueryDict | None, *, writer: Actor, sheet: PracticeSheet) -> None:
        self.sheet = sheet
        super().__init__(typed, writer=writer)

    def send(self) -> str:
        """Say it, and return the address of the sheet."""
        return self.sent(self._review)

    def _review(self) -> str:
        may_write_now(self.writer)
        typed = self.cleaned_data
        if typed["verdict"] not in {"juste", "reprendre"}:
            raise Invalid("Dites si la fiche est juste, ou ce qui est à reprendre.", field="verdict")
        reviewed = review_sheet(
            reviewer=self.writer,
            sheet=self.sheet,
            seen=typed["vu"] or 0,
            is_right=typed["verdict"] == "juste",
            remark=self.cleared(),
        )
        return reviewed.get_absolute_url()


def _beginning(origin: Question | None) -> dict[str, object]:
    """Return what a sheet begins with: what was asked and decided, to be written shorter."""
    today = timezone.localdate(clock.now())
    told = {"question": origin.post.text, "text": origin.outcome} if origin is not None else {}
    return {**told, "review_on": (today + A_YEAR).isoformat(), "vu": 0}


def _words_of(version: SheetVersion) -> dict[str, object]:
    return {
        "question": version.question_text,
        "text": version.answer,
        "dissent": version.dissent,
        "references": typed_references(version),
        "review_on": version.review_on.isoformat(),
        "audience": version.audience,
        "vu": version.number,
    }


def typed_references(version: SheetVersion) -> str:
    """Return the references of a version as its field holds them."""
    rows = [one.reference for one in references_of(version)]
    return lines_of(Support(Level(row.level), Reference(row.kind, row.identifier, row.address)) for row in rows)

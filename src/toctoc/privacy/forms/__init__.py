"""Forms whose text passes the guard, and which keep what was typed whatever goes wrong."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django import forms
from django.http import QueryDict
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from toctoc.jobs.services.forms import once_per_form
from toctoc.kernel.errors import Invalid, Refused, SignInNeeded, Stale, ToctocError, TooMany
from toctoc.privacy.forms.choices import Choice, choices, pressed
from toctoc.privacy.rules.proposals import Proposal, masked, proposals
from toctoc.privacy.services import LONGEST, Blocked, clear
from toctoc.privacy.services.sight import findings_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from toctoc.kernel.cleared import Cleared
    from toctoc.people.models import Actor

# The button that masks a passage carries the places of its findings; those that mask all, or take the last mask back,
# carry a word. What was typed before a mask travels with the form, so that taking it back needs no script.
MASK, ALL, UNDO = "masquer", "tout", "remettre"
BEFORE = "texte_avant"
# Buttons that change what a form brings, and write nothing: join a file, take one off.
CHANGES = ("joindre", "retirer")
CONFLICT = 409
_STATUS: tuple[tuple[type[ToctocError], int], ...] = (
    (TooMany, 429),
    (Refused, 403),
    (Stale, CONFLICT),
    (Invalid, 422),
)


def new_key() -> str:
    """Return the key of a form that has not been sent yet."""
    return uuid.uuid4().hex


class GuardedForm(forms.Form):
    """A form with one long text, written in the name of ``writer``.

    It tries its write and, when a room refuses, stays as it was typed with the sentence beside the field that it is
    about; ``status`` is then the one to answer with. Pressing a mask changes the text and writes nothing.
    """

    # Not stripped here: the guard tidies, and offsets are those of what was typed.
    text = forms.CharField(required=False, strip=False)
    cle = forms.CharField(required=False, initial=new_key)

    def __init__(self, typed: QueryDict | None, *, writer: Actor) -> None:
        self.writer = writer
        self.language = writer.languages[:2]
        self.is_masking = typed is not None and MASK in typed
        self.is_changing = typed is not None and any(button in typed for button in CHANGES)
        self.unmasked = ""
        if typed is not None and self.is_masking:
            typed = typed.copy()
            self._mask(typed)
        super().__init__(typed)
        # What was sent as it came, for what reads fields of its own.
        self.typed = typed if typed is not None else QueryDict()
        self.status = 200
        self.retry_after = 0
        self.findings: list[Proposal] = self.look() if self.is_masking else []

    def _mask(self, typed: QueryDict) -> None:
        asked, text = typed.get(MASK, ""), typed.get("text", "")
        if asked == UNDO:
            typed["text"] = typed.get(BEFORE, text)
            return
        typed["text"] = self.with_masks(text, asked)
        self.unmasked = text if typed["text"] != text else ""

    def with_masks(self, text: str, asked: str) -> str:
        """Return ``text`` with one finding masked, or all that must go."""
        found = self._found(text)
        if asked == ALL:
            return masked(text, [p for p in found if p.must_go])
        return masked(text, pressed(found, asked))

    @property
    def rows(self) -> list[Choice]:
        """Return what was found as the page lists it."""
        return choices(self.findings)

    def look(self) -> list[Proposal]:
        """Return what the guard finds in what was typed."""
        return [p for p in self._found(str(self.data.get("text", ""))) if p.must_go]

    def _found(self, text: str) -> list[Proposal]:
        text = text[:LONGEST]
        return proposals(text, self.language, findings_in(text, self.language))

    def sent(self, write: Callable[[], str]) -> str:
        """Run ``write`` once and return the address it leads to, or an empty string when something is wrong."""
        if self.is_masking or self.is_changing or not self.is_bound:
            return ""
        if not self.is_valid():
            self.status = 422
            return ""
        typed = [(name, values) for name, values in self._lists() if name != "csrfmiddlewaretoken"]
        try:
            return once_per_form(
                owner=self.writer.pk, key=self.cleaned_data["cle"] or new_key(), typed=typed, write=write
            )
        except SignInNeeded:
            raise
        except (Invalid, Refused, Stale) as error:
            self.take(error)
            return ""

    def take(self, error: Invalid | Refused | Stale) -> None:
        """Put the sentence of ``error`` beside its field, and the findings of the guard under the text."""
        self.status = next(status for kind, status in _STATUS if isinstance(error, kind))
        self.retry_after = error.retry_after if isinstance(error, TooMany) else 0
        self.add_error(error.field if error.field in self.fields else None, error.say(gettext))
        if error.field == "text":
            self.findings = self.look()

    def answered(self, page: HttpResponse) -> HttpResponse:
        """Return ``page`` with the status that fits what happened to the form."""
        page.status_code = self.status
        if self.retry_after:
            page["Retry-After"] = str(self.retry_after)
        return page

    def cleared(self, name: str = "text") -> Cleared:
        """Return one of the typed texts, cleared."""
        return clear(self.cleaned_data[name], language=self.language)

    def _lists(self) -> list[tuple[str, list[str]]]:
        return list(self.data.lists()) if hasattr(self.data, "lists") else []


def in_words(error: Invalid) -> str:
    """Return what a form says of an error: its sentence and, from the guard, what stood out."""
    reasons = error.reasons if isinstance(error, Blocked) else ()
    return " ".join(dict.fromkeys([error.say(gettext), *map(gettext, reasons)]))


def checked(text: str, check: Callable[[str], str]) -> str:
    """Return ``check(text)``, turning an error of ours into one that the form shows beside the field."""
    try:
        return check(text)
    except Invalid as error:
        raise forms.ValidationError(in_words(error)) from error


def beside_field(form: forms.Form, error: Invalid) -> None:
    """Show an error that a service raised beside the field it names, or above the form."""
    form.add_error(error.field if error.field in form.fields else None, in_words(error))


def way_back(request: HttpRequest, otherwise: str) -> str:
    """Return the page that a button was pressed on, when it is one of this host, else ``otherwise``."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        return otherwise
    return came_from

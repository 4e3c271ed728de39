"""The page on which somebody tells what they lived."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from toctoc.community.policies import may_write_now, voices_for
from toctoc.community.queries.language import page_language
from toctoc.community.rules.drafts import Extras
from toctoc.community.rules.experience import LONGEST_PIECE, PIECES, checked_pieces
from toctoc.community.rules.voices import LIVED
from toctoc.community.services.posts import Draft, write
from toctoc.community.web.audience import AudienceForm, audiences_of
from toctoc.community.web.parts.experience import experience_in
from toctoc.community.web.parts.media import joined_files, media_in, with_files
from toctoc.kernel.errors import Invalid
from toctoc.people.policies import speaker_of
from toctoc.privacy.services.speech import check_closing, clear_speech

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from toctoc.kernel.cleared import Cleared
    from toctoc.people.models import Actor

MOST_TAGS = 5
# What separates typed tags, and what a hashtag is made of.
_BETWEEN, _TAG = re.compile(r"[\s,;#]+"), re.compile(r"[^\W\d_]\w{1,49}|\d+[^\W\d_]\w{0,48}")


class ExperienceForm(AudienceForm):
    """A sentence, five parts of which one at least is filled, tags, and who will read; the voice is one's own."""

    happened = forms.CharField(required=False, strip=False)
    helped = forms.CharField(required=False, strip=False)
    did_not = forms.CharField(required=False, strip=False)
    to_doctor = forms.CharField(required=False, strip=False)
    to_newcomer = forms.CharField(required=False, strip=False)
    tags = forms.CharField(required=False)

    def __init__(self, typed: QueryDict | None, *, writer: Actor, asked: str = "") -> None:
        super().__init__(typed, writer=writer, asked=asked)
        self.joined = joined_files(typed, writer)
        self.may_tell = LIVED in voices_for(writer)

    def carried(self) -> list[str]:
        """Return all that the post says, with what was said of its files before."""
        return [*super().carried(), *(one.typed for one in self.joined.files)]

    def send(self) -> str:
        """Publish, and return the address of the post."""
        return "" if self.is_asking else self.sent(self._publish)

    def _publish(self) -> str:
        may_write_now(self.writer)
        told = experience_in(self.typed, self.language, self.assurance)
        checked_pieces({name: said.text for name, said in told.items()})
        audience, named = self.addressed()
        extras = Extras(media=media_in(self.typed), experience=told)
        draft = Draft(self._tagged(), audience, LIVED, named=named, extras=extras)
        return write(author=self.writer, draft=draft).get_absolute_url()

    def _tagged(self) -> Cleared:
        """Return the sentence with its tags behind it, where lists and searches find them."""
        tags = [tag for tag in _BETWEEN.split(self.cleaned_data["tags"]) if tag]
        if len(tags) > MOST_TAGS or not all(_TAG.fullmatch(tag) for tag in tags):
            raise Invalid(
                "Écrivez au plus %(most)s mots, sans signe entre leurs lettres.", field="tags", most=MOST_TAGS
            )
        sentence = self.cleaned_data["text"]
        # As words too: a name is one with or without its sign.
        clear_speech(" ".join(tags), language=self.language, assurance=self.assurance)
        # An empty sentence stays one, so that it is asked for.
        behind = f"\n\n{' '.join(f'#{tag}' for tag in tags)}" if tags and sentence.strip() else ""
        cleared = clear_speech(f"{sentence}{behind}", language=self.language, assurance=self.assurance)
        check_closing(self.writer, cleared, self.carried())
        return cleared


@dataclass(frozen=True, slots=True)
class PieceField:
    """One part of the template as its form shows it."""

    name: str
    words: str
    typed: str
    error: str
    longest: int = LONGEST_PIECE


def piece_fields(form: AudienceForm) -> list[PieceField]:
    """Return the five parts of a form, with what was typed in them."""
    english = page_language() == "en"
    return [
        PieceField(
            name,
            words[english],
            str(form[name].value() or ""),
            " ".join(str(error) for error in form.errors.get(name, [])),
        )
        for name, words in PIECES.items()
    ]


@require_http_methods(["GET", "POST"])
def experience_new(request: HttpRequest) -> HttpResponse:
    """Tell what one lived."""
    typed = with_files(request) if request.method == "POST" else None
    form = ExperienceForm(typed, writer=speaker_of(request), asked=request.GET.get("audience", ""))
    if address := form.send():
        return redirect(address)
    page = {
        "form": form,
        "pieces": piece_fields(form),
        "audiences": audiences_of(form),
        "most_tags": MOST_TAGS,
    }
    return form.answered(render(request, "community/experience.html", page))

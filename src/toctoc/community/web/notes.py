"""Pages of notes: read those of a post, add one, say whether one is useful, read the rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toctoc.community.models.note import NoteSide
from toctoc.community.policies import may_add_note, may_write_now, voices_for, why_no_reply
from toctoc.community.queries.language import page_language
from toctoc.community.queries.notes import notes_of
from toctoc.community.queries.posts import visible_post
from toctoc.community.queries.said import names_around
from toctoc.community.queries.threads import item_of, thread_root
from toctoc.community.rules.bridging import EXAMPLES, FEWEST, HIDDEN_BELOW, SHOWN_FROM, is_shown, lower_end
from toctoc.community.rules.voices import LIVED, SCIENTIFIC
from toctoc.community.services.notes import LONGEST_NOTE, add_note, rate
from toctoc.community.web.parts.references import references_typed
from toctoc.kernel.errors import Invalid, Refused
from toctoc.people.policies import reader_of, speaker_of, viewer_of
from toctoc.privacy.forms.speech import SpeechForm

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict

    from toctoc.community.models import Post
    from toctoc.people.models import Actor

_SIDES = {NoteSide.REFERENCE: SCIENTIFIC, NoteSide.DAILY: LIVED}
_RATINGS = {"oui": True, "non": False, "retirer": None}


class NoteForm(SpeechForm):
    """A note on a post; what may be chosen is checked by the service."""

    side = forms.CharField(required=False)
    references = forms.CharField(required=False)

    def __init__(self, typed: QueryDict | None, *, writer: Actor, aim: Post) -> None:
        self.aim, self.longest = aim, LONGEST_NOTE
        super().__init__(typed, writer=writer)
        voices = voices_for(writer)
        self.sides = [side for side, voice in _SIDES.items() if voice in voices]
        self.initial["side"] = self.sides[0].value if self.sides else ""

    def names(self) -> frozenset[str]:
        """Return the names of the thread that the note speaks of."""
        return names_around(self.writer, self.aim)

    @property
    def may_cite(self) -> bool:
        """Tell whether the writer may say what a reference says."""
        return NoteSide.REFERENCE in self.sides

    def send(self) -> str:
        """Add the note, and return the address of the page that shows it."""
        return self.sent(self._add)

    def _add(self) -> str:
        may_write_now(self.writer)
        added = add_note(
            author=self.writer,
            aim=self.aim,
            side=self.cleaned_data["side"],
            text=self.cleared(),
            references=references_typed(self.typed),
        )
        return f"{notes_address(self.aim.pk)}#p{added.pk}"


def notes_address(post_id: int) -> str:
    """Return the path of the page of a post's notes."""
    return f"/messages/{post_id}/notes"


@require_http_methods(["GET", "POST"])
def notes(request: HttpRequest, post_id: int) -> HttpResponse:
    """Show every note of a post, and add one."""
    aim = visible_post(viewer_of(request), post_id)
    if request.method == "GET":
        return render(request, "community/notes.html", _page(request, aim, None))
    form = NoteForm(request.POST, writer=speaker_of(request), aim=aim)
    if address := form.send():
        return redirect(address)
    return form.answered(render(request, "community/notes.html", _page(request, aim, form)))


@require_POST
def note_rate(request: HttpRequest, post_id: int) -> HttpResponse:
    """Say that a note is useful or not, or take it back."""
    rater, said = speaker_of(request), visible_post(viewer_of(request), post_id)
    asked = request.POST.get("avis", "")
    if asked not in _RATINGS:
        raise Invalid("Dites si la note vous est utile ou non.", field="avis")
    rated = rate(rater=rater, post=said, is_useful=_RATINGS[asked])
    return HttpResponseRedirect(f"{notes_address(rated.aim_id)}#p{rated.pk}")


@require_safe
def notes_rule(request: HttpRequest) -> HttpResponse:
    """Explain when a note is shown, with examples computed by the rule itself."""
    examples = [
        {
            "professionals": one,
            "others": other,
            "lowest": min(lower_end(one), lower_end(other)),
            "is_shown": is_shown(one, other, was_shown=False),
        }
        for one, other in EXAMPLES
    ]
    figures = {"fewest": FEWEST, "shown_from": round(SHOWN_FROM * 100), "hidden_below": round(HIDDEN_BELOW * 100)}
    return render(request, "community/notes_rule.html", {"examples": examples, **figures})


def _page(request: HttpRequest, aim: Post, form: NoteForm | None) -> dict[str, object]:
    reader, viewer, language = reader_of(request), viewer_of(request), page_language()
    found = notes_of(aim, reader, viewer, language)
    barred = _why_no_note(reader, aim, thread_root(viewer, aim.thread_id))
    if form is None and reader is not None and not barred and not any(card.is_own for card in found):
        form = NoteForm(None, writer=reader, aim=aim)
    return {
        "post": aim,
        "card": item_of(aim, viewer, language),
        "shown": [card for card in found if card.note.is_shown],
        "proposed": [card for card in found if not card.note.is_shown],
        "form": form,
        "barred": gettext(barred) if barred else "",
        "may_rate": reader is not None and reader.account_id != aim.author.account_id,
    }


def _why_no_note(reader: Actor | None, aim: Post, root: Post) -> str:
    """Return the sentence that stands where the form would, or an empty string."""
    if reader is None:
        return "Connectez-vous pour ajouter une note, ou dire si une note vous est utile."
    try:
        may_add_note(reader, aim)
    except Refused as error:
        return error.sentence
    return why_no_reply(reader, root)

"""The page of people like me: off until one reveals something, which one takes back at any time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from toctoc.community.policies import may_find_alike
from toctoc.community.queries.language import page_language
from toctoc.community.queries.likeness import facets_of, people_like
from toctoc.community.rules.likeness import FEWEST, FEWEST_SHARED, KINDS, LISTS, LONGEST_WORD, OWN_WORDS, Told
from toctoc.community.services.likeness import reveal, withdraw
from toctoc.kernel.errors import Invalid
from toctoc.kernel.pagination import cut
from toctoc.people.policies import speaker_of, viewer_of
from toctoc.privacy.forms import beside_field
from toctoc.privacy.services.speech import clear_speech_line

if TYPE_CHECKING:
    from django.http import HttpRequest

    from toctoc.people.models import Actor

PAGE = "/comme-moi"


class FacetForm(forms.Form):
    """One facet to reveal: a kind, and a word of its list or one's own."""

    kind = forms.CharField(required=False)
    word = forms.CharField(required=False)
    own = forms.CharField(required=False)


@dataclass(frozen=True, slots=True)
class KindField:
    """One kind of facet as the page offers it."""

    slug: str
    words: str
    choices: list[tuple[str, str]]
    takes_own: bool
    mine: list[Told]
    error: str = ""
    longest: int = LONGEST_WORD


@require_safe
def likeness(request: HttpRequest) -> HttpResponse:
    """Show who is like the reader, and what the reader reveals."""
    actor = speaker_of(request)
    may_find_alike(actor)
    return render(request, "community/likeness.html", _page(request, actor, None))


@require_POST
def likeness_reveal(request: HttpRequest) -> HttpResponse:
    """Reveal one facet."""
    actor, form = speaker_of(request), FacetForm(request.POST)
    if not form.is_valid():
        return render(request, "community/likeness.html", _page(request, actor, form), status=422)
    values = form.cleaned_data
    try:
        own = clear_speech_line(values["own"], language=actor.languages[:2])
        reveal(actor=actor, kind=values["kind"], chosen=values["word"], own_words=own)
    except Invalid as error:
        beside_field(form, error)
        return render(request, "community/likeness.html", _page(request, actor, form), status=422)
    return HttpResponseRedirect(PAGE)


@require_POST
def likeness_withdraw(request: HttpRequest) -> HttpResponse:
    """Withdraw one facet; doing it twice changes nothing."""
    actor = speaker_of(request)
    withdraw(actor=actor, kind=request.POST.get("kind", ""), word=request.POST.get("word", ""))
    return HttpResponseRedirect(PAGE)


def _page(request: HttpRequest, actor: Actor, form: FacetForm | None) -> dict[str, object]:
    language, mine = page_language(), facets_of(actor)
    found = people_like(actor, viewer_of(request), cut(request.GET.get("avant")))
    people = [
        {"actor": alike.actor, "reasons": ", ".join(facet.words(language) for facet in alike.reasons)}
        for alike in found.items
    ]
    return {
        "people": people,
        "next_before": found.next_before,
        "mine": [(facet, facet.words(language)) for facet in mine],
        "kinds": [_kind(slug, mine, language, form) for slug in KINDS],
        "is_on": len(mine) >= FEWEST_SHARED,
        "fewest": FEWEST,
    }


def _kind(slug: str, mine: list[Told], language: str, form: FacetForm | None) -> KindField:
    english = language == "en"
    choices = [(word, words[english]) for word, words in LISTS[slug].items()]
    is_about = form is not None and form.cleaned_data.get("kind") == slug
    error = (
        " ".join(str(text) for texts in form.errors.values() for text in texts) if form is not None and is_about else ""
    )
    own = [facet for facet in mine if facet.kind == slug]
    return KindField(slug, KINDS[slug][english], choices, slug in OWN_WORDS, own, error)

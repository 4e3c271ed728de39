"""What everybody may know of an actor: its profile, its proof, its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from toctoc.community.queries import prepared
from toctoc.community.queries.language import page_language
from toctoc.community.queries.pins import pins_of
from toctoc.community.queries.portraits import portraits_of
from toctoc.community.queries.posts import threads_by
from toctoc.community.queries.tags import featured_tags
from toctoc.community.rules.cards import seal_of
from toctoc.community.rules.filters import Place
from toctoc.community.rules.languages import LANGUAGES
from toctoc.community.services.fragments import author_facts
from toctoc.groups.queries.groups import group_called
from toctoc.kernel import clock
from toctoc.kernel.errors import Missing
from toctoc.kernel.pagination import cut
from toctoc.moderation.queries.intruders import declared_interest
from toctoc.people.policies import hides_ties, is_indexable, reader_of, viewer_of
from toctoc.people.queries import actor_by_handle, actor_shown_to, is_blocking, mute_of
from toctoc.people.queries.choices import choices_of, endorsed_by
from toctoc.people.queries.ties import ties_between
from toctoc.people.rules.departments import DEPARTMENTS
from toctoc.people.rules.pictures import COLOURS, colour_of, letter_of, picture_svg
from toctoc.people.rules.professions import SPECIALTIES, profession_words
from toctoc.questions.queries.availability import is_shown_available
from toctoc.questions.queries.help_given import help_given

if TYPE_CHECKING:
    from django.http import HttpRequest

    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer

LANGUAGE_WORDS = {"fr": "Français", "en": "English"}
PICTURE_LASTS = "public, max-age=86400"


@require_safe
def profile(request: HttpRequest, handle: str) -> HttpResponse:
    """Show an actor and the threads it began that the reader may see."""
    viewer, reader = viewer_of(request), reader_of(request)
    try:
        shown = actor_shown_to(viewer, handle)
    except Missing:
        # Groups have handles too, and a page of their own for whoever may know of them.
        return redirect(group_called(viewer, handle))
    page = threads_by(shown, viewer, cut(request.GET.get("avant")))
    pinned, language = pins_of(shown), page_language()
    others = [post_id for post_id in page.items if post_id not in pinned]
    facts = {
        "pinned": SafeString(prepared.cards(pinned, viewer, language, Place.OPENED))
        if "avant" not in request.GET
        else "",
        "cards": SafeString(prepared.cards(others, viewer, language, Place.OPENED)),
        "next_before": page.next_before,
        "is_first_page": "avant" not in request.GET,
        **_between(reader, viewer, shown),
        "given": help_given([shown.pk])[shown.pk],
        "declared_interest": declared_interest(shown),
        "is_available": is_shown_available(viewer, shown, clock.now()),
        **_said_of_itself(shown, viewer),
        **_face(shown),
    }
    return render(request, "people/profile.html", facts)


def _said_of_itself(shown: Actor, viewer: Viewer) -> dict[str, object]:
    """Return what an actor chose to show: its lines, hashtags, whom it puts forward, and whether its ties are read."""
    choices = choices_of(shown)
    return {
        "lines": choices.fields,
        "featured": featured_tags(shown),
        "endorsed": endorsed_by(shown, viewer),
        "shows_ties": viewer.actor_id == shown.pk or not hides_ties(shown, choices),
        "is_indexable": is_indexable(shown, choices),
        "tongues": LANGUAGES,
    }


def _between(reader: Actor | None, viewer: Viewer, shown: Actor) -> dict[str, object]:
    """Return what the reader has to do with who is shown."""
    if reader is None:
        return {"is_self": False, "between": None, "blocks": False, "mute": None}
    return {
        "is_self": reader.pk == shown.pk,
        "between": ties_between(reader, [shown.pk])[0],
        "blocks": viewer.has_blocks and is_blocking(reader.pk, shown.pk),
        "mute": mute_of(reader.pk, shown.pk) if viewer.quiet else None,
    }


@require_safe
def picture(request: HttpRequest, handle: str) -> HttpResponse:
    """Draw the picture of an actor from its handle."""
    _ = request
    shown = actor_by_handle(handle)
    response = HttpResponse(picture_svg(shown.handle, shown.display_name), content_type="image/svg+xml")
    response["Cache-Control"] = PICTURE_LASTS
    return response


def _face(shown: Actor) -> dict[str, object]:
    """Return what stands at the head of an actor's pages."""
    seal = seal_of(author_facts(shown), page_language())
    return {
        "shown": shown,
        "portraits": portraits_of(shown),
        "face": COLOURS.index(colour_of(shown.handle)),
        "letter": letter_of(shown.display_name),
        "profession": profession_words(shown.profession, shown.specialty, page_language()),
        "seal": seal,
        "declared_specialty": _declared(shown) if seal else "",
        "has_expired_proof": bool(shown.proved_profession) and not seal,
        "department": DEPARTMENTS.get(shown.department, ""),
        "languages": [LANGUAGE_WORDS[code] for code in shown.languages.split(",") if code in LANGUAGE_WORDS],
    }


def _declared(shown: Actor) -> str:
    """Return the specialty that stands beside a proved profession without being proved itself."""
    words = "" if shown.proved_specialty else SPECIALTIES.get(shown.specialty, ("", ""))
    return words[page_language() == "en"] if words else ""

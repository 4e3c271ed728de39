"""Pages of the pictures on one's profile: sending one, checking what it shows, showing it, taking it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from toctoc.community.models import PicturePlace
from toctoc.community.queries.portraits import pictures_of, portraits_of
from toctoc.community.services import portraits
from toctoc.community.web.parts.media import TOO_LARGE, Joined, cleared_description
from toctoc.kernel.errors import Invalid, Missing, Refused
from toctoc.media.queries import own_file
from toctoc.media.rules.kinds import Kind
from toctoc.media.rules.refusals import refusal
from toctoc.media.services import files
from toctoc.people.policies import proved_profession, speaker_of
from toctoc.privacy.forms import in_words
from toctoc.privacy.forms.speech import assurance_in

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from toctoc.media.models import File
    from toctoc.people.models import Actor

READ_AND_WRITE = ["GET", "HEAD", "POST"]
TAKE_AWAY = "retirer"
UNPROCESSABLE = 422


@require_http_methods(READ_AND_WRITE)
def pictures(request: HttpRequest) -> HttpResponse:
    """Show both pictures of a profile; take a new one in, or take one away."""
    actor, error = speaker_of(request), ""
    if request.method == "POST":
        place = _place(request.POST.get("place", ""))
        if request.POST.get("geste") == TAKE_AWAY:
            portraits.take_picture_away(actor=actor, place=place)
            messages.success(request, gettext("Votre image est effacée."))
            return redirect("settings_pictures")
        try:
            return redirect("settings_picture", place=place.value, file_id=_sent(request, actor).pk)
        except (Invalid, Refused) as refused:
            error = _said(refused)
    page = {"places": _places(actor), "error": error, "is_proved": bool(proved_profession(actor))}
    return render(request, "settings/pictures.html", page, status=UNPROCESSABLE if error else 200)


def _place(written: str) -> PicturePlace:
    """Return a place of a profile; raise :class:`Missing` for any other word."""
    try:
        return PicturePlace(written)
    except ValueError:
        raise Missing from None


def _sent(request: HttpRequest, actor: Actor) -> File:
    upload = request.FILES.get("fichier")
    if upload is None:
        raise Invalid(refusal("too_large" if request.META.get(TOO_LARGE) else "empty"), field="fichier")
    described = cleared_description(request.POST.get("description", ""), actor, assurance_in(request.POST))
    file = files.receive(owner=actor, upload=upload, description=described)
    if file.kind != Kind.PICTURE:
        files.erase(file=file)
        raise Invalid(portraits.NO_PICTURE, field="fichier")
    return file


def _places(actor: Actor) -> list[dict[str, object]]:
    chosen, shown = pictures_of(actor), portraits_of(actor)
    return [
        {
            "slug": place.value,
            "name": place.label,
            "shown": getattr(shown, place.value),
            "is_waiting": place in chosen and not chosen[place].file.is_ready,
            "is_chosen": place in chosen,
        }
        for place in PicturePlace
    ]


@require_http_methods(READ_AND_WRITE)
def one_picture(request: HttpRequest, place: str, file_id: int) -> HttpResponse:
    """Show a picture of one's own as others would see it, and show it on one's profile."""
    actor, where = speaker_of(request), _place(place)
    file, error = own_file(actor, file_id), ""
    typed = request.POST.get("description", file.description)
    if request.method == "POST":
        try:
            _show(request, actor, where, file)
        except (Invalid, Refused) as refused:
            error = _said(refused)
        else:
            messages.success(request, gettext("Votre profil montre cette image."))
            return redirect("settings_pictures")
    page = {"joined": Joined(file, typed), "place": where, "error": error, "is_proved": bool(proved_profession(actor))}
    return render(request, "settings/picture.html", page, status=UNPROCESSABLE if error else 200)


def _show(request: HttpRequest, actor: Actor, place: PicturePlace, file: File) -> None:
    typed = request.POST.get("description", "")
    described = cleared_description(typed, actor, assurance_in(request.POST))
    portraits.show_picture(actor=actor, place=place, file=file)
    portraits.describe_picture(actor=actor, place=place, description=described)


def _said(error: Invalid | Refused) -> str:
    return in_words(error) if isinstance(error, Invalid) else error.say(gettext)

"""Settings: what an account and its actors may change about themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toctoc.community.queries.language import page_language
from toctoc.kernel.errors import Invalid
from toctoc.people.policies import (
    account_of,
    may_make_actor,
    moderates,
    proved_institution,
    proved_profession,
    reader_of,
    speaker_of,
)
from toctoc.people.queries import actor_of, actors_of
from toctoc.people.rules.professions import standing_words
from toctoc.people.services.actors import change_portrait
from toctoc.people.services.choices import set_fields
from toctoc.privacy.forms import beside_field
from toctoc.proofs.queries import ends_soon
from toctoc.website.web.choosing import LinesForm
from toctoc.website.web.forms import NewActorForm, PortraitForm
from toctoc.website.web.reader import speak_as

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from toctoc.people.models import Account, Actor

READ_AND_WRITE = ["GET", "HEAD", "POST"]
UNPROCESSABLE = 422
ONWARD = "suite"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show every setting there is."""
    account, actor = account_of(request), reader_of(request)
    due = ends_soon(actor) if actor is not None else None
    page = {"tongues": settings.LANGUAGES, "is_moderator": moderates(account), "due": due}
    return render(request, "settings/index.html", page)


@require_http_methods(READ_AND_WRITE)
def portrait(request: HttpRequest) -> HttpResponse:
    """Show and change what the actor says of itself."""
    account_of(request)
    if reader_of(request) is None:
        return redirect("settings_actors")
    actor = speaker_of(request)
    form, lines = PortraitForm(request.POST or None, actor=actor), LinesForm(request.POST or None, actor=actor)
    # Both are asked, so that all that is wrong is said at once.
    if request.method == "POST" and all([form.is_valid(), lines.is_valid()]) and _change(actor, form, lines):
        messages.success(request, gettext("Votre profil est à jour."))
        return redirect("settings_profile")
    page = {"form": form, "lines": lines, **_proved(actor)}
    is_wrong = bool(form.errors or lines.errors)
    return render(request, "settings/portrait.html", page, status=UNPROCESSABLE if is_wrong else 200)


def _proved(actor: Actor) -> dict[str, object]:
    language = page_language()
    proved = actor.proved_profession or actor.proved_institution
    return {
        "proved_words": standing_words(proved, actor.proved_specialty, language),
        "has_expired": not (proved_profession(actor) or proved_institution(actor)),
    }


def _change(actor: Actor, form: PortraitForm, lines: LinesForm) -> bool:
    try:
        with transaction.atomic():
            change_portrait(actor=actor, portrait=form.portrait())
            if lines.is_told:
                set_fields(actor=actor, fields=lines.lines())
    except Invalid as error:
        beside_field(lines if error.field == "fields" else form, error)
        return False
    return True


@require_http_methods(READ_AND_WRITE)
def actors(request: HttpRequest) -> HttpResponse:
    """List the account's own actors, and make another."""
    account = account_of(request)
    form = NewActorForm(request.POST or None)
    if request.method == "POST":
        may_make_actor(account)
        if _make(request, account, form):
            return redirect(_onward(request) or "settings_actors")
    onward = _onward(request)
    page = {"form": form, "actors": actors_of(account), "speaking": reader_of(request), "onward": onward}
    return render(request, "settings/actors.html", page, status=UNPROCESSABLE if form.errors else 200)


def _onward(request: HttpRequest) -> str:
    """Return the page of this host that asked for another actor and waits for it; empty when none did."""
    asked = request.POST.get(ONWARD) or request.GET.get(ONWARD, "")
    # A word without a slash would be taken for the name of a page.
    return asked if asked.startswith("/") and url_has_allowed_host_and_scheme(asked, None) else ""


def _make(request: HttpRequest, account: Account, form: NewActorForm) -> bool:
    """Make the actor that the form describes and speak as it; sending the form twice makes one."""
    mine = {actor.handle: actor for actor in actors_of(account)}
    again = mine.get(str(form["handle"].value() or "").strip().removeprefix("@").lower())
    if again is None and form.is_valid():
        try:
            again = form.actor_for(account)
        except Invalid as error:
            beside_field(form, error)
    if again is None:
        return False
    speak_as(request, again)
    messages.success(request, gettext("Vous parlez maintenant comme @%(handle)s.") % {"handle": again.handle})
    return True


@require_POST
def speak(request: HttpRequest, actor_id: int) -> HttpResponse:
    """Speak as another of the account's own actors."""
    actor = actor_of(account_of(request), actor_id)
    speak_as(request, actor)
    messages.success(request, gettext("Vous parlez maintenant comme @%(handle)s.") % {"handle": actor.handle})
    return redirect("settings_actors")

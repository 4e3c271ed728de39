"""Pages of who follows whom: requests to answer, followers to let go, what one reads of whom one follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toctoc.community.queries.language import page_language
from toctoc.kernel.errors import Invalid, Missing
from toctoc.kernel.ids import id_in
from toctoc.kernel.pagination import cut
from toctoc.people.policies import hides_ties, speaker_of, viewer_of
from toctoc.people.queries import actor_shown_to
from toctoc.people.queries.choices import choices_of
from toctoc.people.queries.ties import followed_by, followers_of, requests_to, ties_between, who_asks
from toctoc.people.rules.ties import Tie, Wishes
from toctoc.people.services.follows import follow, remove_follower, unfollow
from toctoc.people.services.opinions import endorse, note, withdraw_endorsement
from toctoc.people.services.requests import accept, refuse
from toctoc.privacy.forms import in_words
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from toctoc.people.models import Actor

YES, NO = "oui", "non"


@require_POST
def follow_actor(request: HttpRequest, handle: str) -> HttpResponse:
    """Follow, ask to, or no longer; a form that says which way may be sent twice."""
    reader, shown = speaker_of(request), actor_shown_to(viewer_of(request), handle)
    if (request.POST.get("vers") or _other_way(reader, shown)) == NO:
        unfollow(follower=reader, followee=shown)
    elif follow(follower=reader, followee=shown, wishes=_wishes(request)) is Tie.REQUESTED:
        messages.success(request, gettext("Demande envoyée à @%(handle)s.") % {"handle": shown.handle})
    return redirect("profile", handle=shown.handle)


def _other_way(reader: Actor, shown: Actor) -> str:
    between = ties_between(reader, [shown.pk])[0]
    return NO if between.follows or between.has_asked else YES


def _wishes(request: HttpRequest) -> Wishes:
    """Return what a follower wants of a follow; a form that says nothing of it leaves it as it is."""
    bell, language = request.POST.get("cloche"), request.POST.get("langue")
    return Wishes(
        notify=None if bell is None else bell == YES,
        languages=None if language is None else tuple(code for code in (language,) if code),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def requests(request: HttpRequest) -> HttpResponse:
    """List who asks to follow, and let in or refuse; answered in another tab, it stays answered."""
    actor = speaker_of(request)
    if request.method == "POST":
        _answer(actor, id_in(request.POST.get("qui", "")) or 0, request.POST.get("geste", ""))
        return redirect("settings_requests")
    return render(request, "settings/requests.html", {"waiting": requests_to(actor, cut(request.GET.get("avant")))})


def _answer(actor: Actor, asker_id: int, gesture: str) -> None:
    if gesture not in {"accepter", "refuser"}:
        raise Invalid("Cette page n’a pas ce bouton.", field="geste")
    try:
        asker = who_asks(actor, asker_id)
        (accept if gesture == "accepter" else refuse)(actor=actor, asker=asker)
    except Missing:
        # Withdrawn meanwhile, or refused in another tab.
        return


@require_safe
def followers(request: HttpRequest, handle: str) -> HttpResponse:
    """List who follows an actor, unless it keeps that to itself."""
    return _ties(request, handle, is_followers=True)


@require_safe
def following(request: HttpRequest, handle: str) -> HttpResponse:
    """List whom an actor follows, unless it keeps that to itself."""
    return _ties(request, handle, is_followers=False)


def _ties(request: HttpRequest, handle: str, *, is_followers: bool) -> HttpResponse:
    viewer, asked = viewer_of(request), cut(request.GET.get("avant"))
    shown = actor_shown_to(viewer, handle)
    choices, is_own = choices_of(shown), viewer.actor_id == shown.pk
    ties = (followers_of if is_followers else followed_by)(shown, choices, viewer, asked)
    page = {
        "shown": shown,
        "people": [tie.follower if is_followers else tie.followee for tie in ties.items],
        "next_before": ties.next_before,
        "is_hidden": hides_ties(shown, choices),
        "is_own": is_own,
        "is_followers": is_followers,
    }
    return render(request, "people/ties.html", page)


@require_POST
def let_go(request: HttpRequest) -> HttpResponse:
    """Have somebody follow no longer; pressing the button twice changes nothing more."""
    actor = speaker_of(request)
    try:
        remove_follower(actor=actor, follower=who_asks(actor, id_in(request.POST.get("qui", "")) or 0))
    except Missing:
        return redirect("followers", handle=actor.handle)
    messages.success(request, gettext("Ce compte ne vous suit plus. Il n’en est pas averti."))
    return redirect("followers", handle=actor.handle)


@require_POST
def note_actor(request: HttpRequest, handle: str) -> HttpResponse:
    """Keep a few words about an actor for oneself; empty words take them back."""
    reader, shown = speaker_of(request), actor_shown_to(viewer_of(request), handle)
    try:
        note(owner=reader, subject=shown, text=clear(request.POST.get("note", ""), language=page_language()))
    except Invalid as error:
        messages.error(request, in_words(error))
    else:
        messages.success(request, gettext("Votre note est gardée. Vous seul la lisez."))
    return redirect("profile", handle=shown.handle)


@require_POST
def endorse_actor(request: HttpRequest, handle: str) -> HttpResponse:
    """Put an actor one follows forward, or no longer."""
    reader, shown = speaker_of(request), actor_shown_to(viewer_of(request), handle)
    if request.POST.get("vers") == NO:
        withdraw_endorsement(endorser=reader, endorsed=shown)
    else:
        endorse(endorser=reader, endorsed=shown)
    return redirect("profile", handle=shown.handle)

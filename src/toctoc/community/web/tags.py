"""Pages of the hashtags that one follows, and shows on one's profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from toctoc.community.queries.language import page_language
from toctoc.community.queries.tags import featured_tags, followed_tags, own_words
from toctoc.community.services.tags import feature_tag, follow_tag, unfeature_tag, unfollow_tag
from toctoc.kernel.errors import Invalid, Refused
from toctoc.kernel.pagination import cut
from toctoc.people.policies import speaker_of
from toctoc.privacy.forms import in_words
from toctoc.privacy.services import clear_line

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from toctoc.people.models import Actor

NO = "non"


@require_POST
def tag_follow(request: HttpRequest, word: str) -> HttpResponse:
    """Follow a hashtag or no longer; the button says which way, so that it may be pressed twice."""
    gesture = unfollow_tag if request.POST.get("vers") == NO else follow_tag
    return redirect("hashtag", gesture(actor=speaker_of(request), word=word))


@require_http_methods(["GET", "HEAD", "POST"])
def tags(request: HttpRequest) -> HttpResponse:
    """List the hashtags one follows and those one shows; add to either, or take away."""
    actor, error = speaker_of(request), ""
    if request.method == "POST":
        try:
            _change(actor, request.POST.get("geste", ""), request.POST.get("mot", ""))
        except (Invalid, Refused) as refused:
            error = in_words(refused) if isinstance(refused, Invalid) else refused.say(gettext)
        else:
            messages.success(request, gettext("C’est noté."))
            return redirect("settings_tags")
    page = {
        "followed": followed_tags(actor, cut(request.GET.get("avant"))),
        "featured": featured_tags(actor),
        "suggested": own_words(actor),
        "error": error,
        "typed": request.POST.get("mot", "") if error else "",
    }
    return render(request, "settings/tags.html", page, status=422 if error else 200)


def _change(actor: Actor, gesture: str, word: str) -> None:
    if gesture == "suivre":
        follow_tag(actor=actor, word=word)
    elif gesture == "quitter":
        unfollow_tag(actor=actor, word=word)
    elif gesture == "montrer":
        feature_tag(actor=actor, word=clear_line(word, language=page_language()))
    elif gesture == "retirer":
        unfeature_tag(actor=actor, word=word)
    else:
        raise Invalid("Cette page n’a pas ce bouton.", field="geste")

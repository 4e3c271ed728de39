"""The poll of a post: what this reader sees of it, and voting."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from toctoc.community.queries.polls import poll_of
from toctoc.community.queries.posts import visible_post
from toctoc.community.services.polls import vote
from toctoc.kernel.errors import Invalid, Refused
from toctoc.people.policies import reader_of, speaker_of, viewer_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from toctoc.community.models import Post

_PLACE = re.compile("[0-9]{1,2}")


@require_GET
def poll(request: HttpRequest, post_id: int) -> HttpResponse:
    """Show the poll of a post to one reader: a page of its own, or the piece that stands in an open one."""
    return _shown(request, visible_post(viewer_of(request), post_id))


@require_POST
def poll_vote(request: HttpRequest, post_id: int) -> HttpResponse:
    """Vote; a script gets the poll again, a plain browser the page of the poll."""
    voter, post = speaker_of(request), visible_post(viewer_of(request), post_id)
    places = [int(place) for place in request.POST.getlist(f"choix-{post_id}") if _PLACE.fullmatch(place)]
    try:
        vote(voter=voter, post=post, choices=places)
    except (Invalid, Refused) as error:
        status = 422 if isinstance(error, Invalid) else 403
        return _shown(request, post, said=error.say(gettext), status=status)
    return HttpResponseRedirect(f"/messages/{post_id}/sondage")


def _shown(request: HttpRequest, post: Post, *, said: str = "", status: int = 200) -> HttpResponse:
    seen = poll_of(post, reader_of(request))
    is_piece = request.headers.get("X-Piece") == "1"
    name = "community/poll.html" if is_piece else "community/poll_page.html"
    response = render(request, name, {"post": post, "seen": seen, "said": said}, status=status)
    response["Vary"] = "X-Piece, Cookie"
    response["Cache-Control"] = "no-store"
    return response

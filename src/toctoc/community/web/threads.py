"""Pages that read: a thread, a card, versions, lists."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from toctoc.community.models.post import PostKind, page_address
from toctoc.community.queries import prepared
from toctoc.community.queries.language import page_language
from toctoc.community.queries.posts import bookmarks_of, revisions_of, threads_with_hashtag, visible_post
from toctoc.community.queries.tags import follows_tag
from toctoc.community.queries.threads import page_start, thread_root
from toctoc.community.rules.filters import Place
from toctoc.community.services.notifications import read_all
from toctoc.community.web.pages import asked_cut, list_page, notifications_page, thread_page, voice_filter
from toctoc.kernel.errors import Missing
from toctoc.kernel.ids import id_in
from toctoc.kernel.pagination import Page
from toctoc.people.policies import reader_of, speaker_of, viewer_of
from toctoc.privacy.forms import way_back

if TYPE_CHECKING:
    from django.http import HttpRequest

    from toctoc.community.models import Post


@require_GET
def post(request: HttpRequest, post_id: int) -> HttpResponse:
    """Show a thread; a reply is shown in its place there, and a question on the page of its room."""
    viewer = viewer_of(request)
    try:
        said = visible_post(viewer, post_id)
    except Missing:
        said = thread_root(viewer, post_id)
    if said.kind == PostKind.NOTE and said.deleted_at is None:
        return redirect(f"/messages/{said.reply_to_id}/notes#p{said.pk}")
    if not said.is_first:
        return redirect(place_of(said, thread_root(viewer, said.thread_id)))
    if said.deleted_at is None and said.kind != PostKind.POST:
        return redirect(said)
    return render(request, "community/thread.html", {"page": thread_page(request, said)})


def place_of(reply: Post, root: Post) -> str:
    """Return the address of a reply in its thread, on the page of replies that holds it."""
    start = page_start(reply)
    query = f"?{urlencode({'apres': start})}" if start else ""
    return f"{thread_address(root)}{query}#p{reply.pk}"


def thread_address(root: Post) -> str:
    """Return the address of the page that shows a thread; a tombstone keeps the plain one."""
    kind = root.kind if root.deleted_at is None else PostKind.POST.value
    return page_address(kind, root.pk, root.pk)


@require_GET
def post_card(request: HttpRequest, post_id: int) -> HttpResponse:
    """Return the card of one post, for a page that is open."""
    known, viewer = post_id < 1 << 63, viewer_of(request)
    card = prepared.cards([post_id], viewer, page_language(), Place.THREADS) if known else ""
    if not card:
        raise Missing
    return HttpResponse(card)


@require_GET
def post_versions(request: HttpRequest, post_id: int) -> HttpResponse:
    """Show what a post said before each edit."""
    said = visible_post(viewer_of(request), post_id)
    return render(request, "community/versions.html", {"post": said, "revisions": revisions_of(said)})


@require_GET
def hashtag(request: HttpRequest, word: str) -> HttpResponse:
    """List the posts that carry a hashtag."""
    if not word.isprintable():  # no hashtag holds such a character, and PostgreSQL refuses to look for one
        raise Missing
    voice, voices = voice_filter(request)
    page = list_page(request, threads_with_hashtag(word, viewer_of(request), asked_cut(request), voice))
    reader = reader_of(request)
    page["is_followed"] = reader is not None and follows_tag(reader, word)
    return render(request, "community/hashtag.html", {"word": word.lower(), "voice": voice, "voices": voices, **page})


@require_GET
def bookmarks(request: HttpRequest) -> HttpResponse:
    """List what the reader keeps."""
    kept = bookmarks_of(speaker_of(request), asked_cut(request))
    page = list_page(request, Page([post_id for _, post_id in kept.items], kept.next_before), Place.OPENED)
    return render(request, "community/bookmarks.html", page)


@require_http_methods(["GET", "POST"])
def notifications(request: HttpRequest) -> HttpResponse:
    """Show what the reader should know; reading it is told by a button, so that a prefetch does not."""
    actor = speaker_of(request)
    if request.method == "GET":
        return render(request, "community/notifications.html", notifications_page(request, actor))
    read_all(reader=actor, up_to=id_in(request.POST.get("jusqua", "")) or 0)
    if getattr(request, "htmx", False):
        return HttpResponse(status=204)
    return HttpResponseRedirect(way_back(request, "/avis"))

"""Pages that write: begin, reply, edit, take back, and the small gestures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from toctoc.community.models import Bookmark, Boost, Favourite
from toctoc.community.models.post import PostKind
from toctoc.community.queries import prepared
from toctoc.community.queries.language import page_language
from toctoc.community.queries.pins import is_pinned
from toctoc.community.queries.posts import own_post, visible_post
from toctoc.community.queries.threads import thread_root
from toctoc.community.rules.filters import Place
from toctoc.community.services import boosts, gestures
from toctoc.community.services.pins import pin, unpin
from toctoc.community.web.audience import AudienceForm
from toctoc.community.web.compose import ComposeForm, opened
from toctoc.community.web.forms import DeleteForm, EditForm, PostForm, ReplyForm
from toctoc.community.web.pages import compose_page, thread_page
from toctoc.community.web.parts.media import with_files
from toctoc.community.web.threads import thread_address
from toctoc.people.policies import speaker_of, viewer_of
from toctoc.privacy.forms import way_back

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, QueryDict

    from toctoc.community.models import Post
    from toctoc.people.models import Actor


def typed_in(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, or ``None`` when the form is only being opened."""
    return with_files(request) if request.method == "POST" else None


@require_http_methods(["GET", "POST"])
def post_new(request: HttpRequest) -> HttpResponse:
    """Begin a thread."""
    typed, writer = typed_in(request), speaker_of(request)
    form = opened(request, writer) if typed is None else ComposeForm(typed, writer=writer)
    if address := form.send():
        return redirect(address)
    return form.answered(render(request, "community/compose.html", compose_page(form, viewer_of(request))))


@require_POST
def post_readers(request: HttpRequest) -> HttpResponse:
    """Return the sentence that says who would read for the audience being chosen, and write nothing."""
    readers, error = AudienceForm(request.POST, writer=speaker_of(request)).readers()
    return render(request, "community/readers_now.html", {"readers": readers, "error": error})


@require_POST
def post_reread(request: HttpRequest) -> HttpResponse:
    """Return what the guard finds in a text being typed, and write nothing."""
    form = PostForm(request.POST, writer=speaker_of(request))
    form.findings = form.look()
    return render(request, "privacy/reread.html", {"form": form})


@require_http_methods(["GET", "POST"])
def post_reply(request: HttpRequest, post_id: int) -> HttpResponse:
    """Reply; a question is answered on the page of its room, which counts answers."""
    viewer = viewer_of(request)
    aim = visible_post(viewer, post_id)
    root = thread_root(viewer, aim.thread_id)
    if request.method == "GET":
        return HttpResponseRedirect(f"{thread_address(root)}?a={aim.pk}#repondre")
    if root.kind != PostKind.POST:
        return HttpResponseRedirect(f"{thread_address(root)}/repondre?a={aim.pk}", preserve_request=True)
    form = ReplyForm(with_files(request), writer=speaker_of(request), to=aim)
    if address := form.send():
        return redirect(address)
    page = thread_page(request, root, reply_form=form)
    return form.answered(render(request, "community/thread.html", {"page": page}))


@require_http_methods(["GET", "POST"])
def post_edit(request: HttpRequest, post_id: int) -> HttpResponse:
    """Change what a post says."""
    editor = speaker_of(request)
    said = own_post(editor, post_id)
    form = EditForm(typed_in(request), writer=editor, post=said)
    if address := form.send():
        return redirect(address)
    said.refresh_from_db()
    return form.answered(render(request, "community/edit.html", {"form": form, "post": said}))


@require_http_methods(["GET", "POST"])
def post_delete(request: HttpRequest, post_id: int) -> HttpResponse:
    """Take a post back, once its author confirmed."""
    deleter = speaker_of(request)
    said = own_post(deleter, post_id)
    form = DeleteForm(typed_in(request), writer=deleter, post=said)
    if address := form.send():
        return redirect(address)
    return form.answered(render(request, "community/delete.html", {"form": form, "post": said}))


@require_POST
def post_favour(request: HttpRequest, post_id: int) -> HttpResponse:
    """Say that a post is useful, or take it back."""
    actor, said = speaker_of(request), visible_post(viewer_of(request), post_id)
    is_useful = Favourite.objects.filter(post=said, actor=actor).exists()
    return _after(request, gestures.unfavour if is_useful else gestures.favour, actor, said)


@require_POST
def post_boost(request: HttpRequest, post_id: int) -> HttpResponse:
    """Show a post to those who follow the reader, or no longer."""
    actor, said = speaker_of(request), visible_post(viewer_of(request), post_id)
    is_boosted = Boost.objects.filter(post=said, actor=actor).exists()
    return _after(request, boosts.unboost if is_boosted else boosts.boost, actor, said)


@require_POST
def post_keep(request: HttpRequest, post_id: int) -> HttpResponse:
    """Keep a post for later, or let it go."""
    actor, said = speaker_of(request), visible_post(viewer_of(request), post_id)
    is_kept = Bookmark.objects.filter(post=said, actor=actor).exists()
    return _after(request, gestures.let_go if is_kept else gestures.keep, actor, said)


@require_POST
def post_pin(request: HttpRequest, post_id: int) -> HttpResponse:
    """Put a message of one's own first on one's profile, or let it go."""
    author = speaker_of(request)
    said = own_post(author, post_id)
    (unpin if is_pinned(said.pk) else pin)(author=author, post=said)
    return HttpResponseRedirect(f"/@{author.handle}")


def _after(request: HttpRequest, gesture: Callable[..., object], actor: Actor, said: Post) -> HttpResponse:
    """Make the gesture; a script gets the card again, a plain browser the page it was on."""
    gesture(actor=actor, post=said)
    if getattr(request, "htmx", False):
        return HttpResponse(prepared.cards([said.pk], viewer_of(request), page_language(), Place.THREADS))
    came_from = way_back(request, f"/messages/{said.thread_id}").partition("#")[0]
    return HttpResponseRedirect(f"{came_from}#p{said.pk}")

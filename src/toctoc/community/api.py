"""Posts, gestures, timelines and notifications in our JSON API."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema, Status
from pydantic import Field

from toctoc.community.models import Notification, Post
from toctoc.community.models.notification import NotificationKind
from toctoc.community.queries import prepared
from toctoc.community.queries.home import home_lists
from toctoc.community.queries.notifications import notifications_of, readable_among
from toctoc.community.queries.posts import (
    bookmarks_of,
    newest_threads,
    own_post,
    replies_in,
    revisions_of,
    threads_by,
    visible_post,
)
from toctoc.community.queries.said import names_around
from toctoc.community.rules.filters import Place
from toctoc.community.rules.shapes import AuthorShape, OnePostShape, PostListShape
from toctoc.community.services import boosts, gestures, notifications, posts
from toctoc.community.services.fragments import author_fragment_of
from toctoc.community.web.files_api import router as files_router
from toctoc.community.web.notes_api import router as notes_router
from toctoc.community.web.own_api import router as own_router
from toctoc.community.web.parts.lines import said_line
from toctoc.community.web.quiet_api import router as quiet_router
from toctoc.community.web.search_api import router as search_router
from toctoc.kernel.errors import SignInNeeded
from toctoc.kernel.pagination import LARGEST_PAGE, PAGE_SIZE, Page, cut, next_link
from toctoc.people.models import Actor
from toctoc.people.policies import speaker_of, viewer_of
from toctoc.people.queries import actor_shown_to
from toctoc.people.rules.languages import LONGEST_TAG, checked_language
from toctoc.privacy.forms.client import SpeechIn

router = Router()
router.add_router("", quiet_router)
router.add_router("", files_router)
router.add_router("", own_router)
router.add_router("", search_router)
router.add_router("", notes_router)

JSON_TYPE = "application/json; charset=utf-8"
BASE_URL = settings.ENVIRONMENT.base_url

Before = Annotated[str | None, Query(description="Give what is older than this id.")]
After = Annotated[str | None, Query(description="Give what is newer than this id.")]
Limit = Annotated[int, Query(ge=1, le=LARGEST_PAGE, description="How many at most.")]


class Edit(SpeechIn):
    """A new text for a post, and the revision the editor saw."""

    text: str
    warning: str | None = Field(default=None, description="What stands before the text; left out, it stays as it is.")
    revision: int = Field(ge=1)
    language: str | None = Field(default=None, max_length=LONGEST_TAG, description="Left out, it stays as it is.")


class Version(Schema):
    """What a post said until an edit."""

    number: int
    text: str
    written_at: datetime


class Versions(Schema):
    """Earlier versions of a post, oldest first, and the number of the present one."""

    revision: int
    items: list[Version]


class Notice(Schema):
    """Something the caller should know."""

    id: str
    kind: NotificationKind
    created_at: datetime
    read: bool
    actor: AuthorShape | None = Field(description="Who caused it; empty when the place itself speaks.")
    post: str | None = Field(
        description="Id of the post it is about, while the caller may read it; empty for a follow."
    )
    url: str | None = Field(description="Path of the page it is about, when that is neither a post's nor the actor's.")


class Notices(Schema):
    """A page of notifications."""

    items: list[Notice]
    next: str | None


class ReadUpTo(Schema):
    """The newest notification the caller saw."""

    up_to: str = Field(pattern="^[0-9]{1,18}$")


@router.get("/posts/{id:post_id}", response=OnePostShape, summary="Read a post", tags=["posts"])
def get_post(request: HttpRequest, post_id: str) -> HttpResponse:
    """Return one post, whether it begins a thread or replies, if the caller may read it."""
    return _one(request, visible_post(viewer_of(request), int(post_id)))


@router.put("/posts/{id:post_id}", response=OnePostShape, summary="Edit a post", tags=["posts"])
def edit_post(request: HttpRequest, post_id: str, edit: Edit) -> HttpResponse:
    """Change the text of a post of one's own; what it said stays in its versions."""
    editor = speaker_of(request)
    post = own_post(editor, int(post_id))
    language = checked_language(edit.language) if edit.language else post.language
    text = edit.cleared(edit.text, language, names_around(editor, post, is_edit=True))
    warning = said_line(edit.warning, "warning", text.language, edit.assured) if edit.warning is not None else None
    edited = posts.edit(editor=editor, post=post, text=text, revision=edit.revision, warning=warning)
    return _one(request, edited)


@router.delete("/posts/{id:post_id}", response={204: None}, summary="Delete a post", tags=["posts"])
def delete_post(request: HttpRequest, post_id: str) -> Status[None]:
    """Take back a post of one's own: its text and versions are erased, the thread around it still reads."""
    deleter = speaker_of(request)
    posts.delete(deleter=deleter, post=own_post(deleter, int(post_id)))
    return Status(204, None)


@router.get("/posts/{id:post_id}/replies", response=PostListShape, summary="Read a thread", tags=["posts"])
def list_replies(request: HttpRequest, post_id: str, after: After = None, limit: Limit = PAGE_SIZE) -> HttpResponse:
    """Return the replies of the thread that the post is part of, at any depth, oldest first."""
    post = visible_post(viewer_of(request), int(post_id))
    # The first post may be gone from view (deleted) while its replies stay readable.
    page = replies_in(post.thread_id, viewer_of(request), cut(after, limit))
    return _listed(request, Page([pk for pk, _ in page.items], page.next_before), "after", Place.THREADS)


@router.get("/posts/{id:post_id}/versions", response=Versions, summary="Read earlier versions", tags=["posts"])
def list_versions(request: HttpRequest, post_id: str) -> Versions:
    """Return what a post said before each of its edits."""
    post = visible_post(viewer_of(request), int(post_id))
    items = [Version(number=r.number, text=r.text, written_at=r.written_at) for r in revisions_of(post)]
    return Versions(revision=post.revision, items=items)


@router.post("/posts/{id:post_id}/favourite", response=OnePostShape, summary="Find a post useful", tags=["gestures"])
def favourite_post(request: HttpRequest, post_id: str) -> HttpResponse:
    """Say that a post is useful; its author is told. Doing it twice changes nothing."""
    return _gesture(request, post_id, gestures.favour)


@router.post(
    "/posts/{id:post_id}/unfavourite",
    response=OnePostShape,
    summary="Take back that a post is useful",
    tags=["gestures"],
)
def unfavourite_post(request: HttpRequest, post_id: str) -> HttpResponse:
    """Take back what `favourite` said. Doing it twice changes nothing."""
    return _gesture(request, post_id, gestures.unfavour)


@router.post("/posts/{id:post_id}/boost", response=OnePostShape, summary="Boost a post", tags=["gestures"])
def boost_post(request: HttpRequest, post_id: str) -> HttpResponse:
    """Show a post for everybody or for members to those who follow the caller. Doing it twice changes nothing."""
    return _gesture(request, post_id, boosts.boost)


@router.post("/posts/{id:post_id}/unboost", response=OnePostShape, summary="Take back a boost", tags=["gestures"])
def unboost_post(request: HttpRequest, post_id: str) -> HttpResponse:
    """Show a post no longer. Doing it twice changes nothing."""
    return _gesture(request, post_id, boosts.unboost)


@router.post("/posts/{id:post_id}/bookmark", response=OnePostShape, summary="Keep a post", tags=["gestures"])
def bookmark_post(request: HttpRequest, post_id: str) -> HttpResponse:
    """Keep a post for later; nobody is told. Doing it twice changes nothing."""
    return _gesture(request, post_id, gestures.keep)


@router.post("/posts/{id:post_id}/unbookmark", response=OnePostShape, summary="Stop keeping a post", tags=["gestures"])
def unbookmark_post(request: HttpRequest, post_id: str) -> HttpResponse:
    """Take a post out of what the caller keeps. Doing it twice changes nothing."""
    return _gesture(request, post_id, gestures.let_go)


@router.get("/bookmarks", response=PostListShape, summary="List what I keep", tags=["gestures"])
def list_bookmarks(request: HttpRequest, before: Before = None, limit: Limit = PAGE_SIZE) -> HttpResponse:
    """Return the posts the caller keeps, the last kept first; `next` is not a post's id here."""
    page = bookmarks_of(speaker_of(request), cut(before, limit))
    return _listed(request, Page([post_id for _, post_id in page.items], page.next_before), place=Place.OPENED)


@router.get("/timelines/home", response=PostListShape, summary="Read my home timeline", tags=["timelines"])
def home_timeline(request: HttpRequest, before: Before = None, limit: Limit = PAGE_SIZE) -> HttpResponse:
    """Return the threads begun and posts boosted by the caller and by those the caller follows, newest first."""
    reader = viewer_of(request).actor_id
    if reader is None:
        raise SignInNeeded
    return _listed(request, home_lists.page(reader, cut(before, limit)), place=Place.HOME)


@router.get("/timelines/public", response=PostListShape, summary="Read the newest threads", tags=["timelines"])
def public_timeline(request: HttpRequest, before: Before = None, limit: Limit = PAGE_SIZE) -> HttpResponse:
    """Return the newest threads that the caller may read, whoever began them; unlisted ones are left out."""
    return _listed(request, newest_threads(viewer_of(request), cut(before, limit)))


@router.get("/actors/{handle:handle}/posts", response=PostListShape, summary="List an actor's threads", tags=["actors"])
def list_actor_posts(
    request: HttpRequest, handle: str, before: Before = None, limit: Limit = PAGE_SIZE
) -> HttpResponse:
    """Return the threads an actor began that the caller may read, newest first."""
    viewer = viewer_of(request)
    page = threads_by(actor_shown_to(viewer, handle), viewer, cut(before, limit))
    return _listed(request, page, place=Place.OPENED)


@router.get("/notifications", response=Notices, summary="List my notifications", tags=["notifications"])
def list_notifications(
    request: HttpRequest, response: HttpResponse, before: Before = None, limit: Limit = PAGE_SIZE
) -> Notices:
    """Return what the caller should know, newest first."""
    page = notifications_of(speaker_of(request), cut(before, limit))
    readable = readable_among(page.items, viewer_of(request))
    if page.next_before:
        response["Link"] = _link(request, "before", page.next_before)
    following = str(page.next_before) if page.next_before else None
    return Notices(items=[_notice(notification, readable) for notification in page.items], next=following)


@router.post("/notifications/read", response={204: None}, summary="Mark notifications as read", tags=["notifications"])
def read_notifications(request: HttpRequest, seen: ReadUpTo) -> Status[None]:
    """Mark as read every notification up to the one named."""
    notifications.read_all(reader=speaker_of(request), up_to=int(seen.up_to))
    return Status(204, None)


def _one(request: HttpRequest, post: Post) -> HttpResponse:
    return HttpResponse(prepared.one(post, viewer_of(request)), content_type=JSON_TYPE)


def _gesture(request: HttpRequest, post_id: str, make: Callable[..., object]) -> HttpResponse:
    actor = speaker_of(request)
    post = visible_post(viewer_of(request), int(post_id))
    make(actor=actor, post=post)
    return _one(request, post)


def _listed(
    request: HttpRequest, page: Page[int], direction: str = "before", place: Place = Place.LISTS
) -> HttpResponse:
    response = HttpResponse(prepared.listing(page, viewer_of(request), place), content_type=JSON_TYPE)
    if page.next_before:
        response["Link"] = _link(request, direction, page.next_before)
    return response


def _link(request: HttpRequest, direction: str, following: int) -> str:
    return next_link(BASE_URL + request.path, request.META["QUERY_STRING"], direction, following)


def _notice(notification: Notification, readable: set[int]) -> Notice:
    return Notice(
        id=str(notification.pk),
        kind=NotificationKind(notification.kind),
        created_at=notification.created_at,
        read=notification.read_at is not None,
        actor=_author(notification.actor) if notification.actor else None,
        post=str(notification.post_id) if notification.post_id in readable else None,
        url=notification.address or None,
    )


def _author(actor: Actor) -> AuthorShape:
    return AuthorShape.model_validate_json(author_fragment_of(actor).json)

"""Polls, pins, lists and drafts in our JSON API."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status
from pydantic import Field

from toctoc.community.models import Post, Roster, Unsent
from toctoc.community.queries import prepared
from toctoc.community.queries.pins import pins_of
from toctoc.community.queries.polls import poll_of
from toctoc.community.queries.posts import own_post, visible_post
from toctoc.community.queries.rosters import on_roster, own_roster, roster_threads, rosters_of
from toctoc.community.queries.unsent import drafts_of, fields_of, waiting_of
from toctoc.community.rules.shapes import PostListShape
from toctoc.community.services import pins, polls, rosters, unsent
from toctoc.community.web.parts.lines import cleared_line
from toctoc.kernel.pagination import PAGE_SIZE, Page, cut
from toctoc.people.models import Actor
from toctoc.people.policies import reader_of, speaker_of, viewer_of
from toctoc.people.queries import actor_shown_to

router = Router()
JSON_TYPE = "application/json; charset=utf-8"


class OptionOut(Schema):
    """One answer of a poll."""

    text: str
    votes: int | None = Field(description="Empty until the caller voted or the poll closed.")


class PollOut(Schema):
    """A poll as the caller sees it now. Nobody learns who chose what."""

    options: list[OptionOut]
    multiple: bool
    closes_at: datetime
    closed: bool
    voted: bool = Field(description="Whether the caller voted; for what is kept nowhere.")
    voters: int | None = Field(description="Empty until the caller voted or the poll closed.")


class Vote(Schema):
    """What the caller chooses."""

    choices: list[int] = Field(description="Places of the answers, from 0.", min_length=1, max_length=10)


class ListIn(Schema):
    """A list as its owner calls it."""

    name: str


class ListOut(Schema):
    """A list of the caller's."""

    id: str
    name: str


class ListMembers(Schema):
    """Those on a list."""

    handles: list[str]


class DraftOut(Schema):
    """Something that is not said yet."""

    id: str
    text: str
    updated_at: datetime
    publish_at: datetime | None = Field(description="When it is said by itself; empty for a draft.")


@router.get("/posts/{id:post_id}/poll", response=PollOut, summary="Read a poll", tags=["posts"])
def get_poll(request: HttpRequest, post_id: str) -> PollOut:
    """Return the poll of a post that the caller may read."""
    return _poll(visible_post(viewer_of(request), int(post_id)), reader_of(request))


@router.post("/posts/{id:post_id}/poll/votes", response=PollOut, summary="Vote in a poll", tags=["posts"])
def vote_in_poll(request: HttpRequest, post_id: str, vote: Vote) -> PollOut:
    """Vote once and for good in the poll of a post that the caller may read."""
    voter, post = speaker_of(request), visible_post(viewer_of(request), int(post_id))
    polls.vote(voter=voter, post=post, choices=vote.choices)
    return _poll(post, voter)


@router.post("/posts/{id:post_id}/pin", response={204: None}, summary="Pin a post", tags=["gestures"])
def pin_post(request: HttpRequest, post_id: str) -> Status[None]:
    """Put a thread of one's own first on one's profile, five at most. Doing it twice changes nothing."""
    author = speaker_of(request)
    pins.pin(author=author, post=own_post(author, int(post_id)))
    return Status(204, None)


@router.post("/posts/{id:post_id}/unpin", response={204: None}, summary="Unpin a post", tags=["gestures"])
def unpin_post(request: HttpRequest, post_id: str) -> Status[None]:
    """Let a thread of one's own stand in its place again. Doing it twice changes nothing."""
    author = speaker_of(request)
    pins.unpin(author=author, post=own_post(author, int(post_id)))
    return Status(204, None)


@router.get(
    "/actors/{handle:handle}/pinned", response=PostListShape, summary="List what an actor pinned", tags=["actors"]
)
def list_pinned(request: HttpRequest, handle: str) -> HttpResponse:
    """Return the threads an actor pinned that the caller may read, the last pinned first."""
    return _listed(request, Page(pins_of(actor_shown_to(viewer_of(request), handle)), None))


@router.get("/lists", response=list[ListOut], summary="List my lists", tags=["timelines"])
def list_lists(request: HttpRequest) -> list[ListOut]:
    """Return the caller's lists by name; nobody else sees them."""
    return [_list(one) for one in rosters_of(speaker_of(request))]


@router.post("/lists", response={201: ListOut}, summary="Make a list", tags=["timelines"])
def make_list(request: HttpRequest, called: ListIn) -> Status[ListOut]:
    """Make a list of followed actors; one of that name is given back as it is."""
    owner = speaker_of(request)
    title = cleared_line(called.name, "name", owner.languages[:2])
    return Status(201, _list(rosters.make_roster(owner=owner, title=title)))


@router.delete("/lists/{id:list_id}", response={204: None}, summary="Delete a list", tags=["timelines"])
def delete_list(request: HttpRequest, list_id: str) -> Status[None]:
    """Erase a list of the caller's; those on it are still followed."""
    owner = speaker_of(request)
    rosters.drop_roster(owner=owner, roster=own_roster(owner, int(list_id)))
    return Status(204, None)


@router.get("/lists/{id:list_id}/posts", response=PostListShape, summary="Read a list", tags=["timelines"])
def read_list(request: HttpRequest, list_id: str, before: str | None = None, limit: int = PAGE_SIZE) -> HttpResponse:
    """Return the threads begun by those on a list of the caller's, newest first."""
    shown = own_roster(speaker_of(request), int(list_id))
    return _listed(request, roster_threads(shown, viewer_of(request), cut(before, limit)))


@router.get("/lists/{id:list_id}/members", response=ListMembers, summary="Read who is on a list", tags=["timelines"])
def list_members(request: HttpRequest, list_id: str) -> ListMembers:
    """Return the handles of those on a list of the caller's."""
    shown = own_roster(speaker_of(request), int(list_id))
    return ListMembers(handles=[actor.handle for actor in on_roster(shown)])


@router.put(
    "/lists/{id:list_id}/members/{handle:handle}", response={204: None}, summary="Put on a list", tags=["timelines"]
)
def put_on_list(request: HttpRequest, list_id: str, handle: str) -> Status[None]:
    """Put a followed actor on a list of the caller's. Doing it twice changes nothing."""
    owner = speaker_of(request)
    rosters.put_on(
        owner=owner, roster=own_roster(owner, int(list_id)), actor=actor_shown_to(viewer_of(request), handle)
    )
    return Status(204, None)


@router.delete(
    "/lists/{id:list_id}/members/{handle:handle}", response={204: None}, summary="Take off a list", tags=["timelines"]
)
def take_off_list(request: HttpRequest, list_id: str, handle: str) -> Status[None]:
    """Take an actor off a list of the caller's. Doing it twice changes nothing."""
    owner = speaker_of(request)
    actor = actor_shown_to(viewer_of(request), handle)
    rosters.take_off(owner=owner, roster=own_roster(owner, int(list_id)), actor_id=actor.pk)
    return Status(204, None)


@router.get("/drafts", response=list[DraftOut], summary="List my drafts", tags=["posts"])
def list_drafts(request: HttpRequest) -> list[DraftOut]:
    """Return what the caller has not said yet: first what waits for its time, then drafts."""
    owner = speaker_of(request)
    return [_draft(one) for one in (*waiting_of(owner), *drafts_of(owner))]


@router.post("/drafts/{id:draft_id}/hold", response={204: None}, summary="Hold a post back", tags=["posts"])
def hold_draft(request: HttpRequest, draft_id: str) -> Status[None]:
    """Let a post that waits not appear by itself: it is a draft again."""
    unsent.hold_back(owner=speaker_of(request), unsent_id=int(draft_id))
    return Status(204, None)


@router.delete("/drafts/{id:draft_id}", response={204: None}, summary="Delete a draft", tags=["posts"])
def delete_draft(request: HttpRequest, draft_id: str) -> Status[None]:
    """Erase a draft, or a post that waits for its time."""
    unsent.throw_away(owner=speaker_of(request), unsent_id=int(draft_id))
    return Status(204, None)


def _poll(post: Post, reader: Actor | None) -> PollOut:
    seen = poll_of(post, reader)
    options = [OptionOut(text=o.text, votes=o.votes if seen.shows_results else None) for o in seen.options]
    return PollOut(
        options=options,
        multiple=seen.poll.is_multiple,
        closes_at=seen.poll.closes_at,
        closed=seen.is_closed,
        voted=seen.has_voted,
        voters=seen.poll.voters_count if seen.shows_results else None,
    )


def _list(roster: Roster) -> ListOut:
    return ListOut(id=str(roster.pk), name=roster.name)


def _draft(one: Unsent) -> DraftOut:
    text = "\n".join(fields_of(one)["text"])
    return DraftOut(id=str(one.pk), text=text, updated_at=one.updated_at, publish_at=one.publish_at)


def _listed(request: HttpRequest, page: Page[int]) -> HttpResponse:
    return HttpResponse(prepared.listing(page, viewer_of(request)), content_type=JSON_TYPE)

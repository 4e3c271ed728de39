"""Groups in our JSON API."""

from datetime import datetime
from typing import Annotated

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema, Status
from pydantic import Field

from toctoc.community.queries import prepared
from toctoc.community.rules.shapes import PostListShape
from toctoc.groups.models import Group, Membership
from toctoc.groups.policies import may_enter
from toctoc.groups.queries.groups import Wanted, group_called, groups_of, groups_to_discover
from toctoc.groups.queries.members import membership_of, memberships_of
from toctoc.groups.queries.threads import threads_in
from toctoc.groups.rules.kinds import KINDS
from toctoc.groups.services import membership
from toctoc.kernel.errors import Invalid
from toctoc.kernel.pagination import LARGEST_PAGE, PAGE_SIZE, cut, next_link
from toctoc.people.policies import reader_of, speaker_of, viewer_of
from toctoc.privacy.forms.client import SpeechIn

router = Router(tags=["groups"])
JSON_TYPE = "application/json; charset=utf-8"
Before = Annotated[str | None, Query(description="Give what is older than this id.")]
Limit = Annotated[int, Query(ge=1, le=LARGEST_PAGE, description="How many at most.")]


class GroupOut(Schema):
    """What a group says of itself to this caller."""

    id: str
    handle: str
    name: str
    url: str = Field(description="Path of the group's page.")
    audience: str = Field(description="The audience word of what is written there, such as `group:12`.")
    kind: str = Field(description="`patients`, `professionals` or `mixed`.")
    about: str = Field(description="What sort of subject: `condition`, `treatment`, `profession`…")
    subject: str = Field(description="The subject in words, or the slug of a profession, specialty or territory.")
    description: str
    rules: str
    joining: str = Field(description="`open`, `request`, `invitation` or `proof`.")
    professions: list[str] = Field(description="Slugs of the professions whose proof opens it; none is any.")
    reach: str = Field(description="Who knows that it exists: `public`, `members` or `hidden`.")
    employer_blind: bool = Field(description="Whether no institution enters it, nor learns of it.")
    members: int
    archived: bool
    made_at: datetime
    role: str | None = Field(description="What the caller is there: `member`, `welcomer`, `moderator`; null outside.")
    welcome: str | None = Field(description="What the group says to who enters; null outside.")


class GroupsOut(Schema):
    """Some groups, and the id to pass as `before` for the next ones."""

    items: list[GroupOut]
    next: str | None


class JoiningIn(SpeechIn):
    """A word for the moderators of a group that one asks to enter."""

    word: str = Field(default="", max_length=500)


class JoinedOut(Schema):
    """What came of it."""

    outcome: str = Field(description="`entered`, `already` or `asked`.")
    group: GroupOut


@router.get("/groups", response=GroupsOut, summary="List groups to discover")
def list_groups(
    request: HttpRequest,
    response: HttpResponse,
    kind: str = "",
    subject: str = "",
    before: Before = None,
    limit: Limit = PAGE_SIZE,
) -> GroupsOut:
    """Return groups the caller may know of and does not belong to, newest first."""
    if kind and kind not in KINDS:
        raise Invalid("Ce choix n’est pas dans la liste.", field="kind")
    page = groups_to_discover(viewer_of(request), Wanted(kind, subject[:60]), cut(before, limit))
    if page.next_before:
        query, address = request.META["QUERY_STRING"], settings.ENVIRONMENT.base_url + request.path
        response["Link"] = next_link(address, query, "before", page.next_before)
    following = str(page.next_before) if page.next_before else None
    return GroupsOut(items=[_shown(group, None) for group in page.items], next=following)


@router.get("/me/groups", response=list[GroupOut], summary="List my groups")
def my_groups(request: HttpRequest) -> list[GroupOut]:
    """Return the groups that the caller belongs to, by name."""
    actor = speaker_of(request)
    mine = memberships_of(actor)
    return [_shown(group, mine.get(group.pk)) for group in groups_of(viewer_of(request))]


@router.get("/groups/{handle:handle}", response=GroupOut, summary="Read a group")
def read_group(request: HttpRequest, handle: str) -> GroupOut:
    """Return what a group says of itself."""
    group = group_called(viewer_of(request), handle)
    return _shown(group, membership_of(reader_of(request), group))


@router.get("/groups/{handle:handle}/threads", response=PostListShape, summary="List the threads of a group")
def list_threads(
    request: HttpRequest, handle: str, voice: str = "", before: Before = None, limit: Limit = PAGE_SIZE
) -> HttpResponse:
    """Return the threads of a group to its members, newest first; a page in one voice may be short and have a next."""
    viewer = viewer_of(request)
    group = group_called(viewer, handle)
    may_enter(viewer, group)
    page = threads_in(group, cut(before, limit), voice)
    response = HttpResponse(prepared.listing(page, viewer), content_type=JSON_TYPE)
    if page.next_before:
        address = settings.ENVIRONMENT.base_url + request.path
        response["Link"] = next_link(address, request.META["QUERY_STRING"], "before", page.next_before)
    return response


@router.post("/groups/{handle:handle}/join", response=JoinedOut, summary="Join a group")
def join_group(request: HttpRequest, handle: str, joining: JoiningIn) -> JoinedOut:
    """Enter a group, or ask to where its moderators answer. Doing it twice changes nothing."""
    actor, group = speaker_of(request), group_called(viewer_of(request), handle)
    outcome = membership.join(actor=actor, group=group, word=joining.cleared(joining.word, actor.languages[:2]))
    group.actor.refresh_from_db(fields=["followers_count"])
    return JoinedOut(outcome=outcome.value, group=_shown(group, membership_of(actor, group)))


@router.post("/groups/{handle:handle}/leave", response={204: None}, summary="Leave a group")
def leave_group(request: HttpRequest, handle: str) -> Status[None]:
    """Leave a group. Doing it twice changes nothing; the last moderator hands it over first."""
    membership.leave(actor=speaker_of(request), group=group_called(viewer_of(request), handle))
    return Status(204, None)


def _shown(group: Group, mine: Membership | None) -> GroupOut:
    return GroupOut(
        id=str(group.pk),
        handle=group.actor.handle,
        name=group.actor.display_name,
        url=group.get_absolute_url(),
        audience=group.word,
        kind=group.kind,
        about=group.about,
        subject=group.subject,
        description=group.description,
        rules=group.rules,
        joining=group.joining,
        professions=group.professions.split(),
        reach=group.reach,
        employer_blind=group.is_employer_blind,
        members=group.actor.followers_count,
        archived=group.is_archived,
        made_at=group.made_at,
        role=mine.role if mine else None,
        welcome=group.welcome if mine else None,
    )

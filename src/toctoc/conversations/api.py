"""Conversations in our JSON API. What writes answer holds ids alone: answers are kept for a day to be given again."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema, Status
from pydantic import Field

from toctoc.conversations.models import Message, Standing
from toctoc.conversations.policies import may_write_now
from toctoc.conversations.queries import requests_waiting, unread_conversations
from toctoc.conversations.queries.addressees import addressees
from toctoc.conversations.queries.bubbles import Bubble, bubbles_of, names_heard
from toctoc.conversations.queries.seats import Line, lines_of, seat_of
from toctoc.conversations.services import membership, messages
from toctoc.kernel.pagination import LARGEST_PAGE, PAGE_SIZE, cut, next_link
from toctoc.people.policies import may_speak, speaker_of, viewer_of
from toctoc.privacy.forms.client import SpeechIn

router = Router(tags=["conversations"])

BASE_URL = settings.ENVIRONMENT.base_url
_ID = "^[0-9]{1,18}$"


class ConversationOut(Schema):
    """A conversation in a list."""

    id: str
    url: str = Field(description="Absolute address of its page.")
    subject: str
    actors: list[str] = Field(description="Handles of the others.")
    invited_by: str | None = Field(description="Handle of who brought the caller in; empty for who began.")
    last_at: str = Field(description="ISO 8601, UTC: when it last moved.")
    unread: int
    is_muted: bool


class ConversationList(Schema):
    """A page of conversations."""

    items: list[ConversationOut]
    next: str | None


class MessageOut(Schema):
    """A line of a conversation."""

    id: str
    kind: str = Field(description="`said`, or `brought`, `left`, `lasting`: lines without a text.")
    state: str = Field(description="`told`, or why there is no text: `erased`, `hidden`, `unreadable`.")
    text: str
    language: str
    author: str = Field(description="Handle.")
    about: str | None = Field(description="Handle of who was brought in.")
    written_at: str = Field(description="ISO 8601, UTC.")
    expires_at: str | None = Field(description="ISO 8601, UTC: when the text is erased.")


class MessageList(Schema):
    """A page of messages, the newest first."""

    items: list[MessageOut]
    next: str | None


class Beginning(SpeechIn):
    """A first message."""

    to: list[str] = Field(description="Handles, 19 at most.")
    text: str
    language: str = Field(default="fr", pattern="^[a-z]{2}$")
    subject: str = ""
    lasts_days: int = Field(default=0, description="0 for good, or 1, 7, 90: after so many days texts are erased.")


class Writing(SpeechIn):
    """A message."""

    text: str
    language: str = Field(default="fr", pattern="^[a-z]{2}$")


class Reading(Schema):
    """How far the caller read."""

    up_to: str = Field(pattern=_ID, description="Id of the newest message that was read.")


class Sent(Schema):
    """Where a message stands; what it says is not repeated."""

    id: str
    conversation: str
    url: str


class Waiting(Schema):
    """How much waits, at most 99 of each."""

    conversations: int
    requests: int


class PageQuery(Schema):
    """Which page."""

    before: str | None = Field(default=None, description="Give what is older than this id.")
    limit: int = Field(default=PAGE_SIZE, ge=1, le=LARGEST_PAGE, description="How many at most.")


class ListQuery(PageQuery):
    """Which conversations."""

    requests: bool = Field(default=False, description="Those that wait for an answer, instead.")


@router.get("/conversations", response=ConversationList, summary="List conversations")
def list_conversations(request: HttpRequest, response: HttpResponse, query: Query[ListQuery]) -> ConversationList:
    """Return the caller's conversations, the liveliest first; `next` is for this list alone."""
    may_speak(speaker_of(request))
    standing = Standing.ASKED if query.requests else Standing.ACTIVE
    page = lines_of(viewer_of(request), cut(query.before, query.limit), standing)
    items = [_line(line) for line in page.items]
    return ConversationList(items=items, next=_next(request, response, page.next_before))


@router.get("/conversations/unread", response=Waiting, summary="Count what waits")
def count_unread(request: HttpRequest) -> Waiting:
    """Return how many conversations hold something new, and how many requests wait."""
    reader = speaker_of(request)
    may_speak(reader)
    return Waiting(conversations=unread_conversations(reader.pk), requests=requests_waiting(reader.pk))


@router.get("/conversations/{id:conversation_id}/messages", response=MessageList, summary="Read a conversation")
def list_messages(
    request: HttpRequest, response: HttpResponse, conversation_id: str, query: Query[PageQuery]
) -> MessageList:
    """Return what was said in a conversation, the newest first, since the caller came."""
    speaker_of(request)
    viewer = viewer_of(request)
    page = bubbles_of(viewer, seat_of(viewer, int(conversation_id)), cut(query.before, query.limit))
    items = [_message(bubble) for bubble in reversed(page.items)]
    return MessageList(items=items, next=_next(request, response, page.next_before))


@router.post("/conversations", response={201: Sent}, summary="Begin a conversation")
def begin_conversation(request: HttpRequest, beginning: Beginning) -> Status[Sent]:
    """Write to one or several people; somebody who does not know the caller gets a request."""
    author = speaker_of(request)
    may_write_now(author)
    to = addressees(author, beginning.to)
    text = beginning.cleared(beginning.text, beginning.language)
    subject = beginning.line(beginning.subject, beginning.language)
    opening = messages.Opening(text, subject, beginning.lasts_days)
    return _sent(messages.begin(author=author, to=to, opening=opening))


@router.post("/conversations/{id:conversation_id}/messages", response={201: Sent}, summary="Write in a conversation")
def write_message(request: HttpRequest, conversation_id: str, writing: Writing) -> Status[Sent]:
    """Write to everybody who takes part, after the guard has cleared the text."""
    author = speaker_of(request)
    seat = seat_of(viewer_of(request), int(conversation_id))
    may_write_now(author)
    text = writing.cleared(writing.text, writing.language, names_heard(viewer_of(request), seat))
    return _sent(messages.write(author=author, conversation_id=int(conversation_id), text=text))


@router.post("/conversations/{id:conversation_id}/read", response={204: None}, summary="Mark as read")
def read_conversation(request: HttpRequest, conversation_id: str, reading: Reading) -> Status[None]:
    """Say how far the caller read; nobody else is told."""
    reader, viewer = speaker_of(request), viewer_of(request)
    messages.mark_read(reader=reader, viewer=viewer, conversation_id=int(conversation_id), up_to=int(reading.up_to))
    return Status(204, None)


@router.post("/conversations/{id:conversation_id}/accept", response={204: None}, summary="Accept a request")
def accept_conversation(request: HttpRequest, conversation_id: str) -> Status[None]:
    """Take part in a conversation the caller was asked to."""
    return _done(request, conversation_id, membership.accept)


@router.post("/conversations/{id:conversation_id}/refuse", response={204: None}, summary="Refuse a request")
def refuse_conversation(request: HttpRequest, conversation_id: str) -> Status[None]:
    """Have nothing to do with a request; who made it is not told."""
    return _done(request, conversation_id, membership.refuse)


@router.post("/conversations/{id:conversation_id}/mute", response={204: None}, summary="Mute a conversation")
def mute_conversation(request: HttpRequest, conversation_id: str) -> Status[None]:
    """Hear no more of a conversation; it stays in the list."""
    return _done(request, conversation_id, membership.mute)


@router.post("/conversations/{id:conversation_id}/unmute", response={204: None}, summary="Unmute a conversation")
def unmute_conversation(request: HttpRequest, conversation_id: str) -> Status[None]:
    """Hear of a conversation again."""
    return _done(request, conversation_id, membership.unmute)


@router.post("/conversations/{id:conversation_id}/leave", response={204: None}, summary="Leave a conversation")
def leave_conversation(request: HttpRequest, conversation_id: str) -> Status[None]:
    """Leave for good: the caller reads nothing of it any more."""
    return _done(request, conversation_id, membership.leave)


def _done(request: HttpRequest, conversation_id: str, change: Callable[..., None]) -> Status[None]:
    change(actor=speaker_of(request), conversation_id=int(conversation_id))
    return Status(204, None)


def _sent(message: Message) -> Status[Sent]:
    url = f"{BASE_URL}{message.conversation.get_absolute_url()}#m{message.pk}"
    return Status(201, Sent(id=str(message.pk), conversation=str(message.conversation_id), url=url))


def _line(line: Line) -> ConversationOut:
    return ConversationOut(
        id=str(line.id),
        url=f"{BASE_URL}/conversations/{line.id}",
        subject=line.subject,
        actors=[actor.handle for actor in line.people],
        invited_by=line.invited_by.handle if line.invited_by else None,
        last_at=line.last_at.isoformat(),
        unread=line.unread,
        is_muted=line.is_muted,
    )


def _message(bubble: Bubble) -> MessageOut:
    return MessageOut(
        id=str(bubble.id),
        kind=bubble.kind,
        state=bubble.state,
        text=bubble.text,
        language=bubble.language,
        author=bubble.author.handle,
        about=bubble.about.handle if bubble.about else None,
        written_at=bubble.written_at.isoformat(),
        expires_at=bubble.expires_at.isoformat() if bubble.expires_at else None,
    )


def _next(request: HttpRequest, response: HttpResponse, before: int | None) -> str | None:
    if before is None:
        return None
    response["Link"] = next_link(BASE_URL + request.path, request.META["QUERY_STRING"], "before", before)
    return str(before)

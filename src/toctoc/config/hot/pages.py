"""Lanes of pages, for a session seen before: one card, and the home page.

The home page is a frame that the site rendered less than a minute ago, around cards that are stitched at each visit.
The frame stands only while what it says is still so: what waits for the reader, what is unread, the reader's standing.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token

from toctoc.community.queries import prepared
from toctoc.community.queries.home import home_lists
from toctoc.community.queries.standing import viewer_of_actor
from toctoc.community.rules.filters import Place
from toctoc.config.hot.answers import Answer
from toctoc.config.hot.readers import cookies_of
from toctoc.kernel.pagination import Cut
from toctoc.people.models import Actor
from toctoc.people.queries.statements import execute, placeholders
from toctoc.questions.queries.lists import waiting_on
from toctoc.questions.rules.reach import in_turn
from toctoc.questions.rules.topics import expected_topics
from toctoc.website.web.home import MOST_WAITING, knocking

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

    from toctoc.config.hot.readers import Reader, Readers
    from toctoc.people.rules.audience import Viewer

HTML_TYPE = "text/html; charset=utf-8"
HTML_HEADERS = [("Content-Type", HTML_TYPE), ("Vary", "Cookie")]
FRAME_LASTS = 60.0
FIRST_PAGE = Cut()
# The cookie of a sentence that is said once, with the next page.
MESSAGES = "messages"

_CARD = re.compile(r"/messages/([0-9]{1,18})/carte")
_REGIONS = re.compile(r"(<!--attente-->).*?(<!--/attente-->)|(<!--fil-->).*?(<!--/fil-->)", re.DOTALL)
_PLAIN_SECRET = re.compile("[A-Za-z0-9]{32}")
_TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")[A-Za-z0-9]+(")')
_OLDER = re.compile(r'href="\?avant=(\d+)"')
_LAST = re.compile(r"((?:\?|&amp;)last=)\d+")
_WAITING, _STREAM, _SECRET, _NEXT = "\x1eattente\x1e", "\x1efil\x1e", "\x1ejeton\x1e", "\x1esuite\x1e"
_NEWEST = "\x1edernier\x1e"

# What the frame depends on besides the reader's standing: the newest event of the place, what is unread, what the
# reader passed on and follows.
_MARKS = """SELECT (SELECT max(id) FROM live_liveevent),
(SELECT count(*) FROM (SELECT 1 FROM community_notification WHERE recipient_id = %s AND read_at IS NULL LIMIT 99) u),
(SELECT max(id) FROM questions_questionpass WHERE actor_id = %s),
(SELECT count(*) FROM questions_questionfollow WHERE actor_id = %s),
(SELECT count(*) FROM (SELECT 1 FROM conversations_participant WHERE actor_id = %s AND unread > 0
AND standing = 'active' AND NOT is_muted LIMIT 99) l)"""


@dataclass(slots=True)
class Knocks:
    """What waits for a reader, and the marks while which it surely does."""

    marks: tuple[Any, ...] = ()
    ids: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Frame:
    """A home page without its cards and tokens, and what it says of the moment it was rendered."""

    parts: list[str]
    said: tuple[Any, ...]
    has_older: bool
    topics: tuple[str, ...]
    rendered_at: float
    knocks: Knocks


def answer(readers: Readers, environ: WSGIEnvironment) -> Answer | None:
    """Answer a page for a reader this process has seen, or nothing when the site must look."""
    if environ.get("QUERY_STRING") or "HTTP_HX_REQUEST" in environ:
        return None
    card = _CARD.fullmatch(environ["PATH_INFO"])
    reader = readers.of(environ)
    if reader is None:
        return None
    html = _card(reader, int(card[1])) if card is not None else _home(reader, environ)
    return Answer(html.encode(), HTML_HEADERS) if html else None


def _card(reader: Reader, post_id: int) -> str:
    viewer = viewer_of_actor(reader.actor_id)
    return prepared.cards([post_id], viewer, reader.language, Place.THREADS) if viewer.actor_id is not None else ""


def _home(reader: Reader, environ: WSGIEnvironment) -> str:
    frame, secret = reader.home, _secret_of(environ)
    if not isinstance(frame, Frame) or secret is None or environ["PATH_INFO"] != "/":
        return ""
    # Before the cards are read: the stream repeats what comes in between, and loses nothing.
    marks = _marks(reader.actor_id)
    glance = home_lists.glance(reader.actor_id, FIRST_PAGE)
    said, waiting = _said(glance.viewer, marks, frame.topics, frame.knocks)
    older = glance.page.next_before
    if (said, older is not None) != (frame.said, frame.has_older) or _is_old(frame):
        reader.home = None
        return ""
    shown = waiting[:MOST_WAITING]
    stream = [post_id for post_id in glance.page.items if post_id not in shown]
    pieces = {
        _WAITING: knocking(shown, glance.viewer, reader.language),
        _STREAM: prepared.cards(stream, glance.viewer, reader.language, Place.HOME, glance.brought),
        _SECRET: _masked(secret),
        _NEXT: str(older),
        _NEWEST: str(marks[0] or 0),
    }
    return "".join([pieces.get(part, part) for part in frame.parts])


def _secret_of(environ: WSGIEnvironment) -> str | None:
    """Return the secret of the reader's form tokens; nothing when the site must make one or has a message to show."""
    cookies = cookies_of(environ)
    secret = cookies.get(settings.CSRF_COOKIE_NAME)
    return secret if secret and MESSAGES not in cookies and _PLAIN_SECRET.fullmatch(secret) else None


def _masked(secret: str) -> str:
    """Return a form's token for the secret of the reader's cookie, masked anew as the site does."""
    request = HttpRequest()
    request.META["CSRF_COOKIE"] = secret
    return get_token(request)


def _is_old(frame: Frame) -> bool:
    return time.monotonic() - frame.rendered_at > FRAME_LASTS


def _marks(me: int) -> tuple[Any, ...]:
    return tuple(execute(placeholders(_MARKS), [me, me, me, me])[0])


def _said(
    viewer: Viewer, marks: tuple[Any, ...], topics: tuple[str, ...], knocks: Knocks
) -> tuple[tuple[Any, ...], list[int]]:
    """Return what a frame says of this moment, and the ids that wait; asks what waits only when something happened."""
    if marks != knocks.marks:
        knocks.marks, knocks.ids = marks, in_turn(waiting_on(topics, viewer))
    return (viewer, marks[1], marks[4], *knocks.ids), knocks.ids


def before_home(reader: Reader) -> Frame | None:
    """Look at what the home page is about to say; the site renders it next."""
    actor = Actor.objects.filter(pk=reader.actor_id).values_list("profession", "specialty").first()
    if actor is None:
        return None
    topics, knocks = expected_topics(*actor), Knocks()
    said, _ = _said(viewer_of_actor(reader.actor_id), _marks(reader.actor_id), topics, knocks)
    return Frame([], said, has_older=False, topics=topics, rendered_at=time.monotonic(), knocks=knocks)


def framed(looked: Frame, page: str) -> Frame | None:
    """Cut a home page that the site rendered into a frame; nothing when it is not what it should be."""
    cut_page, regions = _REGIONS.subn(_slot, page)
    cut_page = _TOKEN.sub(rf"\g<1>{_SECRET}\g<2>", cut_page)
    cut_page, older = _OLDER.subn(f'href="?avant={_NEXT}"', cut_page)
    cut_page = _LAST.sub(rf"\g<1>{_NEWEST}", cut_page)
    if not regions or older > 1:
        return None
    parts = re.split(f"({_WAITING}|{_STREAM}|{_SECRET}|{_NEXT}|{_NEWEST})", cut_page)
    return Frame(parts, looked.said, bool(older), looked.topics, looked.rendered_at, looked.knocks)


def _slot(region: re.Match[str]) -> str:
    if region[1]:
        return f"{region[1]}{_WAITING}{region[2]}"
    return f"{region[3]}{_STREAM}{region[4]}"

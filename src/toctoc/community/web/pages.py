"""What the pages of posts show, gathered for their templates."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.safestring import SafeString

from toctoc.community.models.notification import NotificationKind
from toctoc.community.policies import why_no_reply
from toctoc.community.queries import prepared
from toctoc.community.queries.language import page_language
from toctoc.community.queries.notes import Beside, notes_beside
from toctoc.community.queries.notifications import knocking_among, notifications_of, readable_among
from toctoc.community.queries.pins import is_pinned
from toctoc.community.queries.posts import visible_post
from toctoc.community.queries.quiet import has_left_thread
from toctoc.community.queries.readership import Readership, readership_of_post
from toctoc.community.queries.threads import Item, Replies, item_of, replies_of
from toctoc.community.rules.filters import Place
from toctoc.community.rules.languages import LANGUAGES
from toctoc.community.rules.polls import LASTS, MOST_OPTIONS, USUAL_LASTS
from toctoc.community.rules.stitch import ago
from toctoc.community.rules.voices import VOICES, checked_voice
from toctoc.community.web.audience import audiences_of
from toctoc.community.web.forms import PostForm, ReplyForm
from toctoc.kernel.errors import Missing
from toctoc.kernel.ids import id_in
from toctoc.kernel.pagination import Cut, Page, cut
from toctoc.people.policies import reader_of, viewer_of
from toctoc.people.rules.languages import known_language

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest

    from toctoc.community.models import Notification, Post
    from toctoc.community.web.compose import ComposeForm
    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer

EXCERPT = 140
# Answers of a poll that stand there at once.
SHOWN_OPTIONS = 4
# Marks of emphasis, lists and quotes, which an excerpt does not draw.
_MARKS = re.compile(r"[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}|^\s*[-+*>]\s+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose."""

    value: str
    words: str
    is_chosen: bool


def voice_choices(form: PostForm | ReplyForm) -> list[Choice]:
    """Return the voices the writer may choose among."""
    chosen, english = form["voice"].value(), page_language() == "en"
    return [Choice(voice, VOICES[voice][english], voice == chosen) for voice in form.voices]


def compose_page(form: ComposeForm, viewer: Viewer) -> dict[str, object]:
    """Return the page on which a thread is begun."""
    language = str(form["language"].value() or "")
    offered = dict(LANGUAGES)
    if known_language(language):
        # Told in an app, it stays as it is.
        offered.setdefault(language, language)
    return {
        "form": form,
        "audiences": audiences_of(form),
        "voices": voice_choices(form),
        "languages": [Choice(code, name, code == language) for code, name in offered.items()],
        "poll": poll_fields(form),
        "quoted": quoted_card(form, viewer),
        # A browser keeps what is typed under this name: one draft does not overwrite another.
        "draft_key": f"brouillon-{form.draft_id}" if form.draft_id else "message",
    }


def quoted_card(form: PostForm, viewer: Viewer) -> SafeString:
    """Return the card of what the form quotes, as its writer sees it; empty when it is not there any more."""
    quoted = id_in(str(form["quoted"].value() or ""))
    return SafeString(prepared.cards([quoted], viewer, page_language()) if quoted is not None else "")


@dataclass(frozen=True, slots=True)
class PollFields:
    """The poll of a form as it was typed: the answers always shown, those folded behind them, how long it lasts."""

    options: list[str]
    others: list[str]
    lasts: list[Choice]
    is_multiple: bool
    is_open: bool


def poll_fields(form: PostForm) -> PollFields:
    """Return the fields of a poll; what was typed stays in its place."""
    typed = [*(form["poll"].value() or [])][:MOST_OPTIONS]
    options = typed + [""] * (MOST_OPTIONS - len(typed))
    asked, english = str(form["poll_lasts"].value() or USUAL_LASTS), page_language() == "en"
    return PollFields(
        options=options[:SHOWN_OPTIONS],
        others=options[SHOWN_OPTIONS:],
        lasts=[Choice(str(minutes), words[english], str(minutes) == asked) for minutes, words in LASTS.items()],
        is_multiple=form["poll_multiple"].value() == "oui",
        is_open=bool(any(typed) or form.errors.get("poll")),
    )


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """Everything a thread's page shows to one reader."""

    thread: Post
    card: Item
    replies: Replies
    readers: Readership
    barred: str
    is_quiet: bool
    reply_form: ReplyForm | None
    voices: list[Choice]
    notes: Beside
    is_pinned: bool


def thread_page(request: HttpRequest, thread: Post, *, reply_form: ReplyForm | None = None) -> ThreadPage:
    """Gather a thread that the reader may read; a form that was sent stands as it was typed."""
    actor, viewer, language = reader_of(request), viewer_of(request), page_language()
    barred = why_no_reply(actor, thread)
    if actor is not None and not barred and reply_form is None:
        reply_form = ReplyForm(None, writer=actor, to=aim_of(request, thread))
    return ThreadPage(
        thread=thread,
        card=item_of(thread, viewer, language),
        replies=replies_of(thread, viewer, language, cut(request.GET.get("apres")).before),
        readers=readership_of_post(thread, viewer),
        barred=barred,
        is_quiet=actor is not None and viewer.quiet > 0 and has_left_thread(actor, thread),
        reply_form=reply_form,
        voices=voice_choices(reply_form) if reply_form else [],
        notes=notes_beside(thread, viewer, language),
        is_pinned=viewer.actor_id == thread.author_id and is_pinned(thread.pk),
    )


def aim_of(request: HttpRequest, thread: Post) -> Post:
    """Return what a reply answers: the first post, or the reply that the address names."""
    named = id_in(request.GET.get("a", ""))
    if named is None or named == thread.pk:
        return thread
    aim = visible_post(viewer_of(request), named)
    if aim.thread_id != thread.pk:
        raise Missing
    return aim


def list_page(request: HttpRequest, page: Page[int], place: Place = Place.LISTS) -> dict[str, object]:
    """Return a page of cards."""
    return {
        "cards": SafeString(prepared.cards(page.items, viewer_of(request), page_language(), place)),
        "is_empty": not page.items,
        "next_before": page.next_before,
    }


def voice_filter(request: HttpRequest) -> tuple[str, list[Choice]]:
    """Return which voice a list is asked for, empty for all, and those to choose among."""
    voice, english = checked_voice(request.GET.get("voix", "")), page_language() == "en"
    return voice, [Choice(slug, words[english], slug == voice) for slug, words in VOICES.items()]


def asked_cut(request: HttpRequest) -> Cut:
    """Return which page of a list the address asks for."""
    return cut(request.GET.get("avant"))


@dataclass(frozen=True, slots=True)
class Line:
    """One notification as it is read; ``excerpt`` is empty when its post is no longer for the reader."""

    who: str
    handle: str
    words: str
    when: str
    address: str
    excerpt: str
    is_new: bool
    # The question that still knocks; zero for any other line.
    knocks: int


@dataclass(slots=True)
class Day:
    """The notifications of one day, newest first."""

    day: date
    lines: list[Line]


def notifications_page(request: HttpRequest, actor: Actor) -> dict[str, object]:
    """Return an actor's notifications by day: two statements, whatever their number."""
    page = notifications_of(actor, asked_cut(request))
    readable = readable_among(page.items, viewer_of(request))
    knocking = knocking_among(page.items, actor) & readable
    language, now = page_language(), time.time()
    days: list[Day] = []
    for notification in page.items:
        day = timezone.localtime(notification.created_at).date()
        if not days or days[-1].day != day:
            days.append(Day(day, []))
        days[-1].lines.append(_line(notification, readable, ago(notification.pk, language, now), knocking))
    return {
        "days": days,
        "up_to": page.items[0].pk if page.items else 0,
        "has_new": any(n.read_at is None for n in page.items),
        "next_before": page.next_before,
    }


def _line(notification: Notification, readable: set[int], when: str, knocking: set[int]) -> Line:
    post = notification.post if notification.post_id in readable else None
    who = notification.actor
    address = notification.address or (f"/@{who.handle}" if who is not None else "/avis")
    if post is not None:
        address = f"/messages/{post.pk}"
    return Line(
        who=who.display_name if who is not None else "",
        handle=who.handle if who is not None else "",
        words=str(NotificationKind(notification.kind).label),
        when=when,
        address=address,
        excerpt=_excerpt(post.text) if post is not None else "",
        is_new=notification.read_at is None,
        knocks=post.pk if post and post.pk in knocking and notification.kind == NotificationKind.INVITED else 0,
    )


def _excerpt(text: str) -> str:
    line = " ".join(_MARKS.sub("", text).split())
    return line if len(line) <= EXCERPT else f"{line[: EXCERPT - 1].rstrip()}…"

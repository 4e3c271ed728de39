"""Every door of the site and of the API, found in the tables of addresses: nothing here lists them by hand.

What an address wants to know (an id, a handle, a word) is told by :data:`VALUES`; a test holds that nothing else is
wanted anywhere but of rooms that hold their doors in tests of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.conftest import eyes_of, signed_in
from tests.doors.world import MARK, TAG, VARIANTS, Leak
from toctoc.community.models import Attachment, Digest
from toctoc.community.services.digests import send_digest
from toctoc.kernel import clock
from toctoc.live.models import LiveEvent
from toctoc.live.rules.ticket import opened
from toctoc.mastodon_api.rules import limits
from toctoc.people.rules.audience import STRANGER
from toctoc.people.services.tokens import ALL_SCOPES, issue_token
from toctoc.questions.models import QuestionTopic
from toctoc.website.web.context import stream_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.doors.world import Place, Said, Someone

TOKEN = re.compile(rf"{MARK}\d{{9}}")
# Django's administration is for operators; sign-in pages show nothing of anybody.
NOT_OURS = ("administration", "compte/", "sw.js")
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
# Doors that are asked by other means than a plain address (see the functions below), or whose answers are the
# account's own and no one else's.
API = "/api/"
ROOT = "/api/toctoc/v1"
OPEN, REFUSED = 200, 400


@dataclass
class Walker:
    """One reader at every door."""

    place: Place
    reader: Someone | None
    client: Client = field(default_factory=Client)
    token: str = ""
    asked: int = 0
    seen: set[str] = field(default_factory=set)
    closed: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, place: Place, reader: Someone | None) -> Walker:
        if reader is None or reader.actor.account is None:
            return cls(place, reader)
        token = issue_token(account=reader.actor.account, scopes=ALL_SCOPES)
        return cls(place, reader, signed_in(reader.actor).client, token)

    def walk(self, addresses: Sequence[str] = (), *, of_hidden: int = 100, of_readable: int = 1) -> Walker:
        """Open every door, or some, with the ids of what is hidden and of a little of what is not."""
        hidden, readable = self.place.hidden(self.reader), self.place.readable(self.reader)
        self.closed = self._closed()
        ids = [said.post_id for said in (*hidden[:of_hidden], *readable[-of_readable:])]
        for address in addresses or EVERY:
            for path in filled(address, self.place, ids) if address not in WRITE_ONLY else ():
                if self.ask(path) == NOT_ALLOWED:
                    WRITE_ONLY.add(address)
                    break
        for path in LISTS:
            if not addresses or path.partition("?")[0] in addresses:
                self.ask(path)
        if not addresses:
            self.otherwise(hidden)
        return self

    def otherwise(self, hidden: Sequence[Said]) -> None:
        """Go through what is no plain address: notices, feeds, letters, quotes, the stream."""
        for said in hidden[:4]:
            self.ask(f"/signaler?objet=post:{said.post_id}")
            self.quote(said)
        for owner, address in self.place.feeds:
            if self.reader is not None and owner == self.reader.pk:
                self.read_feed(address)
        self.read_letter()
        self.hear()

    def read_feed(self, address: str) -> None:
        """Read a feed: it says who and when, hence must name nothing that is hidden for any reason."""
        told = self.client.get(address).content.decode()
        self.look(address, told)
        for said in self.place.hidden(self.reader):
            if str(said.post_id) in told:
                raise Leak(f"a feed names {said.kind} by {said.author.actor.handle}")

    def quote(self, said: Said) -> None:
        """Try to speak about what one may not read: that it can be quoted tells that it is there."""
        if self.reader is None or self.reader.is_suspended:
            return
        body = {"text": "Voyez ceci.", "audience": {"kind": "members"}, "quoted": str(said.post_id)}
        headers = {"Authorization": f"Bearer {self.token}"}
        found = self.client.post(f"{ROOT}/posts", body, content_type="application/json", headers=headers)
        if found.status_code < REFUSED:
            raise Leak(f"{said.kind} by {said.author.actor.handle} can be quoted")

    def read_letter(self) -> None:
        """Read what the letter of the morning says: never more than a page would, and of closed threads no word."""
        digest = Digest.objects.filter(actor=self.reader.pk).first() if self.reader is not None else None
        if digest is None or self.reader is None or self.reader.actor.account is None:
            return
        Digest.objects.filter(pk=digest.pk).update(due_at=clock.now(), told_up_to=clock.now() - timedelta(days=2))
        mail.outbox.clear()
        send_digest(digest_id=digest.pk)
        for letter in mail.outbox:
            self.look("the letter", str(letter.body))
            told = {said.token: said.kind for said in self.place.said}
            if any(told.get(token) != "public" for token in TOKEN.findall(str(letter.body))):
                raise Leak("the letter quotes what is closed")

    def _closed(self) -> set[int]:
        """Return the ids that no page may name: not those that something one may read answers."""
        named = {pk for said in self.place.readable(self.reader) for pk in said.answers}
        closed = {s.post_id for s in self.place.said if not s.is_gone and not self.place.is_in_audience(self.reader, s)}
        return closed - named

    def ask(self, path: str) -> int:
        """Open one door, look at what comes out, and return its status."""
        headers = {"Authorization": f"Bearer {self.token}"} if path.startswith(API) and self.token else {}
        limits.requests.counts.clear()
        found = self.client.get(path, headers=headers)
        if found.status_code >= 500:
            raise AssertionError(f"{path} is broken")
        self.look(path, f"{found.getvalue().decode('utf-8', 'replace')}{found.headers}")
        self._open(path, found.status_code)
        self.asked += 1
        return int(found.status_code)

    def _open(self, path: str, status: int) -> None:
        """Raise :class:`Leak` when the page of something hidden opens, whatever it says."""
        if status != OPEN or "?" in path:
            return
        asked = {int(part) for part in re.split("[/.]", path) if part.isdigit()}
        for said in self.place.hidden(self.reader):
            if said.post_id in asked and not said.is_gone and said.author is not self.reader:
                raise Leak(f"{path} opens on {said.kind} by {said.author.actor.handle}")

    def look(self, where: str, shown: str) -> None:
        """Raise :class:`Leak` when ``shown`` holds words, or the id, of what the reader may not read."""
        self.seen |= set(TOKEN.findall(shown))
        for secret in self.place.secrets:
            if secret.token in shown and not secret.is_for(self.reader):
                raise Leak(f"{where} shows what {secret.noun} names")
        for said in self.place.hidden(self.reader):
            # One's own words are one's own, also while one is suspended.
            if said.token in shown and said.author is not self.reader:
                raise Leak(f"{where} shows {said.kind} by {said.author.actor.handle}")
            # A tombstone keeps its place and is asked for by its own id; and what answers somebody one blocked says so.
            if said.post_id in self.closed and str(said.post_id) not in where and str(said.post_id) in shown:
                raise Leak(f"{where} names {said.kind} by {said.author.actor.handle}")

    def hear(self) -> None:
        """Listen to the stream: it tells ids and never words, of audiences alone (a block is applied by the page)."""
        ticket = self._ticket()
        for event in LiveEvent.objects.all():
            if not set(event.channels.split()) & set(ticket):
                continue
            if TOKEN.search(event.payload):
                raise Leak(f"the stream quotes {event.payload}")
            if named := next((pk for pk in self.closed if str(pk) in event.payload), None):
                raise Leak(f"the stream ({event.kind}, {event.channels}) tells of {named}")

    def _ticket(self) -> tuple[str, ...]:
        address = stream_url(STRANGER if self.reader is None else eyes_of(self.reader.actor))
        told = re.search(r"billet=([^&]+)", address)
        ticket = opened(told[1] if told else "", settings.SECRET_KEY, now=0)
        assert ticket is not None
        return ticket.channels


def addresses(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        whole = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, whole)
        elif not whole.startswith(NOT_OURS) and "(?P" not in whole and "^" not in whole:
            yield f"/{whole}"


EVERY = sorted(set(addresses(get_resolver().url_patterns)))
NOT_ALLOWED = 405
# Addresses that only take what is sent; found out once.
WRITE_ONLY: set[str] = set()
# Lists as they are narrowed and turned over.
LISTS = (
    "/decouvrir?avant=999999999999999999",
    "/questions?etat=open",
    "/questions?sujet=dermatologie",
    "/api/toctoc/v1/timelines/public?limit=40",
    "/api/toctoc/v1/questions?topic=dermatologie&limit=40",
    "/api/toctoc/v1/notifications?limit=40",
    # Every text begins with one of these words.
    "/recherche?q=voici",
    "/recherche?q=alors",
    "/api/toctoc/v1/search?q=voici&limit=40",
    "/api/v1/timelines/home?limit=40",
    "/api/v1/timelines/public?limit=40&min_id=1",
    "/api/v1/notifications?limit=80",
    "/api/v2/notifications?limit=80",
    "/api/v1/conversations?limit=40",
    "/api/v2/search?q=voici&limit=40",
    "/api/v2/search?q=alors&type=statuses&limit=40",
)


def authors_of(place: Place, ids: list[int]) -> list[str]:
    """Return the handles of those who wrote, each once."""
    return list(dict.fromkeys(said.author.actor.handle for said in place.said if said.post_id in ids))


def writers_of(place: Place, ids: list[int]) -> list[int]:
    """Return the ids of those who wrote, each once, and of the groups."""
    authors = dict.fromkeys(said.author.pk for said in place.said if said.post_id in ids)
    return [*list(authors)[:4], *(group.pk for group in place.groups)]


# What to try where an address wants something, by the name of its parameter.
VALUES: dict[str, Callable[[Place, list[int]], list[Any]]] = {
    "post_id": lambda place, ids: ids,
    **dict.fromkeys(("question_id", "status_id", "poll_id", "thread_id", "quoting_id"), lambda place, ids: ids),
    "account_id": writers_of,
    "handle": lambda place, ids: [*authors_of(place, ids)[:4], *(group.actor.handle for group in place.groups)],
    "word": lambda place, ids: [TAG],
    "topic": lambda place, ids: sorted(set(QuestionTopic.objects.values_list("topic", flat=True))),
    "conversation_id": lambda place, ids: [pk for s in place.secrets if s.noun == "conversation_id" for pk in s.ids],
    "file_id": lambda place, ids: list(Attachment.objects.filter(post__in=ids).values_list("file", flat=True)),
    "name": lambda place, ids: list(VARIANTS),
    "variant": lambda place, ids: list(VARIANTS),
    "event_id": lambda place, ids: [pk for s in place.secrets if s.noun == "event_id" for pk in s.ids],
}
# Nouns whose rooms hold their doors in tests of their own; none of them shows a post.
OWN_TESTS = {
    *("application_id", "batch_id", "number", "request_id", "proof_id", "server_id", "code", "ask_id"),
    *("rule_id", "suspicion_id", "subscription_id"),
    *("sheet_id", "pool_id", "turn_id", "calendar_id"),
    *("draft_id", "list_id", "unsent_id", "roster_id", "filter_id"),
    *("notice_id", "decision_id", "appeal_id", "archive_id", "actor_id"),
    *("secret", "token", "key", "kind", "member", "place", "face", "letter"),
    # Of the Mastodon API: one's own filters, tags and groups of notifications, and what the place says of itself.
    *("filtered_id", "keyword_id", "tag_id", "group_key", "announcement_id", "day", "version", "stream", "ending"),
}


def filled(address: str, place: Place, ids: list[int]) -> Iterator[str]:
    parameter = PARAMETER.search(address)
    if parameter is None:
        yield address
        return
    values = VALUES.get(parameter[2])
    if values is None:
        return
    for value in values(place, ids):
        yield from filled(address.replace(parameter[0], str(value), 1), place, ids)

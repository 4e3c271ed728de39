"""The streams that apps ask for (https://docs.joinmastodon.org/methods/streaming/), and the words of the protocol."""

from __future__ import annotations

import json
from dataclasses import dataclass

from toctoc.kernel.ids import id_in
from toctoc.people.rules.scopes import is_covered

PATH = "/api/v1/streaming"
HEALTH = f"{PATH}/health"
LONGEST_TAG = 50

USER, NOTIFICATIONS, DIRECT, LIST = "user", "user:notification", "direct", "list"
PUBLIC, HASHTAG = "public", "hashtag"
_PUBLIC = tuple(f"{PUBLIC}{place}{media}" for place in ("", ":local", ":remote") for media in ("", ":media"))
_HASHTAG = (HASHTAG, f"{HASHTAG}:local")
NAMES = frozenset({USER, NOTIFICATIONS, DIRECT, LIST, *_PUBLIC, *_HASHTAG})

UPDATE, EDITED, DELETE = "update", "status.update", "delete"
NOTIFICATION, CONVERSATION, FILTERS = "notification", "conversation", "filters_changed"
ANNOUNCEMENT, REACTION, WITHDRAWN = "announcement", "announcement.reaction", "announcement.delete"
THUMP = b":thump\n\n"

_STATUSES, _NOTIFICATIONS = "read:statuses", "read:notifications"


class Unknown(Exception):
    """What an app asked for is no stream, or not this token's; says why, in the words of the protocol."""

    def __init__(self, words: str, status: int = 400) -> None:
        super().__init__(words)
        self.words = words
        self.status = status


@dataclass(frozen=True, slots=True)
class Asked:
    """A stream; ``which`` is its hashtag or its list, empty for the others."""

    name: str
    which: str = ""

    @property
    def told(self) -> list[str]:
        """How messages name the stream."""
        return [self.name, self.which] if self.which else [self.name]


def asked_in(path: str, query: dict[str, list[str]]) -> Asked:
    """Return the stream of an address such as ``…/public/local?only_media=true``; raise :class:`Unknown`."""
    name = path.removeprefix(PATH).strip("/").replace("/", ":")
    first = {key: values[0] for key, values in query.items() if values}
    if name in _PUBLIC and first.get("only_media", "").lower() in {"1", "true", "t", "on", "yes"}:
        name = f"{name.removesuffix(':media')}:media"
    if name not in NAMES:
        raise Unknown("Unknown channel requested", 404 if name == "" else 400)
    return stream_named(name, tag=first.get("tag", ""), list_id=first.get("list", ""))


def stream_named(name: object, *, tag: object = "", list_id: object = "") -> Asked:
    """Return the stream that a message names; raise :class:`Unknown`."""
    if not isinstance(name, str) or name not in NAMES:
        raise Unknown("Unknown stream type")
    if name in _HASHTAG:
        word = tag.strip().removeprefix("#").lower() if isinstance(tag, str) else ""
        if not word or len(word) > LONGEST_TAG:
            raise Unknown("Missing tag name parameter")
        return Asked(name, word)
    if name == LIST:
        number = id_in(str(list_id))
        if number is None:
            raise Unknown("Missing list name parameter")
        return Asked(name, str(number))
    return Asked(name)


def may_hear(asked: Asked, scopes: frozenset[str]) -> bool:
    """Tell whether a token's scopes open a stream."""
    return is_covered(_NOTIFICATIONS if asked.name == NOTIFICATIONS else _STATUSES, scopes)


def may_hear_notifications(scopes: frozenset[str]) -> bool:
    """Tell whether the ``user`` stream of a token brings notifications too."""
    return is_covered(_NOTIFICATIONS, scopes)


def public_streams(*, is_local: bool, has_media: bool) -> tuple[Asked, ...]:
    """Return the public streams in which a public post appears."""
    places = ("", ":local" if is_local else ":remote")
    kinds = ("", ":media") if has_media else ("",)
    return tuple(Asked(f"{PUBLIC}{place}{kind}") for place in places for kind in kinds)


def hashtag_streams(word: str, *, is_local: bool) -> tuple[Asked, ...]:
    """Return the streams of a hashtag in which a post that bears it appears."""
    return tuple(Asked(name, word) for name in (_HASHTAG if is_local else (HASHTAG,)))


def as_frame(asked: Asked, event: str, quoted: str | None) -> str:
    """Return a message of a WebSocket; ``quoted`` is the payload as a JSON string, ``None`` for an event without."""
    payload = "" if quoted is None else f',"payload":{quoted}'
    return f'{{"stream":{json.dumps(asked.told, ensure_ascii=False)},"event":"{event}"{payload}}}'


def as_lines(event: str, payload: bytes | None) -> bytes:
    """Return a server-sent event; the payload, JSON or an id, has no line break."""
    return b"event: %s\ndata: %s\n\n" % (event.encode(), b"undefined" if payload is None else payload)


def conversation_json(thread_id: int, accounts: list[bytes], last_status: bytes, *, is_unread: bool) -> bytes:
    """Return a Conversation (https://docs.joinmastodon.org/entities/Conversation/); the others' accounts are JSON."""
    return b'{"id":"%d","unread":%s,"accounts":[%s],"last_status":%s}' % (
        thread_id,
        b"true" if is_unread else b"false",
        b",".join(accounts),
        last_status,
    )

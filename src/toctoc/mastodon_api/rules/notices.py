"""Notifications in Mastodon's words: which type stands for which kind, which are told together.

Kinds that Mastodon has no word for are told by the type that makes an app show what is useful: an answer one waits for
as a post of somebody one follows, a question that moved as an edit, thanks as a favourite. What is about a page and not
about a post comes as a post of its own, with the words and the address; ``toctoc`` says which kind it is in truth.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.kernel.ids import FREE_BITS, id_in

if TYPE_CHECKING:
    from collections.abc import Iterable

MENTION, STATUS, UPDATE, FAVOURITE, REBLOG = "mention", "status", "update", "favourite", "reblog"
FOLLOW, FOLLOW_REQUEST, POLL, QUOTE, WARNING = "follow", "follow_request", "poll", "quote", "moderation_warning"
TYPE_OF = {
    "mention": MENTION,
    "reply": MENTION,
    "apart": MENTION,
    "invited": MENTION,
    "note": MENTION,
    "favourite": FAVOURITE,
    "thanks": FAVOURITE,
    "boost": REBLOG,
    "follow": FOLLOW,
    "request": FOLLOW_REQUEST,
    "poll": POLL,
    "quote": QUOTE,
    "answer": STATUS,
    "new_post": STATUS,
    "welcome": STATUS,
    "edit": UPDATE,
    "question": UPDATE,
    "outcome": UPDATE,
    "unheard": UPDATE,
    "decision": WARNING,
}
# Besides, every kind that is about a page.
_OF_PAGES = STATUS
# Without one of these, an app cannot show the type.
WITH_POST = frozenset({MENTION, STATUS, UPDATE, FAVOURITE, REBLOG, POLL, QUOTE})
TYPES = (MENTION, STATUS, REBLOG, FOLLOW, FOLLOW_REQUEST, FAVOURITE, POLL, UPDATE, QUOTE, WARNING)
# Of these, an app says whether it wants to be alerted.
ALERTED = (MENTION, QUOTE, STATUS, REBLOG, FOLLOW, FOLLOW_REQUEST, FAVOURITE, POLL, UPDATE)
# Told together, those of one day about one post.
GROUPED = (FAVOURITE, REBLOG, FOLLOW)
_DAY = 86_400_000 << FREE_BITS
_KEY = re.compile(r"(favourite|reblog|follow)-([0-9]{1,19})-([0-9]{1,6})|ungrouped-([0-9]{1,19})")


def type_of(kind: str) -> str:
    """Return the type by which apps are told of a kind."""
    return TYPE_OF.get(kind, _OF_PAGES)


def kinds_of(types: Iterable[str], every: Iterable[str]) -> list[str]:
    """Return those of ``every`` kind that are told by some types."""
    asked = set(types)
    return [kind for kind in every if type_of(kind) in asked]


@dataclass(frozen=True, slots=True)
class GroupKey:
    """Which notifications are told together: of one type, about one post (nought: none), in one range of ids.

    Alone, one notification: its type is empty.
    """

    type: str
    post_id: int
    first_id: int
    last_id: int

    @property
    def text(self) -> str:
        """The key as apps know it; the same as long as the notifications are there."""
        if not self.type:
            return f"ungrouped-{self.first_id}"
        return f"{self.type}-{self.post_id}-{self.first_id // _DAY}"


def key_of(notice_id: int, kind: str, post_id: int | None, grouped: Iterable[str] = GROUPED) -> GroupKey:
    """Return with which others a notification is told; ``grouped`` are the types for which an app can."""
    of_type = type_of(kind)
    # Thanks are few, and each is for itself.
    if of_type not in grouped or of_type not in GROUPED or kind == "thanks":
        return GroupKey("", 0, notice_id, notice_id)
    day = notice_id // _DAY
    return GroupKey(of_type, post_id or 0, day * _DAY, (day + 1) * _DAY - 1)


def key_in(text: str) -> GroupKey | None:
    """Return the key that an app sends back; ``None`` for what is none."""
    match = _KEY.fullmatch(text)
    if match is None:
        return None
    of_type, post_id, day, alone = match.groups()
    if alone is not None:
        number = id_in(alone) or 0
        return GroupKey("", 0, number, number)
    first = int(day) * _DAY
    return GroupKey(of_type, id_in(post_id) or 0, first, first + _DAY - 1)


def kinds_of_key(key: GroupKey) -> list[str]:
    """Return the kinds that a group may hold; none for a notification alone, whose kind is whatever it is."""
    return [kind for kind, of_type in TYPE_OF.items() if of_type == key.type and kind != "thanks"] if key.type else []

"""Scopes: what a token may do, as Mastodon's clients name it (https://docs.joinmastodon.org/api/oauth-scopes/).

A broad scope covers its granular ones: whoever holds ``write`` may do what ``write:statuses`` lets do. The scopes of
administration are not among them: nobody administers a server here by an app.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.kernel.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterable

READ, WRITE, FOLLOW, PUSH, PROFILE = "read", "write", "follow", "push", "profile"
# Not Mastodon's: an app that asks for it is given tokens that last hours, and one more with which to renew them.
OFFLINE = "offline_access"

_READ_PARTS = (
    "accounts", "blocks", "bookmarks", "collections", "favourites", "filters", "follows", "lists", "mutes",
    "notifications", "search", "statuses",
)  # fmt: skip
_WRITE_PARTS = (
    "accounts", "blocks", "bookmarks", "collections", "conversations", "favourites", "filters", "follows", "lists",
    "media", "mutes", "notifications", "reports", "statuses",
)  # fmt: skip
_TIES = ("blocks", "follows", "mutes")

# Every granular scope, by the broad ones that cover it.
_COVERED: dict[str, frozenset[str]] = {
    **{f"read:{part}": frozenset({READ}) for part in _READ_PARTS},
    **{f"write:{part}": frozenset({WRITE}) for part in _WRITE_PARTS},
    **{f"read:{part}": frozenset({READ, FOLLOW}) for part in _TIES},
    **{f"write:{part}": frozenset({WRITE, FOLLOW}) for part in _TIES},
    # Who one is: the least of what reads accounts.
    PROFILE: frozenset({READ, "read:accounts"}),
}
# In the order in which they are told.
SCOPES = (READ, WRITE, FOLLOW, PUSH, *dict.fromkeys(_COVERED), OFFLINE)
_KNOWN = frozenset(SCOPES)
MOST = len(SCOPES)


def scopes_in(said: str) -> tuple[str, ...]:
    """Return the scopes of a text, each once; raise :class:`Invalid` when one of them is unknown."""
    words = tuple(dict.fromkeys(said.replace("+", " ").split()[: 2 * MOST]))
    if not _KNOWN.issuperset(words):
        raise Invalid("Une application demande un droit qui n’existe pas ici.", field="scopes")
    return words


def is_covered(wanted: str, granted: frozenset[str]) -> bool:
    """Tell whether somebody granted ``granted`` may do what ``wanted`` lets do."""
    return wanted in granted or not _COVERED.get(wanted, frozenset()).isdisjoint(granted)


def are_covered(wanted: Iterable[str], granted: frozenset[str]) -> bool:
    """Tell whether ``granted`` covers all of ``wanted``; ``follow`` is covered by what it stands for."""
    return all(is_covered(each, granted) or _is_follow_covered(each, granted) for each in wanted)


def _is_follow_covered(wanted: str, granted: frozenset[str]) -> bool:
    parts = [scope for scope, by in _COVERED.items() if FOLLOW in by]
    return wanted == FOLLOW and all(is_covered(part, granted) for part in parts)

"""Public identities in a text: members of this server by their handle, and addresses of the fediverse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.people.queries import actors_by_handles
from toctoc.privacy.rules.findings import Level

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.privacy.rules.findings import Finding

# A text names no more people than this (community.rules.markdown); a longer one is looked at so far.
_MOST = 50
_ADDRESS = re.compile(
    r"(?<![\w@./+-])@[a-z0-9_](?:[\w.-]{0,62}\w)?@(?P<host>(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24})(?![\w@-])",
    re.IGNORECASE | re.ASCII,
)
_MENTION = re.compile(r"(?<![\w@./+-])@(?P<handle>[a-z0-9_]{2,30})(?![\w@-]|\.\w)", re.IGNORECASE | re.ASCII)
# "@lou sur Instagram" is of that network, whoever has the same name here.
_ELSEWHERE = re.compile(
    r"\s{0,3}[(,:]?\s{0,3}(?:sur|on|de|d[’'])?\s{0,3}(?:insta|ig\b|facebook|fb\b|twitter|x\b|tik ?tok|snap|linkedin|"
    r"youtube|telegram|whatsapp|discord|twitch|threads|bluesky)",
    re.IGNORECASE,
)
# Hosts of mailboxes (the detector of addresses knows them): an @ before an address hides nothing.
_MAIL = re.compile(
    r"(?:gmail|googlemail|outlook|hotmail|yahoo|wanadoo|laposte|icloud|protonmail|proton|aol|gmx|live|msn|bbox|"
    r"numericable|orange|free|sfr|mailo|apicrypt|mssante)\.(?:fr|com|net|me|ch|be)$",
    re.IGNORECASE,
)


def without_mentions(text: str, found: list[Finding]) -> list[Finding]:
    """Return ``found`` without what is inside a public identity; asks the database once at most.

    A handle of another network stays, as does one that nobody has here.
    """
    if "@" not in text or not found:
        return found
    spans = [m.span() for m in _ADDRESS.finditer(text) if not _MAIL.search(m["host"])][:_MOST]
    if _any_beside(found, spans):
        spans += _members(text, found)
    # What may never leave is no address, whatever signs stand around it.
    return [one for one in found if one.level is Level.BLOCK or not _inside(one, spans)]


def _members(text: str, found: list[Finding]) -> list[tuple[int, int]]:
    """Return where members of this server are named in what was found."""
    named = [m for m in _MENTION.finditer(text) if not _ELSEWHERE.match(text, m.end())][:_MOST]
    named = [m for m in named if any(_inside(one, [m.span()]) for one in found)]
    known = actors_by_handles({m["handle"].lower() for m in named}) if named else {}
    return [m.span() for m in named if m["handle"].lower() in known]


def _any_beside(found: Iterable[Finding], spans: list[tuple[int, int]]) -> bool:
    return any(not _inside(one, spans) for one in found)


def _inside(one: Finding, spans: list[tuple[int, int]]) -> bool:
    return any(start <= one.start and one.end <= end for start, end in spans)

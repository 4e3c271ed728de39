"""What Crossref says of a work: the few members this place shows, read from its JSON with suspicion.

The format is that of https://api.crossref.org/swagger-ui/index.html ("works"): ``message.title`` is a list of titles,
``message.issued.date-parts`` a list of dates as [year, month, day].
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping

WORKS = "https://api.crossref.org/works/"
LONGEST_TITLE = 300
# Printing began before, works with a DOI later.
_OLDEST, _NEWEST = 1450, 2100
_TAG = re.compile(r"<[^<>]{0,80}>")


@dataclass(frozen=True, slots=True)
class Described:
    """The title of a work, without markup, and the year it came out (``None`` when it is not said)."""

    title: str
    year: int | None


def address_of(doi: str) -> str:
    """Return where Crossref describes a work."""
    return f"{WORKS}{quote(doi, safe='')}"


def described_in(body: bytes) -> Described | None:
    """Return what an answer says of a work; ``None`` when it has no title or is not what Crossref answers."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return None
    message = answer.get("message") if isinstance(answer, dict) else None
    if not isinstance(message, dict):
        return None
    titles = message.get("title")
    first = titles[0] if isinstance(titles, list) and titles else None
    if not isinstance(first, str):
        return None
    title = " ".join(unescape(_TAG.sub("", first[: 4 * LONGEST_TITLE])).split())
    shortened = title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1].rstrip()}…"
    return Described(shortened, _year(message)) if shortened else None


def _year(message: Mapping[str, object]) -> int | None:
    issued = message.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    date = parts[0] if isinstance(parts, list) and parts else None
    year = date[0] if isinstance(date, list) and date else None
    return year if isinstance(year, int) and _OLDEST <= year <= _NEWEST else None

"""Atom feeds (RFC 4287), written out: every text is escaped here and nowhere else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

# What XML 1.0 cannot hold, however it is written.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One post; ``html`` is safe HTML, empty for one that only says where to read."""

    address: str
    title: str
    author: str
    author_address: str
    published: datetime
    updated: datetime
    language: str
    html: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its own address, the page it follows, its entries with the newest first."""

    address: str
    page: str
    # What links within texts begin at.
    base: str
    title: str
    # When the thing it is about began: what an empty feed says.
    since: datetime
    entries: Sequence[Entry]

    @property
    def updated(self) -> datetime:
        """When it last changed."""
        return max((entry.updated for entry in self.entries), default=self.since)


def written(feed: Feed) -> str:
    """Return a feed as XML."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"'
        f" xml:base={_value(feed.base)}>"
        f"<id>{_text(feed.address)}</id><title>{_text(feed.title)}</title><updated>{_moment(feed.updated)}</updated>"
        f'<link rel="self" type="application/atom+xml" href={_value(feed.address)}/>'
        f'<link rel="alternate" type="text/html" href={_value(feed.page)}/><generator>Toctoc</generator>'
        f"{''.join(_entry(entry) for entry in feed.entries)}</feed>\n"
    )


def _entry(entry: Entry) -> str:
    content = f'<content type="html">{_text(entry.html)}</content>' if entry.html else ""
    return (
        f"<entry xml:lang={_value(entry.language)}><id>{_text(entry.address)}</id><title>{_text(entry.title)}</title>"
        f"<author><name>{_text(entry.author)}</name><uri>{_text(entry.author_address)}</uri></author>"
        f"<published>{_moment(entry.published)}</published><updated>{_moment(entry.updated)}</updated>"
        f'<link rel="alternate" type="text/html" href={_value(entry.address)}/>{content}</entry>'
    )


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("", text))


def _value(text: str) -> str:
    return quoteattr(_NOT_XML.sub("", text))


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")

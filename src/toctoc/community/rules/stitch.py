"""Put prepared pieces, counters and the viewer's own marks together.

The hottest code of the house: plain string work on the columns of one statement, no template, no model.
"""

from __future__ import annotations

import time
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from toctoc.community.rules.cards import SLOT, icon
from toctoc.kernel.ids import FREE_BITS, moment_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

USEFUL_ICON = icon("useful")
KEEP_ICON = icon("keep")
ANSWER_ICON = icon("answer")


class Row(NamedTuple):
    """One line of the prepared statement, in its order of columns."""

    post_id: int
    prepared: str
    author: str
    annex: str | None
    replies: int
    favourites: int
    is_favoured: int
    is_kept: int


# French and English words of the foot: reply, useful, keep, kept.
_WORDS = {
    "fr": ("Répondre", "réponses", "réponse", "Utile", "Garder", "Gardé"),
    "en": ("Reply", "replies", "reply", "Useful", "Keep", "Kept"),
}
# Dates are read in France unless somebody says otherwise.
PARIS = ZoneInfo("Europe/Paris")
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_MONTHS_FR = (
    "janv.",
    "févr.",
    "mars",
    "avril",
    "mai",
    "juin",
    "juil.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
)
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def ago(post_id: int, language: str, now: float) -> str:
    """Return "il y a 4 min", or the day once it is more than six days old; ``now`` is in Unix seconds."""
    seconds = now - (post_id >> FREE_BITS) / 1000
    if seconds < 6 * _DAY:
        return _elapsed(max(seconds, 0), language)
    return _day(moment_of(post_id).astimezone(PARIS), language)


def _day(moment: datetime, language: str) -> str:
    months = _MONTHS_EN if language == "en" else _MONTHS_FR
    return f"{moment.day} {months[moment.month - 1]} {moment.year}"


def when(post_id: int, language: str, now: float) -> str:
    """Return the link that says when, with the full date for those who point at it or listen."""
    moment = moment_of(post_id).astimezone(PARIS)
    full = f"{_day(moment, language)}, {moment.hour:02}:{moment.minute:02}"
    return (
        f'<a href="/messages/{post_id}"><time datetime="{moment.isoformat(timespec="seconds")}" title="{full}">'
        f"{ago(post_id, language, now)}</time></a>"
    )


def _elapsed(seconds: float, language: str) -> str:
    is_english = language == "en"
    if seconds < _MINUTE:
        return "just now" if is_english else "à l’instant"
    if seconds < _DAY:
        count = f"{int(seconds // _MINUTE)} min" if seconds < _HOUR else f"{int(seconds // _HOUR)} h"
        return f"{count} ago" if is_english else f"il y a {count}"
    days = int(seconds // _DAY)
    if days == 1:
        return "yesterday" if is_english else "hier"
    return f"{days} days ago" if is_english else f"il y a {days} jours"


def cards(rows: Iterable[tuple[Any, ...]], language: str, now: float | None = None) -> str:
    """Return the HTML of ``rows`` (tuples in the order of :class:`Row`), one card after the other."""
    moment = time.time() if now is None else now
    return "".join([card(row, language, moment) for row in rows])


def card(row: tuple[Any, ...], language: str, now: float) -> str:
    """Return the HTML of one post."""
    post_id, prepared, author, annex, replies, favourites, is_favoured, is_kept = row
    opening, body = prepared.split(SLOT)
    reply, many, one, useful, keep, kept = _WORDS[language]
    said = f"{replies} {one if replies == 1 else many}" if replies else reply
    found = f"{useful} · {favourites}" if favourites else useful
    gesture = f'<button class="gesture" form="gestes" formaction="/messages/{post_id}/'
    return (
        f"{opening}{author} · {when(post_id, language, now)}{body}{annex or ''}"
        f'<footer class="foot"><a class="gesture" href="/messages/{post_id}/repondre">{ANSWER_ICON}{said}</a>'
        f'{gesture}utile" aria-pressed="{_PRESSED[is_favoured]}">{USEFUL_ICON}{found}</button>'
        f'{gesture}garder" aria-pressed="{_PRESSED[is_kept]}">{KEEP_ICON}{kept if is_kept else keep}</button>'
        "</footer></article>"
    )


# What becomes of posts that are not simply shown, by id: ``None`` hides one, names fold it; an empty name stands for a
# muted author.
Verdicts = dict[int, tuple[str, ...] | None]
_FOLDED = {"fr": ("Compte en silence", "Filtre :"), "en": ("Muted account", "Filter:")}


def sifted_cards(rows: Iterable[tuple[Any, ...]], verdicts: Verdicts, language: str) -> str:
    """Return the HTML of ``rows`` for a reader who keeps some of them quiet."""
    now = time.time()
    shown = [row for row in rows if verdicts.get(row[0], ()) is not None]
    return "".join([folded(row[0], card(row, language, now), verdicts.get(row[0]), language) for row in shown])


def folded(post_id: int, html: str, names: tuple[str, ...] | None, language: str) -> str:
    """Return a card that opens at a touch, under the names of the filters it meets; a card that meets none as it is."""
    if not names:
        return html
    muted, filtered = _FOLDED[language]
    words = " · ".join(f"{filtered} {escape(name)}" if name else muted for name in dict.fromkeys(names))
    # The frame takes the place of the card, so that links and live pages find it.
    inner = html.replace(f' id="p{post_id}"', "", 1)
    return f'<div class="card folded" id="p{post_id}"><details><summary>{words}</summary>{inner}</details></div>'


# SQLite says 0 and 1, PostgreSQL False and True.
_PRESSED = ("false", "true")


def objects(rows: Iterable[tuple[Any, ...]]) -> bytes:
    """Return the JSON array of ``rows`` (tuples in the order of :class:`Row`, whose pieces are bytes)."""
    parts = [b"["]
    for _, prepared, author, annex, replies, favourites, is_favoured, is_kept in rows:
        marks = _MARKS[is_favoured][is_kept]
        counts = b'"replies":%d,"favourites":%d,%s' % (replies, favourites, marks)
        parts += (prepared, b',"author":', author, b',"question":', annex or b"null", b",", counts, b",")
    # The comma after the last object, or the bracket of an empty array, gives way to the end.
    parts[-1:] = [b"]"] if len(parts) > 1 else [b"[]"]
    return b"".join(parts)


def sifted_objects(rows: Iterable[tuple[Any, ...]], verdicts: Verdicts) -> bytes:
    """Return the JSON array of ``rows`` for a reader who keeps some of them quiet: folded ones say why."""
    parts = []
    for row in rows:
        names = verdicts.get(row[0], ())
        if names is None:
            continue
        said = objects([row])[1:-1]
        parts.append(said[:-1] + b',"folded":%s}' % msgspec.json.encode(names) if names else said)
    return b"[%s]" % b",".join(parts)


_MARKS = tuple(
    tuple(b'"favourited":%s,"bookmarked":%s}' % (favoured, kept) for kept in (b"false", b"true"))
    for favoured in (b"false", b"true")
)

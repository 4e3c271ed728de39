"""Put prepared pieces, counters and the viewer's own marks together.

The hottest code of the house: plain string work on the columns of one statement, no template, no model.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from toctoc.community.rules.boosts import CARRIED
from toctoc.community.rules.cards import SLOT, icon
from toctoc.kernel.ids import FREE_BITS, moment_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

USEFUL_ICON = icon("useful")
KEEP_ICON = icon("keep")
ANSWER_ICON = icon("answer")
BOOST_ICON = icon("boost")


def _gestures(path: str, drawing: str) -> tuple[str, str]:
    """Return the middle of a gesture's button, not made and made: SQLite says 0 and 1, PostgreSQL False and True."""
    unpressed, pressed = (f'{path}" aria-pressed="{said}">{drawing}' for said in ("false", "true"))
    return unpressed, pressed


_BOOST, _USEFUL, _KEEP = (
    _gestures("relayer", BOOST_ICON),
    _gestures("utile", USEFUL_ICON),
    _gestures("garder", KEEP_ICON),
)


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
    boosts: int
    is_boosted: int
    audience: str


# French and English words of the foot: reply, useful, keep, kept, boost, boosted.
_WORDS = {
    "fr": ("Répondre", "réponses", "réponse", "Utile", "Garder", "Gardé", "Relayer", "Relayé"),
    "en": ("Reply", "replies", "reply", "Useful", "Keep", "Kept", "Boost", "Boosted"),
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


# HTML that stands first on some cards, by post.
Lines = Mapping[int, str]
NO_LINES: Lines = {}
_BOOSTED_BY = {"fr": "Relayé par", "en": "Boosted by"}


def boosted_by(handle: str, name: str, language: str) -> str:
    """Return the line that says who boosted a post."""
    booster = f'<a href="/@{handle}">{escape(name)}</a>'
    return f'<p class="small soft">{BOOST_ICON} {_BOOSTED_BY[language]} {booster}</p>'


def lined(html: str, line: str | None) -> str:
    """Return a card with a line before all it says."""
    return html.replace(">", f">{line}", 1) if line else html


def cards(rows: Iterable[tuple[Any, ...]], language: str, now: float | None = None, lines: Lines = NO_LINES) -> str:
    """Return the HTML of ``rows`` (tuples in the order of :class:`Row`), one card after the other.

    ``lines`` says of some, by post, why they stand in a list.
    """
    moment = time.time() if now is None else now
    if lines:
        return "".join([lined(card(row, language, moment), lines.get(row[0])) for row in rows])
    return "".join([card(row, language, moment) for row in rows])


def card(row: tuple[Any, ...], language: str, now: float) -> str:
    """Return the HTML of one post."""
    post_id, prepared, author, annex, replies, favourites, is_favoured, is_kept, boosts, is_boosted, audience = row
    opening, body = prepared.split(SLOT)
    reply, many, one, useful, keep, kept, boost, boosted = _WORDS[language]
    said = f"{replies} {one if replies == 1 else many}" if replies else reply
    found = f"{useful} · {favourites}" if favourites else useful
    relayed = ""
    gesture = f'<button class="gesture" form="gestes" formaction="/messages/{post_id}/'
    if audience in CARRIED:
        shown = boosted if is_boosted else boost
        if boosts:
            shown = f"{shown} · {boosts}"
        relayed = f"{gesture}{_BOOST[is_boosted]}{shown}</button>"
    return (
        f"{opening}{author} · {when(post_id, language, now)}{body}{annex or ''}"
        f'<footer class="foot"><a class="gesture" href="/messages/{post_id}/repondre">{ANSWER_ICON}{said}</a>'
        f"{gesture}{_USEFUL[is_favoured]}{found}</button>{relayed}"
        f"{gesture}{_KEEP[is_kept]}{kept if is_kept else keep}</button></footer></article>"
    )


# What becomes of posts that are not simply shown, by id: ``None`` hides one, names fold it; an empty name stands for a
# muted author.
Verdicts = dict[int, tuple[str, ...] | None]
_FOLDED = {"fr": ("Compte en silence", "Filtre :"), "en": ("Muted account", "Filter:")}


def sifted_cards(rows: Iterable[tuple[Any, ...]], verdicts: Verdicts, language: str, lines: Lines = NO_LINES) -> str:
    """Return the HTML of ``rows`` for a reader who keeps some of them quiet."""
    now = time.time()
    shown = [row for row in rows if verdicts.get(row[0], ()) is not None]
    said = [(row[0], lined(card(row, language, now), lines.get(row[0]))) for row in shown]
    return "".join([folded(post_id, html, verdicts.get(post_id), language) for post_id, html in said])


def folded(post_id: int, html: str, names: tuple[str, ...] | None, language: str) -> str:
    """Return a card that opens at a touch, under the names of the filters it meets; a card that meets none as it is."""
    if not names:
        return html
    muted, filtered = _FOLDED[language]
    words = " · ".join(f"{filtered} {escape(name)}" if name else muted for name in dict.fromkeys(names))
    # The frame takes the place of the card, so that links and live pages find it.
    inner = html.replace(f' id="p{post_id}"', "", 1)
    return f'<div class="card folded" id="p{post_id}"><details><summary>{words}</summary>{inner}</details></div>'


def objects(rows: Iterable[tuple[Any, ...]]) -> bytes:
    """Return the JSON array of ``rows`` (tuples in the order of :class:`Row`, whose pieces are bytes)."""
    parts = []
    for _, prepared, author, annex, replies, favourites, is_favoured, is_kept, boosts, is_boosted, _ in rows:
        marks = _MARKS[is_boosted][is_favoured][is_kept]
        parts.append(_OBJECT % (prepared, author, annex or b"null", replies, boosts, favourites, marks))
    return b"[%s]" % b",".join(parts)


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


_OBJECT = b'%s,"author":%s,"question":%s,"replies":%d,"boosts":%d,"favourites":%d,%s'
_YES_NO = (b"false", b"true")
_MARKS = tuple(
    tuple(
        tuple(b'"boosted":%s,"favourited":%s,"bookmarked":%s}' % (boosted, favoured, kept) for kept in _YES_NO)
        for favoured in _YES_NO
    )
    for boosted in _YES_NO
)

"""Words that somebody does not want to read: compared whole, without accents, capitals or punctuation."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

from toctoc.kernel.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_FILTERS = 50
# Posts that one filter catches whatever they say.
MOST_POSTS = 100
MOST_PHRASES = 10
LONGEST_PHRASE = 60
# What is read of a text: longer than any post.
READ = 6_000
# A text of which the folded form is remembered.
SHORT = 1_000
# The action of a filter that does not only fold.
HIDES = "hide"
_WORDS = re.compile(r"[^\W_]+")
# Letters that no decomposition takes apart.
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l"})


class Place(StrEnum):
    """Where a post is met."""

    HOME = "home"
    LISTS = "lists"
    NOTIFICATIONS = "notifications"
    THREADS = "threads"
    # What one opened to read its author, or kept: a mute says nothing there.
    OPENED = "opened"
    # Opened by itself: every filter says what it thinks, and none hides.
    ALONE = "alone"


PLACES = (Place.HOME, Place.LISTS, Place.NOTIFICATIONS, Place.THREADS)


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word or phrase of a filter; not ``is_whole``, it is also found within other words."""

    id: int
    text: str
    is_whole: bool = True

    @property
    def needle(self) -> str:
        """What is looked for in a text that :func:`folded_words` gave."""
        folded = folded_words(self.text)
        return folded if self.is_whole else folded.strip()


@dataclass(frozen=True, slots=True)
class Sieve:
    """A filter made ready: keywords with what is looked for of each; ``until`` is in Unix seconds, zero for good."""

    name: str
    needles: tuple[tuple[str, str], ...]
    places: frozenset[str]
    hides: bool
    until: float = 0.0
    id: int = 0

    def counts(self, place: str, now: float) -> bool:
        """Tell whether the filter says anything of what is met in a place at a moment."""
        return (place in self.places or place == Place.ALONE) and not (self.until and self.until <= now)

    def found_in(self, folded: str) -> tuple[str, ...]:
        """Return the keywords that a text says which :func:`folded_words` gave."""
        return tuple(text for text, needle in self.needles if needle in folded)


def sieve_of(
    *,
    name: str,
    phrases: str,
    places: str,
    action: str,
    until: float,
    filter_id: int = 0,
    kept: Sequence[Sequence[object]] = (),
) -> Sieve:
    """Return a filter made ready, from what its row says; ``kept`` are its keywords as the row keeps them."""
    needles = tuple((word.text, word.needle) for word in keywords_of(filter_id, phrases, kept))
    return Sieve(name, needles, frozenset(places.split()), hides=action == HIDES, until=until, id=filter_id)


def keywords_of(filter_id: int, phrases: str, kept: Sequence[Sequence[object]]) -> tuple[Keyword, ...]:
    """Return the keywords of a filter: one a line of ``phrases``, with what ``kept`` knows of it.

    Keywords that were typed before they had ids of their own have one made of the filter's and of what they say.
    """
    known = {str(text): Keyword(int(str(number)), str(text), bool(whole)) for number, text, whole in kept}
    return tuple(known.get(text) or Keyword(_made_id(filter_id, text), text) for text in phrases.splitlines())


def _made_id(filter_id: int, text: str) -> int:
    return (filter_id >> 32 << 32) | crc32(text.encode())


def folded_words(text: str) -> str:
    """Return the words of a text without accents or capitals, a space around each: what needles are looked for in.

    One pass over the text and one search per needle, whatever they are: no pattern of anybody's is run. Short texts,
    which most are, are remembered: many read the same ones.
    """
    return _remembered(text) if len(text) <= SHORT else _folded(text)


@lru_cache(maxsize=4096)
def _remembered(text: str) -> str:
    return _folded(text)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text[:READ].casefold().translate(_LIGATURES))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return f" {' '.join(_WORDS.findall(letters))} "


def phrases_in(typed: str, fewest: int = 1) -> tuple[str, ...]:
    """Return the phrases of a filter as typed, one a line; raise :class:`Invalid` for none, too many or too long."""
    phrases = tuple(dict.fromkeys(line for line in (" ".join(each.split()) for each in typed.splitlines()) if line))
    if len(phrases) < fewest or not all(folded_words(phrase).strip() for phrase in phrases):
        raise Invalid("Écrivez au moins un mot, un par ligne.", field="phrases")
    if len(phrases) > MOST_PHRASES:
        raise Invalid("Un filtre a au plus %(most)s mots ou expressions.", field="phrases", most=MOST_PHRASES)
    if any(len(phrase) > LONGEST_PHRASE for phrase in phrases):
        raise Invalid("Une expression a au plus %(longest)s caractères.", field="phrases", longest=LONGEST_PHRASE)
    return phrases


def checked_places(places: list[str]) -> str:
    """Return the places of a filter as a row keeps them; raise :class:`Invalid` for none or an unknown one."""
    if not places or not set(places) <= {place.value for place in PLACES}:
        raise Invalid("Choisissez au moins un endroit de la liste.", field="places")
    return " ".join(place for place in PLACES if place in places)

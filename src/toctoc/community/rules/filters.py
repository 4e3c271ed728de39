"""Words that somebody does not want to read: compared whole, without accents, capitals or punctuation."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from toctoc.kernel.errors import Invalid

MOST_FILTERS = 50
MOST_PHRASES = 10
LONGEST_PHRASE = 60
# What is read of a text: longer than any post.
READ = 6_000
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


PLACES = (Place.HOME, Place.LISTS, Place.NOTIFICATIONS, Place.THREADS)


@dataclass(frozen=True, slots=True)
class Sieve:
    """A filter made ready: ``needles`` are folded and framed by spaces; ``until`` is in Unix seconds, zero for good."""

    name: str
    needles: tuple[str, ...]
    places: frozenset[str]
    hides: bool
    until: float = 0.0

    def catches(self, folded: str, place: str, now: float) -> bool:
        """Tell whether a text that :func:`folded_words` gave says one of the words, where it is met."""
        if place not in self.places or (self.until and self.until <= now):
            return False
        return any(needle in folded for needle in self.needles)


def folded_words(text: str) -> str:
    """Return the words of a text without accents or capitals, a space around each: what needles are looked for in.

    One pass over the text and one search per needle, whatever they are: no pattern of anybody's is run.
    """
    plain = unicodedata.normalize("NFKD", text[:READ].casefold().translate(_LIGATURES))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return f" {' '.join(_WORDS.findall(letters))} "


def phrases_in(typed: str) -> tuple[str, ...]:
    """Return the phrases of a filter as typed, one a line; raise :class:`Invalid` for none, too many or too long."""
    phrases = tuple(dict.fromkeys(line for line in (" ".join(each.split()) for each in typed.splitlines()) if line))
    if not phrases or not all(folded_words(phrase).strip() for phrase in phrases):
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

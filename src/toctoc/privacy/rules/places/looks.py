"""What else the name of a place may be, and how it is written."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from toctoc.privacy.rules.lexicons import lexicon
from toctoc.privacy.rules.places.evidence import KNOWN_FIRST_NAME
from toctoc.privacy.rules.places.words import ARTICLES, EMPTY, LINKS, gap, is_capital, is_shouted
from toctoc.privacy.rules.reading import Shape

if TYPE_CHECKING:
    from toctoc.privacy.rules.reading import Reading, Token

# Inhabitants of a town that everybody knows.
LARGE = 20_000
# From here on the lexicon's measures mean something: see Lexicon.word, first_name and surname.
_WORD, _FIRST_NAME, _SURNAME, _COMMON_SURNAME = 4, 8, 8, 11
_VERY_COMMON_WORD = 7
# "Foix", "Thor": names of people and towns before they were of medicine.
_MEDICAL_NAME = 7
RARE_SURNAME = 6


class Looks:
    """What else the name from the words ``first`` to ``last`` may be, and how it is written."""

    def __init__(self, reading: Reading, first: int, last: int) -> None:
        self._reading, self._first, self._last = reading, first, last
        self._tokens = reading.tokens[first : last + 1]
        self._content = [t for t in self._tokens if t.key not in LINKS] or list(self._tokens)
        self.is_compound = len(self._content) > 1
        self.is_long = last > first
        self.opens = self._tokens[0].opens

    @cached_property
    def _whole(self) -> str:
        return "".join(t.key for t in self._content)

    @cached_property
    def _usage(self) -> int:
        """Return how common the rarest of the words is."""
        known, is_english = lexicon(), self._reading.language == "en"
        return min(max(known.word(t.key), known.english(t.key) if is_english else 0) for t in self._content)

    @cached_property
    def _is_borne(self) -> int:
        """Return how many people bear the name as their surname, as the lexicon measures it."""
        return lexicon().surname(self._whole)

    @cached_property
    def is_ordinary(self) -> bool:
        """Tell whether the name is a word of every day, or of medicine."""
        is_medical = not self.is_compound and self._is_borne < _MEDICAL_NAME and lexicon().medical(self._whole)
        is_word = self._usage >= _WORD or is_medical
        return is_word and not _is_hyphened(self._reading, self._first, self._last)

    @cached_property
    def is_first_name(self) -> bool:
        """Tell whether many people bear it as their first name."""
        return not self.is_compound and lexicon().first_name(self._whole) >= _FIRST_NAME

    @cached_property
    def is_eponym(self) -> bool:
        """Tell whether medicine has named something after someone of this name."""
        return not self.is_compound and lexicon().eponym(self._whole)

    @cached_property
    def is_personal(self) -> bool:
        """Tell whether it is a name of many people."""
        is_name = self.is_first_name or self.is_eponym
        return is_name or (not self.is_compound and self._is_borne >= _COMMON_SURNAME)

    @property
    def is_surname(self) -> bool:
        """Tell whether people bear it as their surname."""
        return not self.is_compound and self._is_borne >= _SURNAME

    @property
    def is_medical(self) -> bool:
        """Tell whether one of its words is of medicine."""
        return any(lexicon().medical(t.key) for t in self._content)

    @property
    def is_uncommon(self) -> bool:
        """Tell whether it is hardly a word."""
        return self._usage <= _WORD

    @property
    def is_plain(self) -> bool:
        """Tell whether the name is nothing else: no word, no name of many."""
        is_word = self._usage > 0 or lexicon().english(self._whole) > 0
        return not is_word and self._is_borne <= RARE_SURNAME + 1 and lexicon().first_name(self._whole) == 0

    @property
    def is_everyday(self) -> bool:
        """Tell whether it is a word that nobody takes for a name."""
        return self._usage >= _VERY_COMMON_WORD or self._whole in EMPTY or lexicon().month(self._whole) > 0

    @cached_property
    def is_shouted(self) -> bool:
        """Tell whether all around it is in capitals, which then say nothing."""
        return is_shouted(self._reading, self._first, self._last)

    @cached_property
    def is_written_as_name(self) -> bool:
        """Tell whether its capitals make a name of it."""
        return _is_name(self._content) and not self.is_shouted and not is_cut(self._reading, self._last)

    @cached_property
    def is_followed(self) -> bool:
        """Tell whether the name goes on with words that no list knows: "Port Soudan"."""
        tokens, last = self._reading.tokens, self._last
        return last + 1 < len(tokens) and gap(self._reading, last) == " " and tokens[last + 1].shape is Shape.TITLE

    @property
    def is_apart(self) -> bool:
        """Tell whether a sign sets the name off from what stands before: "son village, Bessines"."""
        return self._first == 0 or bool(gap(self._reading, self._first - 1).strip(" \u00a0-'’"))

    @property
    def is_other(self) -> bool:
        """Tell whether the name is a word or a person's as well."""
        return self.is_ordinary or self.is_personal

    @property
    def is_many_things(self) -> bool:
        """Tell whether the name is a word that is a person's too, or that goes on."""
        return self.is_ordinary and (self.is_personal or self.is_followed)

    @property
    def is_first_of_two(self) -> bool:
        """Tell whether a surname follows: "Nancy Dupont"."""
        if not self.is_followed:
            return False
        known, last = lexicon(), self._last
        is_first_name = known.first_name(self._reading.tokens[last].key) >= KNOWN_FIRST_NAME
        return is_first_name and known.surname(self._reading.tokens[last + 1].key) >= RARE_SURNAME

    def has_small_article(self, population: int) -> bool:
        """Tell "la Souche" from "La Souche"; "du Mans" is written so, when the town is well known."""
        token = self._tokens[0]
        if not self.is_long or is_capital(token):
            return False
        return token.key in ARTICLES or population < LARGE


def _is_name(content: list[Token]) -> bool:
    """Tell whether a name is written as one; in capitals alone it may as well be an abbreviation."""
    return all(t.shape in {Shape.TITLE, Shape.NUMBER} for t in content)


def _is_hyphened(reading: Reading, first: int, last: int) -> bool:
    """Tell whether hyphens make one name of ordinary words: "pont-l’abbé"."""
    return last > first + 1 and all(gap(reading, place) in {"-", "'", "’"} for place in range(first, last))


def is_cut(reading: Reading, last: int) -> bool:
    """Tell whether the name runs on in lower case: "Montpellier-cotation"."""
    if last + 1 >= len(reading.tokens) or gap(reading, last) != "-":
        return False
    return reading.tokens[last + 1].shape is Shape.LOWER

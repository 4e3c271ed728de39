"""What is known of a word: a name, a French or English word, a medical term, a place."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from struct import unpack
from typing import TYPE_CHECKING

from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.lexicons.fields import LAYOUT, Field, Slot
from toctoc.privacy.rules.lexicons.places import Commune, Department, Places, departments
from toctoc.privacy.rules.lexicons.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

_FLAT = str.maketrans("-'", "  ")
_SAINTS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_POSTCODE = 5
# What makes a word one of medicine although no list has it: a disease, an operation, a germ, a new drug.
_ENDING = lazy(
    "(?:ectom(?:ie|y)|scop(?:ie|y)|ographies?|olog(?:ie|ue|y)|algies?|path(?:ies?|y)|plast(?:ies?|y)|stom(?:ie|y)|penie|plegie"
    "|paresie|therap(?:ies?|y)|rragie|rrhee|[tl]remie|kaliemie|cytose|cytaire|emique|urique|virus|viral|coccus|bacter|bacterium"
    "|mycose|mycine?|cilline?|nazole|prazole|vastatine?|sartan|dipine?|ciclib|tinib|[ilxztu]u?mab|parine?|caine|oxacine?|cycline"
    "|glipt(?:ine?)|gliflozine?|glutide|triptan|azepam|zolam|setron|lukast|fenac|profene|oxicam|dronate|iculaire|oidienne"
    "|arthrite|arthrose|cardite|nephrite|phlebite|spasme|sclerose|fibrose)$"
)
_LONGEST_ENDING = 12
_LONG_ENOUGH = 8


class Lexicon:
    """Look-ups by key (see :func:`toctoc.privacy.rules.keys.key`).

    A key may hold several words; a hyphen, an apostrophe and a space between them are the same. Names are weighed by
    how many people bear them, words by how common they are, so that a caller can weigh "Pierre" against "pierre":
    nothing here says which of the two a text means.
    """

    def __init__(self) -> None:
        self._table = Table(Path(__file__).parent / "words.bin", LAYOUT)
        extra = self._table.extra.tobytes()
        self._meanings: tuple[int, ...] = unpack(f"<{len(extra) // 8}Q", extra)
        self._places = Places()
        self.known = lru_cache(maxsize=4_096)(self._known)

    def _known(self, k: str) -> int:
        """Return all that is known of ``k``, packed (see :mod:`toctoc.privacy.rules.lexicons.fields`)."""
        found = self._table.first(flat(k))
        return 0 if found is None else self._meanings[found]

    def first_name(self, k: str) -> int:
        """Return 0, or 1 + log2 of how many people born in France since 1900 bear the first name, rounded down."""
        return Field.FIRST_NAME.read(self.known(k))

    def surname(self, k: str) -> int:
        """Return 0, or 1 + log2 of how many heads of companies in France bear the surname, rounded down.

        There is about one head of a company for seven people. American surnames are weighed to the same measure.
        """
        return Field.SURNAME.read(self.known(k))

    def word(self, k: str) -> int:
        """Return 0, or from 1 (rare) to 9 how common a word that French writes without a capital is."""
        return Field.WORD.read(self.known(k))

    def english(self, k: str) -> int:
        """Return 0, or from 1 (rare) to 9 how common a word that English writes without a capital is."""
        return Field.ENGLISH.read(self.known(k))

    def medical(self, k: str) -> bool:
        """Tell whether the word is one of medicine, French or English: a drug, an organ, a test, a unit, a germ.

        A long word that nothing is known of is one when it ends as they do: "lumbricidectomie".
        """
        known = self.known(k)
        return bool(Field.MEDICAL.read(known)) or (
            not known and len(k) >= _LONG_ENOUGH and _ENDING.search(k[-_LONGEST_ENDING:]) is not None
        )

    def eponym(self, k: str) -> bool:
        """Tell whether medicine has named a disease, a sign, a test or a germ after someone of this name."""
        return bool(Field.EPONYM.read(self.known(k)))

    def institution(self, k: str) -> bool:
        """Tell whether the word is a kind of place where one is cared for or helped: "hôpital", "EHPAD", "crèche"."""
        return bool(Field.INSTITUTION.read(self.known(k)))

    def hospital(self, k: str) -> bool:
        """Tell whether the name is that of a well-known hospital in France."""
        return bool(Field.HOSPITAL.read(self.known(k)))

    def brand(self, k: str) -> bool:
        """Tell whether it is a public body, a helpline, a medical journal or a brand, which point at nobody."""
        return bool(Field.BRAND.read(self.known(k)))

    def month(self, k: str) -> int:
        """Return 1 to 12 for the name of a month in French or in English, or its abbreviation; else 0."""
        return Field.MONTH.read(self.known(k))

    def country(self, k: str) -> bool:
        """Tell whether it is a country or a continent, in French or in English."""
        return bool(Field.COUNTRY.read(self.known(k)))

    def region(self, k: str) -> bool:
        """Tell whether it is a French region, old or new, or a department."""
        return bool(Field.REGION.read(self.known(k)))

    def city(self, k: str) -> bool:
        """Tell whether it is a large city outside of France."""
        return bool(Field.CITY.read(self.known(k)))

    def town(self, k: str) -> int:
        """Return 0, or how many figures the population of a town outside of France has (5 from 10,000 people on)."""
        return Field.TOWN.read(self.known(k))

    def town_at(self, keys: Sequence[str], place: int) -> int:
        """Return how many of ``keys`` from ``place`` on make the longest name of a town outside of France, or 0."""
        return self._longest(keys, place, Field.TOWN, Field.TOWN_WORDS)

    def people(self, k: str) -> bool:
        """Tell whether it is what one calls people of a country, a region or a belief: "Bretonne", "Algérien"."""
        return bool(Field.PEOPLE.read(self.known(k)))

    def acronym(self, k: str) -> bool:
        """Tell whether it is an acronym that French dictionaries hold: "irm", "adn"."""
        return bool(Field.ACRONYM.read(self.known(k)))

    def is_phrase(self, keys: tuple[str, ...]) -> bool:
        """Tell whether these words in a row are a term that points at nobody: "Von Willebrand", "Saint Louis"."""
        return bool(Field.PHRASE.read(self._known(" ".join(keys))))

    def phrase_at(self, keys: Sequence[str], place: int) -> int:
        """Return how many of ``keys`` from ``place`` on make the longest such term; 0 when none starts there."""
        return self._longest(keys, place, Field.PHRASE, Field.PHRASE_WORDS)

    def eponym_at(self, keys: Sequence[str], place: int) -> int:
        """Return how many of ``keys`` from ``place`` on make the longest eponym; 0 when none starts there.

        "Pierre Marie" is an eponym, but no phrase: it may be somebody, unless "syndrome de" stands before it.
        """
        return self._longest(keys, place, Field.EPONYM, Field.PHRASE_WORDS)

    def _longest(self, keys: Sequence[str], place: int, field: Slot, words: Slot) -> int:
        known = self.known(keys[place])
        for length in range(min(words.read(known), len(keys) - place), 1, -1):
            if field.read(self._known(" ".join(keys[place : place + length]))):
                return length
        return int(field.read(known) > 0)

    def communes(self, k: str) -> tuple[Commune, ...]:
        """Return the communes of that name, the most populated first; "st" is "saint", "du mans" is "le mans"."""
        return self._places.communes(place_key(k))

    def commune_at(self, keys: Sequence[str], place: int) -> int:
        """Return how many of ``keys`` from ``place`` on make the longest name of a commune; 0 when none does."""
        first = self.known(_SAINTS.get(keys[place], keys[place]))
        longest = min(Field.COMMUNE_WORDS.read(first), len(keys) - place)
        if longest > 1:
            pair = self._known(place_key(f"{keys[place]} {keys[place + 1]}"))
            longest = min(Field.COMMUNE_WORDS.read(pair), longest)
        for length in range(longest, 1, -1):
            if self._places.knows(place_key(" ".join(keys[place : place + length]))):
                return length
        return Field.COMMUNE.read(first)

    def postcode(self, code: str) -> tuple[Commune, ...]:
        """Return the communes of a postcode, the most populated first; none when it is not one."""
        return self._places.communes(code) if len(code) == _POSTCODE and code.isdecimal() else ()

    def department(self, code: str) -> Department | None:
        """Return the department of a code ("79", "2A", "974"), or None."""
        return departments().get(code.upper())


def flat(k: str) -> str:
    """Return the key with spaces for hyphens and apostrophes, under which tables hold it."""
    return k.translate(_FLAT) if "-" in k or "'" in k else k


def place_key(k: str) -> str:
    """Return the flat key of a place, saints in full."""
    words = flat(k).split()
    return " ".join(_SAINTS.get(word, word) for word in words)


@cache
def lexicon() -> Lexicon:
    """Return the lexicon of this program, opened at the first call."""
    return Lexicon()

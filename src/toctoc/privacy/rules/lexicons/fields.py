"""What is known of a word, packed in one number: where each field stands, for the tool that writes and what reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """A field of ``bits`` bits that starts at bit ``start``."""

    start: int
    bits: int

    def read(self, known: int) -> int:
        """Return the field's value in ``known``."""
        return known >> self.start & (1 << self.bits) - 1

    def put(self, value: int) -> int:
        """Return ``value``, or the largest that fits, at its place."""
        return min(value, (1 << self.bits) - 1) << self.start


class Field:
    """The fields.

    ``…_WORDS`` is how many words the longest term has that starts with this one. A file of words is only read with the
    layout that it was written with: see ``LAYOUT``.
    """

    FIRST_NAME = Slot(0, 5)
    SURNAME = Slot(5, 5)
    WORD = Slot(10, 4)
    ENGLISH = Slot(14, 4)
    MONTH = Slot(18, 4)
    PHRASE_WORDS = Slot(22, 4)
    COMMUNE_WORDS = Slot(26, 4)
    MEDICAL = Slot(30, 1)
    EPONYM = Slot(31, 1)
    PHRASE = Slot(32, 1)
    COUNTRY = Slot(33, 1)
    REGION = Slot(34, 1)
    INSTITUTION = Slot(35, 1)
    BRAND = Slot(36, 1)
    HOSPITAL = Slot(37, 1)
    CITY = Slot(38, 1)
    PEOPLE = Slot(39, 1)
    ACRONYM = Slot(40, 1)
    COMMUNE = Slot(41, 1)
    TOWN = Slot(42, 4)
    TOWN_WORDS = Slot(46, 3)


LAYOUT = b"TTLEX002"

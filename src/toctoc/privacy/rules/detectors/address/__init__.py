"""Where somebody lives or can be found: number and street, place in the country, building, box; French and English.

A number with a street, or a street with a town, leads to a door: it cannot be sent. Less than that is masked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors.address import parts
from toctoc.privacy.rules.detectors.address.roads import roads
from toctoc.privacy.rules.detectors.address.streets import STREETS, WEAK_STREETS, name_end
from toctoc.privacy.rules.detectors.address.wide import led, through, wide
from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.lexicons import lexicon
from toctoc.privacy.rules.places import spots, spots_from
from toctoc.privacy.rules.places.known import is_known_by_all
from toctoc.privacy.rules.places.listed import listed
from toctoc.privacy.rules.places.starting import matches
from toctoc.privacy.rules.places.words import is_capital
from toctoc.privacy.rules.reading import Shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from toctoc.privacy.rules.reading import Reading, Token

_DOOR = "Une adresse mène à quelqu’un."
_PLACE = "Un lieu précis aide à reconnaître quelqu’un."
# Characters between two parts, at most: five signs, and "dans le ".
_WIDEST = 16
# A number stands at most this many characters before its street.
_NEAR = 24
_POSTCODE = 5


@dataclass(slots=True)
class _Part:
    """A stretch of an address; what it says decides what is done."""

    start: int
    end: int
    numbered: bool = False
    street: bool = False
    town: bool = False
    alone: bool = True
    box: bool = False


class AddressDetector:
    """Finds addresses: blocks those that lead to a door, masks streets, places and homes."""

    kind = "address"

    def detect(self, reading: Reading) -> Iterator[Finding]:
        """Yield every address, its parts together."""
        for part in _together(reading, _parts(reading)):
            if part.street:
                yield from self._street(reading.text, part)
            elif part.alone or (part.box and part.town):
                yield self._finding(part.start, part.end, is_door=part.box and part.town)

    def _street(self, text: str, part: _Part) -> Iterator[Finding]:
        start = led(text, part.start)
        end, has_town = through(text, part.end)
        is_door = part.numbered or part.town or has_town
        if is_door or not is_known_by_all(text[start:end]):
            yield self._finding(start, end, is_door=is_door)

    def _finding(self, start: int, end: int, *, is_door: bool) -> Finding:
        level, reason = (Level.BLOCK, _DOOR) if is_door else (Level.MASK, _PLACE)
        return Finding(start, end, self.kind, level, reason)


def _parts(reading: Reading) -> Iterator[_Part]:
    yield from _streets(reading)
    yield from _named(reading)
    for start, end, is_door in chain(wide(reading), roads(reading)):
        yield _Part(start, end, numbered=is_door, street=True)
    for pattern in (parts.FLATS, parts.ENGLISH_FLATS):
        for match in matches(pattern, reading, parts.FLAT_FIRST):
            yield _Part(match.start(), match.end(), numbered=True)
    if reading.language != "en":  # where BP is a blood pressure
        for match in matches(parts.BOXES, reading, parts.BOX_FIRST):
            yield _Part(match.start(), match.end(), alone=False, box=True)
    for match in matches(parts.PARTS, reading, parts.PART_FIRST, figures=True):
        yield _Part(match.start(), match.end(), alone=False)


def _named(reading: Reading) -> Iterator[_Part]:
    """Yield English streets, and places with a name that are no street."""
    for match in matches(parts.ENGLISH, reading, parts.ENGLISH_FIRST, figures=True):
        yield _Part(match.start(), match.end(), numbered=True, street=True)
    for match in chain(
        matches(parts.SPOT_NAMES, reading, parts.SPOT_FIRST),
        matches(parts.RESIDENCES, reading, parts.RESIDENCE_FIRST),
        parts.ENGLISH_STREETS.finditer(reading.text),
    ):
        if not _is_care_home(reading, match.group()) and not is_known_by_all(match.group()):
            number = _number_before(reading.text, match.start())
            yield _Part(number, match.end(), numbered=number < match.start(), street=True)
    for match in matches(parts.CUED, reading, parts.CUED_FIRST):
        for home in parts.HOMES.finditer(match["where"]):
            start = match.start("where")
            yield _Part(start + home.start(), start + home.end(), street=True)


def _is_care_home(reading: Reading, written: str) -> bool:
    return reading.language == "en" and written.startswith(("Residence", "Villa"))


def _streets(reading: Reading) -> Iterator[_Part]:
    tokens = reading.tokens
    for place, token in enumerate(tokens):
        is_weak = token.key in WEAK_STREETS
        if not is_weak and token.key not in STREETS and not _is_roundabout(reading, place):
            continue
        if _is_no_street(reading, token):
            continue
        end = name_end(reading, place + 1)
        if end < 0:
            continue
        kind_start = tokens[place - 1].start if token.key == "point" else token.start
        start = _number_before(reading.text, kind_start)
        numbered = start < kind_start
        if _is_street(reading, place, end, is_weak=is_weak, numbered=numbered):
            yield _Part(start, tokens[end].end, numbered=numbered, street=True)


def _is_no_street(reading: Reading, token: Token) -> bool:
    """Tell whether a word is rather "côté", an e-mail, or the English "all"."""
    if token.key == "mail":
        return "@" in reading.text[token.end : token.end + _LONGEST_MAIL]
    return token.text.lower() == "côté" or (token.key == "all" and reading.language == "en")


_LONGEST_MAIL = 50


def _is_roundabout(reading: Reading, place: int) -> bool:
    return reading.tokens[place].key == "point" and place > 0 and reading.tokens[place - 1].key == "rond"


def _number_before(text: str, start: int) -> int:
    """Return where the number of a house before ``start`` begins; ``start`` itself when there is none."""
    head = text[max(0, start - _NEAR) : start]
    found = parts.NUMBER.search(head) or parts.NUMBER_IN_WORDS.search(head)
    return start - len(head) + found.start() if found else start


def _is_street(reading: Reading, place: int, end: int, *, is_weak: bool, numbered: bool) -> bool:
    """Tell a street from "en cours de route", "3 passages aux urgences", "la voie orale"."""
    kind, name, followed = reading.tokens[place], _names(reading, place, end), _is_followed_by_town(reading, end)
    written = any(map(_may_name_street, name))
    if not is_weak:
        is_told = kind.key not in _SHORT and (written or _is_plainly_named(reading, place, end))
        return numbered or followed or is_told
    if numbered:
        return (written or followed) and not kind.text.isupper()
    return written and _is_weak_street(reading, place, end, name)


def _names(reading: Reading, place: int, end: int) -> list[Token]:
    """Return the words in capitals behind the kind of street at ``place``, up to ``end``."""
    return [t for t in reading.tokens[place + 1 : end + 1] if t.shape is Shape.TITLE and len(t.text) > 1]


# "Un accident de la route à Paris".
_LEADS_TO = frozenset({"a", "au", "aux", "en"})


def _may_name_street(token: Token) -> bool:
    return not lexicon().medical(token.key) or lexicon().first_name(token.key) > 0


def _is_weak_street(reading: Reading, place: int, end: int, name: list[Token]) -> bool:
    """Tell whether a word that means other things too is a street, with a name in capitals and no number."""
    token = reading.tokens[place]
    if token.key == "route":
        return reading.tokens[place + 1].key not in _LEADS_TO and bool(spots_from(reading, place + 2, 1))
    if token.opens:
        return False
    is_square = token.key in _SQUARES and _is_usual(name)
    return is_square or is_capital(reading.tokens[place + 1]) or _is_followed_by_town(reading, end)


def _is_usual(name: list[Token]) -> bool:
    """Tell whether squares are called so: after a person or after what stands on them."""
    known = lexicon()
    return any(t.key in _ON_SQUARES or known.first_name(t.key) or known.surname(t.key) > _KNOWN for t in name)


def _is_plainly_named(reading: Reading, place: int, end: int) -> bool:
    """Tell whether a street in lower case has a name: "rue des lilas", not "dans la rue la nuit"."""
    first = reading.tokens[place + 1]
    return reading.tokens[place].key in _PLAIN and first.key in _INTRODUCES and end > place + 1


_KNOWN = 8
_SHORT = frozenset({"bd", "av", "ave", "all", "imp", "che", "chem", "boul", "bld", "blvd", "rte"})
_SQUARES = frozenset({"place", "square", "quai", "cours", "passage", "pl", "sq"})
_ON_SQUARES = listed(
    "republique mairie eglise gare marche liberte victoire halles fontaine armes verdun hotel poste paix resistance"
)
_PLAIN = frozenset({"rue", "avenue", "boulevard", "impasse", "allee", "bd", "av"})
_INTRODUCES = frozenset({"des", "du", "de", "d"})


def _is_followed_by_town(reading: Reading, end: int) -> bool:
    return bool(spots_from(reading, end + 1, 3))


def _together(reading: Reading, found: Iterable[_Part]) -> Iterator[_Part]:
    """Yield the addresses made of parts that stand side by side, with the postcode and the town that follow."""
    address: _Part | None = None
    for part in sorted([*found, *_towns(reading)], key=lambda p: (p.start, -p.end)):
        if address is not None and (part.start < address.end or _are_beside(reading.text, address, part)):
            _join(address, part)
            continue
        if address is not None and not _is_town_alone(address):
            yield address
        address = replace(part)
    if address is not None and not _is_town_alone(address):
        yield address


def _are_beside(text: str, address: _Part, part: _Part) -> bool:
    """Tell whether only signs and "à" stand between two parts."""
    return part.start - address.end <= _WIDEST and parts.BETWEEN.match(text[address.end : part.start]) is not None


def _join(address: _Part, part: _Part) -> None:
    follows = part.start >= address.end
    address.end = max(address.end, part.end)
    address.numbered = address.numbered or part.numbered
    address.street = address.street or part.street
    # "Rue de Niort" is not in Niort.
    address.town = address.town or (part.town and follows)
    address.alone = address.alone or part.alone
    address.box = address.box or part.box


def _is_town_alone(address: _Part) -> bool:
    """Tell whether only a town and parts that say nothing by themselves were found."""
    return address.town and not (address.street or address.numbered or address.box)


def _towns(reading: Reading) -> list[_Part]:
    """Return the towns, each with the postcode before it."""
    found = []
    for spot in spots(reading):
        head = reading.text[max(0, spot.start - _POSTCODE - 2) : spot.start].rstrip(" ,")
        code = head[-_POSTCODE:]
        is_code = len(code) == _POSTCODE and code.isdecimal()
        start = reading.text.rfind(code, 0, spot.start) if is_code else spot.start
        found.append(_Part(start, spot.end, town=True, alone=False))
    return found

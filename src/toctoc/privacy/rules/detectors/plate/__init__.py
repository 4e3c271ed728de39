"""Number plates: today's French series (AA-123-AA), the one before (1234 AB 75), British ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.patterned import finding, has_figures

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from toctoc.privacy.rules.reading import Reading

_LETTER = "[a-hj-np-tv-z]"
# Arrêté du 9 février 2009 fixing the characteristics of plates: no I, O, U.
_FRENCH = lazy(rf"(?<![\w\-]){_LETTER}{{2}}([\-\s]?)[0-9]{{3}}\1{_LETTER}{{2}}(?![\w\-])")
_OLD = lazy(
    r"(?<![\w\-.,/])[0-9]{1,4}([\-\s]?)[a-z]{2,3}\1(?:0[1-9]|[1-8][0-9]|9[0-5]|2[ab]|97[1-6])(?![\w\-]|[.,][0-9])"
)
_BRITISH = lazy(r"(?<![\w\-])[a-z]{2}[0-9]{2}\s?[a-z]{3}(?![\w\-])")
_CUE = lazy(
    r"(?<!\w)(?:plaques?|avp|accident|rta|rtc|mvc|mva|collision|immatricul\w{0,8}|voitures?|vehicules?|coffre"
    r"|parking|stationn\w{1,6}|garee?s?|park\w{2,3}|pare-chocs?|condui\w{1,6}|conduc\w{3,6}|driv\w{2,3}|vl|pl|camions?|camionnette"
    r"|motos?|scooter|ambulance|vsl|taxi|auto|bagnole|caisse"
    r"|number plate|plate|registration|reg|licen[cs]e plate|car|van|truck|lorry|motorbike|bike|vehicle"
    r"|clio|megane|twingo|kangoo|peugeot|renault|citroen|dacia|golf|polo|audi|bmw|mercedes|fiat|toyota|ford"
    r"|opel)(?![\w\-])"
)
# "de 253 pb", "10 sur 11".
_WORDS = lazy(
    r"^(?:de|le|la|et|ou|du|un|en|au|ce|se|sa|ne|si|je|tu|il|on|ma|ta|at|of|to|in|is|as|by|an|no)\s"
    r"|(?<=\s)(?:sur|des|les|par|mg|ml|kg|ans|min|and)"
)
_NEAR, _NEAR_AFTER = 60, 20
_REASON = "Une plaque d’immatriculation mène au propriétaire du véhicule."


class PlateDetector:
    """Finds plates: with hyphens and in capitals by themselves, otherwise beside a word of vehicles."""

    kind = "plate"

    def detect(self, reading: Reading) -> Iterator[Finding]:
        """Yield every plate."""
        if not has_figures(reading):
            return
        text = reading.figures.text
        for pattern in (_FRENCH, _OLD, _BRITISH):
            for match in pattern.finditer(text):
                if _WORDS.search(match[0]):
                    continue
                if _is_announced(text, match) or (pattern is _FRENCH and _stands_alone(reading, match)):
                    yield finding(reading, match.span(), self.kind, Level.MASK, _REASON)


def _stands_alone(reading: Reading, match: re.Match[str]) -> bool:
    start, end = reading.figures.span(*match.span())
    return match[1] == "-" and reading.text[start:end].isupper()


def _is_announced(text: str, match: re.Match[str]) -> bool:
    before, after = max(0, match.start() - _NEAR), match.end() + _NEAR_AFTER
    return _CUE.search(text, before, match.start()) is not None or _CUE.search(text, match.end(), after) is not None

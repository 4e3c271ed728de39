"""The number of a health professional in the French register (RPPS), recognised by its last digit or its word.

Eleven figures of which the last verifies the others (Luhn); those in use begin with 10. An 8 in front makes it the
national identifier (ANS, "Identification nationale PP"). The register is public: a number beside a pseudonym is a name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.people.rules.registers import RPPS_LENGTH, luhn_holds
from toctoc.privacy.rules.codes import AFTER_WORD, VALUE, values
from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.patterned import figures_of, finding, has_figures, is_public, measures

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from toctoc.privacy.rules.reading import Reading

_GAP = r"[\s.\-_/·,]{0,3}"
_PATTERN = lazy(rf"(?<![0-9])(?<![0-9][.,])(?=((?:8{_GAP})?([0-9](?:{_GAP}[0-9]){{10}}))(?![0-9]|[.,][0-9]))")
_IN_USE = "10"
# The word is looked for this many characters around the figures.
_NEAR, _NEAR_AFTER = 40, 15
_WORD = lazy(r"(?<!\w)(?:rpps|r\.p\.p\.s|idnps|id(?:entifiant)? nat(?:ional)?)")
_CUED = lazy(
    r"(?<![a-z])(?:n\s?°)?(?:r[ .]?p[ .]?p[ .]?s|idnps|id ?ps|id(?:entifiant)? nat(?:ional)?(?: ps"
    r"| pp)?|repertoire partage)" + AFTER_WORD + VALUE
)
# By its form alone, whatever its last figure.
_SHAPED = lazy(
    r"(?<![\w.,/\-+])(?:8[ .\-]?)?10[0-9]{0,9}(?:([ .\-])[0-9]{1,6}(?:\1[0-9]{1,6}){0,3})?(?![\w/]|[.,\-][0-9])"
)
_GROUP = lazy("[0-9]+")
# In pairs ("10 20 30") they are values in a row.
_FEWEST, _PAIR = 4, 2
_REASON = "Un numéro RPPS désigne une personne : l’annuaire des professionnels est public."


class RppsDetector:
    """Finds numbers that begin as those in use and whose last digit is right, and any beside the word."""

    kind = "rpps"

    def detect(self, reading: Reading) -> Iterator[Finding]:
        """Yield every such number."""
        if not has_figures(reading):
            return
        text = reading.figures.text
        for span in (*_sure(text), *values(_CUED, text, _FEWEST)):
            yield finding(reading, span, self.kind, Level.BLOCK, _REASON)
        for match in _SHAPED.finditer(text):
            if _has_its_form(match) and not is_public(reading, *match.span()):
                yield finding(reading, match.span(), self.kind, Level.MASK, _REASON)


def _sure(text: str) -> Iterator[tuple[int, int]]:
    for match in _PATTERN.finditer(text):
        number = figures_of(match[2])
        is_in_use = len(number) == RPPS_LENGTH and number.startswith(_IN_USE) and luhn_holds(number)
        if is_in_use or _is_named(text, match):
            yield match.span(1)


def _has_its_form(match: re.Match[str]) -> bool:
    """Tell whether figures are as many as those of a number, in groups as people make them, and measure nothing."""
    digits = figures_of(match[0])
    is_list = max(map(len, _GROUP.findall(match[0]))) <= _PAIR
    is_quantity = is_list or digits.endswith("000") or measures(match.string, match.end())
    return len(digits.removeprefix("8")) == RPPS_LENGTH and not is_quantity


def _is_named(text: str, match: re.Match[str]) -> bool:
    """Tell whether the word stands near: a mistyped number is one too."""
    before, after = max(0, match.start() - _NEAR), match.end(1) + _NEAR_AFTER
    return _WORD.search(text, before, match.start()) is not None or _WORD.search(text, match.end(1), after) is not None

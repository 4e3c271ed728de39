"""The French social-security number (NIR), recognised by its key, its grouping, or the word beside it.

Structure: sex (1), year (2), month (2), department (2, letters A or B for Corsica), commune (3), order (3),
key (2) = 97 − (the thirteen figures modulo 97), Corsica counted as 19 for 2A and 18 for 2B (décret n° 82-103,
and INSEE's description of the répertoire national d'identification). A mistyped number still opens a search: beside
its word, or in its own grouping, it is hidden whatever its key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.codes import AFTER_WORD, VALUE, values
from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.patterned import finding, has_figures, is_public

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.privacy.rules.reading import Reading

_GAP = r"[\s.\-_/·|,:]{0,3}"
_KEY = rf"(?:{_GAP}(?:\(|cle)?{_GAP}[0-9]{{1}}{_GAP}[0-9]{{1}})"
_BODY = rf"[1-478](?:{_GAP}[0-9]){{4}}{_GAP}(?:[0-9]{_GAP}[0-9]|2{_GAP}[ab])(?:{_GAP}[0-9]){{6}}"
# Looked for from each group of figures: "12 2 99 99…" may not hide one behind a quantity.
_PATTERN = lazy(rf"(?<![0-9])(?=({_BODY}{_KEY})(?![0-9]))")
_FILLING = lazy(r"[^0-9ab]")
# In its own groups, with one sign between them: 2 99 99 99 000 000, with or without its key.
_GROUPED = lazy(
    r"(?<![0-9])[1-478]([ .\-/])[0-9]{2}\1[0-9]{2}\1(?:[0-9]{2}"
    r"|2[ab])\1[0-9]{3}\1[0-9]{3}(?:\s?[ .\-/]\s?[0-9]{2})?(?![0-9])"
)
_CUED = lazy(
    r"(?<!\w)(?:nir|n\.i\.r\.?|nirpp|nss|nia|insee|ins|ins-nir|n\W{0,2}(?:de )?ss|num(?:ero)? (?:de )?ss"
    r"|secu|ss(?=\s?#)|securite sociale|n\W{0,2}secu"
    r"|assuree? sociale?|carte vitale|vitale|immatricul\w{2,6}|matricule|social[ \-]security(?: number)?"
    r"|ssn|niss|avs|ahv"
    r"|numero ameli|registre national|numero national|codice fiscale|nie|dni|nif|bsn|pesel|cpr|personnummer|cnp|nino"
    r"|national insurance(?: number)?|sin|steuer-?id|nas|numero fiscal|spi|nhs)" + AFTER_WORD + VALUE
)
# By their form alone: at once, or in groups of which one has three figures; and the Italian tax code.
_SHAPED = lazy(
    r"(?:(?<![\w.,/\-+])|(?<=nss)|(?<=nir)|(?<=secu)|(?<=ss))[1-478][0-9]{4}(?:[0-9]{2}"
    r"|2[ab])[0-9]{6}(?:[ .\-/]?[0-9]{2})?(?![\w]|[.,][0-9])"
)
_IN_GROUPS = lazy(r"(?<![\w.,/\-+])(?=[1-478])[0-9]{1,7}([ .\-])[0-9ab]{1,8}(?:\1[0-9]{1,8}){1,6}(?![\w]|[.,][0-9])")
_ITALIAN = lazy(r"(?<!\w)[a-z]{6}[0-9]{2}[a-z][0-9]{2}[a-z][0-9]{3}[a-z](?!\w)")
_BARCODE = lazy(r"3400[0-9]{9}")
_KEY_BEHIND = lazy(r"[\s,(]{0,3}(?:clef?|key)\s?:?\s?(?P<value>[0-9]{2})(?![0-9])")
# Of Switzerland (AVS, 756…) and of Belgium (85.07.30-033.28), by their grouping.
_NEIGHBOURS = lazy(
    r"(?<![\w.,])(?:756[. ][0-9]{4}[. ][0-9]{4}[. ][0-9]{2}"
    r"|[0-9]{2}\.[0-9]{2}\.[0-9]{2}[ \-][0-9]{3}[. \-][0-9]{2})(?![0-9])"
)
_REASON = "Un numéro de sécurité sociale désigne une personne."
BODY, _FEWEST, _LARGE = 13, 4, 3


def nir_key(body: str) -> int:
    """Return the two-figure key of the thirteen characters of a NIR."""
    figures = body.upper().replace("2A", "19").replace("2B", "18")
    return 97 - int(figures) % 97


class NirDetector:
    """Finds social-security numbers whose key is right, and mistyped ones that are announced or grouped as one."""

    kind = "nir"

    def detect(self, reading: Reading) -> Iterator[Finding]:
        """Yield every number."""
        if not has_figures(reading):
            return
        text = reading.figures.text
        for match in _PATTERN.finditer(text):
            number = _FILLING.sub("", match[1])
            if nir_key(number[:BODY]) == int(number[BODY:]):
                yield finding(reading, match.span(1), self.kind, Level.BLOCK, _REASON)
        for pattern in (_GROUPED, _NEIGHBOURS):
            for match in pattern.finditer(text):
                yield finding(reading, match.span(), self.kind, Level.BLOCK, _REASON)
        for span in values(_CUED, text, _FEWEST):
            yield finding(reading, span, self.kind, Level.BLOCK, _REASON)
            key = _KEY_BEHIND.match(text, span[1])
            if key:
                yield finding(reading, key.span("value"), self.kind, Level.BLOCK, _REASON)
        for span in _shaped(text):
            if not is_public(reading, *span):
                yield finding(reading, span, self.kind, Level.MASK, _REASON)


def _shaped(text: str) -> Iterator[tuple[int, int]]:
    """Yield numbers with the form of a social-security number, whatever their key."""
    for match in _SHAPED.finditer(text):
        if not _BARCODE.fullmatch(match[0]):
            yield match.span()
    for match in _ITALIAN.finditer(text):
        yield match.span()
    for match in _IN_GROUPS.finditer(text):
        groups = match[0].split(match[1])
        sizes = {len(group) for group in groups}
        # In pairs or in threes they are values in a row.
        if sum(map(len, groups)) in {BODY, BODY + len("40")} and max(sizes) >= _LARGE and sizes != {_LARGE}:
            yield match.span()

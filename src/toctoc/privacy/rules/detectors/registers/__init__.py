"""Numbers of registers of people and establishments, beside their word or with a right key.

ADELI, the Orders and CPS cards; FINESS, SIRET and SIREN of establishments; in the United Kingdom NHS, GMC, NMC, GPhC
and National Insurance; social security in the United States.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.people.rules.registers import luhn_holds
from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.patterned import figures_of, finding, has_figures, is_public, measures

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from toctoc.privacy.rules.reading import Reading

_GAP = r"[\s.\-_/·]{0,2}"
_BETWEEN = r"(?!\w)[^0-9\n;]{0,30}"
_NUMBER = r"n\W{0,2}|no\.?\s|num(?:ero)?\s"
_OF_PEOPLE = lazy(
    rf"(?<!\w)(?:"
    rf"adeli{_BETWEEN}(?P<adeli>(?:[0-9]{_GAP}[0-9]|2{_GAP}[ab])(?:{_GAP}[0-9]){{7}})"
    rf"|(?:(?:{_NUMBER})(?:d'|de l'|a l')?(?:inscription (?:a l')?)?ordre|ordre (?:des"
    rf"|national)[^0-9\n]{{0,30}}?(?:{_NUMBER})|numero ordinal|"
    rf"carte cps|cps|n\W{{0,2}}am|numero am|assurance maladie|(?:{_NUMBER})praticien|(?:{_NUMBER})d'agrement"
    r"|matricule|securite sociale)"
    rf"{_BETWEEN}(?P<order>[0-9](?:{_GAP}[0-9]){{3,14}})"
    rf"|rpps[^0-9\n]{{0,12}}(?:[0-9]\s?){{11}}\s?[/,;]\s?(?P<am>[0-9](?:{_GAP}[0-9]){{8}})"
    rf"|gmc(?: (?:number|no|ref(?:erence)?|reg(?:istration)?))?{_BETWEEN}(?P<gmc>[0-9](?:{_GAP}[0-9]){{6}})"
    rf"|nmc(?: pin)?{_BETWEEN}(?P<nmc>[0-9]{{2}}[a-z]{_GAP}[0-9]{{4}}{_GAP}[a-z])"
    rf"|(?:gphc|hcpc|npi|dea){_BETWEEN}(?P<other>[a-z]{{0,2}}[0-9](?:{_GAP}[0-9]){{4,9}})"
    rf"|(?:nhs|chi|h&c)(?: (?:number|no|n°))?{_BETWEEN}(?P<nhs>[0-9](?:{_GAP}[0-9]){{9}})"
    rf"|(?:national insurance|ni number|ni no|nino){_BETWEEN}(?P<ni>[a-z]{{2}}(?:{_GAP}[0-9]){{6}}{_GAP}[a-d])"
    rf"|(?:ssn|social security){_BETWEEN}(?P<ssn>[0-9]{{3}}[\s\-]?[0-9]{{2}}[\s\-]?[0-9]{{4}})"
    r")(?![0-9])"
)
_OF_PLACES = lazy(
    rf"(?<!\w)(?:finess{_BETWEEN}(?P<finess>(?:[0-9]{_GAP}[0-9]|2{_GAP}[ab])(?:{_GAP}[0-9]){{7}})"
    rf"|siret{_BETWEEN}(?P<siret>[0-9](?:{_GAP}[0-9]){{12,13}})"
    rf"|siren{_BETWEEN}(?P<siren>[0-9](?:{_GAP}[0-9]){{7,8}})"
    r"|(?:rcs|r\.c\.s\.|tva|vat|ape|rna"
    rf"|kbis)(?:\s[a-z\-]{{2,24}}){{0,2}}{_BETWEEN}(?:fr)?(?P<rcs>[0-9](?:{_GAP}[0-9]){{8,13}}))(?![0-9])"
)
_SIRET = lazy(r"(?<![\w.,\-])[0-9]{3}([ .]?)[0-9]{3}\1[0-9]{3}[ .]?[0-9]{5}(?![\w]|[.,][0-9])")
_NHS = lazy(r"(?<![\w.,\-+])[0-9]{3}([ \-])[0-9]{3}\1[0-9]{4}(?![\w\-]|[.,][0-9])")
_SSN = lazy(r"(?<![\w.,\-+/])(?!000|666|9)[0-9]{3}-(?!00)[0-9]{2}-(?!0000)[0-9]{4}(?![\w\-]|[.,][0-9])")
_PERSON = "Ce numéro de registre désigne une personne."
_PLACE = "Ce numéro de registre désigne un établissement, et donc les personnes qui y sont."
# Weights of the check digit (NHS Data Dictionary, NHS NUMBER).
_NHS_MODULUS = 11


class RegisterDetector:
    """Finds numbers of registers: of people they may not leave, of establishments they are masked."""

    kind = "register"

    def detect(self, reading: Reading) -> Iterator[Finding]:
        """Yield every number."""
        if not has_figures(reading):
            return
        text = reading.figures.text
        for span in _named(_OF_PEOPLE, text):
            yield finding(reading, span, self.kind, Level.BLOCK, _PERSON)
        for span in _named(_OF_PLACES, text):
            yield finding(reading, span, self.kind, Level.MASK, _PLACE)
        for span, level, reason in _by_form(text):
            if not is_public(reading, *span):
                yield finding(reading, span, self.kind, level, reason)


def _by_form(text: str) -> Iterator[tuple[tuple[int, int], Level, str]]:
    """Yield numbers whose last figure is right, and American ones by their groups, with what is said of them."""
    for match in _SIRET.finditer(text):
        if luhn_holds(figures_of(match[0])):
            yield match.span(), Level.MASK, _PLACE
    for match in _NHS.finditer(text):
        if nhs_number_holds(figures_of(match[0])) and not measures(text, match.end()):
            yield match.span(), Level.BLOCK, _PERSON
    for match in _SSN.finditer(text):
        yield match.span(), Level.BLOCK, _PERSON


def nhs_number_holds(digits: str) -> bool:
    """Tell whether the last digit of a ten-figure NHS number is right (modulo 11)."""
    rest = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % _NHS_MODULUS
    return (_NHS_MODULUS - rest) % _NHS_MODULUS == int(digits[9])


def _named(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the numbers, without the words that announce them."""
    for match in pattern.finditer(text):
        yield match.span(match.lastgroup or 0)

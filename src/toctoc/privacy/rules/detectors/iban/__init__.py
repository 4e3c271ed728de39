"""Bank accounts and cards: an IBAN by its key (ISO 13616, modulo 97), a card by its last digit (ISO/IEC 7812)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.people.rules.registers import luhn_holds
from toctoc.privacy.rules.codes import AFTER_WORD, VALUE, values
from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.patterned import figures_of, finding, has_figures, typed

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from toctoc.privacy.rules.reading import Reading

# Lengths by country (SWIFT, IBAN registry).
_LENGTHS = {
    "ad": 24, "ae": 23, "al": 28, "at": 20, "az": 28, "ba": 20, "be": 16, "bg": 22, "bh": 22, "br": 29, "by": 28,
    "ch": 21, "cr": 22, "cy": 28, "cz": 24, "de": 22, "dk": 18, "do": 28, "ee": 20, "eg": 29, "es": 24, "fi": 18,
    "fo": 18, "fr": 27, "gb": 22, "ge": 22, "gi": 23, "gl": 18, "gr": 27, "gt": 28, "hr": 21, "hu": 28, "ie": 22,
    "il": 23, "iq": 23, "is": 26, "it": 27, "jo": 30, "kw": 30, "kz": 20, "lb": 28, "li": 21, "lt": 20, "lu": 20,
    "lv": 21, "mc": 27, "md": 24, "me": 22, "mk": 19, "mr": 27, "mt": 31, "mu": 30, "nl": 18, "no": 15, "pk": 24,
    "pl": 28, "ps": 29, "pt": 25, "qa": 29, "ro": 24, "rs": 22, "sa": 24, "se": 24, "si": 19, "sk": 24, "sm": 27,
    "tn": 24, "tr": 26, "ua": 29, "va": 22, "xk": 20,
}  # fmt: skip
_GAP = r"[\s.\-_/·]{0,3}"
_IBAN = lazy(rf"(?<![a-z0-9])({'|'.join(_LENGTHS)}){_GAP}[0-9]{_GAP}[0-9](?:{_GAP}[a-z0-9]){{11,27}}")
_SHORTER = lazy(r"[a-z0-9]")
_CUE = lazy(r"(?<!\w)(?:ibans?|bic|swift|rib|compte bancaire|bank account|virement)(?!\w)")
# The older French form and those of other countries, behind their word, whatever their form.
_NAMED = lazy(
    r"(?<!\w)(?:ibans?|bic|rib|compte bancaire|bank account|virement|account (?:number|no\.?)|sort code|acct?(?: no)?"
    r"|num(?:ero)? de compte|code (?:banque|guichet|agence)|guichet|banque|routing(?: number)?|aba|bsb"
    r"|cle (?:rib|iban))" + AFTER_WORD + VALUE
)
_COMPTE = lazy(
    r"(?<!\w)(?:comptes?|account|cle(?: rib| iban)?|cb|carte (?:bleue|bancaire|de credit)|visa|mastercard"
    r"|amex|(?:credit|debit|bank) card"
    r"|card number)" + AFTER_WORD + VALUE
)
_NEAR_COMPTE = lazy(r"(?<!\w)(?:rib|iban|banque|guichet|compte|sort code|account)(?!\w)")
_KEY_BEFORE = lazy(r"(?<!\w)cle(?: rib| iban)?\s?:?\s?$")
_VALID = lazy(
    r"(?<!\w)(?:exp(?:\.|ire|iration|iry)?|valid\w{0,4}|cvv|cvc|cryptogramme)\s?(?:date"
    r"|fin|le|:|jusqu'au)?\s?(?P<value>[0-9]{2}/[0-9]{2,4}|[0-9]{3,4})(?!\w)"
)
# By its form alone, whatever its key: at once, or in groups behind two capitals of a country.
_SHAPED = lazy(
    r"(?<![a-z0-9])[a-z]{2}[0-9]{2}(?:(?=[a-z]{0,4}[0-9])[a-z0-9]{10,32}+(?![a-z0-9])"
    r"|(?=(?:[ .\-]?[a-z0-9]){10})[ .\-][a-z0-9]{1,6}+(?:[ .\-](?=[a-z]{0,5}[0-9])[a-z0-9]{1,6}+){1,10})"
)
_CARD = lazy(r"(?<![0-9])(?<![0-9][ \-.])[3-6][0-9]{3}([ \-.]?)[0-9]{4}\1[0-9]{4}\1[0-9]{4}(?![0-9])")
# Of France by its groups: bank, branch, account, key; and fours, as cards and accounts are copied.
_IN_GROUPS = lazy(
    r"(?<![\w.,/\-])(?:[0-9]{5}([ /\-])[0-9]{5}\1[0-9a-z]{11}\1[0-9]{2}|[0-9]{4}([ \-])[0-9a-z]{4}\2[0-9a-z]{4}("
    r"?:\2(?=[a-z]{0,3}[0-9])[0-9a-z]{2,4}){1,4})(?![\w]|[.,][0-9])"
)
# The end of a card: "**** 4421".
_END_OF_CARD = lazy(r"(?<![\w*])[*•]{2,12} ?[0-9]{3,6}(?!\w)")
_YEARS = lazy(r"(?:(?:(?:19|20)[0-9]{2})[ \-]?)+")
_NEAR, _FAR = 40, 90
_KEY, _CARD_LENGTH = 2, 14
_CARD_NEAR = lazy(r"(?<!\w)(?:cartes?|card|cb|visa|mastercard)(?!\w)")
_FEWEST, _FEWEST_OF_ACCOUNT, _FEWEST_IN_SHAPE = 4, 6, 10
_ACCOUNT = "Un compte bancaire désigne une personne."
_OF_A_CARD = "Un numéro de carte bancaire désigne une personne et permet de payer à sa place."


class IbanDetector:
    """Finds accounts and cards whose key is right, and mistyped accounts beside the word."""

    kind = "iban"

    def detect(self, reading: Reading) -> Iterator[Finding]:
        """Yield every account and card."""
        if not has_figures(reading):
            return
        text = reading.figures.text
        # An account may hold letters: it is looked at as written, and with its look-alikes as figures.
        for span in (*_accounts(reading.plain), *_shaped(reading)):
            yield typed(reading, span, self.kind, Level.BLOCK, _ACCOUNT)
        for span in _accounts(text) if text != reading.plain else ():
            yield finding(reading, span, self.kind, Level.BLOCK, _ACCOUNT)
        for span in _beside_their_word(text):
            yield finding(reading, span, self.kind, Level.BLOCK, _ACCOUNT)
        for span, reason in _by_form(text):
            yield finding(reading, span, self.kind, Level.MASK, reason)
        for match in _CARD.finditer(text):
            if luhn_holds(figures_of(match[0])):
                yield finding(reading, match.span(), self.kind, Level.BLOCK, _OF_A_CARD)


def _by_form(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield groups of figures as accounts and cards have them, and the end of a card, with what they are."""
    for match in _IN_GROUPS.finditer(text):
        if not _YEARS.fullmatch(match[0]) and len(figures_of(match[0])) >= _CARD_LENGTH:
            yield match.span(), _ACCOUNT
    for match in _END_OF_CARD.finditer(text):
        yield match.span(), _OF_A_CARD


def _beside_their_word(text: str) -> Iterator[tuple[int, int]]:
    yield from values(_NAMED, text, _FEWEST, with_dates=True)
    for start, end in values(_COMPTE, text, 2):
        many = len(figures_of(text[start:end])) >= _FEWEST_OF_ACCOUNT
        if many or (_is_key(text, start, end) and _NEAR_COMPTE.search(text, max(0, start - _FAR), start)):
            yield start, end
    for match in _VALID.finditer(text):
        if _CARD_NEAR.search(text, max(0, match.start() - _FAR), match.start()):
            yield match.span("value")


def _is_key(text: str, start: int, end: int) -> bool:
    return end - start == _KEY and _KEY_BEFORE.search(text, max(0, start - _NEAR), start) is not None


def _shaped(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield what has the form of an account: most of it figures, and its country in capitals when it is in groups."""
    for match in _SHAPED.finditer(reading.plain):
        written = match[0]
        at_once = written.isalnum()
        digits = len(figures_of(written))
        is_shown = at_once or reading.text[match.start() : match.start() + 2].isupper()
        if is_shown and digits >= _FEWEST_IN_SHAPE and digits * 2 > len(written.replace(" ", "")):
            yield match.span()


def _accounts(text: str) -> Iterator[tuple[int, int]]:
    for match in _IBAN.finditer(text):
        end = _end(match)
        number = "".join(_SHORTER.findall(text[match.start() : end]))
        is_named = _CUE.search(text, max(0, match.start() - _NEAR), match.start()) is not None
        is_long = len(number) == _LENGTHS[match[1]] and len(figures_of(number)) * 2 >= len(number) - 1
        if is_long and (iban_holds(number) or is_named or number.startswith("fr76")):
            yield match.start(), end


def iban_holds(number: str) -> bool:
    """Tell whether the key of an IBAN (letters and figures only) is right."""
    moved = number[4:] + number[:4]
    return int("".join(str(int(character, 36)) for character in moved)) % 97 == 1


def _end(match: re.Match[str]) -> int:
    """Return where the number of its country's length ends: what follows may be a word."""
    left = _LENGTHS[match[1]]
    for character in _SHORTER.finditer(match[0]):
        left -= 1
        if not left:
            return match.start() + character.end()
    return match.end()

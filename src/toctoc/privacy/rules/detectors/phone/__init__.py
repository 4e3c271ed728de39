"""Phone numbers that reach a person; emergency and public service numbers are welcome."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.patterned import figures_of, finding, has_figures, is_public, measures

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from toctoc.privacy.rules.reading import Reading

# "06 - 39", "(06) 39".
_GAP = r"[\s.\-_/·()|~;\[\]{}]{0,4}"
# France and its overseas territories (ARCEP's numbering plan).
_FRANCE = r"(?:33|262|508|590|594|596|681|687|689)"
# 0 then nine figures; or the country after + or 00, the first zero dropped or in brackets; or a mobile after a bare 33.
_FRENCH = (
    rf"(?:(?:\+|00){_GAP}{_FRANCE}{_GAP}(?:\(0\){_GAP})?|\((?=0[0-9]?\))0{_GAP}|0{_GAP})[1-9](?:{_GAP}[0-9]){{8}}"
    rf"|33{_GAP}[67](?:{_GAP}[0-9]){{8}}"
)
# Some territories have numbers of six figures (681, 687, 689, 508); other countries: 8 to 14 figures (ITU-T E.164).
_FOREIGN = rf"(?:\+|00){_GAP}[1-9](?:{_GAP}[0-9]){{7,13}}"
# Eleven figures after the trunk zero of the United Kingdom (Ofcom); North America (NANP) with its usual signs.
_BRITISH = rf"0{_GAP}[12378](?:{_GAP}[0-9]){{9}}"
_AMERICAN = r"(?:1[ \-.])?(?:\([2-9][0-9]{2}\)[ \-.]?|[2-9][0-9]{2}[\-.])[2-9][0-9]{2}[ \-.][0-9]{4}"
_ENDS = r"(?![0-9_]|[,.][0-9])"
# Not within a word, an address, a decimal or a longer number.
_STARTS = r"(?<![\w+])(?<![0-9][.,/\-])"
_PATTERN = lazy(rf"{_STARTS}(?:{_FRENCH}|{_FOREIGN}){_ENDS}")
_OF_OTHERS = lazy(rf"{_STARTS}(?:{_BRITISH}|{_AMERICAN}){_ENDS}(?! [0-9])")
# Pairs cut by a sign that also stands in decimals and times, or by a word: the same one each time.
_IN_PAIRS = lazy(
    r"(?<![\w+,:])(?:0[1-9]|(?:\+|00)33([,:])\(?0?\)?[1-9](?=\1))(\s?[,:=*'&]\s?|\s?\W\s?| ?[a-z@#!?.,<>/\-]{1,6} ?)"
    r"[0-9]{2}(?:\2[0-9]{2}){3}(?!\w|[,.:][0-9])"
)
# One by one behind commas, or cut once by a comma that is no decimal one: "0,6,3,9…", "0639,981234".
_COMMAS = lazy(
    r"(?<![\w+,.:])0(?:,[0-9]){9}(?![\w,])|(?<![\w+,.:])(?=0[67](?:,?[0-9]){8}(?![\w,]))0[67][0-9]{1,6},[0-9,]{2,10}"
)
# A mobile, whatever stands in front but a figure: "rs0639981234", "10.1234/0639981234".
_SURE = lazy(
    r"(?<![0-9])(?<![0-9][.,])0[67](?:([ .\-]?)[0-9]{2})(?:\1[0-9]{2}){3}(?![0-9]|[.,][0-9])"
    r"|(?<![0-9])0[67] ?[:=] ?[0-9]{2}(?:[ .\-]?[0-9]{2}){3}(?![0-9]|[.,][0-9])"
)
# Glued to words on either side: "tel0639981234appelle".
_GLUED = lazy(r"(?<![0-9])0[1-79](?:[\s.\-]?[0-9]{2}){4}(?![0-9])")
_WORD_BEFORE = lazy(r"(?:^|[^\w/.@%\-])(?:[a-z]{3,24}|t|p|tl)$")
_WORD_AFTER = lazy(r"[a-z]{0,24}(?![\w@])")
# After a word that announces one, fewer figures are enough, and no zero is needed.
_CUED = lazy(
    r"(?<!\w)(?:tel|telephone|portable|port|mobile|gsm|cell|cellphone|phone|fax|joignable|joindre"
    r"|appel(?:le[rz]?|ez)?"
    r"|rappel(?:le[rz]?|ez)?|contact(?:e[rz]?|ez)?|biper|bip|bleep|pager|call|ring|text|sms|whatsapp|signal|telegram|viber)(?!\w)[^0-9\n+]{0,24}"
    rf"(\+?[0-9](?:{_GAP}[0-9]){{7,13}}){_ENDS}"
)
# Inside a hospital: a pager, a cordless telephone, an extension; and the last figures behind a stroke.
_INSIDE = lazy(
    r"(?<!\w)(?:bips?|biper|bip[eé]|dect|beep(?:er)?|bleeps?|pager|ext(?:ension|n)?\.?"
    r"|poste(?: interne)?|ligne(?: directe)?|interne"
    r"|numero interne|tel interne|num interne|sip|gsm|astreinte|permanence|standard|secretariat"
    r"|fax|telephone|tel|phone|portable"
    r"|mobile|numero|num|joindre|joignable|appel(?:er|ez)|rappel(?:er|ez)|call|ring)(?!\w)"
    r"(?:\s(?:au|le|la|du|de|est|interne|is|on|number|no|numero|poste|ext|sur|mon|perso"
    r"|pro|medecin|interne|ide|secretariat"
    r"|garde|bureau|maison|travail|domicile|fixe|pro|reception|ward|reg|registrar|nurse"
    r"|doctor|matron|cadre|bloc|rea|urgences|:)(?!\w)){0,3}\.?\s?(?:n\s?°|[:#=(>]|->)?\s?(?:au\s)?\(?"
    r"(?P<value>[#*]?[0-9x*•]{1,6}(?:[ .\-/][0-9x*•]{2,5}){0,5})(?![\w]|[.,/][0-9])"
)
_OF_SOMEBODY = lazy(
    r"(?<!\w)(?:bips?|dect|bleep|pager|beeper)\s[a-z'\-]{3,20}(?:\s[a-z'\-]{3,16})?\s?[:=]?\s?(?P<value>[0-9]{3,"
    r"6})(?![\w.,/])"
)
_SURE_INSIDE = lazy(r"(?:bip|beep|bleep|pager|dect|ext|poste|sip|fax)")
# "06 39 98 XX XX"; one figure too few or too many: "06.39.98.12.3", "06 39 98 12 345".
_MASKED = lazy(r"(?<![\w+.,/\-])(?:0|\+33 ?)[1-9](?:[ .\-]?(?:[0-9]{2}|[x*•_.]{2}|[0-9][x*•])){4}(?!\w)")
_MISTYPED = lazy(
    r"(?<![\w+.,/:\-])0[1-79]([ .\-/])[0-9]{2}\1[0-9]{2}\1(?:[0-9]{2}\1[0-9]{1,4}|[0-9]{3,4})(?:\1[0-9])?(?!\w"
    r"|[.,/:][0-9]|[ ][0-9])"
    r"|(?<![\w+.,/:\-])0[67][0-9]{7}(?:[0-9]{2})?(?!\w|[.,/][0-9])"
)
_MORE = lazy(
    r"\s?/\s?[0-9]{1,4}(?![0-9/])|[\s,]{0,3}(?:\(?(?:ext|poste|extension|x|p)\.?\s?(?:n°\s?"
    r"|:\s?)?|#)(?P<value>[0-9]{1,6})(?![\w])"
)
_YEAR = lazy(r"(?:19|20)[0-9]{2}")
_PUBLIC = frozenset(
    {"3114", "3919", "3018", "3020", "3977", "3624", "3646", "3237", "3939", "3115", "3117", "3133", "3966", "3949"}
)
_FEWEST_INSIDE, _FEWEST_SURE = 4, 2
# A pager or an extension reaches a post inside of a hospital, not a person.
_EXTENSION = lazy(r"[#*]?[0-9]{1,4}")
_GROUP = lazy(r"[0-9]+")
_NOT_FIGURES = lazy(r"[^0-9]+")
# 08: numbers with a special price, of services (ARCEP's plan); British free numbers begin with 080 too.
_SERVICE = lazy(r"(?:0|(?:00)?33)8[0-9]|(?:00)?44(?:800|808|3)")
# Poison centres, SOS Amitié, Suicide Écoute: numbers that are printed everywhere.
_HELPLINES = frozenset({
    "0241482121", "0556964080", "0472116911", "0491752525", "0383225050", "0140054848", "0561777447", "0972394050",
    "0145394000",
})  # fmt: skip
# 8 or 9 figures at once, then some: a code and a quantity (FINESS, CIP), not a phone number.
_CODE_SIZES = frozenset({8, 9})
_PAIRS = 5
# Ranks and hours: hardly any number is made of such pairs alone.
_LARGE, _LARGE_IN_ORDER = 16, 41
_REASON = "Un numéro de téléphone désigne une personne."


class PhoneDetector:
    """Finds French and international phone numbers; not 15, 3114 or 0800 helplines."""

    kind = "phone"

    def detect(self, reading: Reading) -> Iterator[Finding]:
        """Yield every number that reaches a person."""
        if not has_figures(reading):
            return
        text = reading.figures.text
        spans = [span for span in _spans(text) if not _is_something_else(text[slice(*span)])]
        for span in [*spans, *_announced(text)]:
            start, end = _with_its_ends(text, *span)
            if not (_is_of_a_service(text[start:end]) or is_public(reading, start, end)):
                level = Level.LOOK if _EXTENSION.fullmatch(text, start, end) else Level.BLOCK
                yield finding(reading, (start, end), self.kind, level, _REASON)


def _with_its_ends(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span with the bracket that it closes and the extension behind it."""
    more = _MORE.match(text, end)
    opens = text[start - 1 : start] == "(" and ")" in text[start:end] and "(" not in text[start:end]
    return start - opens, more.end() if more else end


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_PATTERN, _OF_OTHERS, _SURE, _MASKED, _MISTYPED):
        yield from (match.span() for match in pattern.finditer(text))
    for pattern in (_IN_PAIRS, _COMMAS):
        yield from (match.span() for match in pattern.finditer(text) if not _is_series(text, match))
    yield from (match.span() for match in _GLUED.finditer(text) if _is_glued(text, match))


def _is_series(text: str, match: re.Match[str]) -> bool:
    """Tell whether pairs behind each other are values: they go up or down, or the first one has a unit."""
    groups = _GROUP.findall(match[0])
    if len(groups) < _PAIRS:
        return False
    return _goes_up_or_down(groups) or measures(text, match.start() + len(groups[0]))


def _is_glued(text: str, match: re.Match[str]) -> bool:
    """Tell whether letters touch a number on either side, and are words."""
    before = text[max(0, match.start() - 26) : match.start()]
    if not (before[-1:].isalpha() or text[match.end() : match.end() + 1].isalpha()):
        return False
    is_word = not before[-1:].isalnum() or _WORD_BEFORE.search(before) is not None
    return is_word and _WORD_AFTER.match(text, match.end()) is not None


def _announced(text: str) -> Iterator[tuple[int, int]]:
    """Yield what stands behind a word that says it is a telephone: a number, an extension, a pager."""
    for match in _CUED.finditer(text):
        if not _is_dated(_GROUP.findall(match[1])):
            yield match.span(1)
    for match in _INSIDE.finditer(text):
        if _is_extension(match) and not measures(text, match.end()):
            yield match.span("value")
    yield from (m.span("value") for m in _OF_SOMEBODY.finditer(text) if not measures(text, m.end()))


def _is_extension(match: re.Match[str]) -> bool:
    """Tell whether what stands behind a word of telephones is a number inside a hospital, not a year, a date, 3114."""
    value = match["value"]
    is_sure = _SURE_INSIDE.match(match[0]) is not None
    if len(figures_of(value)) < (_FEWEST_SURE if is_sure else _FEWEST_INSIDE) or _is_dated(_GROUP.findall(value)):
        return False
    if _YEAR.fullmatch(value):
        return match[0].startswith(("bip", "dect", "bleep", "pager", "ext"))
    return is_sure or value not in _PUBLIC


def _is_of_a_service(number: str) -> bool:
    digits = figures_of(number)
    return _SERVICE.match(digits) is not None or digits.removeprefix("0033").rjust(10, "0")[-10:] in _HELPLINES


def _is_something_else(number: str) -> bool:
    """Tell whether the grouping of the figures is that of a date, of decimals, of a code, a book or a list."""
    groups = _GROUP.findall(number)
    if not number.startswith("0") or len(groups) == 1:
        return False
    return (
        _is_date(groups)
        or _is_decimals(number)
        or len(groups[0]) in _CODE_SIZES
        or _is_book(groups)
        or _is_list(number, groups)
    )


def _is_date(groups: list[str]) -> bool:
    """01/02/2020 12…: day, month, year, in pairs and four figures."""
    return (
        [len(group) for group in groups[:3]] == [2, 2, 4]
        and groups[0] <= "31"
        and groups[1] <= "12"
        and groups[2][:2] in {"19", "20"}
    )


def _is_dated(groups: list[str]) -> bool:
    """Tell whether a date stands at the head: 12/03/1954, 2024-03-12."""
    return _is_date([*(group.rjust(2, "0") for group in groups[:2]), *groups[2:]]) or (
        len(groups) > 1 and groups[0][:2] in {"19", "20"} and len(groups[0]) == len("2024") and groups[1] <= "12"
    )


def _is_decimals(number: str) -> bool:
    """0.12 0.34…: a first point that is not the only kind of separator."""
    separators = _NOT_FIGURES.findall(number)
    return number.startswith("0.") and any("." not in separator for separator in separators)


def _is_book(groups: list[str]) -> bool:
    """0-306-40615-2: an ISBN of ten figures, whose first and last groups are one figure."""
    return [len(groups), len(groups[0]), len(groups[-1])] == [4, 1, 1]


def _is_list(number: str, groups: list[str]) -> bool:
    """0 1 2 3…, 06, 12, 18, 24, 30: one by one, or small, each more than the one before; 01 03 02 05 04."""
    values = [int(group) for group in groups]
    if len(values) < _PAIRS:
        return False
    is_up = all(one < other for one, other in pairwise(values))
    if max(map(len, groups)) > 1 and max(values) < (_LARGE_IN_ORDER if is_up else _LARGE):
        return True
    return is_up and (number.count(",") == len(groups) - 1 or max(map(len, groups)) == 1)


def _goes_up_or_down(groups: list[str]) -> bool:
    values = [int(group) for group in groups]
    return values in (sorted(set(values)), sorted(set(values), reverse=True))

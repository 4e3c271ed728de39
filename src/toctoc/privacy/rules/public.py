"""Numbers that name a publication, a trial, a law, a book or a drug, and nobody."""

from __future__ import annotations

from bisect import bisect_right

from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.sites import addresses, is_public_site

_NUMBER = r"(?:n\s?[°o]\.?|no\.?|num(?:ero)?\.?|number|#|:)"
# Over plain text with figures. Each is exactly as long as its code may be, so that a number of a person cannot hide
# behind a word: eight figures of a trial, not nine.
_PUBLIC = lazy(
    r"(?=[13abcdeghijklnprstuv])(?<!\w)(?:(?<!\.)10\.[1-9][0-9]{3,8}/[^\s\"<>]{1,120}"  # DOI
    r"|(?:pmid|pmcid|pmc|pubmed)\W{0,3}(?:pmc)?[1-9][0-9]{3,7}(?![0-9])"
    r"|(?:nct|isrctn|drks)\W{0,2}[0-9]{8}(?![0-9])"
    r"|(?:chictr\W{0,2}(?:[a-z]{3,4}\W)?(?:[0-9]{8}|2[0-9]{9})|(?:actrn|pactr)\W{0,2}[12][0-9]{13,14}"
    r"|(?:jprn\W?)?umin\W{0,2}[0-9]{9}|kct\W{0,2}[0-9]{7}|irct\W{0,2}[12][0-9]{11,13}n[0-9]{1,2}"
    r"|ctri[ /][0-9]{4}/[0-9]{2,3}/[0-9]{6}"
    r"|(?:prospero\W{0,3})?crd\W{0,2}42[0-9]{9}|prospero\W{0,3}(?:20[0-9]{2}[ :]{0,2})?42[0-9]{9}"
    r"|ntr\W{0,2}[0-9]{3,4})(?![0-9])"
    r"|(?:eudract|eu ct|ctis|id-?rcb)[^0-9\n]{0,20}20[0-9]{2}-[0-9a]{5,7}-[0-9]{2}(?:-[0-9]{2})?(?![0-9])"
    r"|is[bs]n(?:-?1[03])?[\s:.]{0,3}(?:97[89][\s\-]?)?[0-9](?:[\s\-]?[0-9]){6,8}[\s\-]?[0-9x](?!\w)"
    r"|arxiv\W{0,2}[0-9]{4}\.[0-9]{4,5}(?![0-9])"
    r"|(?:cip|ucd|ean|gtin|acl)(?:\s?-?(?:7|13))?(?:\s?code)?[\s:.]{0,3}"
    r"(?:[0-9]{13}|[1-9][0-9]{6}|[0-9]{5} [0-9]{3} [0-9]{3} [0-9] [0-9]|[0-9]{3} [0-9]{3}-?[0-9])(?![0-9])"
    rf"|(?:brevet|patent)[^0-9\n]{{0,40}}{_NUMBER}?\s?[1-9][0-9]{{5,8}}(?![0-9])"
    r"|34009 ?[0-9]{3} ?[0-9]{3} ?[0-9] ?[0-9](?![0-9])"  # CIP13
    rf"|(?:lots?|batch)\s?{_NUMBER}?\s?[a-z]{{0,4}}-?[0-9]{{3,8}}[a-z]{{0,3}}(?!\w)"
    r"|rs[1-9][0-9]{2,9}(?!\w)"  # variants of genes
    r"|(?:loi|decret|arrete|ordonnance|directive|reglement|circulaire|instruction|avis|deliberation)"
    rf"[^0-9\n]{{0,40}}{_NUMBER}\s?(?:[a-z]{{2,6}}/)?"
    r"(?:[1-9][0-9]{1,3}[-/][0-9]{1,5}(?:[-/][0-9]{1,4})?|0[0-9][-/][0-9]{1,4})(?![0-9]|[-/ ][0-9])"
    r"|(?:art(?:icle)?s?\.?\s{0,2})?[lrda]\.? ?[1-9][0-9]{2,3}(?:-[0-9]{1,3}){1,3}(?![\w/]|[- ][0-9])"
    r"|(?:v|version|release)\.?\s?(?:0|[1-9][0-9]{0,3})(?:\.[0-9]{1,4}){1,3}(?!\w|[. ][0-9])"
    r"|chr(?:[1-9]|1[0-9]|2[0-2]|x|y)(?![0-9])(?::(?:g\.)?[1-9][0-9]{2,9}(?:-[1-9][0-9]{2,9})?(?![0-9]))?"
    r"|(?:grch3[678]|hg(?:18|19|38))(?![0-9]))"
)
# What never belongs to such a code, whatever stands in front: ten figures by themselves or in pairs, as telephones.
_OF_SOMEBODY = lazy(r"(?<![0-9])0[1-79](?:([ .\-]?)[0-9]{2})(?:\1[0-9]{2}){3}(?![0-9])")
_FIGURES_OR_X = lazy("[0-9x]")
_BOOK, _PERIODICAL, _LONG_BOOK = 10, 8, 13

# Numbers of three or four figures that public services answer, and those that begin with 08 (ARCEP's plan).
_HELPLINE = lazy(
    r"(?<![\w.,/\-])(?:3114|3919|3018|3020|3977|3624|3646|3237|3939|3115|3117|3133|3966"
    r"|116 ?(?:000|006|111|117|123)|988"
    r"|(?:\+33[\s.]?|0)[\s.\-]?8(?:[\s.\-]?[0-9]){8})(?![\w]|[.,][0-9])"
)


def public_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where such numbers stand in a plain text with figures, in order."""
    return tuple(match.span() for match in _PUBLIC.finditer(text) if _holds_nobody(match[0]))


def _holds_nobody(code: str) -> bool:
    """Tell whether a code is no more than one."""
    somebody, is_printed = _OF_SOMEBODY.search(code), code.startswith(("isbn", "issn"))
    if is_printed:
        return _is_of_a_book(code) and (somebody is None or not somebody[1])
    return somebody is None


def _is_of_a_book(code: str) -> bool:
    """Tell whether the last digit of a book's or a journal's number is right (ISO 2108, ISO 3297)."""
    digits = [10 if sign == "x" else int(sign) for sign in _FIGURES_OR_X.findall(code)]
    long = digits[-_LONG_BOOK:]
    if len(long) == _LONG_BOOK and sum(d * (3 if place % 2 else 1) for place, d in enumerate(long)) % 10 == 0:
        return True
    return any(
        len(digits) >= length and sum(d * (length - place) for place, d in enumerate(digits[-length:])) % 11 == 0
        for length in (_BOOK, _PERIODICAL)
    )


def harmless_spans(text: str, public: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Return where numbers that need no second look stand: the ``public`` ones, helplines, links to public sites."""
    links = [(start, end) for start, end, host in addresses(text) if is_public_site(host)]
    helplines = [match.span() for match in _HELPLINE.finditer(text)]
    return tuple(sorted([*public, *links, *helplines]))


def within(spans: tuple[tuple[int, int], ...], start: int, end: int) -> bool:
    """Tell whether one of ``spans`` (in order) shares a character with ``start`` to ``end``."""
    place = bisect_right(spans, (start, start))
    return (place < len(spans) and spans[place][0] < end) or (place > 0 and spans[place - 1][1] > start)

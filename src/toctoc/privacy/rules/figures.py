"""Read as figures what stands for figures: look-alike letters, emoji between figures, numbers in words.

"O6 39 98 l2 34", "06🙂39🙂98🙂12🙂34" and "zéro six trente-neuf…" are phone numbers. Only stretches that hold at least
eight figures are read so, because "O2", "L2" and "deux ou trois" are what they say. Signs that an address or a page
encodes ("%20", "&#48;") are read as the signs they are; text in other encodings (Base64) is not.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TYPE_CHECKING

from toctoc.privacy.rules.folding import Folded, composed, rewritten, same
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.numerals import BELOW_HUNDRED, LONGEST_NUMERAL, NUMERAL

if TYPE_CHECKING:
    from collections.abc import Iterator

_BASES = {
    ord(letter): base.lower()
    for letter in map(chr, range(0xC0, 0x250))
    if (base := unicodedata.normalize("NFD", letter)[0]).isascii() and base.isalpha()
} | {0x2019: "'", 0x2018: "'", 0xF8: "o", 0xD8: "o", 0x142: "l", 0x131: "i"}

# Fewer figures than this name nobody by themselves; one word among figures is an article.
FEWEST, FEWEST_WORDS = 8, 2
_TWINS = str.maketrans("oilsbzзб", "01158236")
_NEAR_A_TWIN = lazy(r"[0-9][ .\-/]{0,3}[oilsbzзб](?![a-z])|(?<![a-z])[oil]{1,2}[ .\-/]{0,3}[0-9]|[0-9][ol][0-9]")
_MIXED_RUN = lazy(r"(?<!\w)[0-9oilsbzзб](?:[\s.\-/_]{0,3}[0-9oilsbzзб]){7,33}(?!\w)")
# "l2/O3/54": too short to be sure of, but for its signs. Between figures the letter O is always a zero.
_MIXED_DATE = lazy(r"(?<![\w.,/\-])[0-9oil]{1,2}([/.\-])[0-9oil]{1,2}\1(?:[0-9oil]{4}|[0-9oil]{2})(?![\w/\-])")
_O_BETWEEN = lazy(r"(?<=[0-9])o+(?=[0-9])")
# "doss1er", "t3l" are words; "(pause)" between figures is a breath.
_FIGURE_IN_WORD = lazy(r"(?<=[a-z]{2})[013457](?=[a-z]{2})")
_LETTERS = str.maketrans("013457", "oieast")
# Ten figures in pairs, of which each holds a true one: "O6 I2 34 S6 78", "06 3g 9B 12 3A".
_PAIRED_TWINS = str.maketrans("oilzeasgbtqзб", "0112345687936")
_IN_PAIRS = lazy(
    r"(?<!\w)[0o][1-9ilzeasgbtq]([ .\-/])(?:(?:[0-9][0-9oilzeasgbtq]|[oilzeasgbtq][0-9])\1){3}"
    r"(?:[0-9][0-9oilzeasgbtq]|[oilzeasgbtq][0-9])(?!\w)"
)
_FEWEST_TRUE = 6
# In an address and in the source of a page; two figures at least, since "%3" may follow a share of a hundred.
_ENCODED = lazy(
    r"%(?:2[0bdef89]|40|7c|a0|c2%a0)|(?:%3[0-9]){2,20}|&#(?:x[0-9a-f]{2,4}|[0-9]{2,4});?|&(?:[a-z]{0,2}nbsp|[a-z]{1,4}sp"
    r"|commat|period|plus|sol|hyphen|dash|lpar|rpar|num|bull|middot);|\\(?:u00|x)[2-4][0-9a-f]"
)
_NAMED_SIGNS = {"&dash;": "-", "&thinsp;": " ", "&nnbsp;": " "}
# In Chinese, one by one.
_HAN_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_IN_HAN = lazy(r"[〇零一二三四五六七八九](?:[ .\-]?[〇零一二三四五六七八九]){7,14}")
# "1. 06", "2. 39"…: figures as the items of a list.
_IN_ITEMS = lazy(r"(?<![^\n])(?:[1-9][0-9]?[.)\-] ?[0-9]{1,2} ?(?:\n|$)){5,12}")
_MARKER = lazy(r"(?<![^\n])[0-9]{1,2}[.)\-] ?")
_GROUP = lazy(r"[0-9oilsbzзб]+")
# Out of ten characters of a run, this many at least are true figures; of letters within figures all the others.
_TRUE_TENTHS, _NEARLY_TENTHS = 6, 8
_PAIR = 2
_BETWEEN = lazy(
    r"(?<=[0-9])\s?\([a-z .]{1,12}\)\s?(?=[0-9])|(?<=[0-9])\s?<[a-z/ ]{1,6}>\s?(?=[0-9])"
    r"|(?<=[0-9])[^\w\n<>=%]{0,3}[\u2190-\u2bff\U0001f000-\U0001faff][^\w\n<>=%]{0,5}(?=[0-9])"
)
_NUMERAL = rf"(?:vingt(?=six|sept|seize)|{NUMERAL})"
_FIGURES = r"[0-9]{1,4}(?![0-9])"
_RUN_IN_WORDS = lazy(
    rf"(?<!\w)(?:{_NUMERAL}|{_FIGURES})(?>[\s,.\-/]{{0,3}}(?:{_NUMERAL}|{_FIGURES}|et\b|point\b|tiret\b|espace\b|puis\b"
    r"|slash\b|dot\b|dash\b|space\b|virgule\b|l[ea]\b|ensuite\b|encore\b|then\b|and\b"
    r"|hundred\b|thousand\b)){3,48}(?![a-z0-9])"
)
_DATE = lazy(r"[0-9]{1,2}([/.\-])[0-9]{1,2}\1[0-9]{2,4}")
_LETTER_RUN = lazy(r"[a-z]{2,}")
_ITEM = lazy(rf"{_NUMERAL}|[a-z]+|[0-9]+")
_SMALL_WORDS = frozenset(("et", "and", "le", "la", "un", "une"))
_PHONE = lazy(r"(?:0|(?:00)?33)[1-9][0-9]{8}")
_REPEATED = {"double": 2, "triple": 3}
# "Nine hundred" is 900 when it is dictated.
_ZEROS = {"hundred": "00", "thousand": "000"}


def plain(text: str) -> str:
    """Return ``text`` in lower case without accents, character for character, with plain apostrophes."""
    lowered = text.translate(_BASES).lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := c.lower()) == 1 else c for c in text.translate(_BASES))


def figures(text: str) -> Folded:
    """Return a plain text with figures for what stands for figures; offsets lead back to ``text``."""
    decoded = _decoded(text)
    seen = _untwinned(decoded.text)
    edits = [*_breaths(seen), *_numbers_in_words(seen), *_markers(seen)]
    read = rewritten(seen, _apart(sorted(edits))) if edits else same(seen)
    if read.ends is None:
        return Folded(seen, decoded.origins, decoded.length, decoded.ends)
    return composed(decoded, read)


def _decoded(text: str) -> Folded:
    """Return a text with the signs that addresses, pages and programs encode."""
    if "\\" in text:  # signs of programs for a tab and a line end
        text = text.replace("\\t", " \t").replace("\\n", " \n")
    if "%" not in text and "&" not in text and "\\" not in text:
        return same(text)
    edits = [(m.start(), m.end(), sign) for m in _ENCODED.finditer(text) if (sign := _sign(m[0]))]
    return rewritten(text, edits) if edits else same(text)


def _sign(encoded: str) -> str:
    """Return the plain sign that is encoded, or nothing when it is none that detectors know."""
    if encoded[0] == "&":
        sign = _NAMED_SIGNS.get(encoded) or html.unescape(encoded)
        return sign if sign.isascii() and sign.isprintable() else " " if sign.isspace() else ""
    if encoded[0] == "\\":
        return chr(int(encoded[-2:], 16))
    return " " if encoded[-2:] == "a0" else bytes.fromhex(encoded.replace("%", "")).decode("ascii")


def _untwinned(text: str) -> str:
    """Return a text with figures for look-alikes among figures, and letters for figures among letters."""
    if _NEAR_A_TWIN.search(text):
        text = _IN_PAIRS.sub(_paired, text)
        text = _O_BETWEEN.sub(lambda o: "0" * len(o[0]), _MIXED_RUN.sub(_mixed, text))
        text = _MIXED_DATE.sub(lambda date: date[0].translate(_TWINS), text)
    if _FIGURE_IN_WORD.search(text):
        text = _FIGURE_IN_WORD.sub(lambda figure: figure[0].translate(_LETTERS), text)
    if not text.isascii():
        text = _IN_HAN.sub(lambda run: run[0].translate(_HAN_DIGITS), text)
    return text


def _apart(edits: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    end = 0
    for edit in edits:
        if edit[0] >= end:
            yield edit
            end = edit[1]


def _paired(pairs: re.Match[str]) -> str:
    """Return a telephone number in pairs with its letters as figures, when few of them are letters."""
    is_number = sum(c.isdigit() for c in pairs[0]) >= _FEWEST_TRUE
    return pairs[0].translate(_PAIRED_TWINS) if is_number else pairs[0]


def _mixed(run: re.Match[str]) -> str:
    """Return a run of figures with look-alike letters read as figures, when most of it is figures."""
    characters = _GROUP.findall(run[0])
    together = "".join(characters)
    share = sum(c.isdigit() for c in together)
    if share * 10 < _TRUE_TENTHS * len(together):
        return run[0]
    one_by_one = all(len(group) == 1 for group in characters)
    nearly_all = share * 10 >= _NEARLY_TENTHS * len(together)
    return _GROUP.sub(lambda group: _group(group[0], one_by_one=one_by_one, nearly_all=nearly_all), run[0])


def _group(group: str, *, one_by_one: bool, nearly_all: bool) -> str:
    """Return a group with its letters as figures; letters that are not among figures stay, but for a pair of O."""
    if one_by_one or group == "oo":
        return group.translate(_TWINS)
    if not any(c.isdigit() for c in group):
        return group
    if len(group) == _PAIR and nearly_all:
        return group.translate(_TWINS)
    # In Corsica's "2a", "2b" the letter is a letter; s, b, z are figures between figures only.
    inner = re.sub(
        r"(?<=[0-9oil])[sz](?=[0-9oil])|(?<=[013-9oil])b(?=[0-9oil])", lambda m: m[0].translate(_TWINS), group
    )
    return re.sub(r"[oilзб]", lambda m: m[0].translate(_TWINS), inner)


def _breaths(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield what only parts figures from figures."""
    if not text.isascii() or ")" in text or ">" in text:
        for match in _BETWEEN.finditer(text):
            yield match.start(), match.end(), " "


def _markers(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield what numbers the items of a list of figures."""
    if "\n" in text:
        for run in _IN_ITEMS.finditer(text):
            for marker in _MARKER.finditer(text, run.start(), run.end()):
                yield marker.start(), marker.end(), ""


def _numbers_in_words(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield each number in words, as figures, of runs that hold enough figures in all."""
    for run in _RUN_IN_WORDS.finditer(text):
        words = _LETTER_RUN.findall(run[0])
        if not words or _DATE.search(run[0]):
            continue
        read = list(_read(run))
        if not _is_said(words, "".join(number for _, _, number in read)):
            continue
        end = read[0][0]
        for start, stop, number in read:
            if start > end:
                yield end, start, " "
            yield start, stop, number
            end = stop


def _is_said(words: list[str], together: str) -> bool:
    """Tell whether a run is a number that is told aloud: enough figures, and words that are no articles."""
    is_in_words = sum(word not in _SMALL_WORDS for word in words) >= FEWEST_WORDS
    return (is_in_words and len(together) >= FEWEST) or _PHONE.fullmatch(together) is not None


def _read(run: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the numbers of a run, each as long as the words allow: "soixante-dix-huit" is 78."""
    items = [(m.start() + run.start(), m.end() + run.start(), m[0]) for m in _ITEM.finditer(run[0])]
    place, times = 0, 1
    while place < len(items):
        start, stop, word = items[place]
        if word.isdigit():
            yield start, stop, word * times
        elif word in _ZEROS:
            yield start, stop, _ZEROS[word]
        elif word in _REPEATED:
            times = _REPEATED[word]
            place += 1
            continue
        else:
            taken, value = _longest(tuple(word for _, _, word in items[place : place + LONGEST_NUMERAL]))
            if taken:
                yield start, items[place + taken - 1][1], str(value) * times
                place += taken - 1
        place, times = place + 1, 1


def _longest(words: tuple[str, ...]) -> tuple[int, int]:
    """Return how many of the first words make one number below a hundred, and the number; (0, 0) when none does."""
    for taken in range(len(words), 0, -1):
        value = BELOW_HUNDRED.get(words[:taken])
        if value is not None:
            return taken, value
    return 0, 0

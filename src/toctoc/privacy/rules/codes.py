"""Numbers as people copy them: grouped, with letters, with figures hidden or lost, cut by a line end.

Beside its word a number is hidden whatever its form; these patterns say where it starts and ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.patterned import figures_of, measures

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

# A group holds a figure, or hides one: "12**", "XXX4". Between groups one sign, up to three spaces, or a line end.
_HELD = r"(?=[a-z*•]{0,8}[0-9])[a-z0-9*•]{1,34}+"
_HIDDEN = r"(?:x{2,12}|[*•]{1,12})(?![a-z])"
_SIGN = r"\s{0,2}[\-/·|°]\s{0,2}|[._:]|\s\.\s?"
_LETTERS = r"[a-z]{1,4}(?![a-z])"
# Words in front of a number that are none of its letters.
_WORDS = (
    r"(?!(?:de|du|des|la|le|les|l|d|et|ou|est|a|au|en|par|sur|pour|n|no|num|nr|of|is|the"
    r"|and|or|in|on|at|to|for|my|mon|ma"
    r"|id|ref|date|vu|pat|ans|an|y|size|vert|azur"
    # Values of a laboratory and of a chart; an account of Great Britain or Greece has two figures there.
    r"|g[br](?= [0-9]{3})|hb|ht|vgm|plq|pnn|na|cl|ca|crp|pct|vs|tsh|lh|fsh|psa|bnp|cpk|ck|ldh|asat|alat|ast|alt|ggt|tp"
    r"|inr|ta|tas|tad|bp|fc|hr|rr|pas|pad|eva|dfg|egfr|ph|cv|hcg|wcc|wbc|plt|trop|sats)(?=[ ']))"
)
VALUE = (
    rf"(?P<value>(?<![a-z0-9])(?:(?:[a-z]{{1,5}}[\-/_.]){{1,3}}|{_WORDS}{_LETTERS}[ .\-_/]{{1,2}})?{_HELD}"
    rf"(?:(?:{_SIGN})(?:{_HELD}|{_HIDDEN}|{_LETTERS})|\s{{1,3}}(?:(?=[0-9*•]|[a-z][0-9]){_HELD}|{_HIDDEN}"
    r"|(?![aydln] )[a-z]{1,2}(?=\s?(?:[,.;:)\n0-9]|$)))){0,9})"
)
# What stands between a word and its number: "n°", "est le", "(", one line end.
AFTER_WORD = r"(?:(?!\w)|(?<=[°#]))(?:[^0-9.;,!?\n]|\.(?=\s?[:\w])){0,28}?\n?\s{0,3}?"
_DATE = lazy(r"(?:[0-3]?[0-9][/.\-][01]?[0-9][/.\-](?:19|20)?[0-9]{2}|[0-3][0-9]/[01][0-9])(?!\S)")
_YEAR = lazy(r"(?:19|20)[0-9]{2}(?:\s?[\-/]\s?(?:(?:19|20)[0-9]{2}|[0-9]{2}))?")
_LAST_GROUP = lazy(r"\s{1,3}[0-9]{1,3}[a-z]{0,2}$")
# "MG-7712": letters in front make a number of few figures one.
_LETTERS_FIRST = lazy(r"[a-z]{1,5}[\-/._][0-9]{3}")
_FEWEST_BEHIND_LETTERS = 3
_FOR_SURE = 7
# "A8011XY", "8011/AZ".
_FEWEST_IN_CODE, _SHORTEST_CODE = 4, 6

# "07:42", "8h 14h 20h": when, not who.
_HOURS = lazy(r"(?:[01]?[0-9]|2[0-4])(?::[0-5][0-9]|\s?h(?:[0-5][0-9])?(?:\s[0-9]{1,2}\s?h(?:[0-5][0-9])?){0,4})")


def values(
    pattern: re.Pattern[str], text: str, fewest: int, *, with_dates: bool = False, with_codes: bool = False
) -> Iterator[tuple[int, int]]:
    """Yield the spans of the numbers of ``pattern`` (with :data:`VALUE`) of at least ``fewest`` figures.

    Years, dates (but ``with_dates``) and quantities are none. ``with_codes`` counts the letters of what holds both.
    """
    for match in pattern.finditer(text):
        start, end = match.start("value"), _end_of_number(text, match, fewest)
        written = text[start:end]
        is_one = _is_long_enough(written, fewest, with_codes=with_codes) and not _YEAR.fullmatch(written)
        if is_one and not _HOURS.fullmatch(written) and (with_dates or not _DATE.match(written)):
            yield start, end


def _end_of_number(text: str, match: re.Match[str], fewest: int) -> int:
    """Return where a number ends: in front of a last group that is a quantity; its start when it is one itself."""
    start, end = match.span("value")
    if not measures(text, end):
        return end
    last = _LAST_GROUP.search(match["value"])
    if last and len(figures_of(match["value"][: last.start()])) >= fewest:
        return start + last.start()
    return end if len(figures_of(match["value"])) >= _FOR_SURE else start


def _is_long_enough(written: str, fewest: int, *, with_codes: bool) -> bool:
    count = len(figures_of(written)) + written.count("*")
    if count >= fewest:
        return count > 0
    is_code = with_codes and count >= _FEWEST_IN_CODE and sum(c.isalnum() for c in written) >= _SHORTEST_CODE
    return is_code or (count >= _FEWEST_BEHIND_LETTERS and _LETTERS_FIRST.match(written) is not None)

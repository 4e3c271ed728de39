"""Names told by the way they are written or set out, whatever lists know of them.

"M’Bow", "B. de La Tour", "ps « Zizou »", "Réponse à Mimi62", and a word at the start of a chat line ("fredo: ...").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors.names import cues
from toctoc.privacy.rules.detectors.names.known import known_of
from toctoc.privacy.rules.keys import key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.privacy.rules.detectors.names.known import Known
    from toctoc.privacy.rules.reading import Reading

_CAPITAL = r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿA-ZÀ-Þ'’-]{2,24}"
_LEAD = r"(?:(?:d[eu]|d['’]|[LD]['’]|[Ll]a|[Ll]e|[Dd]es|[Vv][ao]n|der|den|El|Ben|Mc|O['’]) ?){0,2}"
# A capital, an apostrophe, a capital: "M’Bow", "N’Diaye", "O’Brien".
_PREFIXED = re.compile(r"(?<![\w'’.-])[NMOKT]['’][A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ-]{1,20}(?!\w)")
# One or two initials and a name; no unit ("21,5 D. Fuchs"), no "C. J’ai"; a germ's second word is in lower case.
_INITIALLED = re.compile(
    rf"(?<![\w.'’°-])(?<!\d,\d )((?:[A-Z]\.[ -]?){{1,2}}{_LEAD})(?![JLCNSTDM]['’][a-zà-ÿ])({_CAPITAL})(?!\w)"
)
_QUOTED = re.compile(
    r"(?<!\w)(?:ps|pseudo|surnom\w{0,5}|dite?|alias|aka|(?:r|m['’]|l['’])?appel\w{1,6}|call(?:ed|s)?|known as"
    r"|nicknamed) ?:? ?[«“\"'‘] ?((?:l[ae] |les |l['’])?[\wÀ-ÿ'’-]{2,20})(?= ?[»”\"'’])"
)
_ANSWERED = re.compile(
    r"(?<!\w)(?:[Rr]éponse à|[Ii]ci|[Rr]e ?:|[Rr]eply to|@)"
    r" ?((?=[\w.-]{0,20}\d)[^\W\d][\w.-]{2,24})(?=[ ,:;!?]|$)"
)
_SPOKEN = re.compile(r"(?:^|[\n,;\]])[ \t]*(?:\d{1,2}[h:]\d\d ?[:-]? ?)?([^\W\d_]{3,15}) ?(?=: ?[a-zà-ÿ])")
# "[08:12] Pof : t’as vu", "14:02 – Steph ❤️ : ", "12/10 21:44 Tantine : ": a chat, copied with its hours.
_TIMED = re.compile(
    r"(?:^|[\n;\[ ])\d{1,2}[:h]\d\d(?::\d\d)?\]? ?(?:[-–—] ?)?((?=[^\W\d])[^\n:;,\[\]()/=]{2,24}?)\ufe0f? ?:(?= )"
)
_CITED = re.compile(r",? ?(?:et al\b|et coll\b|\(?(?:19|20)\d\d|& [A-Z]|[A-Z][a-z]+ et al)")
_SOME, _USUAL = 9, 12
_WORDS, _ACRONYM = 3, 4
_NO_SPEAKER = cues.ANNOUNCING | cues.FUNCTION | cues.NEVER | cues.HEADINGS
_NO_HEADING = _NO_SPEAKER - cues.KIN - cues.TITLES - cues.CHILDREN


def written_as_names(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield where such names stand."""
    text, language = reading.text, reading.language
    for match in _PREFIXED.finditer(text):
        yield match.span()
    yield from _initialled(text, language)
    for match in _QUOTED.finditer(text):
        doubtful = match[0].startswith("dit") or " " in match[1]
        if not doubtful or not _is_said(match[1], language):
            yield match.span(1)
    for match in _ANSWERED.finditer(text):
        yield match.span(1)
    yield from _timed(text, language)
    for match in _SPOKEN.finditer(text):
        if _speaks(match[1], language):
            yield match.span(1)


def _timed(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield who speaks after an hour: no word of medicine, no acronym, no ordinary word alone."""
    for match in _TIMED.finditer(text):
        words = match[1].split()
        known = [known_of(key(word), language) for word in words]
        if len(words) <= _WORDS and len(words[0]) > 1 and not any(map(_is_heading, words, known)):
            yield match.start(1), match.start(1) + len(match[1].rstrip())


def _is_heading(word: str, known: Known) -> bool:
    if len(word) == 1 and word.isupper():  # "Sonia K"
        return False
    if key(word) in _NO_HEADING or known.medical:
        return True
    return (word.isupper() and len(word) <= _ACRONYM) or (known.word > 0 and known.first < _SOME and word.islower())


def _initialled(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield where initials and a name stand, without the "M." of a title."""
    for match in _INITIALLED.finditer(text):
        known = known_of(key(match[2]).split("-")[0], language)
        particle = match[1][-2:].strip(" .-").isalpha() and not match[1].rstrip().endswith(".")  # "B. de La Tour"
        odd = known.borne < _SOME and _is_something_else(known) and not particle
        if odd or _CITED.match(text, match.end()):
            continue
        title = match[1].startswith("M.") and "." not in match[1][2:]
        yield (match.start() + len("M. ") if title else match.start()), match.end()


def _is_something_else(known: Known) -> bool:
    """Tell whether it is a disease, a place, a body or an ordinary word."""
    listed = known.medical or known.eponym or known.place or known.brand or known.institution
    return listed or known.word > 0


def _is_said(written: str, language: str) -> bool:
    """Tell whether what is quoted is a word rather than a nickname: "on m’a dit « vite »"."""
    known = known_of(key(written.rsplit(maxsplit=1)[-1]), language)
    return written.islower() and (known.word > 0 or known.medical) and known.first < _USUAL


def _speaks(written: str, language: str) -> bool:
    """Tell whether a word before a colon is somebody who speaks rather than a heading of what follows."""
    word = key(written)
    known = known_of(word, language)
    if word in _NO_SPEAKER or known.medical:
        return False
    return known.first >= _USUAL if known.word or known.english else known.first >= _SOME

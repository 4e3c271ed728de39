"""E-mail addresses, written plainly or with the at and the dots spelled out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.patterned import typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.privacy.rules.reading import Reading

# As signs, as an address or a page encodes them, in words.
_AT = (
    r"(?:\s{0,2}@\s{0,2}|%40|&(?:#64|#x40|commat);|[\U0001f4e7\U0001f48c\u2709]\ufe0f?|\s?[\[({<|*_-]\s?(?:at|arobase|arobas|chez|a|@|arobaz|arobace|arrobas)\s?[\])}>"
    r"|*_-]\s?|\s+(?:arobase|arobas"
    r"|at sign|arr?obaz|arobace|arrobas|a commercial|arrobase)\s+|-arobase-)"
)
_SPELLED_DOT = r"(?:\s?[\[({<|*_-]\s?(?:dot|point|pt|\.)\s?[\])}>|*_-]\s?|\s+(?:point|dot)\s+|-point-)"
_DOT = rf"(?:\.|%2e|&(?:#46|#x2e|period);|\s\.\s?|\.\s(?=(?:fr|com|test|net|org)(?!\w))|{_SPELLED_DOT})"
_LABEL = r"[^\W_](?:[\w-]{0,62}[^\W_])?"
_TOP = r"(?:xn--[\w-]{2,59}|[^\W\d_]{2,24})(?![\w@])"
# Tops that people write in words or behind a comma; "chez" and "at" are words of their own.
_KNOWN_TOP = (
    r"(?:fr|com|net|org|eu|info|io|be|ch|ca|uk|co|de|es|it|lu|re|gp|mq|gf|pf|nc|bzh|paris|alsace|corsica|email"
    r"|mail|pro|me"
    r"|gouv|test|example|exemple|invalid|edu|us|int|sante|care|health)(?!\w)"
)
_LOCAL = r"(?<![\w.+%-])[\w%+'-]{1,64}(?:\.[\w%+'-]{1,64}){0,31}"
_LOCAL_IN_WORDS = rf"{_LOCAL}(?:{_SPELLED_DOT}[\w%+-]{{1,64}}){{0,3}}"
# The local part of RFC 5321 in its common form; the domain ends on letters. A bare "at" is an English word: it counts
# only before a domain whose dots are spelled out too ("registered at clinicaltrials.gov" is no address).
_PATTERN = lazy(
    rf"{_LOCAL_IN_WORDS}(?:{_AT}{_LABEL}(?:{_DOT}{_LABEL}){{0,8}}{_DOT}{_TOP}"
    rf"|\s+(?:at|chez)\s+{_LABEL}(?:{_SPELLED_DOT}{_LABEL}){{0,8}}{_SPELLED_DOT}{_KNOWN_TOP})"
)
# "anne@exemple,fr"; a provider that everybody knows needs no top; "anne.dupre chez gmail".
_PROVIDER = (
    r"(?:gmail|googlemail|outlook|hotmail|yahoo|wanadoo|laposte|icloud|protonmail|proton|aol|gmx|live|msn|bbox"
    r"|numericable"
    r"|orange|free|sfr|mailo|tutanota|apicrypt|mssante)"
)
_LOOSE = lazy(
    rf"{_LOCAL}\s?@\s?{_LABEL}(?:,{_LABEL}){{0,3}},\s?{_KNOWN_TOP}|{_LOCAL}(?:\s?@\s?|\s+arobase\s+){_PROVIDER}(?!\w)"
    r"|(?<![\w.+@-])[\w.+-](?: [\w.+-]){2,40} @(?:(?: [\w.-]){4,40}(?!\w)| ?[\w-]{2,40}(?:\s?\.\s?[\w-]{2,24}){1,3})"
    r"|(?<![\w.+%-])[a-z]{2,30}(?:[._][a-z]{3,30}){1,3}\s+(?:at"
    rf"|chez)\s+{_LABEL}(?:\.{_LABEL}){{0,3}}\.{_KNOWN_TOP}"
    rf"|(?<![\w.+%-])(?=[\w-]{{0,40}}[._0-9])[\w.-]{{3,64}}\s+chez\s+{_PROVIDER}(?!\w)"
    rf"|(?<![\w.+%-])(?=[\w-]{{0,40}}[_0-9])[\w.-]{{3,64}}\s+at\s+{_LABEL}(?:\.{_LABEL}){{0,3}}\.{_KNOWN_TOP}"
)
# Nobody is on the fediverse behind these: an @ before the address hides nothing.
_MAILBOX = lazy(rf"@{_PROVIDER}\.(?:fr|com|net|me|ch|be)$")
# "margaux tiret bas b arobase exemple point test": words of a mailbox read aloud.
_SPELLED = lazy(
    r"(?<![\w@.])[\w.+\-]{1,40}(?:\s(?:tiret bas|underscore|tiret du (?:6|8|six|huit)"
    r"|tiret|point|dot|dash|hyphen|chiffre)\s[\w.+\-]{1,40}){1,6}"
    r"\s?(?:@|\(at\)|\[at\]|\sarr?oba[sz]e?|\sarobas|\sat|\schez|\sa commercial)\s?[\w\-]{2,40}(?:(?:\s(?:point"
    r"|dot|tiret|dash)\s|\.)[\w\-]{2,40}){1,5}"
)
# Cut by a line end; a mailbox named beside its provider; two words in front of the sign.
_CUT = lazy(
    rf"{_LOCAL}-?\n?\s{{0,3}}@\s{{0,3}}\n?[\w.\-]{{1,60}}-?\n\s{{0,3}}[\w\-]{{0,20}}\.{_KNOWN_TOP}"
    rf"|(?=[\w.+%\-]{{0,40}}[a-z]){_LOCAL}@{{1,2}}(?=[a-z])[\w\-]{{3,40}}(?:[.·][\w\-]{{2,24}}){{0,3}}(?![\w@])"
    r"|(?<![\w.])[\w\-]{1,30}(?:\s\.\s[\w\-]{1,30}){1,3}\s?@\s?[\w\-]{2,40}(?:\s?\.\s?[\w\-]{2,24}){1,3}"
    rf"|[\w\-]{{1,30}}(?:·[\w\-]{{1,30}}){{1,3}}@[\w\-]{{2,40}}(?:[.·][\w\-]{{2,24}}){{1,3}}"
    rf"|(?<!\w){_PROVIDER}\s?[:=]\s?(?P<box>(?=[\w\-]{{0,40}}[._0-9])[\w.\-]{{3,64}}\w)(?!@)"
    rf"|{_LOCAL}\s?@\s?[\w\-]{{2,40}}\s?\.\s{{0,2}}{_KNOWN_TOP}"
    r"|(?<!\w)(?:e-?mail|mail|courriel|adresse|mel|contact)\s?:\s?(?P<two>[\w.\-]{2,30} [\w.\-]{2,30}\s@\s?[\w\-"
    r"]{2,40}(?:\.[\w\-]{2,24}){1,3})"
    rf"|(?<![\w.+%@-])(?=[\w-]{{1,40}}[._0-9])[\w.-]{{3,64}}\s(?:sur|on|at|@|chez)\s{_PROVIDER}(?!\w)"
    rf"|(?<![\w.+%@-])(?=[\w-]{{1,40}}[._0-9])[\w.-]{{3,64}} {_PROVIDER} ?[. ](?:com|fr)(?!\w)"
    rf"|(?<!\w)(?:e-?mail|mail|courriel|adresse)\s?(?::|est|c'est|is)\s?[\w.\-]{{3,40}}\s(?:sur"
    rf"|on|at|a|chez)\s{_PROVIDER}(?!\w)"
)
# Without one of these there is no address, and most texts have none.
_SIGNS = lazy(
    r"@|%40|&(?:#64|#x40|commat);|[\U0001f4e7\U0001f48c\u2709]|arr?oba[sz]|arobace|a commercial|at sign"
    r"|[\[({<|*_\-]\s?(?:at|a|chez)\s?[\])}>|*_\-]"
    rf"|\s(?:at|a|chez|sur|on)\s(?:{_PROVIDER}|[\w\-]{{1,63}}(?:\.|\s?[\[({{<|*_\-]|\s(?:point|dot|tiret|dash)))"
    rf"|(?<!\w){_PROVIDER}(?:\s?[:=]| ?[. ](?:com|fr)(?!\w))"
)
# An address may reach so far in front of its sign, and behind it.
_BEFORE, _BEHIND = 160, 300
_REASON = "Une adresse électronique désigne une personne."


class EmailDetector:
    """Finds e-mail addresses; a mention (``@name``) or a fediverse address (``@name@host``) is not one."""

    kind = "email"

    def detect(self, reading: Reading) -> Iterator[Finding]:
        """Yield every address."""
        text = reading.plain
        for start, end in _around_signs(text):
            for pattern in (_PATTERN, _LOOSE, _SPELLED, _CUT):
                for match in pattern.finditer(text, start, end):
                    if text[match.start() - 1 : match.start()] == "@" and not _MAILBOX.search(match[0]):
                        continue  # @name@host: a public identity of the fediverse, not a mailbox
                    yield typed(reading, match.span(match.lastgroup or 0), self.kind, Level.BLOCK, _REASON)


def _around_signs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches in which an address may stand, apart from each other, each to the end of a word."""
    start = end = 0
    for sign in _SIGNS.finditer(text):
        if sign.start() - _BEFORE > end:
            if end:
                yield start, end
            start = sign.start() - _BEFORE
        space = text.find(" ", sign.end() + _BEHIND)
        end = space if space >= 0 else len(text)
    if end:
        yield max(0, start), end

"""Initials that stand for a person: "Mme D.", "M. B.L.", "patient A.B.", "initiales : J.D.".

A title is enough. A word such as "patient" needs two letters with points, or an age after them: "patient A" is how
studies call theirs. "Mme X", "M. Y" and "Mme Z" name nobody and are left alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors.initials.loose import loose_initials
from toctoc.privacy.rules.detectors.names.known import known_of
from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.privacy.rules.reading import Reading

_LETTER = "[A-ZÀ-ÖØ-Þ]"
# One to four letters, with or without points, a second small letter before a point: "D.", "B.L.", "J.-P. M.", "Th. B.".
_INITIALS = (
    rf"(?:{_LETTER}[hlr]?\.|{_LETTER}{{1,3}})(?:(?: de | du |[ -])?(?:{_LETTER}[hlr]?\.|{_LETTER}(?!\w))){{0,3}}"
)
_END = r"(?![\w'’*]|-\w)"
_TITLE = (
    r"(?:M(?=[. ])|[Mm]r|[Mm]me|[Mm]lle|MR|MME|MLLE|DR|[Dd]rs?|[Dd]re|Pr|PR|Pre|Me|[Mm]onsieur|[Mm]adame"
    r"|[Mm]ademoiselle|[Dd]octeur|[Pp]rofesseur|[Mm]aître|[Mm]rs|Ms|[Mm]iss|[Mm]ister|[Nn]urse|MRS|[Ss]œur|[Ss]ister)"
)
_TITLED = lazy(rf"(?<!\w){_TITLE}(?:\. ?| )({_INITIALS}){_END}")
_SMALL = lazy(r"(?<!\w)(?:mr|mme|mlle|dr|mrs|miss|madame|monsieur|docteur) ([a-z]\.(?:[ -]?[a-z]\.){0,2})(?!\w)")
_ROLE = (
    r"(?:[Pp]atiente?|PATIENTE?|[Pp]te?|PT|[Pp]at\.?|[Ee]nfant|[Bb]ébé|[Rr]ésidente?|[Uu]sag(?:er|ère)|[Cc]liente?"
    r"|[Nn]ourrisson|[Jj]eune|[Ff]illette|[Gg]arçon|[Cc]hild|[Bb]aby|[Rr]esident|[Pp]etite?|[Mm]alade|[Ff]emme|[Hh]omme"
    r"|[Ff]ils|[Ff]ille)"
)
_CALLED = lazy(rf"(?<!\w){_ROLE}(?: ?: ?| )(?:\()?({_INITIALS}){_END}")
_FIELD = lazy(rf"(?<!\w)[Ii]nitial(?:e?s?)(?: ?: ?| )({_INITIALS}){_END}")
_CALLED_SO = lazy(rf"(?<!\w)(?:appell|nomm|surnomm|prénomm|call)\w{{0,6}} ({_INITIALS}){_END}")
_WORKING = lazy(
    rf"(?<![\w.])({_INITIALS}|[a-z]\.[a-z]\.?)"
    r"(?= ?\((?:chef|cheffe|interne|externe|s[eé]nior|ide|IDE|cadre|m[eé]decin|assistante?)\b)"
)
_STARRED = lazy(rf"(?<!\w){_TITLE} ({_LETTER}(?:\*{{1,6}}|…|_{{2,6}}))")
_SMALL_ALONE = lazy(r"(?<![\w.])([a-z]\.[a-z]\.?|[A-Z]{2,3}\.)(?= ?, ?\d{1,3} ?(?:ans|mois|a)\b)")
# Two letters with points anywhere, but for ways of giving a drug and the like.
_GIVEN = r"(?:I\.? ?[MVC]|S\.? ?C|P\.? ?[OS]|E\.? ?[VTG]|U\.? ?[SKI]|N\.? ?B|C\.? ?R|A\.? ?T|J\.? ?C|M\.? ?[XYZ])\."
_ANYWHERE = lazy(rf"(?<![\w.\d-])(?<!\d )(?!{_GIVEN})({_LETTER}\.[ -]?{_LETTER}\.)(?! ?[A-ZÀ-Þ(]|\w|-|\.)")
_ANY_CASE = rf"{_INITIALS}|[a-z]\. ?[a-z]\.|[a-z]-[a-z]\b"
_TOLD = lazy(rf"(?<!\w)[Ii]nitiales? (?:sont |est |: ?)?({_ANY_CASE}|(?<=sont )[a-z]{{2,3}}|(?<=: )[a-z]{{2,3}}){_END}")
_DONE_BY = lazy(
    rf"(?<!\w)(?:présenté|rédigé|relu|saisi|signé|écrit|validé|dicté)e?s? par ({_ANY_CASE})(?![\w'’*]|-\w| \d)"
)
_ACTS = lazy(
    rf"(?<![\w.-])(?<!\. )({_LETTER}{{2}}\.?|{_LETTER}\.|{_LETTER}-{_LETTER}\.?|[a-z]\. ?[a-z]\.)"
    r"(?= (?:a (?:vomi|dormi|mangé|pleuré|chuté|refusé|bu|crié|appelé)|refuse|accepte|dort|mange|pleure|veut)\b)"
)
_SIGNED = lazy(rf"(?<!\w)[Ss]ign[ée]e?\)? ?:? ?({_INITIALS}|[a-z]{{2,3}})(?= ?$)", re.MULTILINE)
_POINTED = lazy(rf"{_LETTER}[hlr]?\.[ -]?{_LETTER}\.?")
_ALONE = lazy(
    rf"(?<![\w.])({_LETTER}\.[ -]?{_LETTER}\.?(?:[ -]?{_LETTER}\.)?)"
    r"(?= ?,? ?(?:is a )?\d{1,3} ?(?:ans|mois|a|yo|y/o|M|F|H|years|months)\b)"
)
_AGE = lazy(r",? ?(?:\(|is an? |âgée? de )?\d{1,3} ?(?:ans|mois|jours|semaines|a|yo|y/o|M|F|H|years?|months?)\b")
_NOBODY = frozenset("XYZ")
_PAIR = 2  # letters
_REASON = "Des initiales avec une civilité ou un rôle désignent une personne."


_SURE = (
    _TITLED,
    _SMALL,
    _FIELD,
    _ALONE,
    _CALLED_SO,
    _WORKING,
    _STARRED,
    _SMALL_ALONE,
    _ANYWHERE,
    _SIGNED,
    _TOLD,
    _DONE_BY,
    _ACTS,
)


class InitialDetector:
    """Finds initials after a title, a role or the word itself."""

    kind = "initials"

    def detect(self, reading: Reading) -> Iterator[Finding]:
        """Yield every such initials, once."""
        covered: set[int] = set()
        found = (*self._told(reading), *loose_initials(reading))
        for finding in sorted(found, key=lambda one: _surest_and_longest(one, reading.text)):
            span = range(finding.start, finding.end)
            if not covered.intersection(span):
                covered.update(span)
                yield finding

    def _told(self, reading: Reading) -> Iterator[Finding]:
        text = reading.text
        for pattern in _SURE:
            for match in pattern.finditer(text):
                if not _is_nobody(match[1]) and not _is_pronoun(match, reading.language) and not _is_titled(match):
                    yield self._found(match)
        for match in _CALLED.finditer(text):
            if not _is_nobody(match[1]) and _is_called(match, text, reading.language):
                yield self._found(match)

    def _found(self, match: re.Match[str]) -> Finding:
        return Finding(match.start(1), match.end(1), self.kind, Level.MASK, _REASON, "[initiales]")


def _surest_and_longest(finding: Finding, text: str) -> tuple[bool, bool, int, int]:
    """Return what comes first: what is hidden, what does not begin with the title "M. ", the longest."""
    titled = text.startswith("M. ", finding.start)
    return finding.level is Level.LOOK, titled, finding.start - finding.end, finding.start


def _is_nobody(initials: str) -> bool:
    """Tell whether they are the letters of nobody: "Mme X.", "M. Y"; "Mme Z." may be somebody."""
    letters = set(initials) - set(". -")
    return letters == {"X"} or (letters <= _NOBODY and "." not in initials)


def _is_pronoun(match: re.Match[str], language: str) -> bool:
    """Tell whether the letter is the English "I", or the French "A" that starts a sentence."""
    return match[1] == ("I" if language == "en" else "À")


def _is_titled(match: re.Match[str]) -> bool:
    """Tell whether the letters are the title of the name that follows: "DR. MME GAUTIER"."""
    return match[1] in {"MME", "MLE", "MR"} and match.string[match.end(1) :][:2].strip(" ").isupper()


def _is_called(match: re.Match[str], text: str, language: str) -> bool:
    """Tell whether the letters after "patient" are a person's: with points, or with an age, and no known acronym."""
    written = match[1]
    if _POINTED.match(written):
        return True
    letters = sum(character.isalpha() for character in written)
    if letters <= 1 or _AGE.match(text, match.end()) is None:
        return False
    known = known_of(key(written.replace(".", "")), language)
    return letters == _PAIR or not (known.medical or known.brand or known.word)

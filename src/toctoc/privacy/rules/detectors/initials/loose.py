"""Initials that little announces: at the start of a line, before an age, after "c’est", or nowhere in particular.

Those of the first kind are hidden. The others are shown to the writer, but for what lists know as an acronym, a unit,
a way of giving a drug, a figure of a study.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors.names.cues import words
from toctoc.privacy.rules.detectors.names.known import known_of
from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.lazy import lazy

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from toctoc.privacy.rules.detectors.names.known import Known
    from toctoc.privacy.rules.reading import Reading

_LETTER = "[A-ZÀ-ÖØ-Þ]"
_SOME = (
    rf"(?:{_LETTER}[hlr]?\.(?:[ -]?{_LETTER}[hlr]?\.){{0,2}}|{_LETTER}-{_LETTER}(?:\.(?: {_LETTER}\.)?)?"
    r"|[A-Z]{2,3}\.?|[A-Z][a-z][A-Z])"
)
_SMALL = r"(?:[a-z]\. ?[a-z]\.?|[a-z]-[a-z])"
_END = r"(?![\w'’*]|-\w)"
_AGED = lazy(
    rf"(?<![\w.'’-])({_SOME}|{_SMALL})(?=(?:(?<=\.)| ?[,(:] ?| )\d{{1,3}} ?"
    r"(?:ans?|mois|a|A|yo|y/o|M|F|H|years?|months?|yrs?|sem)\b)"
)
_SAID = lazy(
    rf"(?<!\w)(?:[Mm]oi,? ?(?:c['’]?est|c|cest)|[Cc]['’]est|[Ii]ci|[Jj]e suis|I am|I['’]m|[Tt]his is|[Jj]e signe"
    rf"|[Ss]igned|[Ss]igné(?:e|es|s)?|(?:l['’ ]|m['’ ])?appel\w{{1,6}}|call (?:me|him|her)"
    rf"|(?:nomm|surnomm|prénomm)\w{{1,6}})"
    rf" ?:? ?({_LETTER}[hlr]?\.(?:[ -]?{_LETTER}[hlr]?\.?){{0,2}}|{_LETTER}-{_LETTER}|{_SMALL}){_END}"
)
_ROLE = (
    r"(?:[Pp]atiente?|[Pp]te?|PT|[Ee]nfant|[Bb]ébé|[Rr]ésidente?|[Uu]sag(?:er|ère)|[Cc]liente?|[Nn]ourrisson|[Ff]illette"
    r"|[Jj]eune|[Rr]esident|[Pp]etite?|[Bb]aby|[Dd]ossier|[Ff]amille|[Ss]œur|[Ff]rère|[Mm]ère|[Pp]ère|[Ff]ils|[Ff]ille"
    r"|[Rr]eceveu(?:r|se)|[Dd]onneu(?:r|se)"
    r"|[Mm]ari|[Aa]mie?|[Cc]opine?|[Cc]ollègue|[Vv]oisine?|[Ii]nterne|[Ii]nfirmi(?:er|ère)|IDE|[Ll]it \d{1,3}"
    r"|[Cc]h(?:ambre|\.)? ?\d{1,3}|[Bb]ed \d{1,3}|[Bb]ox \d{1,3}|[Rr]oom \d{1,3})"
)
_TOLD_OF = lazy(rf"(?<!\w){_ROLE}(?: ?[:,(] ?| )({_SOME}){_END}(?! ?\d)")
_TITLED = lazy(
    rf"(?<!\w)(?:M\.|[Mm]r\.?|[Mm]me|[Mm]lle|[Mm]rs\.?|Ms\.?|[Mm]adame|[Mm]onsieur)"
    rf" ([A-ZÀ-Þ][a-zà-ÿ]\.|[a-z]\.|{_SMALL})"
    r"(?! ?[a-zà-ÿ]\.)(?!\w)"
)
_DOES = lazy(
    rf"(?<![\w.'’-])({_SOME}|{_SMALL})(?= (?:l['’]accompagne|m['’]a|m['’]avait|est (?:venue?|sortie?|rentrée?|partie?"
    r"|décédée?|hospitalisée?)|va (?:bien|mieux|mal)|s['’]est|pleure|accepte|refuse|dort|mange|vomit|avait (?:peur|mal)"
    r"|a (?:vomi|dormi|mangé|pleuré|chuté|refusé|peur|mal)|me (?:disait|dit)|dans mon rapport|pour ce récit"
    r"|(?:has been|was seen|refused|slept|denies|declined|complains|attended|vomited))\b)"
)
_VERSUS = lazy(rf"(?<![\w.'’-])({_SOME})(?= ?(?:c/|contre (?:le |la )?(?:D|P)re? ))")
_OPENING = lazy(rf"(?:^|\n)[ \t]*(?:[-•*] ?)?({_SOME}|{_SMALL})(?= ?, (?:patiente?|maman|papa|infirmi|\d))")
_FIELD = lazy(r"(?<!\w)[Ii]nitiale?s?,? ?:? ?((?:[A-Z](?:['’][A-Z])?\.[ -]?){1,4}(?<! )|[a-z]\.[a-z]\.)(?!\w)")
_ONE = rf"{_LETTER}[hlr]?\.(?:[ -]?{_LETTER}\.){{0,2}}"
_MET = lazy(
    rf"(?<!\w)(?:[Aa]vec|[Cc]hez|[Ww]ith|suivie?|[Vv]ue?s?|[Rr]evue?|[Ss]een|asked|told|saw|appelé|croisé"
    rf"|(?:merci|parlé) à"
    rf"|(?:mère|père|parents|fils|fille|frère|sœur|femme|mari|maman|papa|cas|histoire|état|chambre) d[e’']"
    rf"|mother of|father of) ?({_ONE}|[A-Z]{{2,3}}(?=[ ,;]? ?(?:aux|au|en|in|ce|hier|\.|,|$)))(?!\w|\.\w)"
)
_BEGINS = lazy(
    rf"(?:^|(?<=[.!?;:] )|(?<=\n)|(?<=\bet ))({_ONE})(?= (?:est|a|avait|va|et|and|is|was|has|had|qui|dit|says?|ne)\b"
    rf"|,? \d|, (?:jume|mon|ma|notre|son|sa|my|our))"
)
_SIGNED_OFF = lazy(rf"(?<=[.!?…] )({_ONE}|{_LETTER}-{_LETTER}\.(?: {_LETTER}\.)?)(?=\s{{0,3}}$)")
_SURE = (_SIGNED_OFF, _MET, _BEGINS, _AGED, _SAID, _TITLED, _DOES, _VERSUS, _OPENING, _FIELD)
# Anywhere: letters with points or a hyphen. A name after them, a figure before them, a list's "A." are others.
_ANYWHERE = lazy(rf"(?<![\w.'’/&-])({_LETTER}\.(?:[ -]?{_LETTER}\.){{1,3}}|{_LETTER}-{_LETTER})(?![\w'’/&]|[-.]\w)")
_LONE = lazy(rf"(?<=[a-zà-ÿ,] )({_LETTER}\.)(?=[,;)]| [a-zà-ÿ])")
_TWO = lazy(r"(?<![\w.'’/&+-])([A-Z]{2})(?![\w'’/&+=]|-\w| ?[=<>:%(]| ?\d)")
# Two capitals that are units, ways of giving, measures, words.
_NOT = words(
    """IV IM SC PO CR AT JC NB CI TA FC FR TR TV IR ET EV TP PS OK UK US UE EU TM RH AB OR II VI XI IX XX XY
    XV MG ML KG CM MM AG AC AS AD PR DR MR NA CA HB PH RX BU BK VS CO DM RA UN LA LE DE DU AU EN ON IL NE
    SE SI TU YO PT PK PD IA AI BP BD CV CL MS IC OU JE SA MA CE CS RR HR SD SE GI GB PC BM MO NO TD TC IO
    ID HT DV DN AL OD OG VD VG VO OS AX MI AF BA BB HS BO GO ER IP KO SS TI UV VB WC"""
)
_POINTED_NOT = lazy(
    r"(?:[IVX]+\.?|(?:I\. ?[MVC]|S\. ?C|P\. ?[OS]|E\. ?[VTGC]|U\. ?[SKIE]|N\. ?B|C\. ?[RVQD]|A\. ?[TDGR]|J\. ?C|R\. ?A"
    r"|T\. ?[APV]|M\. ?[GC]|O\. ?[MNG]|F\. ?C|H\. ?[LD]|B\. ?[UKC]|D\. ?[RMN]|E-E|T-T|B-B|C-C|A-A|G-C|A-T|N-T|C-T)\.?)$"
)
_TITLED_NAME = lazy(r" (?:et (?:M|D)|[A-ZÀ-Þ][\w'’])")
_ARTICLE = lazy(r" ?\*? ?\d{1,4}-\d")  # "art. L. 1110-4"
_FIGURES = lazy(r" ?:? ?[+(]?\d")
_NOBODY = frozenset("XYZ")
_WORDS = {"fr": frozenset("A"), "en": frozenset("AI")}  # one letter that is a word
_PAIR = 2
_REASON = "Des initiales peuvent désigner une personne."
_MASKED = "Des initiales avec une civilité ou un rôle désignent une personne."


def loose_initials(reading: Reading) -> Iterator[Finding]:
    """Yield initials that the place they stand in makes somebody's, then those to look at."""
    text = reading.text
    for pattern in (*_SURE, _TOLD_OF):
        for match in pattern.finditer(text):
            if _may_be(match[1], reading.language, told=pattern is not _DOES) and not _is_title(match, text):
                yield Finding(match.start(1), match.end(1), "initials", Level.MASK, _MASKED, "[initiales]")
    for pattern in (_ANYWHERE, _LONE, _TWO):
        for match in pattern.finditer(text):
            titled = _is_title(match, text) or _POINTED_NOT.match(match[1]) is not None
            if not titled and _may_be(match[1], reading.language, told=False):
                yield Finding(match.start(1), match.end(1), "initials", Level.LOOK, _REASON)


def _is_title(match: re.Match[str], text: str) -> bool:
    """Tell whether it is the "M." of a title, the "T." of a telephone, or the "L." of a law."""
    if match[1] == "M.":
        return _TITLED_NAME.match(text, match.end()) is not None
    if match[1] in {"L.", "R.", "D."} and _ARTICLE.match(text, match.end()):
        return True
    return match[1] in {"T.", "F."} and _FIGURES.match(text, match.end()) is not None


def _may_be(written: str, language: str, *, told: bool) -> bool:
    """Tell whether letters may be somebody's: nobody's X, and no acronym that lists know."""
    letters = "".join(filter(str.isalpha, written))
    if _names_nobody(letters, written) or letters in _WORDS.get(language, _WORDS["fr"]):
        return False
    if "." in written[:-1] or "-" in written or len(letters) == 1:
        return True
    if letters in _NOT:
        return False
    return (told and len(letters) == _PAIR) or not _is_listed(known_of(key(letters), language))


def _is_listed(known: Known) -> bool:
    return known.medical or known.brand or known.institution or known.word > 0


def _names_nobody(letters: str, written: str) -> bool:
    """Tell whether they are the X of nobody, alone or after "M."."""
    large = letters.upper()
    if set(large) == {"X"}:
        return True
    if len(letters) == 1:
        return large in _NOBODY and "." not in written
    return letters[0] == "M" and set(large[1:]) <= _NOBODY

"""Rules for what stands around a name. Each returns its points for a candidate, 0 when it says nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors.names import cues
from toctoc.privacy.rules.detectors.names.candidate import FEW, MANY, SOME, once
from toctoc.privacy.rules.detectors.names.cues import Cue
from toctoc.privacy.rules.detectors.names.words import next_to
from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.reading import Shape

if TYPE_CHECKING:
    from toctoc.privacy.rules.detectors.names.candidate import Candidate
    from toctoc.privacy.rules.detectors.names.known import Known
    from toctoc.privacy.rules.detectors.names.words import Word

_AGED = lazy(
    r"[\"»”)]?(?: ?[,(] ?| | a | avait | is | aged | turned | va avoir | aura | fête ses )(?:[âa]gée? de |aged )?"
    r"\d{1,3} ?(?:ans?|mois|semaines|jours|years?|months?|yo|y/o|yrs?|[aA])\b"
    r"(?! (?:d|après|apres|plus|avant|after|later|ago)\b)"
    r"| turned \w| is (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
    r"| a (?:un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze) (?:ans?|mois)\b"
    r"|, ?(?:age[d:]? |âge ?:? ?)?\d{1,3}(?=[,).])| ?[;|\t] ?\d{1,3} ?[;|\t]"
)
_POSSESSED = lazy(
    r"['’]s (?:(?:own|little|big|older|younger|poor|late) )?(?:mother|mum|mom|father|dad|parents|son|daughter|wife|"
    r"husband|partner|brother|sister|family|house|birthday|funeral|room|bed|doctor|gp|nurse|teacher|school|friend|"
    r"carer|baby|kids)\b| (?:family|household|twins|sisters|brothers|couple)\b",
    re.IGNORECASE,
)
_APPOSED = lazy(
    r"(?: ?,| ?\(|) ?(?:mon|ma|notre|son|sa|leur|my|our|his|her|their|un|une|l[ae]|the|a|an)\b"
    r" ?(\w{2,16})(?: (\w{2,16}))?"
)
_BRACKETED_ROLE = lazy(r" ?\( ?(\w{2,16})(?: (\w{2,16}))? ?\)")
_WHO = lazy(r", (?:who\b|qui\b|(?:du|de la|des|au|de l['’]) ?[\w' -]{2,20},)")
_WITH_ME = lazy(r" (?:et|and|ou) (?:moi|toi|lui|elle|me|I|myself)\b")
_BEDDED = lazy(r"[ ,:(-]{1,3}(?:[JD] ?\+? ?\d|(?:ch|chambre|lit|box|bed|room|bay|salle)\b\.? ?\d)")
_TOLD_AS = cues.KIN | cues.ROLES | cues.CHILDREN
_ACRONYM = 5
_BEFORE = 14
_ITEM = lazy(r"(?:^|\n) ?(?:[-•*>]|\d{1,2}[.)]) ?$")
_TOLD_OF = lazy(r" ?(?::|→|->|=>)")
_PLACED = lazy(
    r"(?:(?<!\d)\d{1,2} ?[hH:] ?\d{0,2}|(?<![\w(])\d{1,2}\)|\ble \d{1,3}"
    r"|\b(?:[Bb]ed|[Ll]it|[Cc]h\.?|[Cc]hambre|[Bb]ox|[Rr]oom|[Bb]ay) ?\d{1,4}[a-z]?) ?[-:,]? ?$"
)
_ENDS = frozenset({",", "!", "\n", "."})
_JOINTS = frozenset({", ", "/", " / ", " & ", " - "})
_MINE = cues.words("mon ma notre my our")
_BRACKETED = lazy(r" \([a-zà-ÿ]{3,}|  ?\((?:AVC|IDM|OAP|TVP|EP|PTH|PTG)\b")
_GENITIVE = lazy(r"['’]s [a-z]")
_ADDRESSED = lazy(
    r",? (?:si tu|SI TU)\b"
    r"|, (?:si vous|if you|comment|tu|vous|merci|je|j['’]|est-ce|as-tu|es-tu|peux|pouvez|dis|viens|courage|bravo"
    r"|bon|how|you|thank|are|did|what|can|please|have)\b"
)
_LISTING = cues.words("et and ou or ni nor avec with")


@once
def aged(c: Candidate) -> int:
    """Count an age right after: "Hashimoto, 4 ans"; not "Parkinson, 12 ans d’évolution"."""
    word = c.parts[0]
    told = c.head.capital or c.cue or word.known.first >= FEW or not (word.ordinary or word.known.english)
    return 4 if told and _AGED.match(c.rest) else 0


@once
def with_me(c: Candidate) -> int:
    """Count "X et moi", and "c’est X qui"."""
    if c.cue is Cue.SAID and c.rest.startswith(" qui "):
        return 4
    named = c.head.capital or not c.head.ordinary or c.stands_alone  # not "on me félicite et moi je doute"
    return 4 if named and _WITH_ME.match(c.rest) else 0


@once
def bedded(c: Candidate) -> int:
    """Count a room, a bed, a day after an operation: "MOREL J3 PTH", "Guyot ch. 4"."""
    word = c.parts[0]
    plain = word.plain and not (word.shape is Shape.UPPER and word.known.surname >= SOME)
    odd = plain or word.known.medical or word.known.branded
    return 4 if not odd and _BEDDED.match(c.rest) else 0


@once
def sexed(c: Candidate) -> int:
    """Count an age and a sex right before: "68 a, H, OUALI"."""
    before = c.words[c.start - 1] if c.start > 1 else None
    if before is None or not c.head.capital:
        return 0
    if before.key in {"ans", "mois", "yo"} and c.head.gap == ", " and not c.head.plain:
        return 3
    if before.text not in {"H", "F", "M"}:
        return 0
    return 4 if any(word.shape is Shape.NUMBER for word in c.words[max(0, c.start - 3) : c.start]) else 0


def is_human(c: Candidate) -> bool:
    """Tell whether what stands around it is told of people only."""
    return any(rule(c) for rule in (aged, bedded, sexed, lives, apposed, possessed, listed, bracketed))


@once
def acts(c: Candidate) -> int:
    """Count a verb of what people do after it: "Dupont a rappelé", "Olive m’a dit"."""
    return 2 if c.verb and c.head.capital and not c.has_article else 0


@once
def lives(c: Candidate) -> int:
    """Count what only a person is or does: "Priyanka is pregnant", "Szczepaniak est revenu"."""
    if c.after is None or not c.head.capital or c.has_article or c.head.plain or c.head.known.medical:
        return 0
    verb = c.verb
    if not verb:
        return 4 * (_is_state(c.after) and not c.head.ordinary and not _is_acronym(c.span[-1]))
    return _lively(c.span[-1], verb, next_to(c.words, c.end))


def _lively(last: Word, verb: str, following: Word | None) -> int:
    if last.shape is not Shape.TITLE and last.known.borne < FEW:  # "PECARN dit"
        return 0
    return 2 if verb in cues.LIVELY else 3 * _is_state(following)


def _is_acronym(word: Word) -> bool:
    return word.shape is Shape.UPPER and len(word.text) <= _ACRONYM


def _is_state(word: Word | None) -> bool:
    return word is not None and word.spaced and word.key in cues.STATES


@once
def bare_subject(c: Candidate) -> int:
    """Count a word without article as the subject of a verb: "Rose est venue", "je crois que olive dort"."""
    if c.cue not in {None, Cue.BESIDE} or c.end - c.start > 1 or not c.head.ordinary or c.head.known.first < SOME:
        return 0
    if not c.stands_alone or not c.verb:
        return 0
    return 4 if c.head.capital or c.verb in cues.LIVELY else 0


@once
def listed(c: Candidate) -> int:
    """Count a neighbour in a list that is a first name: "Rose et Lily", "Elsa/Tom"."""
    if c.has_article or not (c.head.capital or c.head.known.first >= SOME):
        return 0
    ahead, behind = _beyond_joint(c.words, c.end), _before_joint(c.words, c.start)
    if _is_first_name(ahead, c.head) or _is_first_name(behind, c.head):
        return 3
    return 2 * (c.head.capital and not c.head.plain and (_is_surname(ahead) or _is_surname(behind)))


def _beyond_joint(words: list[Word], end: int) -> Word | None:
    """Return the word after "et", a comma or a stroke that follows a name."""
    if end < len(words) and words[end].key in _LISTING and words[end].spaced:
        return words[end + 1] if end + 1 < len(words) and words[end + 1].spaced else None
    return words[end] if end < len(words) and words[end].gap in _JOINTS else None


def _before_joint(words: list[Word], start: int) -> Word | None:
    """Return the word before "et", a comma or a stroke that stands before a name."""
    if start > 1 and words[start - 1].key in _LISTING and words[start].spaced:
        return words[start - 2] if words[start - 1].spaced else None
    return words[start - 1] if start and words[start].gap in _JOINTS else None


def _is_first_name(word: Word | None, beside: Word) -> bool:
    if word is None or word.known.first < SOME or word.known.place or word.known.medical:
        return False
    return word.capital and not word.plain if beside.capital else word.shape is Shape.LOWER and not word.ordinary


def _is_surname(word: Word | None) -> bool:
    if word is None:
        return False
    known = word.known
    odd = known.eponym or known.place or known.medical or known.brand
    return word.shape is Shape.TITLE and known.surname >= SOME and not word.ordinary and not odd


@once
def bracketed(c: Candidate) -> int:
    """Count what ails somebody in brackets: "Pinto (fracture)"."""
    return 2 if c.head.capital and c.head.known.surname >= FEW and _BRACKETED.match(c.rest) else 0


@once
def owned(c: Candidate) -> int:
    """Count "mon Momo", "ma Nanou": what one owns has no capital."""
    if c.cue is not None or not c.has_article or not c.head.capital or c.head.ordinary:
        return 0
    mine = c.words[c.start - 1].key in _MINE and (c.head.known.borne > 0 or c.head.nickname)
    return 4 * (mine and not _is_medical(c.head.known))


def _is_medical(known: Known) -> bool:
    return known.medical or known.eponym or known.brand


@once
def addressed(c: Candidate) -> int:
    """Count somebody spoken to: "Samba, comment as-tu fait ?"."""
    borne = c.head.known.first >= FEW or not c.head.plain
    return 4 if c.head.capital and borne and c.head.opens and _ADDRESSED.match(c.rest) else 0


def possessing(c: Candidate) -> int:
    """Count a genitive in English after a word of no list: "Parveen's insulin"."""
    known = c.head.known
    odd = c.head.ordinary or known.medical or known.eponym or known.brand or known.place
    return 4 if c.head.capital and not odd and _GENITIVE.match(c.rest) else 0


def headed(c: Candidate) -> int:
    """Count a colon or a semicolon after what opens a line or an item: "Alizée : appendicite"."""
    return 1 if c.head.capital and c.head.opens and c.rest.lstrip(" ")[:1] in {":", ";"} else 0


@once
def apposed(c: Candidate) -> int:
    """Count who it is, told after it: "Pierre, mon mari, ", "Claire (sa fille)", "Jordan (voisin)"."""
    if c.head.capital and not c.head.plain and not c.head.known.eponym and _WHO.match(c.rest):
        return 2
    return 4 * ((c.head.capital or c.head.known.first >= MANY) and _is_told_after(c))


def _is_told_after(c: Candidate) -> bool:
    match = _APPOSED.match(c.rest) or (_BRACKETED_ROLE.match(c.rest) if c.head.capital else None)
    return match is not None and _told_of(match)


def _told_of(match: re.Match[str]) -> bool:
    return key(match[1]) in _TOLD_AS or (match[2] is not None and key(match[2]) in _TOLD_AS)


def itemised(c: Candidate) -> int:
    """Count what opens an item of a list and is told of: "- Huchet : RAS", "9h15 Sidibé", "bed 4 Okonjo"."""
    word, known = c.head, c.head.known
    if not word.capital or word.plain or word.shape is Shape.MIXED or _is_acronym(word):
        return 0
    if known.medical or known.eponym or known.branded or known.place:
        return 0
    return 4 * _is_item(c)


def _is_item(c: Candidate) -> bool:
    """Tell whether a dash or a number and a colon, or an hour or a bed, stand around it."""
    before = c.text[max(0, c.head.start - _BEFORE) : c.head.start]
    item = _ITEM.search(before) is not None and _TOLD_OF.match(c.rest) is not None
    return item or _PLACED.search(before) is not None


def quoted(c: Candidate) -> int:
    """Count a word of no list in quotes: "dit « Zizou »"."""
    known = c.head.known
    odd = c.head.ordinary or known.medical or known.brand or known.eponym or known.english
    is_quoted = c.head.gap[-2:].strip(" ") in {"«", "“", '"'} and c.rest.lstrip(" ")[:1] in {"»", "”", '"'}
    return 3 if is_quoted and c.head.shape is Shape.TITLE and not odd else 0


@once
def possessed(c: Candidate) -> int:
    """Count what belongs to people: "Eilidh's mother", "the Robinson family"."""
    return 4 if c.head.capital and _POSSESSED.match(c.rest) else 0


@once
def called(c: Candidate) -> int:
    """Count a greeting that ends after the name: "Coucou Mimi,"."""
    return 2 if c.cue is Cue.GREETED and c.head.capital and c.rest[:2].strip(" ")[:1] in _ENDS else 0


def signs(c: Candidate) -> int:
    """Count a name alone on its line: a signature."""
    last = not c.rest.strip(" .\n")
    ends = last or (len(c.parts) > 1 and c.rest.lstrip(" ").startswith("\n"))
    if c.cue is Cue.SIGNED and last:
        return 2
    return 2 if ends and c.start > 0 and "\n" in c.head.gap and c.head.capital and not c.loud else 0

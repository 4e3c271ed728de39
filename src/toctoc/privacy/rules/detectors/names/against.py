"""Rules that speak against a name. Each returns its points for a candidate, 0 when it says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors.names import cues
from toctoc.privacy.rules.detectors.names.candidate import FEW, LOOSE, MANY, SOME
from toctoc.privacy.rules.detectors.names.cues import Cue
from toctoc.privacy.rules.detectors.names.favour import is_surname_and_initial
from toctoc.privacy.rules.detectors.names.known import known_of
from toctoc.privacy.rules.detectors.names.neighbours import (
    acts,
    addressed,
    aged,
    bare_subject,
    bedded,
    called,
    is_human,
    listed,
    owned,
    possessed,
    sexed,
    with_me,
)
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.lexicons import lexicon
from toctoc.privacy.rules.reading import Shape

if TYPE_CHECKING:
    from toctoc.privacy.rules.detectors.names.candidate import Candidate
    from toctoc.privacy.rules.detectors.names.known import Known
    from toctoc.privacy.rules.detectors.names.words import Word

_ACRONYM = 5
# A first name of 130,000 people.
_USUAL = 18
# A surname of 500 heads of companies: likelier than the disease, which few of those are named after.
_FULL = 10
# A first name of 16,000 people is likelier than a town of fewer people than this, or a country without "en" before it.
_LIKELIER, _TOWN = 15, 20_000
_AT_PLACES = cues.words("a en vers sur in at dans to from habite vit quartier ville commune region aux au du")
_CERTAIN = 4
_CAMEL = lazy(r"(?:Mc|Mac|De|Di|Da|Du|Le|La|Van|Von|Ben|El|Al|Fitz|O|N|M|Jean|Saint)[A-ZÀ-Þ][a-zà-ÿ]{2,20}")
_AT_OR_OF = _AT_PLACES | {"de", "d"}
FEASTS_AND_DAYS = cues.FEASTS | cues.MONTHS_AND_DAYS
_KIN_OR_ROLE = frozenset({Cue.ROLE, Cue.KIN})
_GIVING = frozenset({Cue.KIN, Cue.GREETED, Cue.SIGNED})
_GIVING_LINES = frozenset({Cue.KIN, Cue.HEADING, Cue.SIGNED})
_NOT = cues.words("pas plus jamais rien")
_FIGURE = lazy(r" ?[<>=:]? ?\d(?!\d? ?h)")


def after_article(c: Candidate) -> int:
    """Count against an article before a word, a surname, a disease: "un Basedow"; people do say "la Sandrine"."""
    if c.cue or not c.has_article or possessed(c) or owned(c):
        return 0
    plain = any(
        word.known.first >= MANY and word.known.first - 3 * word.known.word > _CERTAIN and not word.known.eponym
        for word in c.parts
    )
    return 0 if plain and c.head.capital else -4


def ordinary(c: Candidate) -> int:
    """Count against nothing but ordinary words, and no capital that says more."""
    if c.sure or not all(_is_plain(c, word) for word in c.parts):
        return 0
    if _is_called_by_role(c):
        return -2 * (c.head.known.surname < FEW)
    if _is_told_otherwise(c):
        return 0
    return -2 if c.cue or c.shown or len(c.span) > 1 else -3


def _is_called_by_role(c: Candidate) -> bool:
    """Tell whether a role or a kin word stands before a capital that is none of a start: "la cadre Toupet"."""
    return c.cue in _KIN_OR_ROLE and c.head.capital and not c.head.opens and not c.loud


def _is_told_otherwise(c: Candidate) -> bool:
    """Tell whether something around an ordinary word makes it a name."""
    if c.head.initial or c.head.nickname or any(rule(c) for rule in _TOLD_BY):
        return True
    if c.head.capital and c.head.known.borne >= SOME and (is_human(c) or addressed(c)):
        return True
    return c.head.known.first >= MANY and _is_told_of_name(c)


_TOLD_BY = (is_surname_and_initial, called, bare_subject, with_me)


def _is_told_of_name(c: Candidate) -> bool:
    """Tell whether a word that many are called stands where a person does."""
    if c.cue in {Cue.MET, Cue.OF} or (c.shown and acts(c) > 0):
        return True
    return listed(c) > 0 or aged(c) > 0


def _is_plain(c: Candidate, word: Word) -> bool:
    if c.shown or c.cue not in LOOSE:
        return word.plain
    return word.ordinary and word.known.first - 3 * word.known.word < _CERTAIN


def medical(c: Candidate) -> int:
    """Count against a word of medicine, a brand, a people: only a sure announcement outweighs it."""
    if _is_surely_named(c):
        return 0
    known = [word.known for word in c.parts if word.key not in cues.CUT_SHORT] or [c.head.known]
    if max(one.first for one in known) >= MANY:
        return 0
    if any(map(_is_no_person, known)):
        return -6
    return _medical_alone(c, known[0]) if len(known) == 1 else 0


def _is_no_person(known: Known) -> bool:
    return known.branded or known.people or known.institution


def _is_surely_named(c: Candidate) -> bool:
    """Tell whether it is surely announced, a nickname, or a surname of several words: "Le Goff"."""
    return c.sure or c.head.nickname or (len(c.span) > 1 and lexicon().surname(c.whole) >= FEW)


def _medical_alone(c: Candidate, known: Known) -> int:
    if not known.medical:
        return 0
    named = c.cue not in LOOSE and known.first >= FEW
    return -2 if named or c.cue in _GIVING or aged(c) else -5


def measured(c: Candidate) -> int:
    """Count against a figure after it, as after a score or a scale: "Harris 62", "Ballard 38 weeks"."""
    if c.cue not in {None, Cue.BESIDE} or len(c.parts) > 1 or c.head.known.first >= SOME or not _FIGURE.match(c.rest):
        return 0
    return 0 if is_human(c) else -3


def eponym(c: Candidate) -> int:
    """Count against the name of a disease: in a medical history "père Parkinson" is one, "son frère Parkinson" not."""
    firsts = max(word.known.first for word in c.parts)
    if not _is_disease(c, firsts):
        return 0
    if c.head.initial and len(c.span) > 1:
        return -3 * (c.cue is None)
    if max(word.known.borne for word in c.parts) < _FULL:
        return -3 if _is_partly_known(c) else -6
    return -1 if firsts >= _USUAL - 1 or _is_somewhat_human(c) else -3


def _is_disease(c: Candidate, firsts: int) -> bool:
    """Tell whether it holds an eponym that no first name, no sure announcement and no close kin makes a name."""
    if c.sure or firsts >= (SOME if len(c.parts) > 1 else _USUAL):
        return False
    return any(word.known.eponym for word in c.parts) and not _is_of_close_kin(c)


def _is_of_close_kin(c: Candidate) -> bool:
    return c.cue is Cue.KIN and c.words[c.start - 1].key not in cues.ANCESTORS


def _is_somewhat_human(c: Candidate) -> bool:
    return c.cue not in LOOSE or acts(c) > 0 or is_human(c)


def _is_partly_known(c: Candidate) -> bool:
    """Tell whether one of several words is no eponym: "Solène Parkinson"."""
    return len(c.parts) > 1 and not all(word.known.eponym or word.ordinary for word in c.parts)


def placed(c: Candidate) -> int:
    """Count against a place, or where a place is expected: "à Nancy", "habite Florence"."""
    if c.cue not in LOOSE:
        return 0
    before = c.before.key if c.before else ""
    usual = c.head.known.first >= _LIKELIER
    if _is_place(c):
        return 0 if usual and before not in _AT_PLACES else -5
    if before not in _AT_OR_OF or not _is_commune(c.whole, _TOWN if usual else 0):
        return 0
    return -5 if before in _AT_PLACES else -2


def _is_commune(name: str, least: int) -> bool:
    """Tell whether a commune of as many people, or more, is called so."""
    communes = lexicon().communes(name)
    return bool(communes) and communes[0].population >= least


def _is_place(c: Candidate) -> bool:
    if len(c.parts) == 1 and c.head.known.place:
        return True
    return len(c.span) > 1 and known_of(c.whole, "fr").place


def acronym(c: Candidate) -> int:
    """Count against a few capitals in a row: "IRM", "HAS", "EVA"; two words that lists of names hold are none."""
    if c.sure or not _is_short_and_large(c):
        return 0
    borne = min(word.known.borne for word in c.parts)
    if any(rule(c) for rule in (aged, bedded, sexed)):
        return -2 * (borne < FEW)
    if c.cue in _GIVING_LINES:
        return -4 * (borne < SOME)
    return -5 * (len(c.parts) == 1 or borne < SOME)


def _is_short_and_large(c: Candidate) -> bool:
    """Tell whether it is a few capitals, and no announced initial with them."""
    if c.head.initial and c.cue and len(c.span) > 1:
        return False
    return all(word.shape is Shape.UPPER and len(word.text) <= _ACRONYM for word in c.parts)


def coded(c: Candidate) -> int:
    """Count against capitals within a word: "CsA", "PEDro"; not "McBride" or "DeSouza"."""
    word = c.head
    if c.sure or word.shape is not Shape.MIXED or word.text[1:].isupper():
        return 0
    return 0 if _CAMEL.fullmatch(word.text) else -4


def feast(c: Candidate) -> int:
    """Count against a feast, a month, a day or "ben": only what a person does, or a title, makes it a name."""
    if c.cue not in LOOSE or len(c.parts) > 1 or (bare_subject(c) and c.verb in cues.LIVELY):
        return 0
    interjection = c.head.key == "ben" and c.head.opens and c.cue is None
    return -5 if interjection or c.head.key in FEASTS_AND_DAYS else 0


def shortened(c: Candidate) -> int:
    """Count against a short form of a ward, or a word that opens a greeting in letters: "Gazo : pH 7,31", "Best, "."""
    if c.sure or len(c.span) > 1:
        return 0
    closing = c.head.opens and c.head.key in cues.CLOSINGS and c.cue is None
    return -6 if closing or c.head.key in cues.SHORT_FORMS else 0


def small(c: Candidate) -> int:
    """Count against lower case that nothing announces; more after a capital: "Columba livia"."""
    if c.head.shape is not Shape.LOWER or c.cue not in LOOSE or c.head.nickname:
        return 0
    if c.after is not None and c.after.key in _NOT:  # "jose pas"
        return -3
    if c.cue is not None:
        return 0
    return -3 if _is_germ(c) else -(c.head.known.first < MANY)


def _is_germ(c: Candidate) -> bool:
    return c.before is not None and c.before.shape is Shape.TITLE and c.head.spaced and not c.before.ordinary

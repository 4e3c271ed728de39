"""What speaks for and against a name: small rules, whose points are added up.

Rules are in :mod:`.favour` (the name itself), :mod:`.neighbours` (what stands around it) and :mod:`.against`.
``MASK`` points and more: the guard proposes to hide it. ``LOOK`` points and more: it asks the writer to look. The
weights were set by hand on texts written for that, and on French clinical texts that name nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from toctoc.privacy.rules.detectors.names import against, favour, neighbours
from toctoc.privacy.rules.detectors.names.candidate import SOME
from toctoc.privacy.rules.detectors.names.cues import Cue
from toctoc.privacy.rules.detectors.names.neighbours import addressed, headed, is_human, itemised
from toctoc.privacy.rules.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Callable

    from toctoc.privacy.rules.detectors.names.candidate import Candidate
    from toctoc.privacy.rules.detectors.names.known import Known

MASK = 5
LOOK = 3
_CITED = lazy(
    r" ?,? ?(?:et al\b|et coll\b|and colleagues|et ses collègues)|,? ?\(?(?:19|20)\d\d[a-z]?[);,]"
    r"|(?:,? [A-Z]{1,2}\b)?,? et al\b| ?\[\d"
)


class Rule(NamedTuple):
    """A rule, and the sentence for people if it weighs most."""

    weigh: Callable[[Candidate], int]
    reason: str = ""


class Verdict(NamedTuple):
    """The points of a candidate, and the reason that weighed most."""

    points: int
    reason: str


_KIN = "Le nom d’un proche désigne une personne."
_PAIR = "Un prénom suivi d’un nom désigne une personne."
_SEEMS = "Ce nom semble désigner une personne."
_GREETED = "Ce message s’adresse à une personne par son nom."
_SIGNED = "Une signature désigne une personne."
_FIELD = "Cette rubrique donne le nom d’une personne."
_TOLD = "Cette phrase donne le nom d’une personne."
_SURNAME = "Ce nom de famille peut désigner une personne."
REASONS = {
    Cue.TITLE: "Une civilité suivie d’un nom désigne une personne.",
    Cue.KIN: _KIN,
    Cue.CHILD: "Le nom d’un enfant désigne une personne.",
    Cue.ROLE: "Un rôle suivi d’un nom désigne une personne.",
    Cue.FIELD: _FIELD,
    Cue.HEADING: _FIELD,
    Cue.TOLD: _TOLD,
    Cue.SAID: _TOLD,
    Cue.GREETED: _GREETED,
    Cue.SIGNED: _SIGNED,
    Cue.OF: _KIN,
    Cue.MET: _SEEMS,
    Cue.AT: _SEEMS,
    Cue.BESIDE: _SEEMS,
}
RULES = (
    Rule(favour.announced),
    Rule(favour.first_name, "Ce prénom désigne une personne."),
    Rule(favour.surname, _SURNAME),
    Rule(favour.pair, _PAIR),
    Rule(favour.unknown_pair, "Deux noms propres à la suite peuvent désigner une personne."),
    Rule(favour.cased, _PAIR),
    Rule(favour.initialled, "Une initiale avec un nom désigne une personne."),
    Rule(favour.particle, _SURNAME),
    Rule(favour.written_large, _SURNAME),
    Rule(neighbours.aged, "Un nom suivi d’un âge désigne une personne."),
    Rule(neighbours.with_me, _SEEMS),
    Rule(neighbours.bedded, "Un nom suivi d’un lit ou d’une chambre désigne une personne."),
    Rule(neighbours.sexed, "Un nom après un âge désigne une personne."),
    Rule(favour.nicknamed, "Ce surnom semble désigner une personne."),
    Rule(neighbours.acts, _SEEMS),
    Rule(neighbours.lives, _SEEMS),
    Rule(neighbours.bare_subject, "Ce mot sans article semble être un prénom."),
    Rule(neighbours.listed, "Ce mot à côté d’un prénom semble être un nom."),
    Rule(neighbours.bracketed, _SEEMS),
    Rule(neighbours.owned, _KIN),
    Rule(neighbours.addressed, _GREETED),
    Rule(neighbours.possessing, _SEEMS),
    Rule(neighbours.itemised, "Un nom dans une liste désigne une personne."),
    Rule(neighbours.quoted, "Ce surnom semble désigner une personne."),
    Rule(neighbours.headed, _SEEMS),
    Rule(neighbours.apposed, _KIN),
    Rule(neighbours.possessed, _KIN),
    Rule(neighbours.called, _GREETED),
    Rule(neighbours.signs, _SIGNED),
    Rule(against.after_article),
    Rule(against.ordinary),
    Rule(against.medical),
    Rule(against.measured),
    Rule(against.eponym),
    Rule(against.placed),
    Rule(against.acronym),
    Rule(against.coded),
    Rule(against.feast),
    Rule(against.small),
    Rule(against.shortened),
)


def verdict(candidate: Candidate) -> Verdict:
    """Return the points of a candidate, and why."""
    points, heaviest, reason = 0, 0, _SEEMS
    for rule in RULES:
        weight = rule.weigh(candidate)
        points += weight
        if weight > heaviest:
            heaviest, reason = weight, rule.reason or REASONS[candidate.cue or Cue.BESIDE]
    return Verdict(points, reason)


def stands_as_person(candidate: Candidate) -> bool:
    """Tell whether an ordinary word stands where a person does: announced, with a capital, or a subject."""
    if candidate.cue is not None:
        return True
    if candidate.head.capital and not candidate.loud:
        ends = candidate.after is None
        return not candidate.has_article and (candidate.shown or ends or candidate.stands_alone)
    return candidate.stands_alone and candidate.verb != ""


def is_named(candidate: Candidate) -> bool:
    """Tell whether a capital and a list of names are enough: no word of medicine, no disease, place, brand or people.

    An ordinary word needs a capital within a sentence; texts of medicine hold few names that this mistakes.
    """
    if candidate.head.nickname and candidate.verb:
        return True
    if candidate.has_article or not _has_telling_capital(candidate) or _is_of_the_day(candidate):
        return False
    known = [word.known for word in candidate.parts]
    return any(one.borne > 0 for one in known) and not any(map(_is_odd, known))


def _has_telling_capital(candidate: Candidate) -> bool:
    head = candidate.head
    if not head.capital or candidate.loud or _opens_a_sentence(candidate):
        return False
    return candidate.shown or not head.plain


def _is_of_the_day(candidate: Candidate) -> bool:
    """Tell whether it is a feast, a month or a day that nothing announces as a name."""
    return candidate.head.key in against.FEASTS_AND_DAYS and not candidate.sure


def _opens_a_sentence(candidate: Candidate) -> bool:
    """Tell whether it is an ordinary word at a start: "Pierre, sable, boue"."""
    return candidate.head.opens and candidate.head.ordinary and candidate.cue is None


def _is_odd(known: Known) -> bool:
    """Tell whether it is a people, a body, or what few bear: a word of medicine, a disease, a brand, a place."""
    listed = known.medical or known.eponym or known.brand or known.place
    return known.people or known.institution or (listed and known.borne < SOME)


def is_open_question(candidate: Candidate) -> bool:
    """Tell whether an ordinary word that opens a sentence may be a name or not: "Rose bonbon"."""
    if len(candidate.span) > 1 or not _opens_a_sentence(candidate) or not candidate.head.known.either:
        return False
    return not (candidate.verb or candidate.head.nickname or _is_told_of(candidate))


def _is_told_of(candidate: Candidate) -> bool:
    """Tell whether somebody is spoken to or told of: a word alone on its line, with an age, with a brother."""
    ends = candidate.rest.split("\n")[0].strip(" .,!") == ""
    return ends or is_human(candidate) or any(rule(candidate) for rule in (addressed, headed, itemised))


def is_cited(candidate: Candidate) -> bool:
    """Tell whether it is an author: "Dupuis et al., 2019"."""
    return candidate.cue is not Cue.TITLE and _CITED.match(candidate.rest) is not None

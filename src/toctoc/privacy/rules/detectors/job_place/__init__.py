"""A job and a place that single somebody out: "le maire de …", "je travaille à la mairie de …".

The job alone and the place alone name many people; together they often name one.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from toctoc.privacy.rules.combination.jobs import Job, job_at
from toctoc.privacy.rules.detectors.address.streets import STREETS
from toctoc.privacy.rules.detectors.job_place.words import (
    ACTS,
    ACTS_FIRST,
    ADJECTIVES,
    ALONE_IN_VILLAGE,
    AT_WORK,
    BEFORE,
    COMMA,
    COMMON,
    ENDINGS,
    FAR,
    FRENCH_LINKS,
    GREAT,
    MOST,
    NEAR,
    NEAR_WORDS,
    OF_SCHOOLS,
    SHORTEST,
    SOLE,
    SQUARES,
    STATES,
    TEAMS,
    TEAMS_FIRST,
    TIES,
    UNITS,
    VILLAGE,
    WORKPLACES,
)
from toctoc.privacy.rules.detectors.job_place.working import working
from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.lexicons import lexicon
from toctoc.privacy.rules.places import spots_from
from toctoc.privacy.rules.places.cues import TITLES
from toctoc.privacy.rules.places.starting import matches
from toctoc.privacy.rules.places.words import EMPTY, gap, is_capital, is_same_clause
from toctoc.privacy.rules.reading import Shape
from toctoc.privacy.rules.replacements import best

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from toctoc.privacy.rules.places import Spot
    from toctoc.privacy.rules.reading import Reading

_REASON = "Ce métier, à cet endroit, désigne peut-être une seule personne."
# Jobs with more people than this say nothing in a great town.
# One that no list has is taken to be rare.
_RARE_JOB = 10_000


class JobPlaceDetector:
    """Finds jobs and workplaces that stand with a place, clubs, regiments and offices."""

    kind = "job_place"

    def detect(self, reading: Reading) -> Iterator[Finding]:
        """Yield every job that a place narrows down."""
        for place, token in enumerate(reading.tokens):
            if token.shape is Shape.NUMBER or token.key in EMPTY:
                continue
            end = _end_of_job(reading, place) or _end_of_workplace(reading, place)
            if end:
                yield self._finding(reading, _start(reading, place), end)
        for match in chain(
            filter(_is_act, matches(ACTS, reading, ACTS_FIRST)),
            matches(TEAMS, reading, TEAMS_FIRST),
            UNITS.finditer(reading.text),
        ):
            yield self._finding(reading, match.start(), match.end())
        for start, end in working(reading):
            yield self._finding(reading, start, end)

    def _finding(self, reading: Reading, start: int, end: int) -> Finding:
        instead = best(self.kind, reading.text[start:end], reading.language, reading.around.today)
        return Finding(start, end, self.kind, Level.MASK, _REASON, instead)


def _is_act(match: re.Match[str]) -> bool:
    """Tell whether what is done is done in a place that has a name: not in a country, with a drug, or to a doctor."""
    k = key(match["name"].split(" ")[0].split("-")[0])
    return not (lexicon().medical(k) or lexicon().country(k) or lexicon().region(k) or k in TITLES)


def _start(reading: Reading, place: int) -> int:
    """Return where the job starts, with its article, "le dernier" and "le seul"."""
    start = reading.tokens[place].start
    head = reading.text[max(0, start - FAR * 2) : start]
    if reading.tokens[place].key in WORKPLACES and (job := AT_WORK.search(head)):
        return start - len(head) + job.start()
    found = BEFORE.search(head)
    return start - len(head) + found.start() if found else start


def _end_of_job(reading: Reading, place: int) -> int:
    """Return where the place that narrows the job at a word ends; 0 when there is no job or no place."""
    job = job_at([t.key for t in reading.tokens[place : place + 5]]) or _unlisted(reading, place)
    if job is None:
        return 0
    if not _is_somebody(reading, place):
        return 0
    last = place + job.words - 1
    return _end_of_place(reading, last, job.people) or _end_of_village(reading, last, job.people)


def _unlisted(reading: Reading, place: int) -> Job | None:
    """Return the job that no list has, by its ending and what stands before: "44 ans, dompteur au cirque …"."""
    token = reading.tokens[place]
    if token.shape is not Shape.LOWER or not token.key.endswith(ENDINGS) or lexicon().medical(token.key) or not place:
        return None
    before = reading.tokens[place - 1].key
    between = gap(reading, place - 1)
    is_stated = (
        (before in STATES and between in {" ", " : ", ": ", ", "})
        or (before in {"ans", "old"} and between == ", ")
        or between == "), "
    )
    return Job(token.key, 1, _RARE_JOB) if is_stated else None


def _is_somebody(reading: Reading, place: int) -> bool:
    """Tell a person from the adjective, or from the word without its accent: "clinique vétérinaire", "une cure à"."""
    token = reading.tokens[place]
    if token.key == "cure" and "é" not in token.text.lower():
        return False
    if token.key not in ADJECTIVES or not place or gap(reading, place - 1) not in {" ", "-"}:
        return True
    return reading.tokens[place - 1].key in EMPTY | SOLE


def _end_of_place(reading: Reading, last: int, people: int) -> int:
    tokens = reading.tokens
    for spot in spots_from(reading, last + 1, NEAR_WORDS):
        if not is_same_clause(reading.text[tokens[last].end : spot.start]):
            break
        population = spot.communes[0].population if spot.communes else 0
        if population >= GREAT and people >= COMMON:
            return 0
        return _through_towns(reading, spot) if _is_tied(reading, last, spot.first) else 0
    return _end_of_unknown(reading, last) if people <= MOST else 0


def _through_towns(reading: Reading, spot: Spot) -> int:
    """Return where the place ends, with the town it is in: "l’école Sainte-Anne de Pontivy"."""
    for following in spots_from(reading, spot.last + 2, 1):
        if reading.tokens[spot.last + 1].key in {"de", "a", "d", "in"}:
            return following.end
    end, tokens = spot.end, reading.tokens
    for place in range(spot.last + 1, min(spot.last + 3, len(tokens))):
        if gap(reading, place - 1) != " " or tokens[place].shape is not Shape.TITLE:
            break
        end = tokens[place].end
    return end


def _is_tied(reading: Reading, last: int, first: int) -> bool:
    """Tell whether words of place lead from the job to the place: "coiffeuse au salon de la place à"."""
    keys = [t.key for t in reading.tokens[last + 1 : first]]
    if not keys:
        return gap(reading, last) in {", ", " ("} or reading.tokens[first].text.lower() in {"du", "au", "aux"}
    return (
        not (TIES | STREETS | SQUARES).isdisjoint(keys[:2])
        and COMMA.search(reading.text[reading.tokens[last].end : reading.tokens[first].start]) is None
    )


def _end_of_unknown(reading: Reading, last: int) -> int:
    """Return where a name in capitals that follows "of" ends: "headmistress of Ardrossan Academy"."""
    tokens = reading.tokens
    if last + 2 >= len(tokens) or gap(reading, last) not in {" ", ", "}:
        return 0
    first = last + 1 if tokens[last + 1].key in _ENGLISH_LINKS else _behind_french(reading, last + 1)
    return _end_of_name(reading, first + 1) if first else 0


_ENGLISH_LINKS = frozenset({"of", "in", "at", "on", "for"})
_JOINS = frozenset({" ", "-", "'", "’"})
_MOST_WORDS = 5


def _end_of_name(reading: Reading, first: int) -> int:
    """Return where words in capitals from ``first`` on end, "the" and "of" between them; 0 when there are none."""
    tokens, end = reading.tokens, 0
    for at in range(first, min(first + _MOST_WORDS, len(tokens))):
        if gap(reading, at - 1) not in _JOINS:
            break
        if is_capital(tokens[at]):
            end = tokens[at].end
        elif tokens[at].key not in {"the", "of"}:
            break
    return end


def _behind_french(reading: Reading, place: int) -> int:
    """Return the last link before a name in capitals that is nothing else: "pharmacienne de Luchon"; 0 when none is."""
    at = _behind_links(reading, place)
    if at == place or at >= len(reading.tokens):
        return 0
    token, link = reading.tokens[at], reading.tokens[at - 1].key
    if link not in FRENCH_LINKS | WORKPLACES or token.shape is not Shape.TITLE or len(token.text) < SHORTEST:
        return 0
    is_person = lexicon().first_name(token.key) > 0 and link in {"de", "d"}
    return 0 if is_person or _is_other(token.key) else at - 1


def _behind_links(reading: Reading, place: int) -> int:
    """Return the first word from ``place`` on that is no link and, when a link opened, is in capitals."""
    tokens, is_linked = reading.tokens, reading.tokens[place].key in FRENCH_LINKS
    at = place
    while at < min(place + NEAR_WORDS, len(tokens) - 1) and gap(reading, at) in _JOINS:
        if tokens[at].key not in FRENCH_LINKS and (not is_linked or is_capital(tokens[at])):
            break
        at += 1
    return at


def _is_other(k: str) -> bool:
    """Tell whether a name in capitals is no place of work: a drug, a month, a country, a title."""
    known = lexicon()
    return (
        k in TITLES or known.brand(k) or known.medical(k) or known.month(k) > 0 or known.country(k) or known.region(k)
    )


def _end_of_village(reading: Reading, last: int, people: int) -> int:
    if people > ALONE_IN_VILLAGE:
        return 0
    found = VILLAGE.match(reading.text, reading.tokens[last].end)
    return found.end() if found else 0


def _end_of_workplace(reading: Reading, place: int) -> int:
    """Return where a place of work with its name and its town ends; 0 when it has none."""
    tokens = reading.tokens
    if tokens[place].key not in WORKPLACES:
        return 0
    for spot in spots_from(reading, place + 1, NEAR_WORDS):
        between = reading.text[tokens[place].end : spot.start]
        if len(between) > NEAR or not is_same_clause(between):
            return 0
        return _through_towns(reading, spot) if _leads_to(reading, place, spot.first) else 0
    return 0


def _leads_to(reading: Reading, place: int, first: int) -> bool:
    """Tell whether only a name and links stand between the place of work and the town."""
    words = reading.tokens[place + 1 : first]
    return all(t.key in TIES or t.key in OF_SCHOOLS or is_capital(t) for t in words)

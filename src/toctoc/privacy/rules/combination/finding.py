"""Find in a text what narrows down who is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.combination import spoken
from toctoc.privacy.rules.combination.conditions import condition_at
from toctoc.privacy.rules.combination.jobs import job_at
from toctoc.privacy.rules.combination.people import FRANCE, people_of_area, people_of_spot
from toctoc.privacy.rules.combination.quasi import Kind, Quasi
from toctoc.privacy.rules.folding import fold
from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.lexicons import lexicon
from toctoc.privacy.rules.lexicons.lexicon import flat
from toctoc.privacy.rules.numerals import number
from toctoc.privacy.rules.places import areas, spots, spots_from
from toctoc.privacy.rules.reading import Around, Reading

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator
    from datetime import date

# A day, a month: as if everybody had one such event a year, which is more than hospital stays (12 million a year for
# 68 million people: ATIH, key figures 2022), so that fewer people are said to fit than do.
DAY, MONTH = 1 / 365, 1 / 12
OLDEST = 115
_WORDS = 3
_JOB_WORDS, _BESIDE = 5, 4
_MONTHS_A_YEAR = 12
_BORN_BEFORE = ("nee le", "ne le", "naissance", "ddn", "ne(e) le", "nee(e) le", "born on", "born", "dob")
_NEAR = 24


def quasi_identifiers(text: str, language: str, today: date) -> list[Quasi]:
    """Return what narrows down who is meant in ``text``, in order; offsets are those of the writer's text."""
    folded = fold(text)
    reading = Reading(folded.text, language, Around(today))
    found = [*_ages(reading), *_sexes(reading), *_places(reading), *_jobs(reading), *_dates(reading), *_others(reading)]
    moved = [(folded.span(quasi.start, quasi.end), quasi) for quasi in found]
    spans = [Quasi(start, end, q.kind, q.value, q.share, q.within, q.low, q.high) for (start, end), q in moved]
    return sorted(spans, key=lambda q: (q.start, q.end, q.kind))


def _age(reading: Reading, match: re.Match[str], low: int, high: int) -> Quasi:
    start, end = reading.figures.span(match.start(), match.end())
    return Quasi(start, end, Kind.AGE, f"{low}-{high}", low=low, high=min(high, OLDEST))


def _ages(reading: Reading) -> Iterator[Quasi]:
    text, today = reading.figures.text, reading.around.today
    yield from _ages_in_figures(reading, text)
    for match in spoken.IN_WORDS.finditer(text):
        years = _last_number(match["words"].split(" "))
        if years is not None and years <= OLDEST:
            yield _age(reading, match, years, years)
    for match in spoken.BORN.finditer(text):
        age = today.year - int(match["year"])
        if 0 <= age <= OLDEST:
            yield _age(reading, match, max(age - 1, 0), age)
    for pattern, low, high in spoken.AGE_WORDS:
        for match in pattern.finditer(text):
            yield _age(reading, match, low, high)


def _ages_in_figures(reading: Reading, text: str) -> Iterator[Quasi]:
    for match in spoken.RANGE.finditer(text):
        low, high = int(match["low"]), int(match["high"])
        if low <= high <= OLDEST:
            yield _age(reading, match, low, high)
    for match in spoken.EXACT.finditer(spoken.RANGE.sub(lambda m: "_" * len(m.group()), text)):
        age = int(match["age"] or match["aged"])
        if age <= OLDEST:
            yield _age(reading, match, age, age)
    for match in spoken.MONTHS.finditer(text):
        years = int(match["months"]) // _MONTHS_A_YEAR
        yield _age(reading, match, years, years)


def _last_number(words: list[str]) -> int | None:
    """Return the number in words that ends a stretch: "veuve de quarante-cinq" is 45."""
    values = (number(" ".join(words[-size:])) for size in range(min(len(words), _WORDS), 0, -1))
    return next((value for value in values if value is not None), None)


def _sexes(reading: Reading) -> Iterator[Quasi]:
    for pattern, value in ((spoken.FEMALE, "f"), (spoken.MALE, "m")):
        for match in pattern.finditer(reading.plain):
            yield Quasi(match.start(), match.end(), Kind.SEX, value)


def _places(reading: Reading) -> Iterator[Quasi]:
    for spot in spots(reading):
        value = flat(key(reading.text[spot.start : spot.end]))
        departments = {c.department for c in spot.communes[:1]}
        within = {"france"} | {flat(key(d.name)) for d in map(lexicon().department, departments) if d}
        within |= {flat(key(d.region)) for d in map(lexicon().department, departments) if d}
        share = people_of_spot(spot) / FRANCE
        yield Quasi(spot.start, spot.end, Kind.PLACE, value, share, frozenset() if spot.abroad else frozenset(within))
    for area in areas(reading):
        value = flat(area.key)
        yield Quasi(
            area.start, area.end, Kind.PLACE, value, people_of_area(area) / FRANCE, frozenset({"france"} - {value})
        )


def _jobs(reading: Reading) -> Iterator[Quasi]:
    tokens = reading.tokens
    for place, token in enumerate(tokens):
        job = job_at([t.key for t in tokens[place : place + _JOB_WORDS]])
        if job is None:
            continue
        last = place + job.words - 1
        before = {t.key for t in tokens[max(0, place - _BESIDE) : place]}
        is_tied = bool(spots_from(reading, last + 1, _BESIDE))
        if before & spoken.IS_JOB or is_tied:
            yield Quasi(token.start, tokens[last].end, Kind.JOB, flat(key(job.name)), job.people / FRANCE)


def _dates(reading: Reading) -> Iterator[Quasi]:
    today = reading.around.today
    for moment in reading.moments:
        start, end = reading.figures.span(moment.start, moment.end)
        before = reading.plain[max(0, start - _NEAR) : start].rstrip(" :")
        share = DAY if moment.day else MONTH
        if not before.endswith(_BORN_BEFORE):
            yield Quasi(start, end, Kind.DATE, reading.plain[start:end], share)
            continue
        day = moment.near(today)
        yield Quasi(start, end, Kind.BIRTH, reading.plain[start:end], share)
        if day is not None and moment.year and day <= today:
            years = today.year - day.year - ((today.month, today.day) < (day.month, day.day))
            yield Quasi(start, end, Kind.AGE, f"{years}-{years}", low=years, high=years)


def _others(reading: Reading) -> Iterator[Quasi]:
    keys = [token.key for token in reading.tokens]
    for place in range(len(keys)):
        condition = condition_at(keys, place)
        if condition is not None:
            last = reading.tokens[place + condition.words - 1]
            name = flat(key(condition.name))
            yield Quasi(reading.tokens[place].start, last.end, Kind.CONDITION, name, condition.share)
    for pattern, value, share in spoken.FAMILY:
        for match in pattern.finditer(reading.plain):
            yield Quasi(match.start(), match.end(), Kind.FAMILY, value, share)
    for match in spoken.ORIGIN.finditer(reading.plain):
        if lexicon().people(match["people"]) or lexicon().country(match["people"]):
            thousands = next(
                (n for stem, n in spoken.ORIGINS.items() if match["people"].startswith(stem)), spoken.OTHER_ORIGIN
            )
            yield Quasi(match.start(), match.end(), Kind.ORIGIN, match["people"], thousands * 1_000 / FRANCE)
    for match in spoken.EVENT.finditer(reading.plain):
        yield Quasi(match.start(), match.end(), Kind.EVENT, match.group())

"""Score a guard on templates: by span, every character covered, with intervals by template.

The instances of a template are not independent of each other, so intervals resample templates, not spans (bootstrap,
percentiles 2.5 and 97.5). Where nothing was missed the bootstrap says "certain"; the lower bound is then the exact
one for as many templates without a miss (Clopper and Pearson, one-sided 95 %).
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from tests.privacy.templates import DIRECT, PATTERNED, Gold, Instance, instances
from toctoc.privacy.rules.findings import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.privacy.templates import Sentence, Template

    Inspect = Callable[[str, str], list[Finding]]

RESAMPLES = 1_000
_SLUGS = {"EMAIL": "email", "PHONE": "phone", "NIR": "nir", "RPPS": "rpps", "IBAN": "iban"}
# Format characters and marks set on another character show nothing by themselves.
_UNSEEN = frozenset({"Cf", "Mn", "Me"})


@dataclass(frozen=True, slots=True)
class Share:
    """``hits`` of ``total`` with the 95 % interval of their share; a share of nothing is 1."""

    hits: int
    total: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The share itself, 0 to 1."""
        return self.hits / self.total if self.total else 1.0


@dataclass(frozen=True, slots=True)
class Miss:
    """An identifier of which at least one character was neither masked nor blocked."""

    instance: Instance
    gold: Gold
    looked_at: bool

    @property
    def stretch(self) -> str:
        """What was missed, as written."""
        return self.instance.text[self.gold.start : self.gold.end]


@dataclass
class Tally:
    """Hits and totals of one template, by what is counted."""

    hits: Counter[str] = field(default_factory=Counter)
    totals: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, hit: bool) -> None:  # noqa: FBT001 it is the thing counted
        """Count one more of ``name``, and whether it was a hit."""
        self.totals[name] += 1
        self.hits[name] += hit


@dataclass
class Score:
    """What a guard did on templates: tallies by template, misses, and wrong findings with their instance."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    misses: list[Miss] = field(default_factory=list)
    wrong: list[tuple[Instance, Finding]] = field(default_factory=list)

    def share(self, name: str) -> Share:
        """Return the share of ``name`` with its interval."""
        counted = [(t.hits[name], t.totals[name]) for t in self.tallies.values() if t.totals[name]]
        return interval(counted)

    @property
    def names(self) -> list[str]:
        """Everything that was counted."""
        return sorted({name for tally in self.tallies.values() for name in tally.totals})


def is_covered(text: str, gold: Gold, findings: Iterable[Finding]) -> bool:
    """Tell whether every character of ``gold`` that shows something lies in one of ``findings``."""
    covered: set[int] = set()
    for finding in findings:
        covered.update(range(max(finding.start, gold.start), min(finding.end, gold.end)))
    return all(
        place in covered or unicodedata.category(text[place]) in _UNSEEN for place in range(gold.start, gold.end)
    )


def score(chosen: Iterable[Template], inspect: Inspect) -> Score:
    """Return what ``inspect`` did on every instance of ``chosen``."""
    result = Score()
    for template in chosen:
        tally = result.tallies[template.id]
        for made in instances(template):
            _count(result, tally, made, inspect(made.text, template.lang))
    return result


def _count(result: Score, tally: Tally, made: Instance, findings: list[Finding]) -> None:
    strict = [finding for finding in findings if finding.level is not Level.LOOK]
    leaks = leaks_wide = False
    for gold in made.gold:
        found = is_covered(made.text, gold, strict)
        wide = found or is_covered(made.text, gold, findings)
        groups = ["all", gold.label]
        groups += ["direct"] if gold.label in DIRECT else []
        groups += ["patterned"] if gold.label in PATTERNED else []
        for name in groups:
            tally.add(name, found)
            tally.add(f"{name} wide", wide)
        leaks |= gold.label in DIRECT and not found
        leaks_wide |= gold.label in DIRECT and not wide
        if not found:
            result.misses.append(Miss(made, gold, wide))
    if any(gold.label in DIRECT for gold in made.gold):
        tally.add("texts leaking", leaks)
        tally.add("texts leaking wide", leaks_wide)
    for finding in strict:
        right = any(finding.start < gold.end and gold.start < finding.end for gold in made.gold)
        tally.add("precision", right)
        if finding.kind in _SLUGS.values():
            tally.add("precision patterned", right)
        if not right:
            result.wrong.append((made, finding))


def interval(counted: list[tuple[int, int]]) -> Share:
    """Return the share of hits among ``(hits, total)`` of each template, with its interval by template."""
    hits, total = sum(h for h, _ in counted), sum(t for _, t in counted)
    if not total:
        return Share(0, 0, 0.0, 1.0)
    exact = 0.05 ** (1 / len(counted))
    if hits == total:
        return Share(hits, total, exact, 1.0)
    if not hits:
        return Share(hits, total, 0.0, 1 - exact)
    chance = Random(1)
    shares = []
    for _ in range(RESAMPLES):
        drawn = chance.choices(counted, k=len(counted))
        shares.append(sum(h for h, _ in drawn) / sum(t for _, t in drawn))
    shares.sort()
    return Share(hits, total, shares[int(RESAMPLES * 0.025)], shares[int(RESAMPLES * 0.975) - 1])


@dataclass(frozen=True, slots=True)
class Told:
    """How well one label of the word sets is told: recall, precision, and the sentences that went wrong."""

    label: str
    recall: Share
    precision: Share
    missed: tuple[Sentence, ...]
    mistaken: tuple[Sentence, ...]


def told(chosen: list[Sentence], label: str, says: Callable[[str, str], bool]) -> Told:
    """Return how ``says(text, language)`` tells the sentences of ``label`` from all the others."""
    answers = [(sentence, says(sentence.text, sentence.lang)) for sentence in chosen]
    asked = [(sentence, yes) for sentence, yes in answers if sentence.label == label]
    said = [sentence for sentence, yes in answers if yes]
    right = [sentence for sentence in said if label in {sentence.label, *sentence.also}]
    return Told(
        label,
        interval([(int(yes), 1) for _, yes in asked]),
        interval([(int(sentence in right), 1) for sentence in said]),
        tuple(sentence for sentence, yes in asked if not yes),
        tuple(sentence for sentence in said if sentence not in right),
    )

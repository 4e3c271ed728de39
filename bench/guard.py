"""The guard on templates and on real clinical text: what it finds, what it marks by mistake, what it costs.

The tuned half is what rules were written on; the frozen half judges them. The page ``docs/reference/guard.md`` is
written with what is found here (:mod:`bench.guard_page`).
"""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.privacy.scoring import Score, Told, score, told
from tests.privacy.templates import ALARMS, CLAIMS, HALVES, instances, sentences, templates

from bench.figures import Figure
from toctoc.privacy.rules.emergencies import cards
from toctoc.privacy.rules.findings import Level
from toctoc.privacy.rules.frame import Situation, concerns
from toctoc.privacy.rules.guard import inspect

if TYPE_CHECKING:
    from collections.abc import Callable

CLINICAL = Path("tests/data/clinical")
SIZES = (1_000, 20_000, 200_000)
ROUNDS = 3
# Lines with markup are read twice, as shown and as typed: one in so many has some; what it costs on each is told too.
MARKUP, EACH = "**Cas.** ", 10
CARDS = {
    "vital_emergency": "vital",
    "suicide": "suicide",
    "abuse_child": "children",
    "violence": "violence",
    "poisoning": "poison",
}
RULES = {"consultation_request": "consultation", "confirms_patient": "patient_confirmed"}
# The labels whose target the guard is held to; the others are told.
HELD = frozenset({"consultation_request", "vital_emergency", "suicide"})
IMPORTED = {"toctoc.privacy": 150, "toctoc.privacy.rules.guard": 100}
IMPORT = (
    "import sys, time; began = time.process_time(); import {}; took = time.process_time() - began;"
    "print(took, ' '.join(sorted(n for n in ('numpy', 'spacy', 'django', 'onnxruntime') if n in sys.modules)))"
)


@dataclass(frozen=True, slots=True)
class Marked:
    """What was marked on clinical text that names nobody: findings per 1,000 characters, and the words marked."""

    source: str
    characters: int
    strict: tuple[str, ...]
    look: tuple[str, ...]

    def each_thousand(self, words: tuple[str, ...]) -> float:
        """Return how many there are per 1,000 characters."""
        return len(words) * 1_000 / self.characters if self.characters else 0.0


@dataclass(frozen=True, slots=True)
class Half:
    """All that was found on one half."""

    name: str
    count: int
    score: Score
    marked: tuple[Marked, ...]
    told: tuple[Told, ...]


def measure() -> list[Figure]:
    """Return shares, marks per 1,000 characters and milliseconds; write the page."""
    from bench.guard_page import write  # noqa: PLC0415 the page takes its types from here

    halves = [measured(name) for name in HALVES]
    costs = [*_costs(), *_import()]
    write([half for half in halves if half.count], costs)
    figures = [figure for half in halves if half.count for figure in half_figures(half)]
    return [*figures, *costs]


def measured(name: str) -> Half:
    """Return what the guard does on one half."""
    read = templates(name)
    return Half(name, len(read), score(read, inspect), tuple(_marked(name)), tuple(told_by_label(name)))


def half_figures(half: Half) -> list[Figure]:
    """Return the lines of the table for one half."""
    wide, strict = half.score.share("direct wide"), half.score.share("direct")
    chosen = [
        _share(half, "direct", at_least=0.97, note=f"{strict.total} spans of {half.count} templates"),
        Figure(
            f"{half.name}: direct wide", wide.value, "share", at_least=0.995, note=f"{wide.low:.3f}–{wide.high:.3f}"
        ),
        _share(half, "patterned", at_least=0.995),
        _share(half, "precision patterned", at_least=0.97),
        _share(half, "precision"),
        _share(half, "texts leaking"),
        _share(half, "texts leaking wide"),
    ]
    for marked in half.marked:
        for name, words, most in (("mask+block", marked.strict, 0.5), ("look", marked.look, 4.0)):
            said = f"{half.name}: {name} on {marked.source}"
            chosen.append(Figure(said, marked.each_thousand(words), "/1000", at_most=most))
    for answer in half.told:
        held = answer.label in HELD
        for name, share, least in (("recall", answer.recall, 0.95), ("precision", answer.precision, 0.85)):
            said = f"{half.name}: {answer.label} {name}"
            note = f"{share.hits} of {share.total}"
            chosen.append(Figure(said, share.value, "share", at_least=least if held else None, note=note))
    return chosen


def _share(half: Half, name: str, at_least: float | None = None, note: str = "") -> Figure:
    share = half.score.share(name)
    between = f"{share.low:.3f}–{share.high:.3f}"
    return Figure(
        f"{half.name}: {name}", share.value, "share", at_least=at_least, note=f"{between}, {note}" if note else between
    )


def clinical(half: str) -> dict[str, str]:
    """Return the texts of a half that name nobody, by source."""
    return {file.stem: file.read_text(encoding="utf-8") for file in sorted((CLINICAL / half).glob("*.txt"))}


def _marked(half: str) -> list[Marked]:
    """Mark each turn or abstract by itself, as a person would send it."""
    found = []
    for source, text in clinical(half).items():
        strict: list[str] = []
        look: list[str] = []
        for line in text.splitlines():
            for finding in inspect(line, "fr"):
                (look if finding.level is Level.LOOK else strict).append(
                    f"{line[finding.start : finding.end]} ({finding.kind})"
                )
        found.append(Marked(source, len(text), tuple(strict), tuple(look)))
    return found


def told_by_label(half: str) -> list[Told]:
    """Return how the emergency card and the legal frame tell each label."""
    chosen = sentences(half)
    if not chosen:
        return []
    return [told(chosen, label, _sayer(label)) for label in (*ALARMS, *CLAIMS)]


def _sayer(label: str) -> Callable[[str, str], bool]:
    """Return what tells whether a text is of ``label``; whoever writes is taken for a patient, who writes to all."""
    if label in CARDS:
        return lambda text, language: CARDS[label] in cards(text, language)
    rule = RULES.get(label, label)
    return lambda text, language: rule in {c.rule for c in concerns(text, language=language, situation=Situation())}


def _costs() -> list[Figure]:
    """Return CPU milliseconds per 1,000 characters for three sizes; growth is the largest against the middle one."""
    stock = "\n".join(made.text for template in templates("tuned") for made in instances(template))
    stock = _shuffled("\n".join([stock, *clinical("tuned").values()]))
    usual = _with_markup(stock, EACH)
    inspect(usual[:1_000])  # the lexicon is loaded
    taken = dict.fromkeys(SIZES, float("inf"))
    dearest = float("inf")
    for _ in range(ROUNDS):  # in turns, the best of each: a noisy neighbour slows all sizes alike
        for size in SIZES:
            taken[size] = min(taken[size], _milliseconds(usual, size))
        dearest = min(dearest, _milliseconds(_with_markup(stock, 1), SIZES[0]))
    figures = [Figure(f"CPU per 1,000 characters of {size:,}", taken[size], "ms", at_most=25) for size in SIZES]
    grown = taken[SIZES[2]] / taken[SIZES[1]]
    return [
        *figures,
        Figure("growth from 20,000 to 200,000 (1 is linear)", grown, "times", at_most=1.5),
        Figure("CPU per 1,000 characters, markup on each line", dearest, "ms"),
    ]


def _milliseconds(stock: str, size: int) -> float:
    """Return what 1,000 characters take in texts of ``size``."""
    texts = [(stock * 3)[place * size : (place + 1) * size] for place in range(max(1, 60_000 // size))]
    began = time.process_time()
    for text in texts:
        inspect(text)
    return (time.process_time() - began) * 1e6 / (size * len(texts))


def _with_markup(stock: str, each: int) -> str:
    return "\n".join(MARKUP + line if place % each == 0 else line for place, line in enumerate(stock.splitlines()))


def _shuffled(stock: str) -> str:
    """Return the lines of ``stock`` so that any stretch of it holds some of each kind, the same each time."""
    lines = stock.splitlines()
    step = 7919
    while len(lines) % step == 0:
        step += 2
    return "\n".join(lines[place * step % len(lines)] for place in range(len(lines)))


def _import() -> list[Figure]:
    figures: list[Figure] = []
    heavy: set[str] = set()
    for name, most in IMPORTED.items():
        said = [_imported(name) for _ in range(5)]
        heavy |= {word for words in said for word in words[1:]}
        figures.append(Figure(f"import of {name}", min(float(words[0]) for words in said) * 1_000, "ms", at_most=most))
    return [
        *figures,
        Figure("heavy modules loaded by them", len(heavy), "modules", at_most=0, note=" ".join(sorted(heavy))),
    ]


def _imported(name: str) -> list[str]:
    command = [sys.executable, "-c", IMPORT.format(name)]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout.split()

"""What is read of a question's text: themes on MORFITT's dev part, topics on our frozen questions; time, size, memory.

Of the frozen questions only figures for all of them are told.
"""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

from tests.questions.understanding import abstracts, given, micro_f1, questions, top_hits

from bench.figures import Figure
from toctoc.questions.rules.understanding.reading import understood
from toctoc.questions.rules.understanding.weights import THEMES, TOPICS, unpacked
from toctoc.questions.rules.urgency import Urgency

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.questions.understanding import Labelled

_HOSTILE = ("a" * 100_000, "? " * 50_000, "\n" * 100_000, "urgent pas " * 10_000, "l'" * 50_000, "\u0301" * 100_000)
_IMPORT = (
    "import sys, time; began = time.process_time(); import toctoc.questions.rules.understanding.reading;"
    "print(time.process_time() - began, 'numpy' in sys.modules)"
)
_MIB = 1 << 20


def measure() -> list[Figure]:
    """Return how well texts are read, and what it costs."""
    frozen = questions("frozen")
    return [
        *_labels("MORFITT dev: themes", THEMES, abstracts(), 0.70, 0.94),
        *_labels("frozen questions: topics", TOPICS, frozen, None, None),
        *_told(frozen),
        *_costs(frozen),
    ]


def _labels(name: str, path: Path, texts: list[Labelled], f1: float | None, top: float | None) -> list[Figure]:
    known = unpacked(path)
    known.probabilities(texts[0].text)
    begun = time.thread_time()
    ranked = [(known.probabilities(one.text), one.labels) for one in texts]
    taken = (time.thread_time() - begun) / len(texts) * 1e3
    picked = micro_f1((given(chances, known.enough), gold) for chances, gold in ranked)
    return [
        Figure(f"{name}, micro F1", picked, "share", at_least=f1, note=f"{len(texts)} texts"),
        Figure(f"{name}, one among the first three", top_hits(ranked), "share", at_least=top),
        Figure(f"{name}, CPU per text", taken, "ms", at_most=5),
        Figure(f"{name}, file", path.stat().st_size / _MIB, "MiB", at_most=15),
    ]


def _told(texts: list[Labelled]) -> list[Figure]:
    """Return what is said of urgency, of questions and of what is wanted; urgency often stands in no word."""
    read = [(understood(one.text), one) for one in texts]
    asks = [(one.is_question, found.is_question) for found, one in read]
    said = [(found.urgency, one.urgency) for found, one in read if found.urgency is not None]
    pressing = [one for one in texts if one.urgency != Urgency.WEEK]
    heard = sum(found.urgency is not None and one.urgency != Urgency.WEEK for found, one in read)
    return [
        Figure("frozen questions: a question or not, told right", _share(asks), "share"),
        Figure("frozen questions: urgency told right where words tell it", _share(said), "share", note=f"{len(said)}"),
        Figure("frozen questions: pressing ones of which words tell", heard / max(1, len(pressing)), "share"),
        Figure("frozen questions: what is wanted, told right", _share([(f.wants, o.wants) for f, o in read]), "share"),
    ]


def _share(pairs: Sequence[tuple[object, object]]) -> float:
    return sum(one == other for one, other in pairs) / max(1, len(pairs))


def _costs(texts: list[Labelled]) -> list[Figure]:
    understood.cache_clear()
    begun = time.thread_time()
    for one in texts:
        understood(one.text)
    whole = (time.thread_time() - begun) / len(texts) * 1e3
    slowest = 0.0
    for text in _HOSTILE:
        begun = time.thread_time()
        understood(text)
        slowest = max(slowest, time.thread_time() - begun)
    done = subprocess.run([sys.executable, "-c", _IMPORT], capture_output=True, text=True, check=True)
    seconds, numpy = done.stdout.split()
    return [
        Figure("all that is read of a question, CPU", whole, "ms", at_most=5),
        Figure("all that is read of 100,000 hostile characters, CPU, the slowest", slowest * 1e3, "ms", at_most=100),
        Figure("import, CPU", float(seconds) * 1e3, "ms", at_most=150, note=f"numpy: {numpy}"),
    ]

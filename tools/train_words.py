"""Learn how much words weigh: ``python -m tools.train_words`` writes ``privacy/rules/weighing/weights.bin``.

One logistic regression for each label against all the others (Adagrad, one sentence at a time, in an order drawn from
a fixed seed): the same sentences give the same bytes. NumPy works here alone; the program reads the weights without.
``python -m tools.train_words --check`` weighs each file of sentences with weights learned from the others.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np

from toctoc.privacy.rules.said.words import plainly
from toctoc.privacy.rules.weighing.features import PLACES, WHOLE, beside, of_word, place, size
from toctoc.privacy.rules.weighing.passages import passages
from toctoc.privacy.rules.weighing.weights import PACKAGED, packed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent
OURS = ROOT / "tools" / "words"
TUNED = ROOT / "tests" / "privacy" / "templates" / "tuned"
CLINICAL = ROOT / "tests" / "data" / "clinical" / "tuned"
WORLD = ROOT / "src" / "toctoc" / "config" / "world" / "texts"
# What these files say is kept to choose settings on and to judge by.
JUDGES = ("words-second", "dev-")
LABELS = {
    "vital_emergency": "vital",
    "suicide": "suicide",
    "abuse_child": "children",
    "violence": "violence",
    "poisoning": "poison",
    "consultation_request": "consultation",
    "confirms_patient": "patient_confirmed",
    "testimonial": "testimonial",
    "comparison": "comparison",
    "superlative": "superlative",
    "advertising": "advertising",
    "miracle_cure": "miracle_cure",
}
SLUGS = tuple(LABELS.values())
Floats = np.ndarray[Any, np.dtype[np.float32]]
Places = np.ndarray[Any, np.dtype[np.int64]]
# Rounds over all sentences, the step of the first, and how fast a weight that is not used fades.
ROUNDS, STEP, FADE = 12, 0.5, 2e-3
# The weights are the mean of those after so many last rounds: the order of the sentences then matters less.
AVERAGED = 4
# A sentence of danger counts so much more than one of the many that are none.
WEIGHT = 2.0
SEED = 16_11
# How often each line of ``everyday.txt`` is drawn.
DRAWN = 24
_CHOICE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A passage: the places of its features, how often each, what it is and what it may be taken for."""

    places: Places
    counts: Floats
    label: str
    also: frozenset[str]
    author: str


def seen(words: tuple[str, ...]) -> tuple[Places, Floats]:
    """Return the places of what is seen in ``words`` and their counts, brought to one size."""
    tally: dict[int, int] = defaultdict(int)
    for at, word in enumerate(words):
        for one in of_word(word):
            tally[one] += 1
        for feature in beside(words, at):
            tally[place(feature)] += WHOLE
    share = np.float32(size(sum(tally.values())))
    return np.array(list(tally), dtype=np.int64), np.array(list(tally.values()), dtype=np.float32) / share


def _slug(label: str) -> str:
    return LABELS.get(label, label)


def sentences(path: Path) -> Iterator[Lesson]:
    """Yield the sentences of a file of ours, as they are written."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        words = plainly(row["text"]).words
        if words:
            also = frozenset(map(_slug, row.get("also", ())))
            yield Lesson(*seen(words), _slug(row["label"]), also, path.stem)


def everyday() -> Iterator[str]:
    """Yield sentences of every day, drawn from ``everyday.txt`` in an order that a fixed seed gives."""
    chance = Random(SEED)
    for line in (OURS / "everyday.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith(("#", "==")):
            continue
        drawn = (_CHOICE.sub(lambda found: chance.choice(found[1].split("|")), line) for _ in range(DRAWN))
        yield from dict.fromkeys(" ".join(one.split()) for one in drawn)


def ordinary() -> Iterator[Lesson]:
    """Yield passages of every day, of medical talk and of the demonstration world, which call for nothing."""
    for text in everyday():
        yield from _pieces(text, "everyday")
    talk = (CLINICAL / "labforsims2.txt").read_text(encoding="utf-8").splitlines()
    for at in range(0, len(talk), 3):
        yield from _pieces(" ".join(talk[at : at + 3]), "talk")
    for line in (CLINICAL / "morfitt.txt").read_text(encoding="utf-8").splitlines():
        yield from _pieces(line[:700], "abstracts")
    for text in world():
        yield from _pieces(text, "world")


def world() -> Iterator[str]:
    """Yield what people write in the demonstration world; ``questions_b`` is left to judge by."""
    for name in ("posts", "questions_a"):
        yield from _texts(json.loads((WORLD / f"{name}.json").read_text(encoding="utf-8")))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(text := value.get("text"), str):
            yield text
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _texts(one)


def _pieces(text: str, author: str) -> Iterator[Lesson]:
    words = plainly(text).words
    for first, last in passages(words):
        yield Lesson(*seen(words[first:last]), "none", frozenset(), author)


def lessons() -> list[Lesson]:
    """Return all there is to learn from; what was written to choose settings on (``JUDGES``) is not."""
    return [*(one for path in files() for one in sentences(path)), *ordinary()]


def files() -> list[Path]:
    """Return the files of sentences written to learn from."""
    found = [*sorted(OURS.glob("*.jsonl")), *sorted(TUNED.glob("words-*.jsonl"))]
    return [path for path in found if not path.stem.startswith(JUDGES)]


def learned(all_lessons: Sequence[Lesson], rounds: int = ROUNDS) -> tuple[Floats, Floats]:
    """Return weights (places by labels) and biases."""
    width = len(SLUGS)
    weights = np.zeros((PLACES, width), dtype=np.float32)
    squares = np.full((PLACES, width), 1e-2, dtype=np.float32)
    biases, bias_squares = np.full(width, -2.0, dtype=np.float32), np.full(width, 1.0, dtype=np.float32)
    targets, cares = _targets(all_lessons)
    order = list(range(len(all_lessons)))
    chance = Random(SEED)
    late: list[tuple[Floats, Floats]] = []
    for _ in range(rounds):
        chance.shuffle(order)
        for number in order:
            one = all_lessons[number]
            rows = weights[one.places]
            odds = one.counts @ rows + biases
            wrong = (1 / (1 + np.exp(-odds)) - targets[number]) * cares[number]
            slope = one.counts[:, None] * wrong[None, :] + FADE * rows
            squares[one.places] += slope * slope
            weights[one.places] = rows - STEP * slope / np.sqrt(squares[one.places])
            bias_squares += wrong * wrong
            biases -= STEP * wrong / np.sqrt(bias_squares)
        late = [*late, (weights.copy(), biases.copy())][-AVERAGED:]
    return _mean([one for one, _ in late]), _mean([one for _, one in late])


def _mean(some: list[Floats]) -> Floats:
    total = np.zeros_like(some[0])
    for one in some:
        total += one
    return total / np.float32(len(some))


def _targets(all_lessons: Sequence[Lesson]) -> tuple[Floats, Floats]:
    """Return what each lesson should say of each label, and how much it matters: nothing where either is right."""
    targets = np.zeros((len(all_lessons), len(SLUGS)), dtype=np.float32)
    cares = np.ones_like(targets)
    for number, one in enumerate(all_lessons):
        for column, slug in enumerate(SLUGS):
            if slug == one.label:
                targets[number, column] = 1
                cares[number, column] = WEIGHT
            elif slug in one.also:
                cares[number, column] = 0
    return targets, cares


def rounded(weights: Floats, biases: Floats) -> bytes:
    """Return the file of these weights, each in one byte."""
    scales = np.maximum(np.abs(weights).max(axis=0), 1e-6) / 127
    small = np.rint(weights / scales).astype(np.int8)
    return packed(
        SLUGS, [round(float(one), 9) for one in scales], [round(float(one), 6) for one in biases], small.tobytes()
    )


def check(all_lessons: list[Lesson]) -> None:
    """Print how well each author's sentences are told by weights learned from the others'."""
    for author in sorted({one.author for one in all_lessons}):
        weights, biases = learned([one for one in all_lessons if one.author != author])
        kept = [one for one in all_lessons if one.author == author]
        odds = np.array([one.counts @ weights[one.places] + biases for one in kept])
        for column, slug in enumerate(SLUGS):
            yes = odds[:, column] > 0
            ours = np.array([one.label == slug for one in kept])
            others = np.array([slug not in {one.label, *one.also} for one in kept])
            print(f"{author:24} {slug:18} {(yes & ours).sum():4}/{ours.sum():<4} wrong {(yes & others).sum()}")


def main() -> None:
    """Learn, and write the weights; or check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--to", type=Path, default=PACKAGED)
    asked = parser.parse_args()
    known = lessons()
    if asked.check:
        check(known)
        return
    asked.to.write_bytes(rounded(*learned(known)))
    print(f"{len(known)} passages, {asked.to.stat().st_size} bytes")


if __name__ == "__main__":
    main()

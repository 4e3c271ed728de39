"""Learn what questions are about: ``python -m tools.train_topics`` writes the weights of ``rules/understanding``.

Kernel ridge regression for all labels at once, solved exactly: a text is three vectors of length one (words, pairs of
words, letters; rare ones count more), and what each text would score had it been left out is known without learning
again (Hastie, Tibshirani, Friedman, "The Elements of Statistical Learning", 7.10). On these scores a line to log-odds
is fitted for each label, and the probability from which a label is given is chosen. The same texts give the same
weights. NumPy works here alone; the program reads the weights without. Kinds of answer are learned in the same way,
from the questions alone, with small words and with what ``cues.txt`` tells.

``--morfitt FOLDER`` learns the twelve themes of MORFITT too (``train.tsv`` alone; Labrak et al., 2023, CC BY-SA 4.0).
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from toctoc.questions.rules.topics import TOPICS as OF_QUESTIONS
from toctoc.questions.rules.understanding.features import seen
from toctoc.questions.rules.understanding.wanting import Wants, put
from toctoc.questions.rules.understanding.weights import KINDS, STEPS, THEMES, TOPICS, Learned, packed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent
TUNED = ROOT / "tests" / "questions" / "texts" / "topics-tuned.jsonl"
MORE = TUNED.with_name("topics-more.jsonl")
# Of the further questions, each fifth line is kept apart to choose by.
APART = 5
WORLD = ROOT / "src" / "toctoc" / "config" / "world" / "texts"
WORDS = ROOT / "tools" / "topics"
Floats = np.ndarray[Any, np.dtype[np.floating[Any]]]
# So many columns are worked on at once.
CHUNK = 4_096
_MOST_RARE = 255
_ROUNDS, _ENOUGH = 40, 1e-9


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text and its labels; one that is ``asked`` is judged by."""

    text: str
    labels: frozenset[str]
    asked: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen on texts left out: how far weights are held back, and what a feature must be seen in."""

    held_back: float
    fewest: int


Eyes = Callable[[str], tuple[Iterable[int], ...]]


OF_ABSTRACTS, OF_ASKED, OF_KINDS = Choice(3.0, 2), Choice(1.0, 1), Choice(1.0, 2)


@dataclass(frozen=True, slots=True)
class Table:
    """The features of one kind in all texts, a line for each that is not nought: text, feature, value."""

    keys: list[int]
    rare: bytes
    texts: np.ndarray[Any, np.dtype[np.int64]]
    places: np.ndarray[Any, np.dtype[np.int64]]
    values: Floats

    def columns(self, count: int) -> Iterator[tuple[int, Floats]]:
        """Yield the matrix of ``count`` texts some columns at a time, with the number of the first."""
        order = np.argsort(self.places, kind="stable")
        places, texts, values = self.places[order], self.texts[order], self.values[order]
        for first in range(0, len(self.keys), CHUNK):
            start, end = np.searchsorted(places, [first, first + CHUNK])
            part = np.zeros((count, min(CHUNK, len(self.keys) - first)), dtype=np.float32)
            part[texts[start:end], places[start:end] - first] = values[start:end]
            yield first, part


def tables(lessons: Sequence[Lesson], fewest: int, eyes: Eyes = seen) -> list[Table]:
    """Return the features of all texts as ``eyes`` see them, kind by kind."""
    found = [[Counter(part) for part in eyes(one.text)] for one in lessons]
    return [_table([parts[kind] for parts in found], fewest) for kind in range(len(found[0]))]


def _table(texts: list[Counter[int]], fewest: int) -> Table:
    spread = Counter(key for text in texts for key in text)
    keys = sorted(key for key, often in spread.items() if often >= fewest)
    rare = np.log((1 + len(texts)) / (1 + np.array([spread[key] for key in keys]))) + 1
    steps = np.minimum(np.rint(rare * STEPS), _MOST_RARE)
    place = {key: at for at, key in enumerate(keys)}
    lines = [
        (number, place[key], times) for number, text in enumerate(texts) for key, times in text.items() if key in place
    ]
    numbers, places, times = (np.array(one) for one in zip(*lines, strict=True))
    values = (1 + np.log(times)) * steps[places] / STEPS
    lengths = np.sqrt(np.bincount(numbers, values**2, minlength=len(texts)))
    return Table(keys, bytes(steps.astype(np.uint8)), numbers, places, values / lengths[numbers])


def learned(lessons: Sequence[Lesson], labels: Sequence[str], choice: Choice, eyes: Eyes = seen) -> tuple[bytes, str]:
    """Return the file of what the lessons teach, and what texts that are left out are told to be."""
    known, count = tables(lessons, choice.fewest, eyes), len(lessons)
    kernel = sum((part @ part.T for table in known for _, part in table.columns(count)), np.zeros((count, count)))
    inverse = np.linalg.inv(kernel + choice.held_back * np.eye(count))
    gold = np.array([[label in one.labels for label in labels] for one in lessons], dtype=float)
    asked = np.array([one.asked for one in lessons])
    usual = gold[asked].mean(axis=0)
    pulls = inverse @ (gold - usual)
    left_out = (gold - pulls / np.diag(inverse)[:, None])[asked]
    lines = [line_of(left_out[:, at], gold[asked, at]) for at in range(len(labels))]
    slopes, levels = np.array(lines).T
    # What is told at run time starts from nought, not from what is usual.
    chances = 1 / (1 + np.exp(-(left_out * slopes + levels)))
    enough, told = judged(chances, gold[asked])
    levels = levels + usual * slopes
    head: dict[str, object] = {
        "labels": list(labels),
        "slopes": [round(float(one), 6) for one in slopes],
        "levels": [round(float(one), 6) for one in levels],
        "enough": enough,
    }
    return packed(head, [_rounded(table, pulls, count) for table in known]), told


def _rounded(table: Table, pulls: Floats, count: int) -> Learned:
    """Return the weights of one kind of features, each in one byte, rarity within."""
    weights = np.vstack([part.T @ pulls for _, part in table.columns(count)])
    weights *= np.frombuffer(table.rare, dtype=np.uint8)[:, None] / STEPS
    scales = np.maximum(np.abs(weights).max(axis=0), 1e-9) / 127
    small = np.rint(weights / scales).astype(np.int8)
    return Learned(
        table.keys, table.rare, [bytes(column) for column in small.T], [float(f"{one:.6g}") for one in scales]
    )


def line_of(scores: Floats, gold: Floats) -> tuple[float, float]:
    """Return slope and level of the line from a score to log-odds, by Newton's method.

    Targets are Platt's, a little short of nought and one ("Probabilistic outputs for support vector machines", 1999).
    """
    yes = gold.sum()
    aim = np.where(gold > 0, (yes + 1) / (yes + 2), 1 / (len(gold) - yes + 2))
    seen_as = np.column_stack([scores, np.ones_like(scores)])
    line = np.zeros(2)
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-(seen_as @ line)))
        bend = (seen_as * (chance * (1 - chance))[:, None]).T @ seen_as + np.eye(2) * 1e-6
        step = np.linalg.solve(bend, seen_as.T @ (chance - aim))
        line -= step
        if np.abs(step).max() < _ENOUGH:
            break
    return float(line[0]), float(line[1])


def judged(chances: Floats, gold: Floats) -> tuple[float, str]:
    """Return the probability from which a label is best given, and how well that goes."""
    scored = [(_micro(given(chances, least), gold), least) for least in np.arange(5, 90) / 100]
    best, enough = max(scored)
    first = np.argsort(-chances, axis=1)[:, :3]
    top = np.take_along_axis(gold, first, axis=1).any(axis=1).mean()
    return float(enough), f"left out: micro F1 {best:.3f} from {enough:.2f} on, top 3 {top:.3f}"


def given(chances: Floats, least: float) -> Floats:
    """Return the labels that are given: those likely enough, and the likeliest in any case."""
    picked = (chances >= least).astype(float)
    picked[np.arange(len(chances)), chances.argmax(axis=1)] = 1
    return picked


def _micro(picked: Floats, gold: Floats) -> float:
    return float(2 * (picked * gold).sum() / (picked.sum() + gold.sum()))


def abstracts(path: Path) -> list[Lesson]:
    """Return the abstracts of a file of MORFITT."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [Lesson(row["abstract"], frozenset(row["specialities"].split("|"))) for row in rows]


def labelled() -> list[dict[str, Any]]:
    """Return the questions that were written to learn from, without those that are kept apart."""
    return [*_rows(TUNED), *(row for number, row in enumerate(_rows(MORE), 1) if number % APART)]


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def kinds() -> list[Lesson]:
    """Return questions with the kind of answer that they wait for."""
    return [Lesson(row["text"], frozenset({row["wants"]})) for row in labelled() if row["is_question"]]


def questions() -> list[Lesson]:
    """Return what is written to learn topics from: questions, those of the demonstration world, lists of words."""
    rows = labelled()
    for name in ("questions_a", "questions_b"):
        rows += json.loads((WORLD / f"{name}.json").read_text(encoding="utf-8"))
    return [*(Lesson(row["text"], frozenset(row["topics"])) for row in rows), *words()]


def words() -> Iterator[Lesson]:
    """Yield what each topic is known by, a phrase at a time; a line is ``topic topic: phrase, phrase``."""
    for path in sorted(WORDS.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            topics, _, said = line.partition(": ")
            if said and not line.startswith("#"):
                for phrase in said.split(", "):
                    yield Lesson(phrase, frozenset(topics.split()), asked=False)


def learn(lessons: Sequence[Lesson], labels: Sequence[str], choice: Choice, to: Path, eyes: Eyes = seen) -> None:
    """Learn, write the weights, and say how it went."""
    file, told = learned(lessons, labels, choice, eyes)
    to.write_bytes(file)
    print(f"{to.name}: {len(lessons)} texts, {len(file)} bytes, {told}")


def main() -> None:
    """Learn topics, and themes where their abstracts are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--morfitt", type=Path, help="the folder of train.tsv")
    parser.add_argument("--to", type=Path, default=TOPICS.parent)
    asked = parser.parse_args()
    if asked.morfitt:
        lessons = abstracts(asked.morfitt / "train.tsv")
        learn(
            lessons, sorted(frozenset().union(*(one.labels for one in lessons))), OF_ABSTRACTS, asked.to / THEMES.name
        )
    learn(kinds(), tuple(Wants), OF_KINDS, asked.to / KINDS.name, put)
    learn(questions(), tuple(OF_QUESTIONS), OF_ASKED, asked.to / TOPICS.name)


if __name__ == "__main__":
    main()

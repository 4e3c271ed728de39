"""Learn which words seem to point at somebody: ``python -m tools.train_tagger`` writes ``rules/tagging/weights.bin``.

Texts are made of the tuned templates, with identifiers of other templates in their slots and some in small letters or
in capitals, as people type; clinical talk, abstracts and the demonstration world name nobody. One logistic regression
(Adagrad, feature dropout) says whether a token points at somebody, and one for each kind, among those that do, what at.
Everything is drawn from fixed seeds. NumPy works here alone; the program reads the weights without.
``--without PREFIX`` leaves out the templates whose id starts so, to see what is found on texts of others.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
from tests.privacy.fills import fill
from tests.privacy.templates import SLOT, templates

from toctoc.privacy.rules.findings import Level
from toctoc.privacy.rules.folding import fold
from toctoc.privacy.rules.guard import inspect
from toctoc.privacy.rules.reading import Around, Reading
from toctoc.privacy.rules.tagging import odds
from toctoc.privacy.rules.tagging.sight import parts, sight
from toctoc.privacy.rules.weighing.weights import packed
from tools.train_words import CLINICAL, OURS, TUNED, world

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tests.privacy.templates import Template

    from toctoc.privacy.rules.tagging.sight import Part

Floats = np.ndarray[Any, np.dtype[np.float32]]
Places = np.ndarray[Any, np.dtype[np.int32]]
SEED = 22_11
# Texts made of each template, and of one without a slot.
TEXTS, TRAPS = 10, 3
# How often an identifier of another template is put in, a text is typed in small letters, or in capitals.
SWAPPED, SMALL, BARE, LARGE = 0.8, 0.13, 0.5, 0.07
# Not swapped: what such a slot holds is a piece of its sentence.
OWN = frozenset({"FAMILY", "JOB", "RARE"})
ROUNDS, STEP, BATCH, DROPPED, FADED = 5, 0.1, 256, 0.3, 1e-2
KINDS = {
    "NAME": "name",
    "INITIALS": "name",
    "HANDLE": "name",
    "COMMUNE": "commune",
    "POSTCODE": "commune",
    "HOSPITAL": "hospital",
    "ADDRESS": "address",
    "DATE": "date",
    "DOB": "date",
    "JOB": "job_place",
    "RARE": "job_place",
    "FAMILY": "family",
}
_WORD = re.compile(r"[^\W_]+")
_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Told:
    """A text and where its identifiers are, with their labels."""

    text: str
    language: str
    gold: tuple[tuple[int, int, str], ...]


@lru_cache(maxsize=1 << 17)
def _places(part: Part) -> tuple[int, ...]:
    return tuple(odds.places(part))


def shape(written: str) -> str:
    """Return how an identifier is written, so that another written alike can take its place."""
    return " ".join(
        "0" if word[0].isdigit() else "l" if word.islower() else "U" if word.isupper() and len(word) > 1 else "T"
        for word in _WORD.findall(written)[:_SHOWN]
    )


def stocks(chosen: Iterable[Template]) -> dict[tuple[str, str], list[str]]:
    """Return the identifiers of all templates, by label and shape."""
    found = defaultdict(list)
    for template in chosen:
        for slot in SLOT.finditer(template.text):
            for choice in (slot[2] or "").split("|"):
                value = choice.rpartition("^")[2]
                found[slot[1], shape(value)].append(value)
    return found


def made(template: Template, stock: dict[tuple[str, str], list[str]], chance: Random) -> Told:
    """Return a text made of ``template``."""
    text, gold, end = "", [], 0
    for slot in SLOT.finditer(template.text):
        text += template.text[end : slot.start()]
        unlabelled, value = _drawn(slot[1], slot[2], text, stock, chance)
        text += unlabelled
        gold.append((len(text), len(text) + len(value), slot[1]))
        text += value
        end = slot.end()
    return Told(typed(text + template.text[end:], chance), template.lang, tuple(gold))


def _drawn(
    label: str, choices: str | None, before: str, stock: dict[tuple[str, str], list[str]], chance: Random
) -> tuple[str, str]:
    """Return what stands before an identifier and is none, and the identifier: one of the slot's, or alike."""
    if choices is None:
        return "", fill(label, before, chance)
    unlabelled, _, value = chance.choice(choices.split("|")).rpartition("^")
    if label not in OWN and chance.random() < SWAPPED:
        value = chance.choice(stock[label, shape(value)])
    return unlabelled, value


def typed(text: str, chance: Random) -> str:
    """Return ``text`` as somebody in a hurry might type it, character for character, or as it is."""
    drawn = chance.random()
    if drawn < LARGE:
        return _alike(text, text.upper())
    if drawn < LARGE + SMALL:
        small = _alike(text, text.lower())
        return "".join(unicodedata.normalize("NFD", one)[0] for one in small) if chance.random() < BARE else small
    return text


def _alike(text: str, other: str) -> str:
    return other if len(other) == len(text) else text


def told(chosen: Sequence[Template]) -> Iterator[Told]:
    """Yield all there is to learn from."""
    chance, stock = Random(SEED), stocks(chosen)
    for template in chosen:
        for _ in range(TEXTS if SLOT.search(template.text) else TRAPS):
            yield made(template, stock, chance)
    for name in ("labforsims2", "morfitt"):
        for line in (CLINICAL / f"{name}.txt").read_text(encoding="utf-8").splitlines():
            yield Told(line, "fr", ())
    for text in world():
        yield Told(text, "fr", ())
    for text, language in ordinary():
        if not any(one.level is not Level.LOOK for one in inspect(text, language)):
            yield Told(text, language, ())


def ordinary() -> Iterator[tuple[str, str]]:
    """Yield the sentences that the emergency card learns from: few name anybody, and those are left out."""
    for path in [*sorted(OURS.glob("*.jsonl")), *sorted(TUNED.glob("words-*.jsonl"))]:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield row["text"], row.get("lang", "fr")


def lessons(texts: Iterable[Told]) -> tuple[Places, list[str]]:
    """Return for each token the places of its traits (padded with one that weighs nothing), and its label or ""."""
    rows: list[list[int]] = []
    labels: list[str] = []
    for one in texts:
        folded = fold(one.text)
        seen = sight(Reading(folded.text, one.language, Around()))
        for at, token in enumerate(seen.tokens):
            rows.append([place for part in parts(seen, at) for place in _places(part)])
            start, end = folded.span(token.start, token.end)
            labels.append(next((label for a, b, label in one.gold if a < end and start < b), ""))
    most = max(map(len, rows))
    return np.array([row + [odds.PLACES] * (most - len(row)) for row in rows], dtype=np.int32), labels


def learned(rows: Places, right: Floats) -> tuple[Floats, float]:
    """Return weights and bias of one logistic regression."""
    chance = np.random.default_rng(SEED)
    weights = np.zeros(odds.PLACES + 1, dtype=np.float32)
    squares = np.full(odds.PLACES + 1, FADED, dtype=np.float32)
    bias, order = -2.0, np.arange(len(rows))
    for _ in range(ROUNDS):
        chance.shuffle(order)
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            places = rows[chosen]
            kept = (chance.random(places.shape) > DROPPED).astype(np.float32) / (1 - DROPPED)
            wrong = 1 / (1 + np.exp(-(bias + (weights[places] * kept).sum(axis=1)))) - right[chosen]
            slope = (wrong[:, None] * kept).ravel()
            np.add.at(squares, places.ravel(), slope * slope)
            np.add.at(weights, places.ravel(), -STEP * slope / np.sqrt(squares[places.ravel()]))
            weights[-1] = 0
            bias -= STEP / 2 * float(wrong.mean())
    return weights[:-1], bias


def model(chosen: Sequence[Template]) -> bytes:
    """Return the file of weights learned from ``chosen`` and from texts that name nobody."""
    rows, labels = lessons(told(chosen))
    columns = [learned(rows, np.array([bool(label) for label in labels], dtype=np.float32))]
    pointing = np.array([bool(label) for label in labels])
    kinds = [KINDS.get(label, "unexplained") for label in labels if label]
    columns += [
        learned(rows[pointing], np.array([one == kind for one in kinds], dtype=np.float32)) for kind in odds.KINDS
    ]
    weights = np.stack([column for column, _ in columns], axis=1)
    scales = np.maximum(np.abs(weights).max(axis=0), 1e-6) / 127
    small = np.rint(weights / scales).astype(np.int8)
    return packed(
        (odds.POINTS, *odds.KINDS),
        [round(float(one), 9) for one in scales],
        [round(bias, 6) for _, bias in columns],
        small.tobytes(),
    )


def main() -> None:
    """Learn, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", default=(), nargs="*", help="the beginnings of the ids of templates to leave out")
    parser.add_argument("--to", type=Path, default=odds.PACKAGED)
    asked = parser.parse_args()
    chosen = [one for one in templates("tuned") if not one.id.startswith(tuple(asked.without))]
    asked.to.write_bytes(model(chosen))
    print(f"{len(chosen)} templates, {asked.to.stat().st_size} bytes")


if __name__ == "__main__":
    main()

"""Templates of what people write, and the texts made of them with the place of each identifier.

A template is one JSON object a line: ``{"id", "lang", "genre", "text"}``. ``{NAME:Solenn Kerguelen|Thi Hoa Nguyen}`` is
a slot: instance ``i`` takes alternative ``i`` modulo their number; ``{PHONE}`` is made by :mod:`tests.privacy.fills`.
What stands before ``^`` in an alternative is no part of the identifier: ``{HOSPITAL:la ^clinique du Parc|l'^hôpital}``.
A sentence for the word sets is ``{"id", "lang", "text", "label"}``, with ``"also"``: labels that are right as well.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from tests.privacy.fills import BARE, fill

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent / "templates"
HALVES = ("tuned", "frozen")
INSTANCES = 3
DIRECT = frozenset(
    [
        "NAME",
        "INITIALS",
        "DOB",
        "PHONE",
        "EMAIL",
        "NIR",
        "RPPS",
        "REGISTER",
        "PATIENT",
        "IBAN",
        "PLATE",
        "ADDRESS",
        "HANDLE",
    ]
)
PATTERNED = frozenset({"EMAIL", "PHONE", "NIR", "RPPS", "IBAN"})
LABELS = DIRECT | frozenset(["DATE", "COMMUNE", "POSTCODE", "HOSPITAL", "URL", "AGE", "JOB", "RARE", "FAMILY"])
ALARMS = ("consultation_request", "vital_emergency", "suicide", "abuse_child", "violence", "poisoning")
CLAIMS = ("testimonial", "comparison", "superlative", "confirms_patient", "advertising", "miracle_cure")
WORDS = frozenset({*ALARMS, *CLAIMS, "none"})
SLOT = re.compile(r"\{([A-Z]+)(?::([^{}]*))?\}")


class Malformed(ValueError):
    """A template that cannot be read: the sentence says which and why."""


@dataclass(frozen=True, slots=True)
class Gold:
    """An identifier at ``start`` to ``end`` of an instance."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Template:
    """What somebody wrote, with slots."""

    id: str
    lang: str
    genre: str
    text: str


@dataclass(frozen=True, slots=True)
class Instance:
    """A text made of a template, and its identifiers in order."""

    template: Template
    number: int
    text: str
    gold: tuple[Gold, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence for the word sets, what it is (``label``), and what it may be taken for as well (``also``)."""

    id: str
    lang: str
    text: str
    label: str
    also: tuple[str, ...] = ()


def templates(half: str, folder: Path = FOLDER) -> list[Template]:
    """Return the templates of a half; raise :class:`Malformed` when one cannot be read or an id comes twice."""
    read = [
        Template(row["id"], row["lang"], row["genre"], row["text"])
        for row in _rows(folder / half)
        if "genre" in row and "label" not in row
    ]
    _refuse_twins([template.id for template in read])
    return read


def sentences(half: str, folder: Path = FOLDER) -> list[Sentence]:
    """Return the sentences for the word sets of a half; raise :class:`Malformed` as :func:`templates` does."""
    read = [
        Sentence(row["id"], row["lang"], row["text"], row["label"], tuple(row.get("also", ())))
        for row in _rows(folder / half)
        if "label" in row
    ]
    _refuse_twins([sentence.id for sentence in read])
    for sentence in read:
        if not {sentence.label, *sentence.also} <= WORDS:
            raise Malformed(f"{sentence.id}: unknown label {sentence.label}.")
    return read


def instances(template: Template) -> list[Instance]:
    """Return the texts made of a template: three, or one when it has no slot."""
    return [instance(template, number) for number in range(INSTANCES if SLOT.search(template.text) else 1)]


def instance(template: Template, number: int) -> Instance:
    """Return text ``number`` of a template; the same at each call."""
    written, gold, end = "", [], 0
    for place, slot in enumerate(SLOT.finditer(template.text)):
        written += template.text[end : slot.start()]
        unlabelled, _, value = _value(template, number, place, slot, written).rpartition("^")
        written += unlabelled
        gold.append(Gold(len(written), len(written) + len(value), slot[1]))
        written += value
        end = slot.end()
    written += template.text[end:]
    if "{" in written or "}" in written:
        raise Malformed(f"{template.id}: a bracket is left: {written}")
    return Instance(template, number, written, tuple(gold))


def _value(template: Template, number: int, place: int, slot: re.Match[str], before: str) -> str:
    label, listed = slot[1], slot[2]
    if label not in LABELS:
        raise Malformed(f"{template.id}: unknown label {label}.")
    if listed is None:
        if label not in BARE:
            raise Malformed(f"{template.id}: {label} needs its alternatives.")
        return fill(label, before, Random(f"{template.id}:{number}:{place}"))
    choices = listed.split("|")
    if not all(choice.strip() == choice and choice for choice in choices):
        raise Malformed(f"{template.id}: an empty alternative, or one with spaces around it, in {slot[0]}.")
    return choices[number % len(choices)]


def _rows(folder: Path) -> Iterator[dict[str, str]]:
    for file in sorted(folder.glob("**/*.jsonl")):
        for line, row in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
            if not row.strip():
                continue
            try:
                yield json.loads(row)
            except json.JSONDecodeError as error:
                raise Malformed(f"{file.name}, line {line}: {error}") from error


def _refuse_twins(ids: list[str]) -> None:
    if len(ids) != len(set(ids)):
        twins = sorted({one for one in ids if ids.count(one) > 1})
        raise Malformed(f"These ids come twice: {', '.join(twins[:5])}.")

"""Read the files of the LabForSims2 corpus: consultations between an intern and a virtual patient.

Laleye et al., *A French Medical Conversations Corpus Annotated for a Virtual Patient Dialogue System*, LREC 2020;
CEA LIST, CC BY-SA 4.0. ``dialogues/<name>/dialogues`` holds one consultation, a turn a line: ``d`` (doctor) or ``p``
(patient), the turn's number, its words. ``single/`` holds questions, answers, and which answers which.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toctoc.kernel.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DOCTOR, PATIENT = "d", "p"
# Ten times the longest of the corpus: a bound on memory, whatever the folder holds.
LARGEST_FILE = 2_000_000
_TURN = re.compile(r"(?P<speaker>[dp])(?P<number>[0-9]+)\s+(?P<words>\S.*)")
_ENTRY = re.compile(r"(?P<key>[A-Z]+[0-9]+) \+\+\+ ?(?P<words>.*\S.*)")


@dataclass(frozen=True, slots=True)
class Turn:
    """What the doctor or the patient says, and where it is written (``file:line``)."""

    speaker: str
    words: str
    place: str


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A consultation, or a question and its answer; ``key`` names it for ever."""

    key: str
    turns: tuple[Turn, ...]
    is_pair: bool = False


@dataclass(slots=True)
class Corpus:
    """The dialogues that could be read, and a sentence with a line number for each thing that could not."""

    dialogues: list[Dialogue] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class _Unreadable(Exception):
    """A file is not what it should be; the sentence names the file and the line."""


def read(folder: Path, *, with_pairs: bool = False) -> Corpus:
    """Read the corpus in ``folder``; raise :class:`Invalid` when it is not there at all."""
    if not (folder / "dialogues").is_dir():
        raise Invalid("%(folder)s n’a pas de sous-dossier « dialogues ».", field="folder", folder=folder)
    corpus = Corpus()
    try:
        paths = sorted(path for path in (folder / "dialogues").iterdir() if not path.name.startswith("."))
    except OSError as error:
        raise Invalid("%(folder)s ne peut pas être lu.", field="folder", folder=folder) from error
    for path in paths:
        try:
            corpus.dialogues.append(_dialogue(path.name, path / "dialogues" if path.is_dir() else path))
        except _Unreadable as error:
            corpus.faults.append(str(error))
    if with_pairs:
        try:
            corpus.dialogues.extend(_pairs(folder / "single", corpus.faults))
        except _Unreadable as error:
            corpus.faults.append(str(error))
    return corpus


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not empty with their numbers; raise :class:`_Unreadable`."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _Unreadable(f"{path}: plus de {LARGEST_FILE} octets, ce n’est pas un fichier du corpus")
        content = path.read_bytes()
    except OSError as error:
        raise _Unreadable(f"{path}: {error.strerror or error}") from error
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        try:
            text = line.decode("utf-8").strip()
        except UnicodeDecodeError as error:
            raise _Unreadable(f"{path}, ligne {number}: ce n’est pas de l’UTF-8") from error
        if text:
            yield number, text


def _dialogue(key: str, path: Path) -> Dialogue:
    turns: list[Turn] = []
    asked = ""
    for number, line in _lines(path):
        match = _TURN.fullmatch(line)
        if match is None:
            raise _Unreadable(f"{path}, ligne {number}: attendu « d » ou « p », un numéro, puis des mots")
        speaker = match["speaker"]
        if speaker == PATIENT and match["number"] != asked:
            raise _Unreadable(f"{path}, ligne {number}: p{match['number']} ne répond à aucune question")
        if speaker == DOCTOR and asked:
            raise _Unreadable(f"{path}, ligne {number}: la question d{asked} est restée sans réponse")
        asked = match["number"] if speaker == DOCTOR else ""
        turns.append(Turn(speaker, " ".join(match["words"].split()), f"{path}, ligne {number}"))
    if not turns:
        raise _Unreadable(f"{path}: le fichier est vide")
    return Dialogue(key, tuple(turns))


def _pairs(folder: Path, faults: list[str]) -> Iterator[Dialogue]:
    """Yield a short dialogue for each question and its answer; a pair with a part missing is a fault."""
    questions, answers = _entries(folder / "doctor.txt", faults), _entries(folder / "patient.txt", faults)
    for number, line in _lines(folder / "d_p.txt"):
        question, _, answer = line.partition(" +++ ")
        if question not in questions or answer not in answers:
            faults.append(f"{folder / 'd_p.txt'}, ligne {number}: une des deux moitiés n’existe pas")
            continue
        words = (Turn(DOCTOR, *questions[question]), Turn(PATIENT, *answers[answer]))
        yield Dialogue(f"{question}-{answer}", words, is_pair=True)


def _entries(path: Path, faults: list[str]) -> dict[str, tuple[str, str]]:
    """Return (words, place) by key; a line that is no entry is a fault and the others stay."""
    found: dict[str, tuple[str, str]] = {}
    for number, line in _lines(path):
        match = _ENTRY.fullmatch(line)
        if match is None:
            faults.append(f"{path}, ligne {number}: attendu une clé, « +++ », puis des mots")
        else:
            found[match["key"]] = (" ".join(match["words"].split()), f"{path}, ligne {number}")
    return found

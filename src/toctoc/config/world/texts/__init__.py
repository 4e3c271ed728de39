"""What people of the demonstration world say: French texts written for it, read from the files beside."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class AnswerText:
    """An answer: ``by`` is a role such as ``nurse`` or ``doctor:dermatology``."""

    by: str
    voice: str
    text: str


@dataclass(frozen=True, slots=True)
class QuestionText:
    """A question with the answers written for it, and how it ends (a state, with an outcome when closed).

    ``audience`` is ``profession`` when only the asker's own profession is meant.
    """

    key: str
    asker: str
    topics: tuple[str, ...]
    audience: str
    urgency: str
    text: str
    answers: tuple[AnswerText, ...]
    end: str
    outcome: str


@dataclass(frozen=True, slots=True)
class PostText:
    """Something said without asking."""

    by: str
    voice: str
    audience: str
    text: str


@cache
def questions() -> tuple[QuestionText, ...]:
    """Return every question of the files, in their order."""
    return tuple(_question(found) for name in ("questions_a", "questions_b") for found in _read(name))


@cache
def posts() -> tuple[PostText, ...]:
    """Return every plain post of the file, in its order."""
    return tuple(PostText(f["by"], f["voice"], f["audience"], f["text"]) for f in _read("posts"))


def _question(found: dict[str, Any]) -> QuestionText:
    return QuestionText(
        key=found["key"],
        asker=found["asker"],
        topics=tuple(found["topics"]),
        audience=found["audience"],
        urgency=found["urgency"],
        text=found["text"],
        answers=tuple(AnswerText(a["by"], a["voice"], a["text"]) for a in found["answers"]),
        end=found["end"],
        outcome=found["outcome"] or "",
    )


def _read(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(files(__package__).joinpath(f"{name}.json").read_text("utf-8"))
    return found


@cache
def scenes(kind: str) -> tuple[dict[str, Any], ...]:
    """Return what the introduced people ask of each other (``questions``), or write together (``sheets``)."""
    found: dict[str, list[dict[str, Any]]] = json.loads(files(__package__).joinpath("scenes.json").read_text("utf-8"))
    return tuple(found[kind])

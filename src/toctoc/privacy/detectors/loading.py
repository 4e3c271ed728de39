"""Which model a setting names. Only the model's own process comes here: libraries are heavy."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toctoc.privacy.detectors.marks import Model

SPACY = "spacy:"


class NoModel(Exception):
    """The model that was named cannot be loaded; the sentence says why."""


def load(name: str) -> Model:
    """Return the model called ``spacy:<package>``, or the one in a folder; raises :class:`NoModel`."""
    kind, place = ("pipeline", name.removeprefix(SPACY)) if name.startswith(SPACY) else ("folder", name)
    if kind == "folder" and not Path(place).is_dir():
        raise NoModel(f"{place} is not a folder")
    try:
        module = importlib.import_module(f"toctoc.privacy.detectors.{kind}")
        model: Model = module.open_model(place)
    except (ImportError, OSError, ValueError, KeyError) as error:
        raise NoModel(f"{name} cannot be loaded: {error}") from error
    return model

"""A token classifier in a folder: ``model.onnx``, ``tokenizer.json`` and ``config.json`` (its ``id2label``).

The form in which models of the transformers library are exported to ONNX. Run by onnxruntime, its words by tokenizers:
no network, no code of the model's own.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from toctoc.privacy.detectors.marks import Mark

if TYPE_CHECKING:
    from collections.abc import Iterator

# What BERT-like models read at once, in tokens; windows overlap, so that no name falls between two.
_WINDOW, _OVERLAP = 512, 64
_NOTHING = "O"


class _Window(Protocol):
    """What the tokenizer makes of a stretch of text."""

    ids: list[int]
    offsets: list[tuple[int, int]]


class Folder:
    """A classifier of tokens, opened once."""

    def __init__(self, place: Path) -> None:
        config = json.loads((place / "config.json").read_text(encoding="utf-8"))
        self._labels = {int(number): str(label) for number, label in config["id2label"].items()}
        self._words = Tokenizer.from_file(str(place / "tokenizer.json"))
        self._words.enable_truncation(_WINDOW, stride=_OVERLAP)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(place / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._inputs = {wanted.name for wanted in self._session.get_inputs()}

    def find(self, text: str) -> list[Mark]:
        """Return every run of tokens that has one label."""
        first = self._words.encode(text)
        return sorted({mark for window in [first, *first.overflowing] for mark in self._marks(window)}, key=_start)

    def _marks(self, window: _Window) -> Iterator[Mark]:
        ids = np.array([window.ids], dtype=np.int64)
        offered = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        scores = self._session.run(None, {name: offered[name] for name in self._inputs})[0][0]
        labels = [self._labels[int(number)] for number in scores.argmax(axis=-1)]
        return _runs(labels, window.offsets)


def _runs(labels: list[str], offsets: list[tuple[int, int]]) -> Iterator[Mark]:
    """Join tokens of one label that follow each other (labels may say B- where one begins)."""
    current: Mark | None = None
    for label, (start, end) in zip(labels, offsets, strict=True):
        bare = label.removeprefix("B-").removeprefix("I-")
        if start == end:
            continue
        if current is not None and bare == current.label and not label.startswith("B-"):
            current = Mark(current.start, end, bare)
            continue
        if current is not None:
            yield current
        current = Mark(start, end, bare) if label != _NOTHING else None
    if current is not None:
        yield current


def _start(mark: Mark) -> int:
    return mark.start


def open_model(place: str) -> Folder:
    """Return the classifier of a folder; raises :class:`OSError` or :class:`ValueError` when it is none."""
    return Folder(Path(place))

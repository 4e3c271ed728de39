"""Models that onnxruntime runs: few threads, no memory kept between two pictures, no word on the terminal."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import onnxruntime

from toctoc.privacy.pictures.availability import FACES, TEXT, model
from toctoc.privacy.pictures.engines.graphs import with_free_sides

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# A worker goes behind everything else on the machine; two threads halve the wait and cost no more seconds.
_THREADS = 2
_ERRORS_ALONE = 3


class NoModel(Exception):
    """The package that carries a model is not installed."""


@cache
def faces() -> onnxruntime.InferenceSession:
    """Return CenterFace (Star Clouds, MIT), which was written for one size of picture and takes any here."""
    return _session(with_free_sides(_bytes_of(*FACES), "input.1"))


@cache
def text() -> onnxruntime.InferenceSession:
    """Return the text detector of PP-OCRv4 (PaddlePaddle, Apache 2.0)."""
    return _session(_bytes_of(*TEXT))


def run(session: onnxruntime.InferenceSession, taken: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """Return what a model says of one input."""
    options = onnxruntime.RunOptions()
    options.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
    said: list[NDArray[np.float32]] = session.run(None, {session.get_inputs()[0].name: taken}, options)
    return said


def _bytes_of(package: str, file: str) -> bytes:
    place = model(package, file)
    if place is None:
        raise NoModel(package)
    return place.read_bytes()


def _session(content: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _THREADS
    options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS_ALONE
    # The arena keeps memory between two layers, which halves the seconds; :func:`run` gives it back after a picture.
    options.enable_mem_pattern = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])

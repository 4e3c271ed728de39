"""Send one file to the workshop, and take what it made."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from toctoc.media.workshop.answers import BROUGHT_DOWN, TRY_AGAIN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_LOOK_EVERY = 0.1
# The workshop goes behind everything else: on a busy machine its seconds take so many real ones.
_SHARE = 5
# Libraries that compute would each take a thread per processor, and memory for it; a thread of the encoder, an arena of
# addresses, which the bound counts: now and then none was left to look at a film with.
_ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}


class WorkshopClosed(Exception):
    """This machine could not run the workshop, or not write: no fault of the file, which is tried again."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What the workshop is asked: how to read a file, in how many seconds, and what to hide.

    ``masks`` are those of its owner; ``None`` has them looked for. With ``drawn`` the pages of a document become masked
    pictures, with ``poster`` a picture only stands for a film or a sound. ``held`` is the number of an open file that
    the original stands in, when it is in memory alone.
    """

    form: str
    seconds: int
    masks: list[dict[str, object]] | None = None
    held: int | None = None
    drawn: bool = False
    poster: bool = False


@dataclass(frozen=True, slots=True)
class Brought:
    """What the workshop says, and the clean pixels of a picture that it looked at, without masks."""

    answer: dict[str, Any]
    pixels: bytes = field(default=b"", repr=False)


def run_workshop(errand: Errand, *, original: Path, place: Path, look: Callable[[], None] = lambda: None) -> Brought:
    """Run the workshop on one file, within its bounds; its copies are then in ``place``.

    A workshop that ends in any other way than it should was brought down by the file. Raises :class:`WorkshopClosed`.
    """
    # What must not rest on the disk comes back as it went: in memory.
    pixels = os.memfd_create("toctoc")
    told = os.memfd_create("toctoc")
    try:
        order = {"masks": errand.masks, "pixels": pixels, "drawn": errand.drawn, "poster": errand.poster}
        os.write(told, json.dumps(order).encode())
        os.lseek(told, 0, os.SEEK_SET)
        answer = _run(errand, original, place, look, told=told, passed=[pixels])
        size = os.fstat(pixels).st_size
        return Brought(answer, os.pread(pixels, size, 0) if "found" in answer else b"")
    finally:
        os.close(pixels)
        os.close(told)


def _run(
    errand: Errand, original: Path, place: Path, look: Callable[[], None], *, told: int, passed: list[int]
) -> dict[str, Any]:
    # -I and next to no environment: no setting, no secret and no folder of the operator is known there.
    command = [sys.executable, "-I", "-m", "toctoc.media.workshop"]
    passed = [*passed, *([errand.held] if errand.held is not None else [])]
    with subprocess.Popen(  # noqa: S603 our own program, with a path of our own making
        [*command, errand.form, str(errand.seconds), str(original), str(place)],
        cwd=place,
        env=_ENVIRONMENT,
        stdin=told,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pass_fds=passed,
    ) as child:
        try:
            said = _waited(child, errand.seconds, look)
        finally:
            child.kill()
    return _read(said, child.returncode)


def _waited(child: subprocess.Popen[bytes], seconds: int, look: Callable[[], None]) -> bytes:
    until = time.monotonic() + seconds * _SHARE
    while True:
        try:
            return child.communicate(timeout=_LOOK_EVERY)[0]
        except subprocess.TimeoutExpired:
            look()
            if time.monotonic() > until:
                return b""


def _read(told: bytes, status: int) -> dict[str, Any]:
    if status == TRY_AGAIN:
        raise WorkshopClosed
    if status == BROUGHT_DOWN:
        return {"refused": "truncated"}
    try:
        answer: dict[str, Any] = json.loads(told)
    except ValueError:
        return {"refused": "too_heavy"}
    return answer

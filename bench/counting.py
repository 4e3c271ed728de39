"""Counts that no clock can blur: Python bytecodes, SQLite virtual machine steps, statements.

They follow CPU time in order, not in proportion (C code is invisible to bytecodes), and are the same on any machine, so
a budget on them fails a regression anywhere.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType


@dataclass(slots=True)
class Cost:
    """What one call took."""

    bytecodes: int = 0
    steps: int = 0
    statements: int = 0


def cost_of(call: Callable[[], object]) -> Cost:
    """Return the cost of a call: bytecodes in one run, the database's share in another (each would blur the other)."""
    cost = Cost()
    with _database_counted(cost):
        call()
    with _bytecodes_counted(cost):
        call()
    return cost


@contextmanager
def _bytecodes_counted(cost: Cost) -> Iterator[None]:
    def local(_frame: FrameType, event: str, _argument: object) -> Callable[..., Any]:
        cost.bytecodes += event == "opcode"
        return local

    def entered(frame: FrameType, _event: str, _argument: object) -> Callable[..., Any]:
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        return local

    before = sys.gettrace()
    sys.settrace(entered)
    try:
        yield
    finally:
        sys.settrace(before)


@contextmanager
def _database_counted(cost: Cost) -> Iterator[None]:
    connection.ensure_connection()
    raw = connection.connection

    def step() -> int:
        cost.steps += 1
        return 0

    def statement(_: str) -> None:
        cost.statements += 1

    raw.set_progress_handler(step, 1)
    raw.set_trace_callback(statement)
    try:
        yield
    finally:
        raw.set_progress_handler(None, 0)
        raw.set_trace_callback(None)

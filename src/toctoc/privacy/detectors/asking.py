"""Ask a model that runs in a process of its own, within a time; begin it again when it broke.

Somebody waits for an answer: whatever the process does (it loads for a minute, dies, sleeps, stops reading, babbles),
:data:`PATIENCE` is all that a question takes.
"""

from __future__ import annotations

import sys
import threading
import time

from toctoc.privacy.detectors.child import Beginning, Child
from toctoc.privacy.detectors.marks import Mark

# In seconds: of a question in all, its turn included; and of a model that loads, which nobody waits for.
PATIENCE, LOADING = 2.0, 60.0
# After a failure the model is left alone for so long.
REST = 60.0
_BROKEN = (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)


class ModelAway(Exception):
    """The model did not answer, or not what it should; the sentence says what happened."""


class Asker:
    """One model and its process, begun at the first question; threads ask one after the other."""

    def __init__(self, name: str, command: tuple[str, ...] = ()) -> None:
        self.name = name
        self._command = command or (sys.executable, "-I", "-m", "toctoc.privacy.detectors", name)
        self._turn = threading.Lock()
        self._beginning: Beginning | None = None
        self._child: Child | None = None
        self._rests_until = 0.0

    def marks(self, text: str) -> list[Mark]:
        """Return what the model marks in ``text``; raises :class:`ModelAway`."""
        until = time.monotonic() + PATIENCE
        if not self._turn.acquire(timeout=PATIENCE):
            raise ModelAway(f"{self.name}: busy")
        try:
            return self._ask(text, until)
        except _BROKEN as error:
            self.end()
            self._rests_until = time.monotonic() + REST
            raise ModelAway(f"{self.name}: {error}") from error
        finally:
            self._turn.release()

    def end(self) -> None:
        """End the process, if there is one."""
        ended = (self._child, self._beginning)
        self._child = self._beginning = None
        for one in ended:
            if one is not None:
                one.end()

    def _ask(self, text: str, until: float) -> list[Mark]:
        if time.monotonic() < self._rests_until:
            raise ModelAway(f"{self.name}: resting after a failure")
        child = self._child or self._begun(until)
        child.tell({"text": text}, until)
        answer = child.answer(until)
        return [Mark(int(start), int(end), str(label)) for start, end, label in answer["marks"]]

    def _begun(self, until: float) -> Child:
        """Return the process once its model is loaded; only the first question waits for that, and not for long."""
        beginning = self._beginning
        if beginning is None:
            beginning = self._beginning = Beginning(self._command, LOADING)
            beginning.start()
            beginning.join(max(0.0, until - time.monotonic()))
        if beginning.is_alive():
            raise ModelAway(f"{self.name}: loading")
        self._child = beginning.begun()
        self._beginning = None
        return self._child

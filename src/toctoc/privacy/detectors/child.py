"""A process that answers a line with a line: nothing that is asked of it takes longer than it is given."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import subprocess
import threading
import time
from typing import IO, Any, cast

_CHUNK = 1 << 16
# In bytes: marks of the longest text are far fewer.
_LONGEST_ANSWER = 1 << 22
# A process that was killed is waited for so long, in seconds; one that the system holds is left to it.
_LAST_WAIT = 1.0


class Child:
    """A process and its two pipes. A moment (``until``) is one of :func:`time.monotonic`."""

    def __init__(self, command: tuple[str, ...]) -> None:
        # No secret is known there, and models are looked for on this machine alone.
        offline = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "PATH": os.defpath}
        self._process = subprocess.Popen(  # noqa: S603 our own program, with a name from the operator's settings
            command,
            bufsize=0,
            env=offline,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._stdin = cast("IO[bytes]", self._process.stdin)
        self._stdout = cast("IO[bytes]", self._process.stdout)
        # A full pipe says so at once: it may stay full for ever.
        os.set_blocking(self._stdin.fileno(), False)
        self._left = b""

    def tell(self, said: dict[str, Any], until: float) -> None:
        """Write a line of JSON; raises :class:`OSError` when the process does not take it in time."""
        rest = memoryview(json.dumps(said).encode() + b"\n")
        with selectors.DefaultSelector() as selector:
            selector.register(self._stdin, selectors.EVENT_WRITE)
            while rest:
                if not selector.select(max(0.0, until - time.monotonic())):
                    raise OSError("it does not listen")
                with contextlib.suppress(BlockingIOError):
                    rest = rest[os.write(self._stdin.fileno(), rest[:_CHUNK]) :]

    def answer(self, until: float) -> dict[str, Any]:
        """Return the next line as JSON; raises :class:`OSError` when it does not come in time."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._stdout, selectors.EVENT_READ)
            while b"\n" not in self._left:
                if len(self._left) > _LONGEST_ANSWER:
                    raise OSError("it babbles")
                if not selector.select(max(0.0, until - time.monotonic())):
                    raise OSError("no answer in time")
                chunk = os.read(self._stdout.fileno(), _CHUNK)
                if not chunk:
                    raise OSError("it ended")
                self._left += chunk
        line, _, self._left = self._left.partition(b"\n")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def end(self) -> None:
        """Kill the process; a pipe that another process holds open is not waited for."""
        self._process.kill()
        for pipe in (self._stdin, self._stdout):
            with contextlib.suppress(OSError):
                pipe.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_LAST_WAIT)


class Beginning(threading.Thread):
    """Begins a process and waits for its first line, away from whoever asks: loading a model takes long."""

    def __init__(self, command: tuple[str, ...], seconds: float) -> None:
        super().__init__(name="toctoc-model", daemon=True)
        self._command = command
        self._seconds = seconds
        self._ended = threading.Event()
        self._child: Child | None = None
        self._why = ""

    def run(self) -> None:
        """Begin the process."""
        try:
            self._child = Child(self._command)
            ready = self._child.answer(time.monotonic() + self._seconds)
            self._why = "" if ready.get("ready") else str(ready.get("why", "not ready"))
        except (OSError, ValueError, AttributeError) as error:
            self._why = str(error) or "it could not begin"
        if self._child is not None and (self._why or self._ended.is_set()):
            self._child.end()

    def begun(self) -> Child:
        """Return the process, once the thread has ended; raises :class:`OSError` when there is none."""
        if self._child is None or self._why:
            raise OSError(self._why)
        return self._child

    def end(self) -> None:
        """End what has begun."""
        self._ended.set()
        if not self.is_alive() and self._child is not None:
            self._child.end()

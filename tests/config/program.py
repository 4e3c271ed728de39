"""The program as its operator starts it: real processes in a folder of their own."""

from __future__ import annotations

import json
import os
import queue
import select
import signal
import socket
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from tests.databases import where_of

ROOT = Path(__file__).parents[2]
# Long enough for a machine that does ten other things.
PATIENCE = 90.0


def variables(folder: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TOCTOC_")}
    own = {"TOCTOC_DATA_DIR": str(folder), "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}", **where_of(folder)}
    return {**kept, **own, **more}


def toctoc(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command that ends."""
    command = [sys.executable, "-m", "toctoc.config.cli", *arguments]
    return subprocess.run(
        command, env=variables(folder, **more), capture_output=True, text=True, check=False, timeout=PATIENCE
    )


def free_ports() -> int:
    """Return a port that is free, and the next one too."""
    while True:
        with closing(socket.create_server(("127.0.0.1", 0))) as first:
            port: int = first.getsockname()[1]
            try:
                socket.create_server(("127.0.0.1", port + 1)).close()
            except OSError:
                continue
            return port


def children_of(parent: int) -> dict[int, str]:
    """Return the processes below one, with their command lines."""
    below: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                facts = (entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            except OSError:
                continue
            below.setdefault(int(facts[1]), []).append(int(entry.name))
    found: dict[int, str] = {}
    waiting = list(below.get(parent, []))
    while waiting:
        number = waiting.pop()
        found[number] = Path(f"/proc/{number}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        waiting += below.get(number, [])
    return found


def resident_mib(numbers: list[int]) -> dict[int, float]:
    """Return what each process keeps in memory, in MiB; a page that several share is divided among them (PSS)."""
    return {number: _proportional_kib(number) / 1024 for number in numbers}


def _proportional_kib(number: int) -> int:
    rollup = Path(f"/proc/{number}/smaps_rollup").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))


def has_ended(number: int) -> bool:
    """Wait for a process that is not ours to wait for; tell whether it ended in time."""
    try:
        descriptor = os.pidfd_open(number)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([descriptor], [], [], PATIENCE)[0])
    finally:
        os.close(descriptor)


@dataclass
class Serving:
    """``toctoc serve`` under way, or whatever else ``command`` starts that takes a port and says where it is."""

    folder: Path
    port: int = field(default_factory=free_ports)
    command: tuple[str, ...] = ("-m", "toctoc.config.cli", "serve")
    settings: dict[str, str] = field(default_factory=dict)
    lines: queue.Queue[str] = field(default_factory=queue.Queue)
    seen: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        command = [sys.executable, *self.command, "--port", str(self.port)]
        self.process = subprocess.Popen(
            command,
            env=variables(self.folder, **self.settings),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.readers = [self._read(pipe) for pipe in (self.process.stdout, self.process.stderr) if pipe]
        try:
            self.line_with("Toctoc: http://")
        except queue.Empty:
            # What did not come up in time must not stay behind, nor keep its port.
            self.end()
            raise TimeoutError(self.written()) from None

    def _read(self, pipe: IO[str]) -> threading.Thread:
        def copy() -> None:
            for line in pipe:
                self.lines.put(line)
            pipe.close()

        reader = threading.Thread(target=copy, daemon=True)
        reader.start()
        return reader

    def line_with(self, *words: str) -> str:
        """Return the next line that holds all the words."""
        while True:
            line = self.lines.get(timeout=PATIENCE)
            self.seen.append(line)
            if all(word in line for word in words):
                return line

    def written(self) -> str:
        """Return every line so far."""
        while not self.lines.empty():
            self.seen.append(self.lines.get())
        return "".join(self.seen)

    def facts_with(self, *words: str) -> dict[str, Any]:
        """Return the next log line that holds all the words."""
        facts: dict[str, Any] = json.loads(self.line_with(*words))
        return facts

    def processes(self) -> dict[int, str]:
        """Return every process of the server but the parent."""
        return children_of(self.process.pid)

    def pid_of(self, kind: str) -> int:
        """Return the first process of a kind."""
        return min(number for number, command in self.processes().items() if f" {kind} " in f"{command} ")

    def end(self) -> int:
        """Ask the server to end; return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(timeout=PATIENCE)
        finally:
            for number in self.processes():
                os.kill(number, signal.SIGKILL)
        for reader in self.readers:
            reader.join(timeout=5)
        return code

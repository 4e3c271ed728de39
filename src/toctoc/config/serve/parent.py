"""One small parent and the processes it keeps alive.

It imports neither Django nor a server: it prepares in a child that ends, starts the three kinds of process as
subprocesses of the same program, starts again what dies, and drains them in order when told to end.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toctoc.config import environment
from toctoc.config.environment import WrongSetting
from toctoc.config.serve import logline, ports
from toctoc.config.serve.lifeline import PARENT
from toctoc.kernel.hosts import is_loopback

if TYPE_CHECKING:
    from types import FrameType

FIRST_DELAY, LARGEST_DELAY = 0.2, 10.0
# A child that lived this long was well: if it dies, it is started again at once.
WELL_AFTER = 30.0
# The web and the worker finish first, then streams; what is left is killed.
DRAIN_SECONDS, LAST_SECONDS = 12.0, 14.0
_PROGRAM = (sys.executable, "-m", "toctoc.config.cli")


@dataclass(frozen=True, slots=True)
class Plan:
    """Where to listen, with how many processes for pages; ``stream_port`` 0 means the next free one.

    ``beside`` are commands of the program that run as long as the rest, each with its arguments.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    stream_port: int = 0
    beside: tuple[tuple[str, ...], ...] = ()


@dataclass(slots=True)
class Child:
    """A process to keep alive."""

    name: str
    command: tuple[str, ...]
    process: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    delay: float = FIRST_DELAY
    due: float = 0.0

    def start(self, variables: dict[str, str]) -> int:
        """Start in a process group of its own, so that Ctrl-C reaches the parent alone; return its number."""
        self.began = time.monotonic()
        self.process = subprocess.Popen(self.command, env=variables, process_group=0)  # noqa: S603 our own program
        return self.process.pid

    def is_running(self) -> bool:
        """Tell whether the process lives."""
        return self.process is not None and self.process.poll() is None

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the process, if it lives."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)

    def kill(self) -> None:
        """End the process and whatever it started."""
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        self.process.wait()


@dataclass(slots=True)
class Parent:
    """Keeps children alive until told to end."""

    children: list[Child]
    variables: dict[str, str]
    host: str
    port: int
    stops: int = 0
    is_announced: bool = False
    _wake: tuple[int, int] = field(default_factory=os.pipe)

    def run(self) -> int:
        """Watch until SIGTERM or SIGINT, then drain; return the exit code."""
        for end in self._wake:
            os.set_blocking(end, False)
        signal.set_wakeup_fd(self._wake[1], warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, _ignore)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        if not self._is_prepared():
            return 0 if self.stops else 1
        while not self.stops:
            self._start_what_is_due()
            self._announce()
            self._rest(self._until_due(1.0 if self.is_announced else 0.05))
        self._drain()
        return 0

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stops += 1

    def _rest(self, longest: float) -> None:
        """Wait until a signal comes (a child died, the operator speaks), at most ``longest`` seconds."""
        select.select([self._wake[0]], [], [], longest)
        with contextlib.suppress(BlockingIOError):
            os.read(self._wake[0], 4096)

    def _until_due(self, longest: float) -> float:
        """Return the seconds until a child is due to start, at most ``longest``."""
        waiting = [child.due - time.monotonic() for child in self.children if not child.is_running()]
        return max(0.0, min([longest, *waiting]))

    def _is_prepared(self) -> bool:
        command = (sys.executable, "-m", "toctoc.config.serve.prepare")
        child = Child("prepare", command)
        child.start(self.variables)
        while child.is_running():
            if self.stops:
                child.kill()
                return False
            self._rest(0.5)
        return child.process is not None and child.process.returncode == 0 and not self.stops

    def _start_what_is_due(self) -> None:
        now = time.monotonic()
        for child in self.children:
            if child.is_running():
                continue
            if child.process is not None:
                self._mourn(child, now)
            if child.due <= now:
                logline.write("started", kind=child.name, pid=child.start(self.variables))

    def _mourn(self, child: Child, now: float) -> None:
        """Note a death, end what the dead left behind, and set when to start again."""
        if child.process is None:
            return
        code, was_well = child.process.returncode, now - child.began >= WELL_AFTER
        child.kill()
        child.delay = FIRST_DELAY if was_well else child.delay
        child.process, child.due = None, now + child.delay
        logline.write("died", kind=child.name, code=code, again_in=child.delay)
        child.delay = min(child.delay * 2, LARGEST_DELAY)

    def _announce(self) -> None:
        """Say once where pages are, when somebody answers there."""
        if not self.is_announced and ports.answers(self.host, self.port):
            self.is_announced = True
            sys.stdout.write(f"Toctoc: {self.variables['TOCTOC_BASE_URL']}\n")
            sys.stdout.flush()

    def _drain(self) -> None:
        """End the children: pages and work first, streams when nobody is left to wake them, then the stubborn."""
        began = time.monotonic()
        logline.write("draining")
        last = [child for child in self.children if child.name == "stream"]
        first = [child for child in self.children if child.name != "stream"]
        for group, deadline in ((first, began + DRAIN_SECONDS), (last, began + LAST_SECONDS)):
            for child in group:
                child.send(signal.SIGTERM)
            while any(child.is_running() for child in group) and time.monotonic() < deadline and self.stops == 1:
                self._rest(0.1)
        for child in self.children:
            child.kill()
        logline.write("ended", seconds=round(time.monotonic() - began, 1))


def _ignore(_number: int, _frame: FrameType | None) -> None:
    """Let SIGCHLD wake the parent."""


def serve(plan: Plan) -> int:
    """Serve until told to end; return the exit code.

    Raises :class:`WrongSetting` for a setting or a port that cannot work.
    """
    variables = variables_for(plan)
    settings = environment.read(variables)
    if not ports.is_free(plan.host, plan.port):
        raise WrongSetting(f"Port {plan.port} of {plan.host} is taken or not allowed: choose another with --port.")
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    stream_port = ports.free_port(plan.host, plan.stream_port or plan.port + 1)
    if settings.is_loopback and settings.stream_url == _next_port(settings.base_url):
        variables["TOCTOC_STREAM_URL"] = f"{settings.base_url.rpartition(':')[0]}:{stream_port}"
    where = ("--host", plan.host, "--port")
    children = [
        Child("web", (*_PROGRAM, "web", *where, str(plan.port), "--workers", str(plan.workers))),
        Child("stream", (*_PROGRAM, "stream", *where, str(stream_port))),
        Child("worker", (*_PROGRAM, "worker")),
        *(Child(command[0], (*_PROGRAM, *command)) for command in plan.beside),
    ]
    return Parent(children, variables, plan.host, plan.port).run()


def variables_for(plan: Plan) -> dict[str, str]:
    """Return the environment of the children; the base URL follows the port unless the operator set it."""
    variables = {"MALLOC_ARENA_MAX": "2", **os.environ, PARENT: str(os.getpid())}
    settings = environment.read(variables)
    if settings.base_url == environment.DEFAULT_BASE_URL:
        if not is_loopback(plan.host):
            raise WrongSetting(
                f"TOCTOC_BASE_URL must say how people reach the server, since --host is {plan.host}: "
                "for example https://toctoc.example."
            )
        host = f"[{plan.host}]" if ":" in plan.host else plan.host
        variables["TOCTOC_BASE_URL"] = f"http://{host}:{plan.port}"
    else:
        variables["TOCTOC_BASE_URL"] = settings.base_url
    return variables


def _next_port(base_url: str) -> str:
    """Return the stream URL that the environment gives when none is set."""
    start, colon, port = base_url.rpartition(":")
    return f"{start}:{int(port) + 1}" if colon and port.isdecimal() else ""

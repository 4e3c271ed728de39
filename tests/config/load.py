"""Everything at once against a real server: ``python -m tests.config.load 300`` for five minutes of it."""

from __future__ import annotations

import http.client
import json
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from abc import ABC, abstractmethod
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from tests.config.program import ROOT, Serving, variables
from tests.databases import rows
from toctoc.live.rules.ticket import Ticket, signed

if TYPE_CHECKING:
    from collections.abc import Callable

WRITERS, READERS = 5, 3
# Each may write about thirty posts a minute.
PEOPLE_PER_SECOND = 5
JOB = "INSERT INTO jobs_job (task, arguments, state, run_at, attempts, claimed_by, steps_done, steps_total, last_error,"
JOB += " created_at) VALUES ('live.forget_old', '{}', 'ready', CURRENT_TIMESTAMP, 0, '', 0, 0, '', CURRENT_TIMESTAMP)"
EVENT = "INSERT INTO live_liveevent (channels, kind, subject, payload, created_at)"
EVENT += " VALUES ('public', 'over', 0, '{}', CURRENT_TIMESTAMP)"


@dataclass
class Outcome:
    """What came of it: answers by status, ids written, ids heard on a stream, faults."""

    statuses: Counter[int] = field(default_factory=Counter)
    written: set[str] = field(default_factory=set)
    heard: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    jobs_left: int = 0
    listening: threading.Event = field(default_factory=threading.Event)
    finished: threading.Event = field(default_factory=threading.Event)

    @property
    def server_faults(self) -> int:
        """How many answers were the server's fault."""
        return sum(count for status, count in self.statuses.items() if status >= 500)


def tokens(folder: Path, people: int) -> list[str]:
    """Make doctors who may write, and return their bearer tokens."""
    command = [sys.executable, "-m", "tests.config.crowd", str(people)]
    told = subprocess.run(
        command, env=variables(folder), cwd=ROOT, capture_output=True, text=True, check=True, timeout=300
    )
    return told.stdout.split()


def mixed_load(server: Serving, bearers: list[str], seconds: float) -> Outcome:
    """Write, read, stream and work together for a while."""
    outcome = Outcome()
    hearing = threading.Thread(target=_hear, args=(server, outcome, seconds + 60), daemon=True)
    hearing.start()
    outcome.listening.wait(timeout=20)
    ends_at = time.monotonic() + seconds
    work: list[Callable[[], None]] = [
        _Writer(server, outcome, ends_at, bearers[n::WRITERS]).run for n in range(WRITERS)
    ]
    work += [_Reader(server, outcome, ends_at).run for _ in range(READERS)]
    work.append(lambda: _enqueue(server.folder, outcome, ends_at))
    threads = [threading.Thread(target=one, daemon=True) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=seconds + 60)
    outcome.finished.set()
    # One more event, so that whoever listens looks up.
    rows(server.folder, EVENT)
    hearing.join(timeout=60)
    outcome.jobs_left = rows(server.folder, "SELECT count(*) FROM jobs_job WHERE last_error <> ''")[0][0]
    return outcome


@dataclass
class _Client(ABC):
    """Asks again and again until a moment."""

    server: Serving
    outcome: Outcome
    ends_at: float

    def run(self) -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=40)) as connection:
            number = 0
            while time.monotonic() < self.ends_at:
                number += 1
                try:
                    self.ask(connection, number)
                except (OSError, http.client.HTTPException) as error:
                    self.outcome.faults.append(repr(error))
                    connection.close()

    @abstractmethod
    def ask(self, connection: http.client.HTTPConnection, number: int) -> None:
        """Make one request."""


@dataclass
class _Reader(_Client):
    def ask(self, connection: http.client.HTTPConnection, number: int) -> None:
        connection.request("GET", ("/", "/questions", "/decouvrir", "/api/toctoc/v1/questions")[number % 4])
        response = connection.getresponse()
        response.read()
        self.outcome.statuses[response.status] += 1


@dataclass
class _Writer(_Client):
    bearers: list[str]

    def ask(self, connection: http.client.HTTPConnection, number: int) -> None:
        body = {"text": f"Une observation de charge, la {number}e.", "audience": {"kind": "public"}}
        if number % 3 == 0:
            body["question"] = {"topics": ["traitement"], "urgency": "today"}
        headers = {
            "Authorization": f"Bearer {self.bearers[number % len(self.bearers)]}",
            "Content-Type": "application/json",
        }
        connection.request("POST", "/api/toctoc/v1/posts", json.dumps(body), headers)
        response = connection.getresponse()
        answer = response.read()
        self.outcome.statuses[response.status] += 1
        if response.status == 201:
            self.outcome.written.add(str(json.loads(answer)["id"]))


def _enqueue(folder: Path, outcome: Outcome, ends_at: float) -> None:
    """Give the worker rows to claim and finish, as fast as the database takes them."""
    while time.monotonic() < ends_at:
        try:
            rows(folder, JOB)
        except (sqlite3.OperationalError, psycopg.OperationalError) as error:
            outcome.faults.append(repr(error))
        threading.Event().wait(0.01)


def _hear(server: Serving, outcome: Outcome, seconds: float) -> None:
    """Listen until all that was written was heard, or so many seconds."""
    ends_at = time.monotonic() + seconds
    secret = (server.folder / "secret.key").read_text(encoding="ascii")
    ticket = signed(Ticket(("public",), int(time.time()) + 3_600), secret)
    with closing(http.client.HTTPConnection("127.0.0.1", server.port + 1, timeout=25)) as connection:
        connection.request("GET", f"/flux?billet={ticket}")
        with connection.getresponse() as stream:
            stream.readline()
            outcome.listening.set()
            while time.monotonic() < ends_at and (line := stream.readline()):
                if line.startswith(b"data: "):
                    outcome.heard.add(json.loads(line[6:]).get("id", ""))
                if outcome.finished.is_set() and outcome.written <= outcome.heard:
                    return


def main(seconds: float) -> int:
    """Run the load in a new folder and tell what came of it."""
    with tempfile.TemporaryDirectory() as name:
        server = Serving(Path(name))
        try:
            outcome = mixed_load(server, tokens(server.folder, int(20 + seconds * PEOPLE_PER_SECOND)), seconds)
        finally:
            server.end()
        locked = [line for line in [*server.seen, *server.lines.queue] if "locked" in line]
    missed = len(outcome.written - outcome.heard)
    print(dict(outcome.statuses), f"faults {len(outcome.faults)}, locked {len(locked)}, missed {missed}")  # noqa: T201
    return 1 if outcome.server_faults or outcome.faults or locked or missed else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1])))

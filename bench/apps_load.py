"""A real server asked by apps: home timelines a second, statuses posted a second, on both cores."""

from __future__ import annotations

import os
import socket
import threading
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bench.figures import Figure, percentile
from bench.serving import Server, post, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SECONDS = float(os.environ.get("TOCTOC_LOAD_SECONDS", "20"))
# Connections that stay open, each asking again as soon as it has its answer.
CONNECTIONS = 8
PEOPLE = 800
# On two cores; each must know every reader before it is measured.
WORKERS = 2
WARMING = 8.0
# What the worker has left from before is not measured: it was seen idle so often, every half second.
CALM = 6
PATIENCE = 180.0


def measure() -> list[Figure]:
    """Return the figures."""
    with serving(WORKERS) as server:
        from bench.people import account_of, proved_professionals  # noqa: PLC0415 Django is set up by now
        from toctoc.people.services.tokens import issue_token  # noqa: PLC0415 same

        people = proved_professionals(PEOPLE)
        tokens = [issue_token(account=account_of(actor), scopes=("read", "write")) for actor in people]
        home = [_get(server, token) for token in tokens]
        _worked_off()
        _asked(server, home, WARMING)
        read = _asked(server, home, SECONDS)
        written = _asked(server, [_status(server, token, number) for number, token in enumerate(tokens)], SECONDS)
    return [
        Figure("home timelines", read.rate, "/s", at_least=2_500, note=f"{len(people)} readers, {SECONDS:.0f} s"),
        Figure("home timeline, p99", percentile(read.times, 0.99) * 1000, "ms"),
        Figure("statuses posted", written.rate, "/s", at_least=150),
        Figure("status posted, p99", percentile(written.times, 0.99) * 1000, "ms"),
        Figure("answers that were no 200", read.failed + written.failed, "", at_most=0),
    ]


def _worked_off() -> None:
    """Wait until the worker has done what all these new people left it to do."""
    from toctoc.jobs.models import Job  # noqa: PLC0415 Django is set up by now
    from toctoc.jobs.models.job import JobState  # noqa: PLC0415 same

    until, calm = time.monotonic() + PATIENCE, 0
    while calm < CALM:
        due = Job.objects.filter(state=JobState.READY, run_at__lte=datetime.now(UTC))
        is_busy = due.exists() or Job.objects.filter(state=JobState.RUNNING).exists()
        calm = 0 if is_busy else calm + 1
        if time.monotonic() > until:
            raise SystemExit(f"The worker has not done its work in {PATIENCE:.0f} seconds.")
        time.sleep(0.5)


def _get(server: Server, token: str) -> bytes:
    lines = ("GET /api/v1/timelines/home?limit=20 HTTP/1.1", f"Host: 127.0.0.1:{server.port}")
    return "\r\n".join([*lines, f"Authorization: Bearer {token}", "", ""]).encode()


def _status(server: Server, token: str, number: int) -> bytes:
    body = {"status": f"Un mot sur la douleur, le {number}, pour qui me suit.", "visibility": "public"}
    return post(server.port, "/api/v1/statuses", body, token).replace(b"Connection: close\r\n", b"")


class Done:
    """What the connections saw."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.failed = 0
        self.seconds = 0.0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.times) / self.seconds


def _asked(server: Server, requests: Sequence[bytes], seconds: float) -> Done:
    """Send requests in turn over every connection for some seconds."""
    done, begun = Done(), time.monotonic()
    until = begun + max(seconds, 2.0)
    threads = [
        threading.Thread(target=_ask, args=(server, requests[n::CONNECTIONS], until, done)) for n in range(CONNECTIONS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done.seconds = time.monotonic() - begun
    return done


def _ask(server: Server, requests: Sequence[bytes], until: float, done: Done) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        read = _reader(connection)
        number = 0
        while (now := time.monotonic()) < until:
            connection.sendall(requests[number % len(requests)])
            status = read()
            done.times.append(time.monotonic() - now)
            done.failed += status != b"200"
            number += 1


def _reader(connection: socket.socket) -> Callable[[], bytes]:
    """Return a function that reads one answer to its end and returns its status."""
    kept = b""

    def read() -> bytes:
        nonlocal kept
        while (end := kept.find(b"\r\n\r\n")) < 0:
            kept += _more(connection)
        head = kept[:end].lower()
        length = int(head.partition(b"content-length:")[2].split(b"\r\n")[0])
        missing = end + 4 + length - len(kept)
        while missing > 0:
            missing -= len(_more(connection))
        kept = b""
        return head.split(b" ", 2)[1]

    return read


def _more(connection: socket.socket) -> bytes:
    some = connection.recv(1 << 18)
    if not some:
        raise SystemExit("The server hung up.")
    return some

"""One parent, three kinds of process: started, kept alive, drained, never left behind."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.config.program import Serving, has_ended, resident_mib, toctoc
from tests.databases import ON_POSTGRESQL, rows
from toctoc.live.rules.ticket import Ticket, signed

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_MIB = 300


@pytest.fixture(scope="module")
def shared(folder: Path) -> Iterator[Serving]:
    """Serve several tests."""
    server = Serving(folder)
    yield server
    server.end()


@pytest.fixture
def serving(folder: Path) -> Iterator[Serving]:
    """Serve a test that ends the server."""
    server = Serving(folder)
    yield server
    server.end()


def ticket(folder: Path) -> str:
    secret = (folder / "secret.key").read_text(encoding="ascii")
    return signed(Ticket(("public",), int(time.time()) + 600), secret)


def announce(folder: Path, subject: int) -> None:
    """Write an event as the web process would."""
    rows(
        folder,
        "INSERT INTO live_liveevent (channels, kind, subject, payload, created_at)"
        " VALUES ('public', 'question', ?, ?, CURRENT_TIMESTAMP)",
        subject,
        f'{{"announced": {subject}}}',
    )


@contextmanager
def open_stream(server: Serving, last: int | None = None) -> Iterator[http.client.HTTPResponse]:
    with closing(http.client.HTTPConnection("127.0.0.1", server.port + 1, timeout=20)) as connection:
        headers = {} if last is None else {"Last-Event-ID": str(last)}
        connection.request("GET", f"/flux?billet={ticket(server.folder)}", headers=headers)
        with connection.getresponse() as response:
            yield response


def announced(stream: http.client.HTTPResponse) -> tuple[int, int]:
    """Return the number and subject of the next event that `announce` wrote: the worker may say something between."""
    number = 0
    while not (line := stream.readline()).startswith(b'data: {"announced": '):
        assert line, "the stream ended"
        number = int(line[4:]) if line.startswith(b"id: ") else number
    return number, json.loads(line[6:])["announced"]


@pytest.mark.slow
def test_an_event_committed_by_one_process_reaches_a_stream_of_another_across_a_restart(shared: Serving) -> None:
    with open_stream(shared) as stream:
        assert stream.status == 200
        assert stream.readline() == b"retry: 2000\n"
        announce(shared.folder, 1)
        last, subject = announced(stream)
        assert subject == 1

    os.kill(shared.pid_of("stream"), signal.SIGKILL)
    assert shared.facts_with('"died"', '"stream"')["code"] == -signal.SIGKILL
    announce(shared.folder, 2)
    shared.line_with('"listening"')
    with open_stream(shared, last) as stream:
        assert announced(stream)[1] == 2


@pytest.mark.slow
def test_all_processes_together_stay_small_and_a_request_writes_one_line_without_its_query(shared: Serving) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", shared.port, timeout=20)) as connection:
        connection.request("GET", "/nulle-part?secret=marguerite", headers={"User-Agent": "who"})
        response = connection.getresponse()
        response.read()
    assert response.status == 404
    facts = shared.facts_with('"request"', "/nulle-part")
    assert (facts["status"], facts["method"], facts["path"]) == (404, "GET", "/nulle-part")
    assert facts["request"] == response.headers["X-Request-Id"]
    assert not any("marguerite" in line or "127.0.0.1:" in line for line in shared.seen if '"request"' in line)
    kept = resident_mib([shared.process.pid, *shared.processes()])
    assert sum(kept.values()) <= MOST_MIB, kept


@pytest.mark.slow
def test_the_doctor_is_content_with_a_server_that_runs(shared: Serving) -> None:
    told = toctoc(shared.folder, "doctor")
    assert told.returncode == 0, told.stdout
    assert "a worker is running" in told.stdout


def answer_to(serving: Serving, path: str) -> int | None:
    """Return the status of an answer, or nothing when none came at once.

    A thread that takes one request just before the next arrives still looks idle to Granian 2.8, which then starts no
    other: where the first waits for its body, the next waits with it until a third comes.
    """
    with closing(http.client.HTTPConnection("127.0.0.1", serving.port, timeout=5)) as connection:
        connection.request("GET", path)
        try:
            return connection.getresponse().status
        except TimeoutError:
            return None


@pytest.mark.slow
def test_told_to_end_it_answers_what_it_was_asked_and_leaves_nobody(serving: Serving) -> None:
    numbers = list(serving.processes())
    with (
        open_stream(serving) as stream,
        closing(socket.create_connection(("127.0.0.1", serving.port), timeout=20)) as client,
    ):
        body = b"language=fr" + b"&x=" + b"y" * 5_000
        head = f"POST /langue HTTP/1.1\r\nHost: 127.0.0.1:{serving.port}\r\nContent-Length: {len(body)}\r\n"
        client.sendall(head.encode() + b"Content-Type: application/x-www-form-urlencoded\r\n\r\n" + body[:100])
        # A whole request on another connection is answered after the first bytes above were read.
        assert 404 in (answer_to(serving, "/nulle-part") for _ in range(10))
        began = time.monotonic()
        serving.process.send_signal(signal.SIGTERM)
        serving.line_with('"draining"')
        client.sendall(body[100:])
        assert client.recv(12).startswith(b"HTTP/1.1 ")
        assert serving.process.wait(timeout=20) == 0
        assert time.monotonic() - began < 15
        assert stream.read().endswith(b"\n\n")
    assert all(has_ended(number) for number in numbers)


@pytest.mark.slow
def test_the_parent_sleeps_while_its_children_work(shared: Serving) -> None:
    ticks = Path(f"/proc/{shared.process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[11:13]
    assert sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK") < 3


def test_when_the_parent_is_killed_nobody_is_left(serving: Serving) -> None:
    numbers = list(serving.processes())
    assert len(numbers) == 4  # web and its worker, stream, worker
    serving.process.kill()
    assert all(has_ended(number) for number in numbers)


@pytest.mark.slow
def test_a_killed_web_worker_is_replaced(shared: Serving) -> None:
    web = shared.pid_of("web")
    workers = [n for n, command in shared.processes().items() if " web " in command and n != web]
    os.kill(workers[0], signal.SIGKILL)
    assert has_ended(workers[0])
    os.kill(web, signal.SIGKILL)
    shared.line_with('"started"', '"web"')
    while True:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", shared.port, timeout=20)) as connection:
                connection.request("GET", "/nulle-part")
                assert connection.getresponse().status == 404
                return
        except ConnectionError:
            continue


def test_a_port_that_is_taken_is_said(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        refused = toctoc(folder, "serve", "--port", str(taken.getsockname()[1]))
    assert refused.returncode == 1
    assert "--port" in refused.stderr


def test_a_wrong_setting_is_said_with_its_name(folder: Path) -> None:
    for command in ("serve", "web", "stream", "worker"):
        refused = toctoc(folder, command, TOCTOC_LANGUAGE="de")
        assert (refused.returncode, "TOCTOC_LANGUAGE" in refused.stderr) == (1, True)


def test_listening_to_the_world_needs_the_address_people_use(folder: Path) -> None:
    refused = toctoc(folder, "serve", "--host", "0.0.0.0")  # noqa: S104 this is what is refused
    assert refused.returncode == 1
    assert "TOCTOC_BASE_URL" in refused.stderr


@pytest.mark.parametrize("arguments", [("--port", "0"), ("--port", "x"), ("--workers", "0"), ("--unknown",)])
def test_bad_usage_has_its_own_exit_code(folder: Path, arguments: tuple[str, ...]) -> None:
    assert toctoc(folder, "serve", *arguments).returncode == 2


def test_a_stream_without_its_database_says_so(tmp_path: Path) -> None:
    nowhere = {"TOCTOC_DATABASE_URL": "postgres://toctoc@127.0.0.1:1/nowhere"} if ON_POSTGRESQL else {}
    refused = toctoc(tmp_path, "stream", "--port", "8149", **nowhere)
    assert refused.returncode == 1
    assert ("port 1 failed" if ON_POSTGRESQL else "toctoc.sqlite3") in refused.stderr


@pytest.mark.parametrize("command", ["serve", "web", "stream", "worker"])
def test_every_command_helps(folder: Path, command: str) -> None:
    helped = toctoc(folder, command, "--help")
    assert (helped.returncode, f"toctoc {command}" in helped.stdout) == (0, True)

"""What is written down, and what never is."""

from __future__ import annotations

import json
import logging
import os
from typing import TYPE_CHECKING, Any

import pytest

from toctoc.config import logs
from toctoc.config.logs import JsonLines, RequestLines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = []

    def note(_output: int, line: bytes) -> int:
        assert line.endswith(b"\n")
        lines.append(json.loads(line))
        return len(line)

    monkeypatch.setattr(os, "write", note)
    return lines


def asked(path: str = "/questions", query: str = "") -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "REMOTE_ADDR": "203.0.113.9",
        "HTTP_USER_AGENT": "agent",
    }


def page(_environ: object, start_response: Callable[..., object]) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Length", "4")])
    return [b"page"]


def answer(application: Any, environ: dict[str, Any]) -> tuple[str, dict[str, str], bytes]:
    started: list[tuple[str, dict[str, str]]] = []

    def start(line: str, headers: list[tuple[str, str]], *_rest: object) -> None:
        started.append((line, dict(headers)))

    body = b"".join(RequestLines(application)(environ, start))  # type: ignore[arg-type]
    return (*started[-1], body)


def test_a_request_is_one_line_without_a_person_in_it(written: list[dict[str, Any]]) -> None:
    line, headers, body = answer(page, asked(query="q=secret"))
    assert (line, body) == ("200 OK", b"page")
    [facts] = written
    assert facts["request"] == headers["X-Request-Id"]
    del facts["time"], facts["ms"], facts["request"]
    assert facts == {
        "process": "web", "event": "request", "method": "GET", "path": "/questions", "status": 200, "bytes": 4,
    }  # fmt: skip


@pytest.mark.parametrize("path", ['/"\n{', "/\x00\x1b[31m", "/é\udce9", "/" + "a" * 10_000])
def test_a_strange_path_cannot_break_a_line(written: list[dict[str, Any]], path: str) -> None:
    answer(page, asked(path))
    assert written[0]["path"] == path[: logs.LONGEST_PATH]


def test_an_application_that_fails_is_answered_and_written(
    written: list[dict[str, Any]], caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_environ: object, _start: object) -> Iterable[bytes]:
        raise RuntimeError("no")

    line, _, _ = answer(broken, asked())
    assert line.startswith("500")
    assert written[0]["status"] == 500
    assert "unanswered" in caplog.text


def test_a_full_disk_costs_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_output: int, _line: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    assert answer(page, asked())[2] == b"page"


def formatted(error: Exception) -> dict[str, Any]:
    def fault() -> None:
        secret_of_a_patient = "marguerite"
        assert secret_of_a_patient
        raise error

    try:
        fault()
    except Exception as caught:  # noqa: BLE001 any error is formatted alike
        record = logging.LogRecord("toctoc", logging.ERROR, "", 0, "job %s", ("failed",), None)
        record.exc_info = (type(caught), caught, caught.__traceback__)
        record.line = {"task": "t"}
        facts: dict[str, Any] = json.loads(JsonLines("worker").format(record))
        return facts
    raise AssertionError


def test_a_fault_says_where_and_what_and_no_value() -> None:
    facts = formatted(ValueError("duplicate key\nDETAIL: Key (email)=(a@b.test) exists."))
    assert (facts["event"], facts["process"], facts["level"], facts["task"]) == ("job failed", "worker", "error", "t")
    assert "test_logs.py" in facts["error"]
    assert facts["error"].endswith("ValueError: duplicate key")
    assert "a@b.test" not in json.dumps(facts)


def test_a_fault_tells_its_cause() -> None:
    error = ValueError("outer")
    error.__cause__ = KeyError("inner")
    told = formatted(error)["error"]
    assert told.index("KeyError") < told.index("ValueError")


def test_a_line_keeps_no_link_by_which_an_employer_attests(written: list[dict[str, Any]]) -> None:
    answer(page, asked("/preuves/employeur/invitation/" + "s3cret_-" * 6))
    assert written[0]["path"] == "/preuves/employeur/invitation/…"

"""What processes write down: one JSON line per request, stream, job or fault, on the error output.

A line never holds a person: no address, no actor, no query string, no header, no body. A fault keeps its traceback
without the values of variables, and the first line of its message only (databases quote the row in the next ones).
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import re
import sys
import traceback
from datetime import UTC, datetime
from itertools import count
from secrets import token_hex
from smtplib import SMTPException
from time import perf_counter, time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from _typeshed import OptExcInfo

LONGEST_PATH = 300
LONGEST_MESSAGE = 300
ERROR_OUTPUT = 2
# Rooms pass their figures as ``extra={"line": {...}}``.
FIELDS = "line"
# Secrets travel in some addresses: the key by which somebody chooses a new password, the links by which peers vouch and
# employers attest. Whoever reads lines must not use them first.
_KEYED = r"/password/reset/key/(?!done/)|/preuves/employeur/invitation/|/preuves/confreres/(?=[\w-]{32})"
_KEY = re.compile(rf"({_KEYED}).+", re.DOTALL)
_JSON = json.JSONEncoder(ensure_ascii=False, default=str)
_GRANIAN = {"version": 1, "disable_existing_loggers": False, "loggers": {"_granian": {"propagate": True}}}


class JsonLines(logging.Formatter):
    """Formats a record as one JSON object."""

    def __init__(self, process: str) -> None:
        super().__init__()
        self.process = process

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "process": self.process,
            "level": record.levelname.lower(),
            # Django names the path of a page that failed.
            "event": _KEY.sub(r"\1…", record.getMessage().partition("\n")[0])[:LONGEST_MESSAGE],
        }
        line.update(getattr(record, FIELDS, {}))
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = told(record.exc_info[1])
        return _JSON.encode(line)


def told(error: BaseException) -> str:
    """Return where an error happened and what it is, without any value of a variable."""
    frames = traceback.format_list(traceback.extract_tb(error.__traceback__))
    # Mail servers quote whom a letter was for.
    sentence = "" if isinstance(error, SMTPException) else str(error).partition("\n")[0][:LONGEST_MESSAGE]
    causes = f"{told(error.__cause__)}\n" if error.__cause__ is not None else ""
    return f"{causes}{''.join(frames)}{type(error).__name__}: {sentence}"


def set_up(process: str) -> None:
    """Send every record of this process to the error output, as JSON lines named ``process``."""
    output = logging.StreamHandler(sys.stderr)
    output.setFormatter(JsonLines(process))
    logging.basicConfig(level=logging.INFO, handlers=[output], force=True)
    # No line says these, and finding them out costs as much as the line itself.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    # A page that is missing or refused already has its request line.
    for name in ("django.request", "django.security", "whitenoise"):
        logging.getLogger(name).setLevel(logging.ERROR)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "asyncio", "httpx"):
        logging.getLogger(name).setLevel(logging.WARNING)


def granian_settings() -> dict[str, Any]:
    """Return the logging settings that let Granian's own records reach ours."""
    loggers = {name: {"handlers": [], "propagate": True} for name in ("_granian", "granian.access")}
    return {**_GRANIAN, "handlers": {}, "formatters": {}, "loggers": loggers}


class RequestLines:
    """A WSGI application that writes a line for each request answered by another, and answers when that one fails."""

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application
        # Unique enough to find a line again: four bytes for the process, then a number.
        self.prefix = token_hex(4)
        self.numbers = count(1)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer, then write."""
        began = perf_counter()
        number = f"{self.prefix}-{next(self.numbers):x}"
        environ["toctoc.request"] = number
        status, length = "500", ""

        def started(
            line: str, headers: list[tuple[str, str]], error: OptExcInfo | None = None, /
        ) -> Callable[[bytes], object]:
            nonlocal status, length
            status = line[:3]
            for name, value in headers:
                if name == "Content-Length":
                    length = value
            headers.append(("X-Request-Id", number))
            return start_response(line, headers, error)

        try:
            body = self.application(environ, started)
        except Exception:
            logging.getLogger("toctoc.web").exception("unanswered", extra={FIELDS: {"request": number}})
            body = [b"500"]
            started("500 Internal Server Error", [("Content-Type", "text/plain"), ("Content-Length", "3")])
        _write(environ, number, status, length, perf_counter() - began)
        return body


def _write(environ: WSGIEnvironment, number: str, status: str, length: str, seconds: float) -> None:
    method = json.dumps(environ["REQUEST_METHOD"])
    path = json.dumps(_KEY.sub(r"\1…", environ["PATH_INFO"])[:LONGEST_PATH])
    size = length if length.isdecimal() else "null"
    line = (
        f'{{"time": {time():.3f}, "process": "web", "event": "request", "method": {method}, "path": {path}, '
        f'"status": {status}, "ms": {seconds * 1000:.1f}, "bytes": {size}, "request": "{number}"}}\n'
    )
    # A full disk or a closed pipe must not cost an answer.
    with contextlib.suppress(OSError):
        os.write(ERROR_OUTPUT, line.encode("utf-8", "replace"))

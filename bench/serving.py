"""A real ``toctoc serve`` on a copy of the large world, and a small client of raw sockets."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.copies import use_copy

if TYPE_CHECKING:
    from collections.abc import Iterator

COPY = Path("build/bench-serving")
PATIENCE = 60.0


@dataclass(frozen=True)
class Server:
    """Where the program answers, and its parent process."""

    port: int
    stream_port: int
    pid: int
    secret: str

    @property
    def pids(self) -> list[int]:
        """Every process of the program, the parent first."""
        return [self.pid, *_children(self.pid)]


@contextmanager
def serving(workers: int = 1) -> Iterator[Server]:
    """Start the program on a copy of the world, with some processes for pages; end it and drop the copy afterwards."""
    port, stream_port = _free_ports()
    os.environ["TOCTOC_BASE_URL"] = f"http://127.0.0.1:{port}"
    os.environ["TOCTOC_STREAM_URL"] = f"http://127.0.0.1:{stream_port}"
    use_copy(COPY)
    command = [str(Path(sys.executable).with_name("toctoc")), "serve", "--workers", str(workers)]
    command += ["--port", str(port), "--stream-port"]
    with Path("build/bench-serving.log").open("wb") as log:
        process = subprocess.Popen([*command, str(stream_port)], stdout=log, stderr=log)
        try:
            _wait_for(port)
            _wait_for(stream_port)
            secret = (COPY / "secret.key").read_text(encoding="ascii").strip()
            yield Server(port, stream_port, process.pid, secret)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as two:
        one.bind(("127.0.0.1", 0))
        two.bind(("127.0.0.1", 0))
        return one.getsockname()[1], two.getsockname()[1]


def _wait_for(port: int) -> None:
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit(f"Nothing answers on port {port}: see build/bench-serving.log.")


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += [int(child), *_children(int(child))]
    return found


async def answered(port: int, request: bytes) -> tuple[int, bytes]:
    """Make one request on a connection of its own; return the status and the body."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    raw = await reader.read()
    writer.close()
    head, _, body = raw.partition(b"\r\n\r\n")
    return int(head.split(b" ", 2)[1]), body


def get(port: int, path: str, *, cookie: str = "", token: str = "") -> bytes:
    """Return a GET that closes its connection."""
    lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Connection: close"]
    lines += [f"Cookie: sessionid={cookie}"] if cookie else []
    lines += [f"Authorization: Bearer {token}"] if token else []
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def post(port: int, path: str, body: object, token: str) -> bytes:
    """Return a POST of JSON that closes its connection."""
    content = json.dumps(body).encode()
    lines = [
        f"POST {path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Connection: close",
        "Content-Type: application/json",
        f"Content-Length: {len(content)}",
        f"Authorization: Bearer {token}",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + content

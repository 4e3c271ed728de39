"""A source that a test fills by hand, and a client that a test reads."""

from __future__ import annotations

import asyncio
from typing import Any

from toctoc.live.rules.wire import Row


def row(number: int, *channels: str, kind: str = "question", made_at: float = 0.0) -> Row:
    return Row(number, channels or ("public",), kind, f'{{"id":"{number}"}}', made_at)


class FakeSource:
    """Rows in memory; :meth:`commit` wakes whoever waits."""

    def __init__(self, *rows: Row, overlap: int = 0) -> None:
        self.kept = list(rows)
        self.overlap = overlap
        self.reads = 0
        self.woken = asyncio.Event()

    def commit(self, *rows: Row) -> None:
        self.kept += rows
        self.woken.set()

    async def open(self) -> None:
        pass

    async def newest(self) -> int:
        return max((r.id for r in self.kept), default=0)

    async def since(self, last: int, *, most: int) -> list[Row]:
        self.reads += 1
        return sorted((r for r in self.kept if r.id > last), key=lambda r: r.id)[:most]

    async def standings(self, since: float) -> list[Row]:
        return [r for r in self.kept if r.kind == "standing" and r.made_at >= since]

    async def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        raise NotImplementedError

    async def wait(self, pause: float) -> None:
        del pause
        await self.woken.wait()
        self.woken.clear()

    async def close(self) -> None:
        pass


class Client:
    """One request to the ASGI application; ``is_stuck`` clients stop taking what is sent."""

    def __init__(self, path: str, query: str = "", **headers: str) -> None:
        self.scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "query_string": query.encode(),
            "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
        }
        self.status = 0
        self.headers: dict[bytes, bytes] = {}
        self.body = b""
        self.is_over = False
        self.is_stuck = False
        self.gone = asyncio.Event()
        self.asked = False

    async def receive(self) -> dict[str, Any]:
        if not self.asked:
            self.asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        if self.is_stuck:
            await asyncio.Event().wait()
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], dict(message["headers"])
        else:
            self.body += message["body"]
            self.is_over = not message.get("more_body", False)

    @property
    def ids(self) -> list[int]:
        return [int(line[4:]) for line in self.body.split(b"\n") if line.startswith(b"id: ")]


async def settle() -> None:
    """Let every task that can go on do so."""
    for _ in range(20):
        await asyncio.sleep(0)

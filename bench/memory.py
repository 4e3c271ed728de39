"""Resident memory of the whole program, idle, after a few pages were served."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bench.figures import Figure
from bench.serving import answered, get, serving

KIB = 1024


def measure() -> list[Figure]:
    """Return the sum over all processes of ``toctoc serve``."""
    with serving() as server:
        for path in ("/", "/questions", "/decouvrir", "/a-propos") * 5:
            asyncio.run(answered(server.port, get(server.port, path)))
        asyncio.run(asyncio.sleep(3))
        rss = sum(_kib(pid, "Rss") for pid in server.pids)
        pss = sum(_kib(pid, "Pss") for pid in server.pids)
        count = len(server.pids)
    return [
        Figure(f"resident, {count} processes", rss / KIB, "MiB", at_most=300),
        Figure("the same, shared pages counted once", pss / KIB, "MiB"),
    ]


def _kib(pid: int, field: str) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith(f"{field}:"):
            return int(line.split()[1])
    raise SystemExit(f"/proc/{pid}/smaps_rollup has no {field}")

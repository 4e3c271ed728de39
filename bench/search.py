"""The search over a million posts: how fast it answers, what it weighs, how soon a post is found."""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from bench.figures import Figure
from toctoc.kernel.ids import id_at
from toctoc.search.rules.entries import Asked, Entry, Eyes
from toctoc.search.services.engines.tantivy import made

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.search.services.engines.tantivy import TantivyEngine

POSTS = int(os.environ.get("BENCH_SEARCH_POSTS", "1000000"))
NEW, ASKED, BATCH = 1_000, 300, 20_000
START = datetime(2025, 1, 1, tzinfo=UTC)
AUDIENCES = ("public", "public", "members", "professionals", "profession:doctor", "group:12")
EYES = Eyes(("public", "members", "professionals", "profession:doctor", "group:12", "actor:7"), 7, (3, 5))
# Rarer words than the demonstration has, each half as frequent as one twice as common (Zipf).
RARE = 30_000
PER_POST = 6


def measure() -> list[Figure]:
    """Return milliseconds, bytes and seconds."""
    folder = Path(tempfile.mkdtemp(prefix="toctoc-bench-search-"))
    try:
        return _measured(made(folder))
    finally:
        shutil.rmtree(folder)


def _measured(engine: TantivyEngine) -> list[Figure]:
    written = _posts(POSTS)
    began = time.perf_counter()
    with engine.building() as building:
        while some := list(itertools.islice(written, BATCH)):
            building.add(some, source="post", up_to=some[-1].id)
        building.finish()
    built = time.perf_counter() - began
    weight = engine.size() / POSTS
    answers = sorted(_seconds_to_find(engine, text) for text in _questions())
    began = time.perf_counter()
    engine.write(list(_posts(NEW, after=POSTS)), [])
    newest = engine.find(Asked("post", EYES, "", newest_first=True))
    soon = time.perf_counter() - began
    if len(newest) != len(set(newest)) or newest[0] < id_at(START + timedelta(seconds=POSTS * 45)):
        raise LookupError("The newest posts were not found.")
    return [
        Figure("a ranked question, median", statistics.median(answers) * 1_000, "ms"),
        Figure("a ranked question, 95 of 100", answers[int(len(answers) * 0.95)] * 1_000, "ms", at_most=30),
        Figure("the index, a post", weight, "bytes", at_most=250),
        Figure(
            "1,000 new posts, until they are found", soon, "s", at_most=2, note="without the worker's quarter second"
        ),
        Figure("the index built from entries", built, "s", note=f"{POSTS:,} posts"),
    ]


def _seconds_to_find(engine: TantivyEngine, text: str) -> float:
    began = time.perf_counter()
    engine.find(Asked("post", EYES, text))
    return time.perf_counter() - began


def _posts(count: int, after: int = 0) -> Iterator[Entry]:
    chance = Random(after + 1)
    sentences, rare = _sentences(), _Rare()
    for number in range(after, after + count):
        said = [*chance.choices(sentences, k=2), *(rare(chance) for _ in range(PER_POST))]
        yield Entry(
            source="post",
            id=id_at(START + timedelta(seconds=number * 45), number),
            author_id=number % 5_000 + 1,
            audiences=(AUDIENCES[number % len(AUDIENCES)],),
            text=" ".join(said),
            marks=("voice:lived" if number % 3 else "voice:practice", "language:fr", "kind:post"),
            tags=(f"mot{number % 400}",) if number % 20 == 0 else (),
        )


def _questions() -> Iterator[str]:
    """Yield what people ask: one to three words, as frequent as they are."""
    chance = Random(2)
    words = [word for sentence in _sentences() for word in re.findall(r"\w{4,}", sentence)]
    rare = _Rare()
    for number in range(ASKED):
        yield " ".join([*chance.sample(words, number % 3 + 1), *([rare(chance)] if number % 5 == 0 else [])])


def _sentences() -> list[str]:
    """Return every sentence of the demonstration world."""
    texts = files("toctoc.config.world.texts")
    found: list[str] = []
    for file in sorted(texts.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".json"):
            found += _strings(json.loads(file.read_text(encoding="utf-8")))
    return [sentence for text in found for sentence in re.findall(r"[^.?!]{20,}[.?!]", text)]


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for item in inside for text in _strings(item)]


class _Rare:
    """Words that no two posts share often, drawn by their rank."""

    def __init__(self) -> None:
        self.words = [f"molecule{number:x}" for number in range(RARE)]
        self.weights = list(itertools.accumulate(1 / (rank + 1) for rank in range(RARE)))

    def __call__(self, chance: Random) -> str:
        return chance.choices(self.words, cum_weights=self.weights)[0]

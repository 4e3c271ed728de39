"""Is the need found again when somebody asks it in other words? Recall on our pairs, and what one look costs.

Every ``asked`` of the three files, their ``not_same`` and the questions written for topics stand in one index of the
product's engine (tantivy, in a folder of its own); the product's words, equivalents, topics and order are used. Of the
frozen pairs only figures for all of them are told.
"""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path

from bench.figures import Figure, percentile
from toctoc.questions.queries.similar import LOOKED_AT
from toctoc.questions.rules.equivalents.reading import expanded, groups
from toctoc.questions.rules.likeness import LIKELY, VERY_NEAR, Known, ranked
from toctoc.questions.rules.understanding.reading import understood
from toctoc.search.rules.entries import MOST_LIKE, Asked, Entry, Eyes
from toctoc.search.rules.words import words_of
from toctoc.search.services.engines.tantivy import TantivyEngine, made

TEXTS = Path("tests/questions/texts")
SOURCE, PUBLIC = "post", "public"
FIRST = 1 << 16
FILES = ("tuned", "dev", "frozen")


class Collection:
    """Texts in an index, asked as the product asks."""

    def __init__(self, engine: TantivyEngine, texts: list[str]) -> None:
        self.engine = engine
        self.known = {
            FIRST * number: Known(("question", FIRST * number), text, _topics(text))
            for number, text in enumerate(texts, 1)
        }
        entries = [Entry(SOURCE, key, 1, (PUBLIC,), text=one.text) for key, one in self.known.items()]
        with engine.building() as building:
            building.add(entries, source=SOURCE, up_to=FIRST * len(texts))
            building.finish()

    def near(self, text: str) -> tuple[list[int], list[tuple[str, float]]]:
        """Return the ids the engine found, and the texts in the product's order with how near each is."""
        like = tuple(expanded(words_of(text, "fr"), MOST_LIKE))
        ids = self.engine.find(Asked(SOURCE, Eyes((PUBLIC,)), like=like, most=LOOKED_AT))
        likely = {one.slug: one.probability for one in understood(text).topics}
        order = ranked(text, likely, [self.known[one] for one in ids])
        return ids, [(self.known[one.key[1]].text, one.nearness) for one in order]


def measure() -> list[Figure]:
    """Return how often the same need is among the first, on each file."""
    pairs = {name: _pairs(name) for name in FILES}
    others = [line["text"] for name in ("tuned", "frozen") for line in _lines(f"topics-{name}.jsonl")]
    others += [line["not_same"] for line in _neighboured()]
    texts = list(dict.fromkeys([*(asked for some in pairs.values() for asked, _ in some), *others]))
    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(made(Path(folder)), texts)
        figures = [figure for name, some in pairs.items() for figure in _recall(name, some, collection)]
        figures += _neighbours(collection)
        figures += _costs([same for some in pairs.values() for _, same in some], collection)
    return [Figure("groups of equivalents", len(groups()), "groups", at_least=600), *figures]


def _recall(name: str, pairs: list[tuple[str, str]], collection: Collection) -> list[Figure]:
    at = {1: 0, 5: 0, 10: 0}
    fetched = shown = warned = 0
    for asked, same in pairs:
        ids, order = collection.near(same)
        fetched += any(collection.known[one].text == asked for one in ids)
        for most in at:
            at[most] += any(text == asked for text, _ in order[:most])
        shown += any(text == asked and nearness >= LIKELY for text, nearness in order[:5])
        warned += any(text != asked and nearness >= VERY_NEAR for text, nearness in order[:5])
    of = len(pairs)
    targets = {5: 0.85} if name == "frozen" else {}
    note = f"{of} pairs among {len(collection.known)} texts"
    return [
        *(
            Figure(f"{name}: recall@{k}", hits / of, "share", at_least=targets.get(k), note=note)
            for k, hits in at.items()
        ),
        Figure(f"{name}: among the {LOOKED_AT} that the engine finds", fetched / of, "share"),
        Figure(f"{name}: shown while one types, were it answered", shown / of, "share"),
        Figure(f"{name}: held back by another one", warned / of, "share"),
    ]


def _neighbours(collection: Collection) -> list[Figure]:
    """Return how often what has the words and another need stands before the need, and would hold somebody back."""
    before = warned = 0
    lines = _neighboured()
    for line in lines:
        order = [text for text, _ in collection.near(line["same"])[1]]
        places = [order.index(text) if text in order else len(order) for text in (line["not_same"], line["asked"])]
        before += places[0] < places[1]
        near = dict(collection.near(line["asked"])[1])
        warned += near.get(line["not_same"], 0.0) >= VERY_NEAR
    of, note = len(lines), f"{len(lines)} texts with the words of another and another need"
    return [
        Figure("dev: a neighbour stands before the need", before / of, "share", note=note),
        Figure("dev: a neighbour would hold back", warned / of, "share", note=note),
    ]


def _neighboured() -> list[dict[str, str]]:
    return [line for line in _lines("similar-dev.jsonl") if "not_same" in line]


def _costs(texts: list[str], collection: Collection) -> list[Figure]:
    taken = []
    for text in texts:
        understood.cache_clear()
        begun = time.perf_counter()
        collection.near(text)
        taken.append((time.perf_counter() - begun) * 1e3)
    return [Figure("one look, 95th percentile, database left out", percentile(taken, 0.95), "ms", at_most=50)]


def _topics(text: str) -> frozenset[str]:
    """Return the likeliest topic, which whoever asked would have taken."""
    return frozenset(one.slug for one in understood(text).topics[:1])


def _pairs(name: str) -> list[tuple[str, str]]:
    return [(line["asked"], line["same"]) for line in _lines(f"similar-{name}.jsonl")]


def _lines(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (TEXTS / name).read_text(encoding="utf-8").splitlines()]

"""How much the words of a text seem to point at somebody: a sum of small weights, brought back to log-odds."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary
from zlib import crc32

from toctoc.privacy.rules.tagging.sight import BEFORE, BEHIND, EDGE, before_it, behind_it, close, parts, sight, traits
from toctoc.privacy.rules.weighing.weights import unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from toctoc.privacy.rules.reading import Reading
    from toctoc.privacy.rules.tagging.sight import Part, Sight

PACKAGED = Path(__file__).parent / "weights.bin"
# Traits share this many places: two that fall together are told apart by the others.
PLACES = 1 << 18
# The first label is whether a word points at somebody at all; the others, which are the kinds, count where it does.
POINTS = "points"
KINDS = ("name", "commune", "hospital", "address", "date", "job_place", "family", "unexplained")

_LATEST: WeakKeyDictionary[Reading, tuple[Sight, list[float]]] = WeakKeyDictionary()


def places(part: Part) -> list[int]:
    """Return where the weights of a part stand."""
    return [crc32(trait.encode()) % PLACES for trait in traits(part)]


@lru_cache(maxsize=16_384)
def _weighed(part: Part) -> int:
    known = unpacked(PACKAGED)
    width, body = len(known.labels), known.body
    return sum(body[place * width] for place in places(part))


def odds(reading: Reading) -> tuple[Sight, list[float]]:
    """Return what is seen of a text, and for each token the log-odds that it points at somebody; worked out once."""
    found = _LATEST.get(reading)
    if found is None:
        found = _LATEST[reading] = _odds(reading)
    return found


def _odds(reading: Reading) -> tuple[Sight, list[float]]:
    seen = sight(reading)
    known = unpacked(PACKAGED)
    scale, bias = known.scales[0], known.biases[0]
    around = map(add, _sums(seen, behind_it, -BEFORE, 0), _sums(seen, before_it, 1, BEHIND + 1))
    return seen, [(sum(map(_weighed, close(seen, at))) + more) * scale + bias for at, more in enumerate(around)]


def _sums(seen: Sight, part: Callable[[str], Part], first: int, end: int) -> Iterator[int]:
    """Yield for each token what those ``first`` to ``end`` (without it) places away weigh, wherever they stand."""
    edge = [_weighed(part(EDGE))] * max(-first, end)
    sums = list(accumulate([*edge, *(_weighed(part(word)) for word in seen.words), *edge], initial=0))
    for at in range(len(edge), len(edge) + len(seen.words)):
        yield sums[at + end] - sums[at + first]


def kind_of(seen: Sight, ats: Iterable[int]) -> str:
    """Return what the tokens at ``ats`` together are most likely: one of :data:`KINDS`."""
    known = unpacked(PACKAGED)
    width = len(known.labels)
    totals = [0.0] * (width - 1)
    for at in ats:
        for part in parts(seen, at):
            for place in places(part):
                row = known.row(place)[1:]
                totals = [total + one * scale for total, one, scale in zip(totals, row, known.scales[1:], strict=True)]
        totals = [total + bias for total, bias in zip(totals, known.biases[1:], strict=True)]
    return known.labels[1 + totals.index(max(totals))]

"""The order of a thread around one of its posts: the line of those it answers, then its own answers, depth first."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many are shown above and below, and how deep below."""

    above: int
    below: int
    depth: int


# https://docs.joinmastodon.org/methods/statuses/#context
OF_READERS = Bounds(4_096, 4_096, 4_096)
OF_STRANGERS = Bounds(40, 60, 20)


@dataclass(frozen=True, slots=True)
class Around:
    """Ids above a post, the first of the thread first, and below it."""

    above: list[int]
    below: list[int]


def around(post_id: int, reply_to: int | None, rows: list[tuple[int, int | None, bool]], bounds: Bounds) -> Around:
    """Return what stands around a post; ``rows`` are (id, what it replies to, is gone) of its thread, oldest first."""
    parents = {row_id: above for row_id, above, _ in rows}
    gone = {row_id for row_id, _, is_gone in rows if is_gone}
    answers: dict[int, list[int]] = {}
    for row_id, above, _ in rows:
        if above is not None:
            answers.setdefault(above, []).append(row_id)
    return Around(_line(reply_to, parents, gone, bounds.above), _below(post_id, answers, gone, bounds))


def _line(aim: int | None, parents: dict[int, int | None], gone: set[int], most: int) -> list[int]:
    found: list[int] = []
    # What is not among the rows is not for this reader, and what it answers is not known.
    while aim is not None and aim in parents and len(found) < most:
        if aim not in gone:
            found.append(aim)
        aim = parents[aim]
    return found[::-1]


def _below(post_id: int, answers: dict[int, list[int]], gone: set[int], bounds: Bounds) -> list[int]:
    found: list[int] = []
    left = [(answer, 1) for answer in reversed(answers.get(post_id, []))]
    while left and len(found) < bounds.below:
        aim, depth = left.pop()
        if aim not in gone:
            found.append(aim)
        if depth < bounds.depth:
            left += [(answer, depth + 1) for answer in reversed(answers.get(aim, []))]
    return found

"""Circles of vouching: who may not answer together for a third person.

A graph: an edge leads from a voucher to whom they vouched for, when that became a proof. It has no end: a proof that
ran out or was taken back keeps its edge, because it still says who stands with whom.

Two people are of one circle when one of three holds:

- one of them stands *behind* the other (vouched for them, or for somebody behind them, at any depth);
- somebody stands behind both;
- they answered together for another person before.

Why not "are in one connected part of the graph"? Each proof by peers joins the parts of its two vouchers, so a place
where people know each other is one part after a few weeks, and nobody could vouch there any more. What has to be
prevented is narrower: one person, or one couple, who brings in a crowd. The first two rules make the two words of a
proof descend from no common word; the third makes a couple good for one person. So whoever wants to bring in ``n``
people by false words needs, each time, two people whom no false word has brought in together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    # Everybody who vouched for one of the given people.
    Vouchers = Callable[[frozenset[int]], frozenset[int]]


@dataclass(frozen=True, slots=True)
class Peer:
    """Where somebody stands in the graph; people are ids of actors."""

    person: int
    # Everybody whose word the person's own word rests on, at any depth, and other actors of the same people.
    behind: frozenset[int]
    # Everybody they vouched for.
    answered_for: frozenset[int]


def everybody_behind(person: int, vouchers_of: Vouchers) -> frozenset[int]:
    """Return whose word the word of ``person`` rests on, at any depth, without the person; loops end."""
    found: frozenset[int] = frozenset()
    edge = frozenset({person})
    while edge := vouchers_of(edge) - found - {person}:
        found |= edge
    return found


def are_of_one_circle(one: Peer, other: Peer, about: int) -> bool:
    """Tell whether two people may not both answer for the person ``about``.

    That they answered for the same person before does not count when it is this one, who renews a proof.
    """
    if one.person == other.person:
        return True
    share_a_word = (one.behind | {one.person}) & (other.behind | {other.person})
    return bool(share_a_word) or bool((one.answered_for & other.answered_for) - {about})


def rests_on(voucher: Peer, about: int) -> bool:
    """Tell whether the word of ``voucher`` rests on the very person they would answer for, or is that person's."""
    return voucher.person == about or about in voucher.behind

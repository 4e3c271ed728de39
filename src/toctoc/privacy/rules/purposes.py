"""Purposes that people agree to, said by the rooms that have them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Purpose:
    """What somebody agrees to. ``title``, ``text`` and ``effect`` are French sentences and translation keys.

    ``version`` grows when the text changes what is agreed to: consents to an older one end. ``address`` is the page
    where the purpose is used.
    """

    slug: str
    version: int
    title: str
    text: str
    effect: str
    address: str


PURPOSES: dict[str, Purpose] = {}


def offer(purpose: Purpose) -> Purpose:
    """Make a purpose known; rooms do it when they are loaded, once each."""
    PURPOSES[purpose.slug] = purpose
    return purpose

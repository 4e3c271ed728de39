"""What the provider remembers: codes not yet used, tokens not yet over. In memory, bounded."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

MOST = 1_000
Held = TypeVar("Held")


@dataclass(frozen=True, slots=True)
class Grant:
    """What a code stands for: who was chosen, and what the request said."""

    person: str
    redirect_uri: str
    challenge: str
    nonce: str


class Shelf(Generic[Held]):
    """Random names for things, each kept for ``seconds``; the oldest give way to new ones."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._held: dict[str, tuple[float, Held]] = {}
        self._lock = Lock()

    def put(self, thing: Held) -> str:
        """Keep a thing; return its name."""
        name = secrets.token_urlsafe(32)
        with self._lock:
            while len(self._held) >= MOST:
                del self._held[next(iter(self._held))]
            self._held[name] = (monotonic() + self.seconds, thing)
        return name

    def take(self, name: str) -> Held | None:
        """Take a thing off: it is found once."""
        with self._lock:
            ends, thing = self._held.pop(name, (0.0, None))
        return thing if ends > monotonic() else None

    def see(self, name: str) -> Held | None:
        """Look at a thing, and leave it."""
        with self._lock:
            ends, thing = self._held.get(name, (0.0, None))
        return thing if ends > monotonic() else None

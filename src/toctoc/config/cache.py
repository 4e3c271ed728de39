"""The cache that several processes share, when an operator has Redis or Valkey.

Nothing in it is needed for longer than a minute or two: figures that are counted again, and attempts at signing in.
So while the server is away each process keeps its own, and pages answer as before.
"""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis import RedisError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
# Nobody waits for longer at a page.
LONGEST_WAIT = 0.5
# Between two lines in the log about the same absence.
SAID_EVERY = 60.0

log = logging.getLogger("toctoc.cache")


class RedisOrMemory(BaseCache):
    """Asks Redis; while it does not answer, the memory of this process."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        waits = {"socket_timeout": LONGEST_WAIT, "socket_connect_timeout": LONGEST_WAIT}
        self._redis = RedisCache(server, {**params, "OPTIONS": {**params.get("OPTIONS", {}), **waits}})
        self._memory = LocMemCache("while-redis-is-away", {})
        self._said_at = float("-inf")

    def add(self, key: str, value: object, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep a value unless there is one; tell whether it was kept."""
        return self._either(lambda cache: cache.add(key, value, timeout, version))

    def get(self, key: str, default: object = None, version: int | None = None) -> object:
        """Return what is kept."""
        return self._either(lambda cache: cache.get(key, default, version))

    def set(self, key: str, value: object, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep a value."""
        self._either(lambda cache: cache.set(key, value, timeout, version))

    def touch(self, key: str, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep for longer."""
        return self._either(lambda cache: cache.touch(key, timeout, version))

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget one value."""
        return self._either(lambda cache: cache.delete(key, version))

    def clear(self) -> None:
        """Forget everything."""
        self._either(lambda cache: cache.clear())

    def _either(self, ask: Callable[[BaseCache], T]) -> T:
        try:
            return ask(self._redis)
        except RedisError as error:
            now = time.monotonic()
            if now - self._said_at >= SAID_EVERY:
                self._said_at = now
                log.warning("redis does not answer: %s", error)
            return ask(self._memory)

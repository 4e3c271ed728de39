"""Which source suits the settings."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from toctoc.live.stream.sources.sqlite import SqliteSource

if TYPE_CHECKING:
    from toctoc.live.stream.sources import Source, Where


def source_for(where: Where, redis_url: str) -> Source:
    """Return the source of a database, woken by Redis when there is one.

    Drivers are loaded only when they serve.
    """
    source: Source
    if where.vendor == "sqlite":
        source = SqliteSource(where.name)
    else:
        source = importlib.import_module("toctoc.live.stream.sources.postgresql").PostgresqlSource(where)
    if redis_url:
        source = importlib.import_module("toctoc.live.stream.sources.redis").RedisSource(source, redis_url)
    return source

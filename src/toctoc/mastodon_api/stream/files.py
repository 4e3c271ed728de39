"""The files of posts as the stream process reads them: twin of ``queries.media``, which a test holds equal."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from toctoc.mastodon_api.rules.media import attachment_of, facts_of
from toctoc.media.rules.facts import ended_address
from toctoc.media.rules.signing import Signed, signed_address, until_after

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toctoc.live.stream.sources import Source
    from toctoc.mastodon_api.rules.media import MediumFacts
    from toctoc.mastodon_api.stream.posts import Said

_FILES = """
SELECT f.id, f.kind, f.state, CAST(f.variants AS TEXT), f.description, f.blurhash, f.duration, f.seconds,
f.focus_x, f.focus_y
FROM community_attachment t JOIN media_file f ON f.id = t.file_id WHERE t.post_id = %s ORDER BY t.position
"""
_READY = "ready"
# In a form, quotation marks of any text are escaped: this stands there as the name of a member, or not at all.
_PREPARED = b'"media_attachments":'


class Kept(NamedTuple):
    """A file as its row keeps it; ``variants`` are none until it is ready."""

    file_id: int
    kind: str
    variants: Mapping[str, Mapping[str, Any]]
    description: str
    blurhash: str
    seconds: float
    focus: tuple[float, float]


class Files:
    """Reads files; ``base_url`` is where their addresses begin, ``key`` signs those that one reader alone is given."""

    def __init__(self, source: Source, base_url: str, key: bytes) -> None:
        self.source = source
        self.base_url = base_url
        self.key = key

    async def of(self, said: Said) -> tuple[Kept, ...] | None:
        """Return the files of a post whose form leaves them out; ``None`` when it says them itself."""
        if "media" not in said.parts.split() or _PREPARED in said.row[1]:
            return None
        return tuple(_kept(row) for row in await self.source.rows(_FILES, said.post_id))

    def written(self, kept: tuple[Kept, ...], reader_id: int) -> bytes:
        """Return MediaAttachments as JSON, with addresses that one reader is given."""
        until = until_after(time.time())
        return msgspec.json.encode([attachment_of(self._facts(file, reader_id, until)) for file in kept])

    def _facts(self, file: Kept, reader_id: int, until: int) -> MediumFacts:
        def address(variant: str) -> str:
            path = ended_address(file.file_id, variant, file.variants[variant]["type"])
            return self.base_url + signed_address(path, Signed(file.file_id, variant, reader_id, until), self.key)

        return facts_of(address=address, **file._asdict())


def _kept(row: tuple[Any, ...]) -> Kept:
    file_id, kind, state, variants, description, blurhash, duration, seconds, across, upwards = row
    is_ready = state == _READY
    return Kept(
        file_id=file_id,
        kind=kind,
        variants=msgspec.json.decode(variants) if is_ready else {},
        description=description,
        blurhash=blurhash if is_ready else "",
        seconds=duration or float(seconds),
        focus=(across, upwards),
    )

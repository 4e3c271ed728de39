"""The MediaAttachment entity (https://docs.joinmastodon.org/entities/MediaAttachment/)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toctoc.media.rules.facts import PREVIEW, WHOLE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# What previews cut.
_CUT = {"picture", "film"}
TYPES = {"picture": "image", "film": "video", "sound": "audio"}


@dataclass(frozen=True, slots=True)
class MediumFacts:
    """What an attachment says of a file; addresses are empty while it is not ready.

    ``copies`` are width and height in pixels by "original" and "small"; nought where there is none to see.
    """

    file_id: int
    kind: str
    url: str
    preview_url: str
    description: str
    blurhash: str
    seconds: float
    copies: Mapping[str, tuple[int, int]]
    focus: tuple[float, float] | None = None


def facts_of(
    *,
    file_id: int,
    kind: str,
    variants: Mapping[str, Mapping[str, Any]],
    address: Callable[[str], str],
    description: str,
    blurhash: str,
    seconds: float,
    focus: tuple[float, float] | None = None,
) -> MediumFacts:
    """Return the facts of a file by what its row keeps; ``variants`` are none until it is ready."""
    whole, preview = WHOLE[kind], PREVIEW.get(kind, "")
    copies = {"original": variants.get(whole, {}), "small": variants.get(preview, {})}
    return MediumFacts(
        file_id=file_id,
        kind=kind,
        url=address(whole) if whole in variants else "",
        preview_url=address(preview) if preview in variants else "",
        description=description,
        blurhash=blurhash,
        seconds=seconds,
        copies={name: (copy.get("width") or 0, copy.get("height") or 0) for name, copy in copies.items()},
        focus=focus if kind in _CUT else None,
    )


def attachment_of(facts: MediumFacts) -> dict[str, object]:
    """Return a MediaAttachment."""
    return {
        "id": str(facts.file_id),
        "type": TYPES.get(facts.kind, "unknown"),
        "url": facts.url or None,
        "preview_url": facts.preview_url or None,
        "remote_url": None,
        "preview_remote_url": None,
        "text_url": None,
        "meta": _meta(facts) if facts.url else None,
        "description": facts.description or None,
        "blurhash": facts.blurhash or None,
    }


def _meta(facts: MediumFacts) -> dict[str, object]:
    meta: dict[str, object] = {name: _size(*copy) for name, copy in facts.copies.items() if all(copy)}
    if facts.seconds:
        meta = {**_lasting(facts), **meta, "original": {**_original(facts), "duration": facts.seconds}}
    if facts.focus is not None:
        meta["focus"] = {"x": facts.focus[0], "y": facts.focus[1]}
    return meta


def _lasting(facts: MediumFacts) -> dict[str, object]:
    minutes, seconds = divmod(facts.seconds, 60)
    return {"length": f"0:{int(minutes):02}:{seconds:05.2f}", "duration": facts.seconds, **_original(facts)}


def _original(facts: MediumFacts) -> dict[str, object]:
    width, height = facts.copies.get("original", (0, 0))
    return _size(width, height) if width and height else {}


def _size(width: int, height: int) -> dict[str, object]:
    return {"width": width, "height": height, "size": f"{width}x{height}", "aspect": width / height}

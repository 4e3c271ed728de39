"""Live events."""

from toctoc.live.models.live_event import LiveEvent

__all__ = ["LiveEvent"]

"""Files."""

from toctoc.media.models.file import File

__all__ = ["File"]

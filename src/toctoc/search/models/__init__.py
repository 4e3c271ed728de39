"""What waits for the index, and who stays out of it."""

from toctoc.search.models.author import Author
from toctoc.search.models.change import Change

__all__ = ["Author", "Change"]

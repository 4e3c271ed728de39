"""Pages as a reader sees them."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # What Django's test client answers with, under the only name the stubs give it.
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

__all__ = ["Response", "words_of"]


def words_of(response: Response) -> str:
    """Return a page as text, entities as the reader sees them."""
    return unescape(response.content.decode())

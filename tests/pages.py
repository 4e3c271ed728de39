"""Pages as a reader sees them."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse

# What Django's test client answers with, under the only name the stubs give it.
Response: TypeAlias = "_MonkeyPatchedWSGIResponse"


def words_of(response: Response) -> str:
    """Return a page as text, entities as the reader sees them."""
    return unescape(response.content.decode())

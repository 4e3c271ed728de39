"""What the shell around every page needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, object]:
    """Return nothing yet."""
    return {"viewer": getattr(request, "viewer", None)}

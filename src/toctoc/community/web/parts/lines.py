"""Short texts beside the long one, cleared, with what is wrong said beside their own field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.kernel.errors import Invalid
from toctoc.privacy.services import clear_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.kernel.cleared import Cleared


def cleared_line(text: str, field: str, language: str) -> Cleared:
    """Return ``text`` cleared; raise :class:`Invalid` about ``field`` when the guard finds something in it."""
    try:
        return clear_line(text, language=language)
    except Invalid as error:
        error.field = field
        raise


def cleared_lines(texts: Iterable[str], field: str, language: str) -> tuple[Cleared, ...]:
    """Return each of ``texts`` cleared, as :func:`cleared_line` does."""
    return tuple(cleared_line(text, field, language) for text in texts)

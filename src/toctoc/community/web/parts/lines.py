"""Short texts beside the long one, cleared, with what is wrong said beside their own field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.kernel.errors import Invalid
from toctoc.privacy.services import clear_line
from toctoc.privacy.services.speech import clear_speech_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.kernel.cleared import Assurance, Cleared


def cleared_line(text: str, field: str, language: str) -> Cleared:
    """Return ``text`` cleared; raise :class:`Invalid` about ``field`` when the guard finds something in it."""
    try:
        return clear_line(text, language=language)
    except Invalid as error:
        error.field = field
        raise


def said_line(text: str, field: str, language: str, assurance: Assurance) -> Cleared:
    """Return a line that is said with a text, cleared; raise :class:`Invalid` about ``field``."""
    try:
        return clear_speech_line(text, language=language, assurance=assurance)
    except Invalid as error:
        error.field = field
        raise


def said_lines(texts: Iterable[str], field: str, language: str, assurance: Assurance) -> tuple[Cleared, ...]:
    """Return each of ``texts`` cleared, as :func:`said_line` does."""
    return tuple(said_line(text, field, language, assurance) for text in texts)

"""A lived experience as a form types it, and as a client sends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ninja import Schema
from pydantic import Field

from toctoc.community.rules.experience import LONGEST_PIECE, PIECES
from toctoc.kernel.errors import Invalid
from toctoc.privacy.services.speech import clear_speech

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from toctoc.kernel.cleared import Assurance, Cleared


class ExperienceIn(Schema):
    """What somebody lived, in up to five parts; at least one says something."""

    happened: str = Field(default="", description=f"What happened; {LONGEST_PIECE} characters at most, as each part.")
    helped: str = Field(default="", description="What helped.")
    did_not: str = Field(default="", description="What did not help.")
    to_doctor: str = Field(default="", description="What the author would tell a doctor.")
    to_newcomer: str = Field(default="", description="What the author would tell someone starting.")

    def pieces(self, language: str, assurance: Assurance) -> dict[str, Cleared]:
        """Return the parts, cleared; raise what the guard raises."""
        return _cleared(self.model_dump(), language, assurance)


def experience_in(typed: Mapping[str, Any], language: str, assurance: Assurance) -> dict[str, Cleared]:
    """Return the parts that a form brings, cleared; empty when none was typed. Raise what the guard raises."""
    return _cleared({name: typed.get(name, "") for name in PIECES}, language, assurance)


def _cleared(pieces: Mapping[str, str], language: str, assurance: Assurance) -> dict[str, Cleared]:
    return {name: _piece(pieces[name], name, language, assurance) for name in PIECES if pieces.get(name, "").strip()}


def _piece(text: str, name: str, language: str, assurance: Assurance) -> Cleared:
    """Return one part cleared; what is wrong with it is said beside its own field."""
    try:
        return clear_speech(text, language=language, assurance=assurance)
    except Invalid as error:
        error.field = name
        raise

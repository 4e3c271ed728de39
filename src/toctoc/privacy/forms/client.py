"""What clients of our JSON API send with something said: what they keep, and the two closing answers."""

from typing import Literal

from ninja import Schema
from pydantic import Field

from toctoc.kernel.cleared import Assurance, Cleared, Kept
from toctoc.privacy.services.speech import NOTHING_SAID, check_answers, clear_speech, clear_speech_line

_MOST = 100


class KeptIn(Schema):
    """Words that the guard would mask and that stay."""

    words: str = Field(max_length=300, description="As they stand in the text.")
    kind: str = Field(max_length=30, description="The `kind` of the finding.")
    reason: Literal["self", "public", "agreed", "not_a_person"]


class AssuranceIn(Schema):
    """What the writer says of a text before sending it."""

    kept: list[KeptIn] = Field(default_factory=list, max_length=_MOST, description="Findings of level `mask` to keep.")
    recognisable: Literal["yes", "no"] | None = Field(
        default=None, description="Could the patient, or somebody close, recognise this?"
    )
    agreed: Literal["yes", "no", "not_asked"] | None = Field(default=None, description="Did the patient agree?")
    read: list[str] = Field(default_factory=list, max_length=_MOST, description="Slugs of rules that were read.")


class SpeechIn(Schema):
    """Something that is said in one's own name."""

    assurance: AssuranceIn | None = Field(
        default=None, description="Without it, findings of level `mask` are refused, and the two questions come later."
    )

    @property
    def assured(self) -> Assurance:
        """Return what was assured."""
        said = self.assurance
        if said is None:
            return NOTHING_SAID
        return Assurance(
            kept=tuple(Kept(kept.words, kept.kind, kept.reason) for kept in said.kept),
            recognisable=said.recognisable or "",
            agreed=said.agreed or "",
            read=tuple(said.read),
        )

    def cleared(self, text: str, language: str, names: frozenset[str] = frozenset()) -> Cleared:
        """Return a text of this, cleared; raises what the guard raises."""
        cleared = clear_speech(text, language=language, assurance=self.assured, names=names)
        check_answers(self.assured)
        return cleared

    def line(self, text: str, language: str) -> Cleared:
        """Return a line of this, cleared; raises what the guard raises."""
        return clear_speech_line(text, language=language, assurance=self.assured)

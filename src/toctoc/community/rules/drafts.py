"""What somebody means to say, before it is stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import timedelta

    from toctoc.kernel.cleared import Cleared


@dataclass(frozen=True, slots=True)
class PollDraft:
    """A question with options to choose among; ``lasts`` is how long votes are taken."""

    options: tuple[Cleared, ...]
    lasts: timedelta
    is_multiple: bool = False
    hides_totals: bool = False


@dataclass(frozen=True, slots=True)
class Extras:
    """What a post carries besides its text.

    ``warning`` stands before the text; ``quoted`` is the id of a post; ``media`` are ids of files the author sent
    before; ``references`` are addresses or identifiers as they were typed; ``experience`` has a text per part of the
    template of lived experience. ``is_sensitive`` asks apps to veil its pictures.
    """

    warning: Cleared | None = None
    quoted: int | None = None
    media: tuple[int, ...] = ()
    poll: PollDraft | None = None
    references: tuple[str, ...] = ()
    experience: Mapping[str, Cleared] = field(default_factory=dict)
    is_sensitive: bool = False

    @property
    def said(self) -> list[tuple[str, Cleared]]:
        """Return the texts among these, each with the field that it is typed in."""
        warning = [("warning", self.warning)] if self.warning is not None else []
        options = [("poll", option) for option in self.poll.options] if self.poll is not None else []
        return [*warning, *options, *self.experience.items()]


NOTHING_MORE = Extras()

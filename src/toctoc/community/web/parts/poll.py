"""A poll as a form types it, and as a client sends it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ninja import Schema
from pydantic import Field

from toctoc.community.rules.drafts import PollDraft
from toctoc.community.rules.polls import LONGEST_OPTION, MOST_OPTIONS, USUAL_LASTS
from toctoc.community.web.parts.lines import said_lines

if TYPE_CHECKING:
    from django.http import QueryDict

    from toctoc.kernel.cleared import Assurance

# Figures of the longest duration in minutes.
_LONGEST_FIGURES = 6


class PollIn(Schema):
    """A question with answers to choose among; the text of the post is the question."""

    options: list[str] = Field(description=f"Two to {MOST_OPTIONS} answers of {LONGEST_OPTION} characters at most.")
    lasts: int = Field(default=USUAL_LASTS, description="How long votes are taken, in minutes: 5 to 43200.")
    multiple: bool = Field(default=False, description="Whether several answers may be chosen.")

    def draft(self, language: str, assurance: Assurance) -> PollDraft:
        """Return the poll with its answers cleared; raise what the guard raises."""
        options = said_lines(self.options, "poll", language, assurance)
        # A number of any size comes in; beyond the longest it is told so.
        minutes = max(0, min(self.lasts, 10**_LONGEST_FIGURES))
        return PollDraft(options, timedelta(minutes=minutes), is_multiple=self.multiple)


def poll_in(typed: QueryDict, language: str, assurance: Assurance) -> PollDraft | None:
    """Return the poll that a form brings, or ``None`` when no answer was typed."""
    options = [option for option in typed.getlist("poll") if option.strip()]
    if not options:
        return None
    lasts = typed.get("poll_lasts", "")
    minutes = int(lasts) if lasts.isdecimal() and len(lasts) <= _LONGEST_FIGURES else 0
    multiple = typed.get("poll_multiple") == "oui"
    return PollDraft(said_lines(options, "poll", language, assurance), timedelta(minutes=minutes), is_multiple=multiple)

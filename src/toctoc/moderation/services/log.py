"""Write down what moderators do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.moderation.models.log_line import LONGEST_WHY, LogLine

if TYPE_CHECKING:
    from toctoc.moderation.models.log_line import Verb
    from toctoc.people.models import Account


def write_down(verb: Verb, about: str, *, by: Account | None, why: str = "") -> None:
    """Add a line to the log, in the caller's transaction; ``by`` is nobody for what happens by itself."""
    LogLine.objects.create(verb=verb, about=about[:120], account_id=by.pk if by else None, why=why[:LONGEST_WHY])

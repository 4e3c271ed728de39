"""Brakes: how often somebody gives notice, and what new accounts may do at first."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from toctoc.proofs.services.attempts import Limit, try_once, try_shared

if TYPE_CHECKING:
    from toctoc.people.models import Actor

# An address may be a whole hospital's; a member answers for its own notices.
PER_ADDRESS = Limit("notices", 12, timedelta(hours=1))
PER_MEMBER = Limit("notices of a member", 20, timedelta(hours=1))
# What a team can read; beyond it somebody floods, and the log says so.
OF_STRANGERS = Limit("notices in all", 400, timedelta(hours=1))


def count_notice(address: str, reader: Actor | None) -> None:
    """Count one notice against its limits; raise :class:`TooMany` when one is passed."""
    if reader is not None:
        try_once((PER_MEMBER, str(reader.pk)))
    else:
        try_shared((PER_ADDRESS, address), shared=OF_STRANGERS)

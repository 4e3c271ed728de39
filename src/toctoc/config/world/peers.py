"""All that a place where people help each other shows beside its posts: duty, waves, opinions, sheets, relays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.config.world.company import Company
from toctoc.config.world.duties import open_duties
from toctoc.config.world.recent import remember
from toctoc.config.world.relays import open_relays
from toctoc.config.world.scenes import open_scenes
from toctoc.config.world.together import open_sheets

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.config.world.steps import Steps


def open_peers(end: datetime, seed: int, steps: Steps) -> None:
    """Write the last weeks in bulk, then let the introduced people live a few scenes, through the services."""
    company = Company()
    remember(end, seed, steps)
    open_duties(company, end, steps)
    open_sheets(company, end, steps)
    open_scenes(company, end, steps)
    open_relays(end, steps)

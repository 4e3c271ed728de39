"""The demonstration world: people who do not exist, eighteen months of what they ask and answer.

:func:`make` fills an empty database; the same scale, seed and end make the same rows. Tests, screenshots and
measures use it, and ``toctoc world`` and ``toctoc demo`` are its doors.

How it is made::

    cast, talk, ties  ──▶  plan  ──▶  by_services   small: each act by its service, at its moment
    (from the seed)                └▶  in_bulk       large: the same rows, written by thousands
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from toctoc.config.world.steps import silent

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.config.world.making import Made
    from toctoc.config.world.steps import Steps

DEFAULT_SEED = 1


def make(scale: str, seed: int = DEFAULT_SEED, until: datetime | None = None, steps: Steps = silent) -> Made:
    """Make the world of this scale (``small`` or ``large``) and seed, eighteen months that end at ``until``.

    ``until`` is the start of the present hour by default. Raises :class:`Refused` when the database already has
    actors, and :class:`Invalid` for an unknown scale.
    """
    # Loaded here, so that whoever only wants the names of the cast needs no Django.
    made: Made = importlib.import_module("toctoc.config.world.making").make_world(scale, seed, until, steps)
    return made

"""How many people live in a place."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.lexicons import lexicon
from toctoc.privacy.rules.lexicons.lexicon import flat

if TYPE_CHECKING:
    from toctoc.privacy.rules.places import Area, Spot

# INSEE, population of France, 1 January 2024, rounded.
FRANCE = 68_400_000
# A place that no list knows, a quarter, a village: taken as a small town.
UNKNOWN = 3_000
# A town abroad that a list knows, and an area abroad.
TOWN_ABROAD = 300_000
AREA_ABROAD = 2_000_000


@cache
def _areas() -> dict[str, int]:
    lines = files(__package__).joinpath("lists", "areas.txt").read_text("utf-8").splitlines()
    rows = (line.split("|") for line in lines if line and not line.startswith("#"))
    return {flat(key(name)).strip(): int(people) for name, people in rows}


def people_of_spot(spot: Spot) -> int:
    """Return how many people live in a town: of several that bear the name, in the most populated."""
    if spot.communes:
        return spot.communes[0].population or UNKNOWN
    return TOWN_ABROAD if spot.abroad else UNKNOWN


def people_of_area(area: Area) -> int:
    """Return how many people live in a department, a region or an area abroad."""
    known = _areas().get(flat(area.key))
    if known is not None:
        return known
    if area.key == "france":
        return FRANCE
    return FRANCE if lexicon().country(area.key) else AREA_ABROAD

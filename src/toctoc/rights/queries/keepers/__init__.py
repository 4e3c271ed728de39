"""What the rooms keep of an actor: a family, one module per room, one line each here.

A keeper counts what there is, gives it for an archive, and says how long it stays. A test finds every row that points
at an actor and asks for its keeper.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.rights.queries.keepers import (
    agreed,
    asking,
    available,
    choosing,
    files,
    moderated,
    people,
    saying,
    together,
)

if TYPE_CHECKING:
    from toctoc.rights.queries.keepers.keeper import Keeper

KEEPERS: list[Keeper] = [
    *saying.KEEPERS,
    *choosing.KEEPERS,
    *asking.KEEPERS,
    *agreed.KEEPERS,
    *available.KEEPERS,
    *files.KEEPERS,
    *together.KEEPERS,
    *people.KEEPERS,
    *moderated.KEEPERS,
]


def keep_too(*keepers: Keeper) -> None:
    """Add what a room above keeps of an actor; doing it twice changes nothing."""
    known = {keeper.name for keeper in KEEPERS}
    KEEPERS.extend(keeper for keeper in keepers if keeper.name not in known)

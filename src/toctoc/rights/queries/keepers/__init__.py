"""What the rooms keep of an actor: a family, one module per room, one line each here.

A keeper counts what there is, gives it for an archive, and says how long it stays. A test finds every row that points
at an actor and asks for its keeper.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.rights.queries.keepers import choosing, files, moderated, people, saying, together

if TYPE_CHECKING:
    from toctoc.rights.queries.keepers.keeper import Keeper

KEEPERS: tuple[Keeper, ...] = (
    *saying.KEEPERS,
    *choosing.KEEPERS,
    *files.KEEPERS,
    *together.KEEPERS,
    *people.KEEPERS,
    *moderated.KEEPERS,
)

"""This way of proving, as Django and the other rooms know it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, ClassVar

from toctoc.people.rules.paths import PathWords
from toctoc.proofs.path import PathConfig

if TYPE_CHECKING:
    from toctoc.people.models import Actor


class PeersConfig(PathConfig):
    """Peers."""

    name = "toctoc.proofs.paths.peers"
    label = "proof_peers"
    address: ClassVar[str] = "confreres"
    # Peers are not told the pseudonym of whom they know: the day of their word must not tell it either.
    is_blind: ClassVar[bool] = True
    words: ClassVar[PathWords] = PathWords(
        "peers",
        "Deux pairs de la même profession",
        "Two peers of the same profession",
        "attesté par deux pairs",
        "vouched for by two peers",
    )

    def ready(self) -> None:
        """Make the words known, and hear of what happens in rooms below."""
        super().ready()
        import_module("toctoc.proofs.paths.peers.subscribers")

    def archive_of(self, actor: Actor) -> list[dict[str, object]]:
        """Return the actor's own requests and answers, and nothing of those on the other side of them."""
        queries = import_module("toctoc.proofs.paths.peers.queries")
        found: list[dict[str, object]] = queries.archive_of(actor)
        return found

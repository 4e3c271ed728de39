"""This way of proving, as Django and the other rooms know it."""

from __future__ import annotations

from typing import ClassVar

from toctoc.people.rules.paths import PathWords
from toctoc.proofs.path import PathConfig


class PeersConfig(PathConfig):
    """Peers."""

    name = "toctoc.proofs.paths.peers"
    label = "proof_peers"
    address: ClassVar[str] = "confreres"
    words: ClassVar[PathWords] = PathWords(
        "peers",
        "Deux pairs de la même profession",
        "Two peers of the same profession",
        "attesté par deux pairs",
        "vouched for by two peers",
    )

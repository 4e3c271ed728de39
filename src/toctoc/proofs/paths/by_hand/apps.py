"""This way of proving, as Django and the other rooms know it."""

from __future__ import annotations

from typing import ClassVar

from toctoc.people.rules.paths import PathWords
from toctoc.proofs.path import PathConfig


class ByHandConfig(PathConfig):
    """ByHand."""

    name = "toctoc.proofs.paths.by_hand"
    label = "proof_by_hand"
    address: ClassVar[str] = "moderation"
    words: ClassVar[PathWords] = PathWords(
        "by_hand",
        "Deux personnes de la modération",
        "Two moderators",
        "vérifié par la modération",
        "verified by the moderation",
    )

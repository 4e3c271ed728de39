"""This way of proving, as Django and the other rooms know it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, ClassVar

from toctoc.people.rules.paths import PathWords
from toctoc.proofs.path import PathConfig

if TYPE_CHECKING:
    from toctoc.people.models import Actor


class ByHandConfig(PathConfig):
    """Two moderators look, and decide."""

    name = "toctoc.proofs.paths.by_hand"
    label = "proof_by_hand"
    address: ClassVar[str] = "moderation"
    words: ClassVar[PathWords] = PathWords(
        "by_hand",
        "Deux personnes de la modération",
        "Two moderators",
        "vérifié par la modération",
        "verified by the moderators",
    )

    def is_open_to(self, actor: Actor) -> bool:
        """Offer it to people and to organisations."""
        return bool(actor.kind in {"person", "organisation"})

    def archive_of(self, actor: Actor) -> list[dict[str, object]]:
        """Return the actor's applications: what was asked, by which means, and where they stand."""
        found: list[dict[str, object]] = import_module(f"{self.name}.queries.history").archive_of(actor)
        return found

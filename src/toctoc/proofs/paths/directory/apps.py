"""This way of proving, as Django and the other rooms know it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, ClassVar

from toctoc.people.rules.paths import PathWords
from toctoc.proofs.path import PathConfig

if TYPE_CHECKING:
    from toctoc.people.models import Actor


class DirectoryConfig(PathConfig):
    """Directory."""

    name = "toctoc.proofs.paths.directory"
    label = "proof_directory"
    address: ClassVar[str] = "annuaire"
    words: ClassVar[PathWords] = PathWords(
        "directory",
        "L’annuaire national et la messagerie professionnelle",
        "The national directory and the professional mailbox",
        "vérifié par l’annuaire national",
        "verified by the national directory",
    )

    def is_open_to(self, actor: Actor) -> bool:
        """Offer it to people, once a directory has been imported."""
        # Loaded here: the application's models are not there yet when this module is.
        queries = import_module("toctoc.proofs.paths.directory.queries")
        return super().is_open_to(actor) and bool(queries.is_imported())

    def archive_of(self, actor: Actor) -> list[dict[str, object]]:
        """Return that the actor asked for a code, while it lasts; the number and the mailbox rest nowhere."""
        kept: list[dict[str, object]] = import_module(f"{self.name}.queries").archive_of(actor)
        return kept

"""This way of proving, as Django and the other rooms know it."""

from __future__ import annotations

from typing import ClassVar

from toctoc.people.rules.paths import PathWords
from toctoc.proofs.path import PathConfig


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

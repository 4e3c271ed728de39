"""This way of proving, as Django and the other rooms know it."""

from __future__ import annotations

from typing import ClassVar

from toctoc.people.rules.paths import PathWords
from toctoc.proofs.path import PathConfig


class SixthConfig(PathConfig):
    """Say a word that only professionals know."""

    name = "tests.proofs.sixth"
    label = "proof_sixth"
    address: ClassVar[str] = "mot-de-passe"
    words: ClassVar[PathWords] = PathWords(
        "sixth", "Un mot convenu", "A word agreed on", "vérifié par un mot convenu", "verified by a word agreed on"
    )

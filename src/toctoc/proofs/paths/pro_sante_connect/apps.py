"""This way of proving, as Django and the other rooms know it."""

from __future__ import annotations

from typing import ClassVar

from toctoc.people.rules.paths import PathWords
from toctoc.proofs.path import PathConfig


class ProSanteConnectConfig(PathConfig):
    """ProSanteConnect."""

    name = "toctoc.proofs.paths.pro_sante_connect"
    label = "proof_pro_sante_connect"
    address: ClassVar[str] = "pro-sante-connect"
    words: ClassVar[PathWords] = PathWords(
        "pro_sante_connect",
        "Pro Santé Connect",
        "Pro Santé Connect",
        "vérifié par Pro Santé Connect",
        "verified by Pro Santé Connect",
    )

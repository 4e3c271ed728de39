"""This way of proving, as Django and the other rooms know it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings

from toctoc.people.rules.paths import PathWords
from toctoc.proofs.path import PathConfig

if TYPE_CHECKING:
    from toctoc.people.models import Actor


class ProSanteConnectConfig(PathConfig):
    """The way by Pro Santé Connect."""

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

    def is_open_to(self, actor: Actor) -> bool:
        """Offer it where the operator set it up, to people."""
        return super().is_open_to(actor) and settings.ENVIRONMENT.pro_sante_connect is not None

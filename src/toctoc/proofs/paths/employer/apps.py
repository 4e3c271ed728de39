"""This way of proving, as Django and the other rooms know it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, ClassVar

from toctoc.people.policies import proved_institution
from toctoc.people.rules.paths import PathWords
from toctoc.proofs.path import PathConfig

if TYPE_CHECKING:
    from toctoc.people.models import Actor


class EmployerConfig(PathConfig):
    """Employer."""

    name = "toctoc.proofs.paths.employer"
    label = "proof_employer"
    address: ClassVar[str] = "employeur"
    words: ClassVar[PathWords] = PathWords(
        "employer",
        "Un employeur ou une association",
        "An employer or an association",
        "attesté par un employeur ou une association",
        "attested by an employer or an association",
    )
    is_blind: ClassVar[bool] = True

    def is_open_to(self, actor: Actor) -> bool:
        """Offer it to people, who may ask for an invitation, and to institutions that are proved, which may invite."""
        return super().is_open_to(actor) or bool(proved_institution(actor))

    def archive_of(self, actor: Actor) -> list[dict[str, object]]:
        """Return what an institution attested, or a person accepted; nothing of who is on the other side."""
        # Rows can only be read once every application is there.
        kept: list[dict[str, object]] = import_module(f"{self.name}.queries").archive_of(actor)
        return kept

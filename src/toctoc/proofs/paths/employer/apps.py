"""This way of proving, as Django and the other rooms know it."""

from __future__ import annotations

from typing import ClassVar

from toctoc.people.rules.paths import PathWords
from toctoc.proofs.path import PathConfig


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

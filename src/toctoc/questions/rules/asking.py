"""How an asker wants to be answered: by whom, and whether each thinks alone first."""

from __future__ import annotations

from enum import StrEnum


class Answerers(StrEnum):
    """Whose answers stand in the thread."""

    READERS = "readers"
    PROFESSIONALS = "professionals"


class Seal(StrEnum):
    """Whether answers are hidden from those who have not answered yet."""

    NONE = "none"
    SEALED = "sealed"
    OPENED = "opened"


ANSWERERS_WORDS: dict[Answerers, tuple[str, str]] = {
    Answerers.READERS: ("Toutes les personnes qui lisent", "Everybody who reads"),
    Answerers.PROFESSIONALS: ("Les professionnels vérifiés", "Verified professionals"),
}
SEAL_WORDS: dict[Seal, tuple[str, str]] = {
    Seal.NONE: ("Réponses visibles", "Visible answers"),
    Seal.SEALED: ("Réponses scellées", "Sealed answers"),
    Seal.OPENED: ("Réponses ouvertes", "Opened answers"),
}

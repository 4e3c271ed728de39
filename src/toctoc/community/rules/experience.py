"""The template of lived experience: five questions, none of which must be answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.kernel.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_PIECE = 2_000

# In the order they are asked and shown: French and English headings.
PIECES: dict[str, tuple[str, str]] = {
    "happened": ("Ce qui s’est passé", "What happened"),
    "helped": ("Ce qui m’a aidé", "What helped me"),
    "did_not": ("Ce qui ne m’a pas aidé", "What did not help me"),
    "to_doctor": ("Ce que je dirais à un médecin", "What I would tell a doctor"),
    "to_newcomer": ("Ce que je dirais à une personne qui commence", "What I would tell somebody just starting"),
}


def checked_pieces(pieces: Mapping[str, str]) -> dict[str, str]:
    """Return the pieces that say something, in their order; raise :class:`Invalid` for none, or a too long one."""
    if set(pieces) - set(PIECES):
        raise Invalid("Cette partie du récit n’existe pas.", field="experience")
    said = {name: pieces[name].strip() for name in PIECES if pieces.get(name, "").strip()}
    for name, text in said.items():
        if len(text) > LONGEST_PIECE:
            raise Invalid("Une partie a au plus %(longest)s caractères.", field=name, longest=LONGEST_PIECE)
    if not any(any(character.isalnum() for character in text) for text in said.values()):
        raise Invalid("Remplissez au moins une des cinq parties.", field="happened")
    return said

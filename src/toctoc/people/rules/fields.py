"""The few lines with a name that stand on a profile: "Lieu", "Site", "Mes heures"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.kernel.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toctoc.kernel.cleared import Cleared

MOST_FIELDS = 4
LONGEST_FIELD = 255


@dataclass(frozen=True, slots=True)
class ProfileField:
    """One line of a profile, both sides cleared by the guard."""

    name: Cleared
    value: Cleared


def kept_fields(fields: Sequence[ProfileField]) -> list[dict[str, str]]:
    """Return lines as a row keeps them, empty ones left out; raise :class:`Invalid` for what no profile shows."""
    written = [(field.name.text.strip(), field.value.text.strip()) for field in fields]
    lines = [(name, value) for name, value in written if name or value]
    if len(lines) > MOST_FIELDS:
        raise Invalid("Un profil a au plus quatre lignes.", field="fields")
    for name, value in lines:
        if not name or not value:
            raise Invalid("Chaque ligne a un nom et un texte.", field="fields")
        if max(len(name), len(value)) > LONGEST_FIELD:
            raise Invalid("Une ligne de profil a au plus 255 caractères de chaque côté.", field="fields")
    return [{"name": name, "value": value} for name, value in lines]

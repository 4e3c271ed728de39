"""What moderation may write above a post that stays: a slug, with its French and English sentence."""

from __future__ import annotations

LABELS: dict[str, tuple[str, str]] = {
    "disputed": (
        "La modération signale une information contestée.",
        "Moderation marks this as disputed information.",
    ),
    "sensitive": ("La modération signale un contenu sensible.", "Moderation marks this as sensitive content."),
    "interest": (
        "La modération signale un lien d’intérêt non déclaré.",
        "Moderation marks an undeclared interest.",
    ),
}

"""What moderation may write above a post that stays: a slug, with its French and English sentence."""

from __future__ import annotations

LABELS: dict[str, tuple[str, str]] = {
    "disputed": (
        "La modération signale une information contestée.",
        "The moderators mark this as disputed information.",
    ),
    "sensitive": ("La modération signale un contenu sensible.", "The moderators mark this as sensitive content."),
    "interest": (
        "La modération signale un lien d’intérêt non déclaré.",
        "The moderators point out an undeclared interest.",
    ),
}

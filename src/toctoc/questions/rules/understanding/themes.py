"""The twelve themes of medical abstracts (MORFITT, Labrak et al., 2023), for a text of the literature."""

from __future__ import annotations

from toctoc.questions.rules.understanding.weights import THEMES, unpacked

# French and English words.
THEME_WORDS: dict[str, tuple[str, str]] = {
    "chemistry": ("Chimie", "Chemistry"),
    "etiology": ("Étiologie", "Etiology"),
    "genetics": ("Génétique", "Genetics"),
    "immunology": ("Immunologie", "Immunology"),
    "microbiology": ("Microbiologie", "Microbiology"),
    "parasitology": ("Parasitologie", "Parasitology"),
    "pharmacology": ("Pharmacologie", "Pharmacology"),
    "physiology": ("Physiologie", "Physiology"),
    "psychology": ("Psychologie", "Psychology"),
    "surgery": ("Chirurgie", "Surgery"),
    "veterinary": ("Vétérinaire", "Veterinary"),
    "virology": ("Virologie", "Virology"),
}


def themes(text: str) -> tuple[tuple[str, float], ...]:
    """Return the themes of an abstract with their probability, likeliest first: one at least."""
    known = unpacked(THEMES)
    ranked = sorted(known.probabilities(text).items(), key=lambda one: -one[1])
    return (ranked[0], *(one for one in ranked[1:] if one[1] >= known.enough))

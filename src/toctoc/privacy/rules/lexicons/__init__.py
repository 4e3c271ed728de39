"""Names, words, medical terms and places, read from packaged lists at first use (their sources: SOURCES.md)."""

from toctoc.privacy.rules.lexicons.lexicon import Lexicon, lexicon
from toctoc.privacy.rules.lexicons.places import Commune, Department

__all__ = ["Commune", "Department", "Lexicon", "lexicon"]

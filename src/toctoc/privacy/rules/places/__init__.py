"""Places in a text: which words are towns there, read with what stands before them and what the lexicon knows."""

from toctoc.privacy.rules.places.spotting import Area, Spot, areas, spot_before, spots, spots_from

__all__ = ["Area", "Spot", "areas", "spot_before", "spots", "spots_from"]

"""A second reader: small weights, learned from texts of our own, tell which words seem to point at somebody.

Rules say what they know. This looks at what they left, and adds to it; where nothing speaks for what they masked on the
strength of a list, it asks the writer to look instead.
"""

from toctoc.privacy.rules.tagging.doubt import doubted
from toctoc.privacy.rules.tagging.tagger import Tagger

__all__ = ["Tagger", "doubted"]

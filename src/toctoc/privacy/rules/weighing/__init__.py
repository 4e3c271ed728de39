"""How much a passage sounds like danger, a request or a claim: small weights, learned from sentences of our own."""

from toctoc.privacy.rules.weighing.anchors import least
from toctoc.privacy.rules.weighing.passages import Weighed, weigh

__all__ = ["Weighed", "least", "weigh"]

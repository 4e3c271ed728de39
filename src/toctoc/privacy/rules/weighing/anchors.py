"""What a passage must speak of, or weigh much more: nobody is shown a card for the tone of an everyday sentence.

"Je suis fatigué, je vais me coucher" sounds like a farewell and speaks of nothing that kills.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toctoc.privacy.rules.weighing.passages import Weighed

_BODY = ("BREATH", "CHEST", "STROKE", "AWAKE", "BLOOD", "SWELL", "TRAUMA", "BABY", "BRUISE")
_HURT = ("HIT", "SEX", "FEAR", "NEGLECT", "BRUISE", "FORCE", "PRIVATE", "CUT", "MEANS", "DIE")
# The ideas (see ideas.txt) of which a passage speaks one at least; a claim about care needs none.
_ANCHORS = {
    "vital": frozenset(_BODY),
    "suicide": frozenset(
        ("DIE", "LIFE", "END", "FAREWELL", "MEANS", "PILLS", "CUT", "BURDEN", "HIGHPLACE", "GONE"),
    ),
    "children": frozenset(_HURT),
    "violence": frozenset(_HURT),
    "poison": frozenset(("EAT", "TOXIC", "PILLS", "POISONOUS", "DRUGS", "CONTAIN", "MISTAKE", "BREATH")),
    "consultation": frozenset(
        (*_BODY, "CARE", "ILLNESS", "DRUGS", "PILLS", "CURE", "TOXIC", "HEALED", "DOSSIER", "PRO"),
    ),
}
# The log-odds that a passage without an anchor must pass; a request is held for less, it is asked again in one tap.
_WITHOUT = {"consultation": -2.0}
_WITHOUT_MORE = -0.6


def least(slug: str, one: Weighed, enough: float) -> float:
    """Return the log-odds that a passage must pass, where ``enough`` does for one that has an anchor."""
    anchors = _ANCHORS.get(slug)
    return enough if anchors is None or anchors & one.ideas else max(enough, _WITHOUT.get(slug, _WITHOUT_MORE))

"""When a note is shown: people of two kinds found it useful.

A majority of one kind never decides alone. The idea is that of *bridging*: what people who otherwise differ agree on
is worth more than what many alike applaud (Wojcik and others, "Birdwatch: Crowd Wisdom and Bridging Algorithms can
Inform Understanding and Reduce the Spread of Misinformation", 2022, arXiv:2210.15723). There the two sides are
inferred from millions of ratings; here they are known and said: proved professionals, and everybody else.

Within a kind, few ratings prove little: what counts is the lower end of Wilson's interval of the share of useful
ratings (E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
Statistical Association 22, 1927, pages 209 to 212), at 90 % on that side.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

# Quantile of the normal law: nine times in ten the true share is above the lower end.
Z = 1.2816
# In each kind, a note appears with at least this many ratings and a lower end of at least SHOWN_FROM; it goes when
# a lower end falls below HIDDEN_BELOW. Between the two it stays as it is, so that one rating does not make it blink.
FEWEST = 3
SHOWN_FROM = 0.5
HIDDEN_BELOW = 0.4


@dataclass(frozen=True, slots=True)
class Tally:
    """The ratings of a note by people of one kind."""

    useful: int = 0
    useless: int = 0

    @property
    def count(self) -> int:
        """How many there are."""
        return self.useful + self.useless


def lower_end(tally: Tally) -> float:
    """Return the lower end of Wilson's interval of the share of useful ratings, from 0 to 1; 0 without a rating."""
    if not tally.useful:
        return 0.0
    share, weight = tally.useful / tally.count, Z * Z / tally.count
    margin = Z * math.sqrt((share * (1 - share) + weight / 4) / tally.count)
    return max(0.0, (share + weight / 2 - margin) / (1 + weight))


def is_shown(professionals: Tally, others: Tally, *, was_shown: bool) -> bool:
    """Tell whether a note stands under its post, given how it stood before."""
    kinds = (professionals, others)
    lowest = min(lower_end(kind) for kind in kinds)
    if was_shown:
        return lowest >= HIDDEN_BELOW
    return lowest >= SHOWN_FROM and all(kind.count >= FEWEST for kind in kinds)


# What the page about the rule explains: ratings of professionals, then of the others, useful and useless.
EXAMPLES: tuple[tuple[Tally, Tally], ...] = (
    (Tally(3, 0), Tally(3, 0)),
    (Tally(40, 0), Tally(2, 0)),
    (Tally(6, 2), Tally(5, 0)),
    (Tally(3, 1), Tally(9, 0)),
    (Tally(30, 1), Tally(0, 12)),
)

"""A plugin for toot's own tests: the same names in every run.

They are drawn from random hexadecimal digits, and once in a few hundred one reads as a telephone number, which no
handle here may.
"""

from __future__ import annotations

import random
import uuid

chance = random.Random(1)


def uuid4() -> uuid.UUID:
    """Return the next of always the same identifiers."""
    return uuid.UUID(int=chance.getrandbits(128), version=4)


uuid.uuid4 = uuid4

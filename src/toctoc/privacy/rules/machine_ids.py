"""Identifiers that programs make: random, hence of nobody, whatever stretch of one looks like a number of somebody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.privacy.rules.findings import Finding

# RFC 9562, 4: a UUID of a known version and variant, standing by itself.
_UUID = re.compile(
    r"(?<![0-9A-Za-z-])[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}(?![0-9A-Za-z-])",
    re.IGNORECASE,
)
# A random one has a dozen letters; figures alone in that form were put there by somebody.
_FEWEST_LETTERS = 3


def without_machine_ids(text: str, found: Iterable[Finding]) -> list[Finding]:
    """Return ``found`` without what lies wholly within such an identifier."""
    spans = [match.span() for match in _UUID.finditer(text) if _is_random(match[0])]
    return [one for one in found if not any(start <= one.start and one.end <= end for start, end in spans)]


def _is_random(identifier: str) -> bool:
    return sum(character.isalpha() for character in identifier) >= _FEWEST_LETTERS

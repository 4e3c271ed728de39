"""References as a form types them, one a line, and as a client sends them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.rules.references import references_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

# What a client sends is a plain list of strings: addresses or identifiers, as people paste them.
ReferencesIn = list[str]


def references_typed(typed: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the lines of the field that say something; raise :class:`Invalid` for one that is no reference."""
    lines = tuple(line.strip() for line in typed.get("references", "").splitlines() if line.strip())
    references_in(lines)
    return lines

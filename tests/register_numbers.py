"""Register numbers that nobody has: real RPPS numbers begin with 10, these with 99."""

from __future__ import annotations

from toctoc.people.rules.registers import luhn_holds


def fictional_rpps(number: int) -> str:
    """Return an 11-figure number whose Luhn digit holds; ``number`` is below 100 million."""
    stem = f"99{number:08d}"
    return next(stem + str(last) for last in range(10) if luhn_holds(stem + str(last)))

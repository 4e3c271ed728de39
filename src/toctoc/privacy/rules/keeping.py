"""An assurance as plain values, for what is said later."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from toctoc.kernel.cleared import Assurance, Kept


def told(assurance: Assurance | None) -> dict[str, Any] | None:
    """Return an assurance as values that JSON holds."""
    return None if assurance is None else asdict(assurance)


def assurance_told(values: dict[str, Any] | None) -> Assurance:
    """Return the assurance that :func:`told` gave; one of nothing for ``None``."""
    if values is None:
        return Assurance()
    return Assurance(
        kept=tuple(Kept(**kept) for kept in values["kept"]),
        recognisable=values["recognisable"],
        agreed=values["agreed"],
        read=tuple(values["read"]),
    )

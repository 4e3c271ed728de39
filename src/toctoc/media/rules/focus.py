"""What of a picture must stay in view when it is cut."""

from __future__ import annotations

from toctoc.kernel.errors import Invalid

MIDDLE = (0.0, 0.0)


def checked_focus(across: float, up: float) -> tuple[float, float]:
    """Return a point, to the right and upwards of the middle; raise :class:`Invalid` unless it is in the picture."""
    # What is no number at all compares with nothing.
    if not (-1 <= across <= 1 and -1 <= up <= 1):
        raise Invalid("Le point important va de -1 à 1, en largeur et en hauteur.", field="focus")
    return float(across), float(up)


def focus_in(told: str) -> tuple[float, float]:
    """Return the point that two numbers with a comma between them tell; raise :class:`Invalid`."""
    across, _, up = told.partition(",")
    try:
        return checked_focus(float(across), float(up))
    except ValueError:
        raise Invalid("Le point important s’écrit en deux nombres, avec une virgule.", field="focus") from None

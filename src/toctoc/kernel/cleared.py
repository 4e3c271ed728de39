"""Text that the guard has looked at, as a type of its own."""

from __future__ import annotations

from dataclasses import dataclass, field

# Used by toctoc.privacy.services alone (a test holds it): nothing else can make a Cleared text.
SEAL = object()


@dataclass(frozen=True, slots=True)
class Cleared:
    """A text that passed the guard; services accept nothing else.

    ``text`` is normalised (NFC, no control or bidirectional characters, Unix line ends) and ``language`` is
    the two-letter code it is written in.
    """

    text: str
    language: str
    seal: object = field(repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.seal is not SEAL:
            raise TypeError("Only privacy.services.clear makes a cleared text.")

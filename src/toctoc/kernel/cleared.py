"""Text that the guard has looked at, as a type of its own."""

from __future__ import annotations

from dataclasses import dataclass, field

# Used by toctoc.privacy.services alone (a test holds it): nothing else can make a Cleared text.
SEAL = object()


@dataclass(frozen=True, slots=True)
class Kept:
    """Words that the guard proposed to mask and that their writer keeps: of which kind, and why."""

    words: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Assurance:
    """What a writer said of a text before sending it.

    ``recognisable``: could the patient, or somebody close, recognise this? ``agreed``: did the patient agree ("yes",
    "no", "not_asked")? Empty when it was not asked. ``read`` are slugs of rules whose warning was read.
    """

    kept: tuple[Kept, ...] = ()
    recognisable: str = ""
    agreed: str = ""
    read: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cleared:
    """A text that passed the guard; services accept nothing else.

    ``text`` is normalised (NFC, no control or bidirectional characters, Unix line ends) and ``language`` is
    the two-letter code it is written in. ``assurance`` is there when somebody says the text in their own name.
    """

    text: str
    language: str
    seal: object = field(repr=False, compare=False)
    assurance: Assurance | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if self.seal is not SEAL:
            raise TypeError("Only privacy.services makes a cleared text.")

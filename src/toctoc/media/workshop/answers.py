"""What the workshop finds."""

from __future__ import annotations

from dataclasses import dataclass, field

# Status of a process that found the disk full or the machine ill (EX_TEMPFAIL of sysexits.h): no fault of the file.
TRY_AGAIN = 75
# Status of one that a file brought down in Python; by a signal or without a word, it was too heavy.
BROUGHT_DOWN = 1


class Unfit(Exception):
    """The file is refused; ``slug`` is one of ``rules.refusals``."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


@dataclass(frozen=True, slots=True)
class Order:
    """What the parent asks besides.

    Masks to place on a picture (``None``: look for them), the file that takes its clean pixels, whether the pages of
    a document become masked pictures, and whether a picture only stands for something else.
    """

    masks: list[dict[str, object]] | None = None
    pixels: int | None = None
    drawn: bool = False
    poster: bool = False


@dataclass(frozen=True, slots=True)
class Variant:
    """One safe copy, in the file of this name; pixels, nought where there are none."""

    name: str
    type: str
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Impression:
    """What stands in for a picture until it is there: a BlurHash, and the number of a tone."""

    blurhash: str = ""
    tone: int = 0


NO_IMPRESSION = Impression()


@dataclass(frozen=True, slots=True)
class Found:
    """What a file turned out to be, and its safe copies."""

    kind: str
    variants: list[Variant] = field(default_factory=list)
    seconds: int = 0
    pages: int = 0
    # Of a sound or a film, its seconds, not rounded.
    duration: float = 0.0
    impression: Impression = NO_IMPRESSION
    # Of what is looked at: the masks that were placed, and whether all was looked for (models.file.Looked).
    masks: list[dict[str, object]] = field(default_factory=list)
    looked: str = ""
    # Of a film, how many of its views were looked at; of a picture, how many its file has.
    views: int = 0

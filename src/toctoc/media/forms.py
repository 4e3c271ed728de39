"""Masks as a page without a script types them: a row each, in parts of a hundred of the picture."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.kernel.errors import Invalid
from toctoc.privacy.pictures.masks import (
    MOST_MASKS,
    BadMasks,
    Box,
    MaskKind,
    box_of,
    masks_from_json,
    masks_to_json,
)

if TYPE_CHECKING:
    from django.http import QueryDict

    from toctoc.media.models import File
    from toctoc.privacy.pictures.masks import Mask

# Fields of a row, each with the number of the row behind it; ``LISTED`` holds all masks as the page listed them, which
# rows change. Our script changes that list itself, and sends no rows.
ACROSS, DOWN, WIDTH, HEIGHT, ANGLE = "gauche-", "haut-", "largeur-", "hauteur-", "angle-"
_NAMES = (ACROSS, DOWN, WIDTH, HEIGHT, ANGLE)
OFF, ADD, LISTED, FIRST, REASON = "retirer-", "ajouter", "masques", "debut", "raison"
_LONGEST_COUNT = 9
# A form has at most two hundred fields: masks are listed so many at a time.
ROWS = 25
# The sides of a mask, in parts of a hundred: a turned one in a narrow picture may be larger than it.
LEAST, MOST = 0.1, 200.0
_HUNDRED = 100.0
_BAD = "Donnez pour chaque masque des nombres : de 0 à 100 pour sa place, jusqu’à 200 pour sa taille."


@dataclass(frozen=True, slots=True)
class Row:
    """A mask as the page lists it: its place among all, then a :class:`Box` in parts of a hundred, and its corners."""

    number: int
    kind: str
    x: str
    y: str
    width: str
    height: str
    angle: str
    points: str


class MasksForm:
    """What the page of a picture's masks shows and sends."""

    def __init__(self, file: File, typed: QueryDict | None) -> None:
        shown = file.variants.get("image", {})
        self.size = (max(1, shown.get("width", 1)), max(1, shown.get("height", 1)))
        self.typed, self.error = typed, ""
        # Why what was found may be seen: asked once it would be.
        self.reason, self.asks_reason = "", False
        self.revision = file.revision
        self.first = 0
        self.masks: tuple[Mask, ...] = masks_from_json(file.masks)
        if typed is not None:
            self.first = first_in(typed)
            self.reason, self.asks_reason = typed.get(REASON, ""), REASON in typed
            self.revision = _count_in(typed.get("revision", ""), otherwise=-1)
            try:
                self.masks = self._meant(typed)
            except Invalid as error:
                self.error = error.sentence

    def _meant(self, typed: QueryDict) -> tuple[Mask, ...]:
        """Return the masks that were typed; raise :class:`Invalid` for what is no mask."""
        before = _read(told) if (told := typed.get(LISTED)) else self.masks
        rows = range(self.first, self.first + ROWS)
        meant = [
            self._of_row(typed, number, mask) if number in rows else mask
            for number, mask in enumerate(before)
            if f"{OFF}{number}" not in typed
        ]
        if ADD in typed:
            meant.append(self._box(typed, "nouveau").mask(MaskKind.HAND, self.size))
        if len(meant) > MOST_MASKS:
            raise Invalid("Une image a au plus 400 masques. Retirez-en avant d’en ajouter.")
        try:
            return masks_from_json(masks_to_json(meant))
        except BadMasks:
            raise Invalid(_BAD) from None

    def _of_row(self, typed: QueryDict, number: int, mask: Mask) -> Mask:
        """Return the mask of a row as it was typed; as it was, to the last corner, when nothing changed."""
        if f"{ACROSS}{number}" not in typed:
            return mask
        box = self._box(typed, str(number))
        return mask if _told(box) == _told(box_of(mask, self.size)) else box.mask(mask.kind, self.size)

    def _box(self, typed: QueryDict, row: str) -> Box:
        x, y, width, height = (_number(typed.get(f"{name}{row}", "")) for name in _NAMES[:4])
        angle = _number(typed.get(f"{ANGLE}{row}", "") or "0")
        if not (LEAST <= min(width, height) <= max(width, height) <= MOST and 0 <= min(x, y) <= max(x, y) <= _HUNDRED):
            raise Invalid(_BAD)
        return Box(x / _HUNDRED, y / _HUNDRED, width / _HUNDRED, height / _HUNDRED, angle)

    @property
    def rows(self) -> list[Row]:
        """Return the masks that the page lists now."""
        listed = self.masks[self.first : self.first + ROWS]
        return [self._row(number, mask) for number, mask in enumerate(listed, self.first)]

    @property
    def fresh(self) -> Row:
        """Return what stands in the row that adds one: the middle of the picture, until it is typed over."""
        box = Box(0.5, 0.5, 0.2, 0.2)
        return self._row(len(self.masks), box.mask(MaskKind.HAND, self.size))

    @property
    def shapes(self) -> list[Row]:
        """Return every mask, to be drawn."""
        return [self._row(number, mask) for number, mask in enumerate(self.masks)]

    @property
    def told(self) -> str:
        """Return every mask, for the script."""
        return json.dumps(masks_to_json(self.masks))

    @property
    def earlier(self) -> int | None:
        """Return where the list before this one begins."""
        return max(0, self.first - ROWS) if self.first else None

    @property
    def later(self) -> int | None:
        """Return where the list after this one begins."""
        return self.first + ROWS if self.first + ROWS < len(self.masks) else None

    def _row(self, number: int, mask: Mask) -> Row:
        across, down = self.size
        points = " ".join(f"{x * across:.1f},{y * down:.1f}" for x, y in mask.points)
        x, y, width, height, angle = (
            self._typed(f"{name}{number}", told)
            for name, told in zip(_NAMES, _told(box_of(mask, self.size)), strict=True)
        )
        return Row(number, mask.kind.value, x, y, width, height, angle, points)

    def _typed(self, name: str, told: str) -> str:
        """Return what stands in a field: what was typed there, while it is wrong."""
        return self.typed.get(name, told) if self.typed is not None and self.error else told


def first_in(asked: QueryDict) -> int:
    """Return where the list of masks begins; its beginning for what is no place in it."""
    return min(_count_in(asked.get(FIRST, ""), otherwise=0), MOST_MASKS)


def _count_in(typed: str, *, otherwise: int) -> int:
    # Python refuses to read thousands of figures, and some figures are none of ours.
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= _LONGEST_COUNT else otherwise


def _told(box: Box) -> tuple[str, str, str, str, str]:
    x, y, width, height = (f"{_HUNDRED * one:.2f}" for one in (box.x, box.y, box.width, box.height))
    return x, y, width, height, f"{box.angle:.1f}"


def _number(typed: str) -> float:
    try:
        number = float(typed.strip().replace(",", "."))
    except ValueError:
        number = float("nan")
    # What is no number compares to nothing.
    if not abs(number) <= 10 * _HUNDRED:
        raise Invalid(_BAD)
    return number


def _read(scripted: str) -> tuple[Mask, ...]:
    try:
        return masks_from_json(json.loads(scripted))
    except (ValueError, BadMasks, RecursionError):
        raise Invalid("Ces masques ne sont pas lisibles. Rechargez la page.") from None

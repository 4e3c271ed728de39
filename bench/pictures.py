"""What the guard finds in pictures that were drawn for it, and what a photograph costs, each in a child of its own."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from bench.figures import Figure
from bench.media import photograph

if TYPE_CHECKING:
    from PIL.Image import Image

    from toctoc.privacy.pictures.masks import Mask

SEED, PICTURES, TRIES = 20_261_122, 6, 40
HEIGHTS, ANGLES = (14, 18, 24, 32, 44), (0, 8, 35, 90, 180)
WORDS = (
    "Mme Fictive",
    "né le 12/03/1954",
    "IPP 8004512",
    "Chambre 214 B",
    "RDV 14:30",
    "PATIENT TEST",
    "06 39 98 12 34",
)
CODES = ("QRCode", "DataMatrix", "Code128", "EAN13")
# A letter is hidden when all but its softest edge is.
HIDDEN = 0.995


def measure() -> list[Figure]:
    """Return shares found, false masks, and the cost of 12 megapixels in the process that the command starts."""
    lines, found, wrong = _lines()
    codes, read = _codes()
    seconds, memory = _cost()
    return [
        Figure(
            "lines of text hidden, 14 to 44 pixels, five angles", found / lines, "share", note=f"{found} of {lines}"
        ),
        Figure("masks on pictures without text, a picture", wrong / PICTURES, "masks"),
        Figure("codes hidden, four kinds, four angles", read / codes, "share", note=f"{read} of {codes}"),
        Figure("12 megapixels cleaned, computing", seconds, "s", at_most=6),
        Figure("12 megapixels cleaned, memory at its highest", memory, "MiB", at_most=1_228.8),
    ]


def _lines() -> tuple[int, int, int]:
    from tests.privacy.pictures.drawn import share_hidden, skin  # noqa: PLC0415 measured in a process of its own

    from toctoc.privacy.pictures.looking import look  # noqa: PLC0415 same

    chance, lines, found, wrong = random.Random(SEED), 0, 0, 0
    for _ in range(PICTURES):
        picture = skin((2_000, 1_500))
        wrong += len(look(picture).masks)
        inks = _written_on(picture, chance)
        masks = look(picture).masks
        lines += len(inks)
        found += sum(share_hidden(ink, masks) >= HIDDEN for ink in inks)
    return lines, found, wrong


def _written_on(picture: Image, chance: random.Random) -> list[Image]:
    """Draw a line of each height where there is room; return where their ink is."""
    from tests.privacy.pictures.drawn import STYLES, Line, put  # noqa: PLC0415 same

    taken: list[tuple[int, int]] = []
    inks = []
    for height in HEIGHTS:
        for _ in range(TRIES):
            at = (chance.randrange(300, 1_700), chance.randrange(300, 1_200))
            if all(abs(at[0] - x) + abs(at[1] - y) > 600 for x, y in taken):  # noqa: PLR2004 longer than any line
                taken.append(at)
                style = chance.choice(sorted(STYLES))
                inks.append(put(picture, Line(chance.choice(WORDS), at, height, chance.choice(ANGLES), style)))
                break
    return inks


def _codes() -> tuple[int, int]:
    import zxingcpp  # noqa: PLC0415 same
    from PIL import Image  # noqa: PLC0415 same

    from toctoc.privacy.pictures.looking import look  # noqa: PLC0415 same

    tried = hidden = 0
    for name in CODES:
        told = "2000000000008" if name == "EAN13" else "PATIENT-FICTIF-0042"
        made = zxingcpp.create_barcode(told, zxingcpp.barcode_format_from_str(name))
        drawn = Image.fromarray(zxingcpp.write_barcode_to_image(made, scale=3)).convert("RGB")
        for angle in (0, 17, 45, 90):
            turned = drawn.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
            picture = Image.new("RGB", (1_200, 1_000), "white")
            picture.paste(turned, (300, 250))
            tried += 1
            hidden += _is_hidden(picture, look(picture).masks)
    return tried, hidden


def _is_hidden(picture: Image, masks: tuple[Mask, ...]) -> bool:
    from tests.privacy.pictures.drawn import share_hidden  # noqa: PLC0415 same

    return share_hidden(picture.convert("L").point(lambda value: 255 * (value < 100)).convert("1"), masks) >= HIDDEN  # noqa: PLR2004 ink


def _cost() -> tuple[float, float]:
    """Return the seconds of computing and the MiB of a child that cleans a photograph with two lines on it."""
    from PIL import Image  # noqa: PLC0415 same

    photo = Image.open(BytesIO(photograph()))
    _written_on(photo, random.Random(SEED))
    with tempfile.TemporaryDirectory(prefix="toctoc-pictures-") as folder:
        place = Path(folder) / "in.jpg"
        photo.save(place, "JPEG", quality=90)
        command = [sys.executable, "-I", "-m", "toctoc.privacy.pictures", str(place), str(place.with_name("out.webp"))]
        with subprocess.Popen(command, env={}, stdout=subprocess.PIPE) as child:
            told = child.stdout.read() if child.stdout else b""
            _, _, used = os.wait4(child.pid, 0)
            child.returncode = 0
        if "masks" not in json.loads(told):
            raise RuntimeError(told.decode())
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024

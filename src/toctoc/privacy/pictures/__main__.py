"""``python -I -m toctoc.privacy.pictures IN OUT``: cleans one picture or PDF and tells its masks as a line of JSON.

A process of its own, within bounds: whatever a hostile file does to a decoder happens to it. Nothing is written unless
everything was looked at.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import sys
from pathlib import Path

from toctoc.privacy.pictures.forms import HEAD, Form, form_of
from toctoc.privacy.pictures.limits import MOST_MEMORY, MOST_SECONDS
from toctoc.privacy.pictures.looking import look
from toctoc.privacy.pictures.masking import masked
from toctoc.privacy.pictures.masks import masks_to_json
from toctoc.privacy.pictures.opening import opened
from toctoc.privacy.pictures.refusals import Unfit
from toctoc.privacy.pictures.saving import form_for, saved


def main(source: str, target: str) -> int:
    """Write the clean picture and print what was found, or why it is refused; return the status of the process."""
    _bind_hands()
    try:
        answer = _cleaned(Path(source).read_bytes(), Path(target))
    except Unfit as unfit:
        answer = {"refused": unfit.slug}
    except MemoryError:
        answer = {"refused": "too_heavy"}
    sys.stdout.write(json.dumps(answer))
    return 0


def _cleaned(content: bytes, target: Path) -> dict[str, object]:
    form = form_of(content[:HEAD])
    if form == Form.PDF:
        document, pages = importlib.import_module("toctoc.privacy.pictures.documents").cleaned(content)
        target.write_bytes(document)
        masks = [{"page": n, **mask} for n, page in enumerate(pages, 1) for mask in masks_to_json(page.masks)]
        return {"form": form.value, "pages": len(pages), "masks": masks}
    pixels = opened(content, form)
    looked = look(pixels)
    if looked.incomplete is not None:
        raise Unfit(looked.incomplete)
    written = form_for(target.suffix, form or Form.PNG)
    target.write_bytes(saved(masked(pixels, looked.masks), written))
    return {
        "width": pixels.width,
        "height": pixels.height,
        "form": written.value,
        "masks": masks_to_json(looked.masks),
        "engines": list(looked.engines),
    }


def _bind_hands() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    os.nice(5)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

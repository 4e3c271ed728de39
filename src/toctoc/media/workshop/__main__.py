"""``python -I -m toctoc.media.workshop FORM SECONDS FILE FOLDER``: prints what was found, as one line of JSON.

Its order, one object of JSON, stands at its standard input (:class:`~toctoc.media.workshop.answers.Order`).

Whatever else a decoder raises about a file ends the process with status 1: that is the file's fault too.
"""

from __future__ import annotations

import errno
import importlib
import json
import sys
from dataclasses import asdict
from pathlib import Path

from toctoc.media.workshop.answers import TRY_AGAIN, Found, Order, Unfit
from toctoc.media.workshop.bounds import bind_hands

_OURS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.ENOENT}
# Each needs a large library, and a file needs one of them.
_READERS = {
    "pictures": {"JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP", "HEIC", "AVIF", "DICOM"},
    "documents": {"pdf"},
    "recordings": {"ogg", "matroska", "mov", "mp3", "aac", "wav"},
}


def main(form: str, seconds: str, file: str, folder: str) -> int:
    """Read ``file`` as ``form``, write its safe copies into ``folder``; return the status of the process."""
    order = Order(**json.loads(sys.stdin.read() or "{}"))
    bind_hands(int(seconds))
    module = next(name for name, forms in _READERS.items() if form in forms)
    try:
        reader = importlib.import_module(f"toctoc.media.workshop.{module}")
        found: Found = reader.read(Path(file), Path(folder), form, order)
    except Unfit as unfit:
        return _say({"refused": unfit.slug})
    except MemoryError:
        return _say({"refused": "too_heavy"})
    except OSError as error:
        return TRY_AGAIN if error.errno in _OURS else _say({"refused": "truncated"})
    return _say({"found": asdict(found)})


def _say(answer: dict[str, object]) -> int:
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

"""The process of a model: a line with a text comes in, a line with its marks goes out.

``python -I -m toctoc.privacy.detectors NAME``. The first line says ``{"ready": true}``, or why not.
"""

from __future__ import annotations

import json
import sys

from toctoc.privacy.detectors.loading import NoModel, load


def run(name: str) -> int:
    """Answer until the input ends."""
    try:
        model = load(name)
    except NoModel as error:
        _say({"ready": False, "why": str(error)})
        return 1
    _say({"ready": True})
    for line in sys.stdin:
        text = json.loads(line)["text"]
        _say({"marks": [[mark.start, mark.end, mark.label] for mark in model.find(text)]})
    return 0


def _say(answer: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(run(sys.argv[1]))

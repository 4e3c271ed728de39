"""The parent's own lines, written without the logging library."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime


def write(event: str, **values: object) -> None:
    """Write one JSON line to the error output."""
    moment = datetime.now(UTC).isoformat(timespec="milliseconds")
    line = {"time": moment, "process": "parent", "event": event, **values}
    sys.stderr.write(json.dumps(line) + "\n")
    sys.stderr.flush()

"""The directory: two million rows of people who do not exist, imported by the command, then looked up by number."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.figures import Figure, percentile

HEADER = Path("tests/data/directory/header.txt")
# Of everybody one in five has a second row.
ROWS = int(os.environ.get("BENCH_DIRECTORY_ROWS", "2000000"))
PEOPLE = ROWS * 5 // 6
LOOKED_UP = 2_000
WIDTH = 420  # bytes of a row of the real file


def measure() -> list[Figure]:
    """Import into an empty database, then find people one at a time."""
    with tempfile.TemporaryDirectory(prefix="toctoc-directory-") as folder:
        os.environ["TOCTOC_DATA_DIR"] = folder
        file = Path(folder) / "directory.txt"
        rows = _write(file)
        program = str(Path(sys.executable).with_name("toctoc"))
        begun = time.perf_counter()
        importing = subprocess.Popen([program, "directory", "import", str(file), "--quiet"], stdout=sys.stderr)
        _, status, usage = os.wait4(importing.pid, 0)
        seconds = time.perf_counter() - begun
        if status:
            raise SystemExit("The directory was not imported.")
        found = _lookups()
    return [
        Figure(f"directory of {rows:,} rows imported", seconds, "s", at_most=300),
        Figure("resident memory of the import, at its peak", usage.ru_maxrss / 1024, "MiB", at_most=300),
        Figure(f"a person found by number among {PEOPLE:,}, p95", percentile(found, 0.95) * 1e3, "ms", at_most=5),
    ]


def _write(file: Path) -> int:
    import django  # noqa: PLC0415 after the data folder

    django.setup()
    from toctoc.config.world.directory import fictional_file  # noqa: PLC0415 Django is set up by now

    rows = 0
    with file.open("w", encoding="utf-8") as out:
        header = HEADER.read_text(encoding="utf-8").strip()
        lines = fictional_file(header, PEOPLE, 1, without_mailbox=3)
        out.write(next(lines) + "\n")
        for line in lines:
            # As long as real rows are, in a column that nothing reads.
            out.write(line + "x" * max(0, WIDTH - len(line)) + "\n")
            rows += 1
    return rows


def _lookups() -> list[float]:
    """Return the seconds each of many people took to find."""
    from toctoc.config.world.directory import fictional_number  # noqa: PLC0415 Django is set up by now
    from toctoc.people.services.keys import digest_of_number  # noqa: PLC0415 same
    from toctoc.proofs.paths.directory.queries import person_with  # noqa: PLC0415 same

    chance, taken = random.Random(1), []
    for _ in range(LOOKED_UP):
        number = fictional_number(chance.randrange(PEOPLE))
        begun = time.perf_counter()
        listed = person_with(digest_of_number(f"8{number}"))
        taken.append(time.perf_counter() - begun)
        if listed is None:
            raise SystemExit("Somebody of the file is not in the directory.")
    return taken

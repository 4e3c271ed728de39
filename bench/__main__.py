"""Run the benchmark: ``python -m bench [--only NAME] [--data DIR]``; prints a table and writes ``build/bench.json``.

Each measurement runs in a process of its own, so that one's caches and threads do not warm or weigh on another.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import django

from bench.copies import use_copy
from bench.figures import Figure

BUILD = Path("build")
# What worlds were given last: one without any is made again.
NEWEST = (
    "SELECT 1 FROM questions_opinion LIMIT 1",
    "SELECT 1 FROM questions_practicesheet LIMIT 1",
    "SELECT 1 FROM mastodon_api_statusform LIMIT 1",
)
# Name, module; in the order of the table.
MEASUREMENTS = (
    "home",
    "apps",
    "apps_load",
    "questions",
    "understanding",
    "similar",
    "routing",
    "waves",
    "page",
    "lists",
    "unread",
    "groups",
    "asking",
    "live",
    "streams",
    "sockets",
    "jobs",
    "media",
    "pictures",
    "export",
    "attestations",
    "memory",
    "world",
    "directory",
    "start",
    "search",
    "guard",
    "load",
)

# What is asked for by one name.
FAMILIES = {
    "mastodon": ("apps", "apps_load", "sockets"),
    "questions": ("questions", "understanding", "similar", "routing", "waves"),
}

# Those that call the site in their own process, on the world itself, or on a copy in which they write first; others set
# Django up by themselves.
IN_PROCESS = {"home", "questions", "page", "similar"}
ON_COPY = {"apps", "lists", "unread", "groups", "export"}
# Those that look at no world.
ALONE = {"guard", "pictures", "understanding", "similar", "routing", "waves"}


def main() -> int:
    """Measure what was asked; return 1 when a target was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=sorted({*MEASUREMENTS, *FAMILIES}), action="append")
    parser.add_argument("--data", type=Path, default=BUILD / "bench-world", help="the large world, made when absent")
    parser.add_argument("--inside", choices=MEASUREMENTS, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    os.environ["TOCTOC_DATA_DIR"] = str(asked.data.absolute())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toctoc.config.settings")
    if asked.inside:
        if asked.inside in IN_PROCESS:
            django.setup()
        copy = BUILD / f"bench-{asked.inside}"
        if asked.inside in ON_COPY:
            use_copy(copy)
        figures = importlib.import_module(f"bench.{asked.inside}").measure()
        shutil.rmtree(copy, ignore_errors=True)
        print(json.dumps([asdict(figure) for figure in figures]))
        return 0
    names = [name for one in asked.only for name in FAMILIES.get(one, (one,))] if asked.only else MEASUREMENTS
    if not ALONE.issuperset(names):
        make_world(asked.data)
    return report({name: run(name, asked.data) for name in names})


def make_world(folder: Path) -> None:
    """Make the large demonstration world once, and again when it changed; its time is a figure of its own."""
    if not is_current(folder / "toctoc.sqlite3"):
        if folder == BUILD / "bench-world":
            for file in folder.glob("toctoc.sqlite3*"):
                file.unlink()
        command = ["toctoc", "world", "--data", str(folder), "--scale", "large", "--seed", "1"]
        subprocess.run([str(Path(sys.executable).with_name(command[0])), *command[1:]], check=True)


def is_current(database: Path) -> bool:
    """Tell whether a database has every migration of this program, and what its worlds were last given."""
    if not database.exists():
        return False
    with closing(sqlite3.connect(database)) as rows:
        done = {name for (name,) in rows.execute("SELECT name FROM django_migrations")}
        if not {file.stem for file in Path("src/toctoc").rglob("migrations/0*.py")} <= done:
            return False
        return all(rows.execute(said).fetchone() for said in NEWEST)


def run(name: str, folder: Path) -> list[Figure]:
    """Run one measurement in a process of its own."""
    command = [sys.executable, "-m", "bench", "--inside", name, "--data", str(folder)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    return [Figure(**line) for line in json.loads(done.stdout.strip().splitlines()[-1])]


def report(found: dict[str, list[Figure]]) -> int:
    """Print the table, write the file, and return 1 when a target was missed."""
    BUILD.mkdir(exist_ok=True)
    path = BUILD / "bench.json"
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    kept |= {name: [{**asdict(f), "verdict": f.verdict} for f in figures] for name, figures in found.items()}
    path.write_text(json.dumps(kept, indent=1, ensure_ascii=False), encoding="utf-8")
    print(f"| {'measurement':10} | {'figure':62} | {'value':>10} | {'unit':8} | {'target':>8} | verdict |")
    print("|---|---|---|---|---|---|")
    missed = 0
    for name, figures in found.items():
        for f in figures:
            missed += f.verdict == "missed"
            words = f"{f.name} ({f.note})" if f.note else f.name
            print(f"| {name:10} | {words:62} | {f.value:10.4g} | {f.unit:8} | {f.target:>8} | {f.verdict:7} |")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

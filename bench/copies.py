"""A copy of the large world, for measurements that write."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import django


def use_copy(folder: Path) -> None:
    """Copy the world to ``folder`` and set Django up on the copy."""
    make_copy(folder)
    os.environ["TOCTOC_DATA_DIR"] = str(folder.absolute())
    django.setup()


def make_copy(folder: Path) -> None:
    """Copy the world's database, consistently, to ``folder``."""
    source = Path(os.environ["TOCTOC_DATA_DIR"])
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with sqlite3.connect(source / "toctoc.sqlite3") as old, sqlite3.connect(folder / "toctoc.sqlite3") as new:
        old.backup(new)
    shutil.copy(source / "secret.key", folder / "secret.key")

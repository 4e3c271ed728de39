"""``toctoc guard picture``: a picture without its metadata, with faces, text and codes masked."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toctoc.privacy.pictures.refusals import REFUSALS

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction

DONE, REFUSED = 0, 1


def register(kinds: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command to those of the guard."""
    picture = kinds.add_parser(
        "picture",
        help="in a picture",
        description="Write the pixels of a picture alone, with faces, text and codes masked; say what was masked.",
    )
    picture.add_argument("source", metavar="IN", help="a picture")
    picture.add_argument("target", metavar="OUT", help="the clean one; its name ends with .jpg, .png or .webp")
    picture.add_argument("--json", action="store_true", help="print one JSON object with the masks")
    picture.set_defaults(run=run)


def run(asked: Namespace) -> int:
    """Clean a picture in another process; return 1, with nothing written, when it is refused."""
    try:
        with Path(asked.source).open("rb"):
            answer = cleaned(Path(asked.source), Path(asked.target))
    except OSError as error:
        answer = {"refused": "unreadable", "sentence": f"{asked.source} cannot be read: {error.strerror or error}"}
    refused = "refused" in answer
    if refused:
        answer.setdefault("sentence", REFUSALS.get(answer["refused"], REFUSALS["truncated"]))
        sys.stderr.write(f"toctoc: {answer['sentence']}\n")
    if asked.json:
        sys.stdout.write(json.dumps(answer) + "\n")
    elif not refused:
        sys.stdout.write(_sentence(answer))
    return REFUSED if refused else DONE


def cleaned(source: Path, target: Path) -> dict[str, Any]:
    """Return what was found in the picture, or why it is refused; a file that breaks its reader is damaged."""
    # -I and an empty environment: no setting and no secret is known there.
    command = [sys.executable, "-I", "-m", "toctoc.privacy.pictures", str(source.absolute()), str(target.absolute())]
    done = subprocess.run(command, env={}, stdin=subprocess.DEVNULL, capture_output=True, check=False)  # noqa: S603 our own program
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        return {"refused": "truncated" if done.returncode == 1 else "too_heavy"}
    return answer


def _sentence(answer: dict[str, Any]) -> str:
    counts = Counter(mask["kind"] for mask in answer["masks"])
    told = ", ".join(f"{counts[kind]} {kind}" for kind in sorted(counts)) or "nothing"
    size = f"{answer['pages']} pages" if "pages" in answer else f"{answer['width']} x {answer['height']} pixels"
    return f"{size}, without metadata; masked: {told}\n"

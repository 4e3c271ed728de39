"""``toctoc guard``: what the guard finds in a text or a picture. Knows the rules alone, so that it starts at once."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from toctoc.config.cli import cleaning
from toctoc.privacy.rules.guard import inspect

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction

    from toctoc.privacy.rules.findings import Finding

STANDARD_INPUT = "-"
BOM = "\ufeff"
DONE, REFUSED = 0, 1


class Unreadable(Exception):
    """The text cannot be read; the sentence says why."""


def register(subcommands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command to the program."""
    guard = subcommands.add_parser("guard", help="what the guard finds", description="Ask the guard.")
    kinds = guard.add_subparsers(metavar="KIND", required=True)
    text = kinds.add_parser(
        "text",
        help="in a text",
        description=(
            "Say what could make somebody recognisable in a UTF-8 text. Offsets count its characters (code points); "
            "a byte-order mark at its start is no part of it."
        ),
    )
    text.add_argument("file", nargs="?", default=STANDARD_INPUT, metavar="FILE", help="a file, or - (default)")
    form = text.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print one JSON object with the findings")
    form.add_argument(
        "--jsonl", action="store_true", help='read lines {"text": …, "lang": …} and answer each with a line of findings'
    )
    text.set_defaults(run=run)
    cleaning.register(kinds)


def run(asked: Namespace) -> int:
    """Print the findings; return 1 when the text, or one of the lines, cannot be read."""
    try:
        with _opened(asked.file) as source:
            if asked.jsonl:
                return _each_line(source)
            text = _text(source.read())
    except (Unreadable, OSError) as error:
        sys.stderr.write(f"toctoc: {_sentence(error, asked.file)}\n")
        return REFUSED
    findings = inspect(text)
    if asked.json:
        _write(json.dumps({"findings": [_plain(f) for f in findings]}, ensure_ascii=False))
    else:
        _write(*[f"{f.start}-{f.end} {f.kind} {f.level.value}: {f.reason}" for f in findings])
    return DONE


def _opened(name: str) -> BinaryIO:
    if name == STANDARD_INPUT:
        # A copy, so that leaving the block does not close the process's own.
        return open(sys.stdin.fileno(), "rb", closefd=False)
    return Path(name).open("rb")


def _text(content: bytes) -> str:
    """Return the text as it was written, line ends and all, without a byte-order mark."""
    try:
        return content.decode("utf-8").removeprefix(BOM)
    except UnicodeDecodeError as error:
        raise Unreadable(f"not UTF-8: byte {error.start} ({content[error.start]:#04x}) cannot be read") from error


def _each_line(source: BinaryIO) -> int:
    """Answer line by line, in order; a line that cannot be read gets a line that says why."""
    code = DONE
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        try:
            answer: dict[str, object] = {"findings": [_plain(f) for f in inspect(_text_of_line(line))]}
        except Unreadable as error:
            answer, code = {"error": f"line {number}: {error}"}, REFUSED
        _write(json.dumps(answer, ensure_ascii=False))
    return code


def _text_of_line(line: bytes) -> str:
    try:
        value = json.loads(_text(line))
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"not JSON ({error})") from error
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise Unreadable('expected an object like {"text": "…", "lang": "fr"}')
    text: str = value["text"]
    return text


def _plain(finding: Finding) -> dict[str, object]:
    return {
        "start": finding.start,
        "end": finding.end,
        "kind": finding.kind,
        "level": finding.level.value,
        "reason": finding.reason,
    }


def _sentence(error: Exception, name: str) -> str:
    if isinstance(error, OSError):
        return f"{name} cannot be read: {error.strerror or error}"
    return f"{'standard input' if name == STANDARD_INPUT else name} is {error}"


def _write(*lines: str) -> None:
    """Print lines in UTF-8 whatever the terminal's locale, at once: somebody may be reading as we go."""
    sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()

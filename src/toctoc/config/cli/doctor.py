"""``toctoc doctor``: what is wrong, and what mends it."""

from __future__ import annotations

import importlib
import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from toctoc.config import environment

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction

    from toctoc.config.checks import Finding


def register(subcommands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command to the program."""
    parser = subcommands.add_parser(
        "doctor",
        help="check settings, database, queue, storage, clock, mail and permissions",
        description="Check every part and say what to mend. Exit code 1 when something is wrong.",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(asked: Namespace) -> int:
    """Examine and tell; 1 when something is to be mended."""
    environment.read()
    # Loaded here, so that the program's help needs no Django.
    importlib.import_module("django").setup()
    found: list[Finding] = importlib.import_module("toctoc.config.checks").examine()
    is_well = all(finding.is_well for finding in found)
    sys.stdout.write(_as_json(found, is_well=is_well) if asked.json else _as_text(found))
    return 0 if is_well else 1


def _as_json(found: list[Finding], *, is_well: bool) -> str:
    findings = [{**asdict(finding), "is_well": finding.is_well} for finding in found]
    return json.dumps({"is_well": is_well, "findings": findings}, ensure_ascii=False, indent=2) + "\n"


def _as_text(found: list[Finding]) -> str:
    lines = []
    for finding in found:
        lines.append(f"{'well' if finding.is_well else 'MEND'}  {finding.part}: {finding.says}\n")
        if finding.mend:
            lines.append(f"      {finding.mend}\n")
    return "".join(lines)

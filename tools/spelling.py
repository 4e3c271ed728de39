"""Every form of every word in a spelling dictionary of the Hunspell kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SUFFIX = re.compile(r"^SFX (\S\S) (\S+) (\S+) (\S+)")
_NEEDS_AFFIX = "()"
_FORBIDDEN = "{}"
# Parts of speech that start with a capital: first names, surnames, places and other names.
PROPER = frozenset({"po:prn", "po:patr", "po:npr"})


@dataclass(frozen=True, slots=True)
class Suffix:
    """Take ``cut`` from the end of a word that matches ``when``, and put ``add`` there."""

    cut: str
    add: str
    when: re.Pattern[str]

    def of(self, stem: str) -> str | None:
        """Return the form it makes of ``stem``, or None when it does not apply."""
        if not self.when.search(stem) or not stem.endswith(self.cut):
            return None
        return stem[: len(stem) - len(self.cut)] + self.add


def suffixes(path: Path) -> dict[str, list[Suffix]]:
    """Read the suffixes of an affix file whose flags have two characters. Prefixes (elided words) are left out."""
    found: dict[str, list[Suffix]] = {}
    for line in path.read_text("utf-8").splitlines():
        match = _SUFFIX.match(line)
        if match and match[2] not in {"Y", "N"}:
            cut, add = (part.split("/")[0] for part in match.group(2, 3))
            made = Suffix("" if cut == "0" else cut, "" if add == "0" else add, re.compile(f"(?:{match[4]})$"))
            found.setdefault(match[1], []).append(made)
    return found


def entries(dictionary: Path, affixes: Path) -> Iterator[tuple[list[str], bool]]:
    """Yield the forms of each entry, with whether it is a proper noun."""
    by_flag = suffixes(affixes)
    for line in dictionary.read_text("utf-8").splitlines()[1:]:
        entry, _, tags = line.partition(" ")
        stem, _, flags = entry.partition("/")
        pairs = [flags[i : i + 2] for i in range(0, len(flags), 2)]
        if _FORBIDDEN in pairs or not stem:
            continue
        made = (suffix.of(stem) for flag in pairs for suffix in by_flag.get(flag, ()))
        forms = [] if _NEEDS_AFFIX in pairs else [stem]
        yield [*forms, *filter(None, made)], bool(PROPER & set(tags.split()))

"""Write which medicines hold which substance: ``python -m tools.substances SOURCE_FOLDER``.

The folder holds ``drugs_atc_fr.json`` (wheel ``edsnlp`` 0.23.0, © AP-HP, BSD 3-Clause): names by code of the ATC,
brands in capitals. The same code is the same, codes of one class are near. The same file makes the same lines.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from toctoc.privacy.rules.lexicons.lexicon import lexicon
from toctoc.search.rules.words import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

SOURCE = "drugs_atc_fr.json"
TARGET = Path(__file__).resolve().parent.parent / "src/toctoc/questions/rules/equivalents/substances.txt"
HEADER = (
    "# Brands and substances, near ones of the same class. Written by tools/substances.py, not by hand.\n"
    "# Source: drugs_atc_fr.json of edsnlp 0.23.0, © 2021 Assistance Publique - Hôpitaux de Paris, BSD 3-Clause:\n"
    "# conditions in src/toctoc/privacy/rules/lexicons/SOURCES.md.\n"
)
# Of a code, the letters of its class, and all of those of a substance.
CLASS, SUBSTANCE = 5, 7
LONGEST_NAME, SHORTEST_BRAND = 2, 4
# From so common on (of nine classes), a brand is a word like another: "atlas", "soleil".
TOO_COMMON = 4
# A class of more is a drawer, and a name under more codes is no sign of any.
LARGEST_CLASS, MOST_CODES = 24, 3
_VAGUE = re.compile(r"\b(?:association|associations|autres?|divers|solutions?|preparations?|produits?|combinaisons?)\b")


def groups_of(names: dict[str, list[str]]) -> list[str]:
    """Return the lines: a class whose substances are near each other, or a substance alone with its brands."""
    codes = Counter(name for some in names.values() for name in some)
    classes: defaultdict[str, list[list[str]]] = defaultdict(list)
    for code, some in sorted(names.items()):
        kept = _kept(name for name in some if codes[name] <= MOST_CODES)
        if len(code) == SUBSTANCE and kept:
            # "X" stands for what fits nowhere else.
            classes[code if code[CLASS - 1] == "X" else code[:CLASS]].append(kept)
    return [line for members in classes.values() for line in _lines(members)]


def _lines(members: list[list[str]]) -> list[str]:
    parts = [" = ".join(one) for one in members]
    if 1 < sum(map(len, members)) <= LARGEST_CLASS:
        return [" ~ ".join(parts)]
    return [part for part, one in zip(parts, members, strict=True) if len(one) > 1]


def _kept(names: Iterable[str]) -> list[str]:
    """Return the substance first, then the brands that are no ordinary words and say something new."""
    kept: list[str] = []
    for name in sorted(names, key=str.isupper):
        words = folded(name).split()
        if _is_plain(name, words) and not any(set(folded(one).split()) <= set(words) for one in kept):
            kept.append(name.capitalize() if name.isupper() else name)
    return kept


def _is_plain(name: str, words: list[str]) -> bool:
    if len(words) > LONGEST_NAME or _VAGUE.search(folded(name)) or not re.fullmatch(r"[\w' -]+", name):
        return False
    return not name.isupper() or (
        len(name) >= SHORTEST_BRAND and not all(_is_ordinary(word) for word in re.findall(r"\w+", folded(name)))
    )


def _is_ordinary(word: str) -> bool:
    known = lexicon()
    return known.word(word) >= TOO_COMMON or known.first_name(word) > 0


def main() -> None:
    """Write the text beside the other equivalents."""
    names = json.loads((Path(sys.argv[1]) / SOURCE).read_text("utf-8"))
    TARGET.write_text(HEADER + "\n".join(groups_of(names)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

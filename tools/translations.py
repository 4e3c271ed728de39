"""The English catalogue: collect French sentences from templates and code, check that each is translated, compile.

Works without gettext's programs: Django's ``templatize`` and Python's ``ast`` find the sentences, ``polib`` reads and
writes the catalogue. ``--check`` changes nothing; without it new sentences are added empty, unused ones dropped, and
the catalogue compiled.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polib
from django.conf import settings
from django.utils.translation.template import templatize

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "toctoc"
CATALOGUE = SOURCE / "config" / "locale" / "en" / "LC_MESSAGES" / "django.po"
SINGULAR = {"gettext", "gettext_lazy", "_", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
# Our errors, paces and the guard's findings carry their sentence, which doors translate.
CARRIERS = {
    "Invalid",
    "Refused",
    "Missing",
    "Stale",
    "TooMany",
    "Pace",
    "Finding",
    "Distrusted",
    "Unreachable",
    "ClosingAsked",
    "WrongRule",
}
# Rooms whose own errors say their sentence to the class that they come from.
WITH_ERRORS = {"media", "people", "privacy", "proofs"}
# Functions of rooms without Django that return a sentence, which templates translate.
TELLERS = {
    ("src/toctoc/community/policies.py", "why_no_reply"),
    ("src/toctoc/community/rules/voices.py", "_why_not"),
    ("src/toctoc/community/web/notes.py", "_why_no_note"),
}
# Tables from a slug to a sentence, or a single one, which doors translate.
TABLES = {
    ("src/toctoc/media/rules/refusals.py", "REFUSALS"),
    ("src/toctoc/moderation/rules/grounds.py", "NO_ARTICLE"),
}
# Pairs of a French and an English word, whose French is also translated: choices of models, sentences of errors.
PAIRS = {
    ("src/toctoc/community/rules/voices.py", "VOICES"),
    ("src/toctoc/people/rules/attestations/verification.py", "REASON_WORDS"),
    ("src/toctoc/questions/rules/asking.py", "ANSWERERS_WORDS"),
    ("src/toctoc/questions/rules/asking.py", "SEAL_WORDS"),
    ("src/toctoc/questions/rules/circles.py", "CIRCLE_WORDS"),
    ("src/toctoc/questions/rules/life.py", "STATE_WORDS"),
    ("src/toctoc/questions/rules/opinions.py", "OPINION_WORDS"),
    ("src/toctoc/questions/rules/urgency.py", "URGENCY_WORDS"),
    ("src/toctoc/questions/rules/pledges.py", "KIND_WORDS"),
    ("src/toctoc/questions/rules/pledges.py", "STATE_WORDS"),
    ("src/toctoc/questions/rules/sheets/evidence.py", "LEVEL_WORDS"),
    ("src/toctoc/questions/rules/sheets/life.py", "SHEET_STATE_WORDS"),
}
# Modules whose sentences all are French and shown: why a detector found something, how many people fit a story.
TELLING = (
    "src/toctoc/privacy/detectors/",
    "src/toctoc/privacy/rules/detectors/",
    "src/toctoc/privacy/rules/combination/scoring.py",
    "src/toctoc/privacy/rules/tagging/tagger.py",
)
# The one argument of a rule as it was packaged that doors translate; its texts are in two languages already.
PACKAGED, PACKAGED_REASON = "Packaged", 7
_SENTENCE = re.compile(r"[A-ZÀÉÊÔ][^\n]*\s[^\n]*[.?]", re.DOTALL)
# What operators read at the command line is English already.
UNTRANSLATED = {"src/toctoc/config/checks.py"}
LITERAL = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
IN_TEMPLATE = re.compile(rf"\b(gettext|ngettext|_)\(\s*({LITERAL})(?:\s*,\s*({LITERAL}))?", re.DOTALL)
PLACES = re.compile(r"%\(\w+\)[sd]|%%")


@dataclass(frozen=True, order=True)
class Sentence:
    """A French sentence to translate, with its plural when it has one, and a file that says it."""

    singular: str
    plural: str
    place: str


def in_templates() -> Iterator[Sentence]:
    """Yield the sentences of every template."""
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix not in {".html", ".txt"} or "templates" not in path.parts:
            continue
        place = str(path.relative_to(ROOT))
        for match in IN_TEMPLATE.finditer(templatize(path.read_text(encoding="utf-8"), origin=place)):
            plural = ast.literal_eval(match[3]) if match[1] == "ngettext" and match[3] else ""
            yield Sentence(ast.literal_eval(match[2]), plural, place)


def in_code() -> Iterator[Sentence]:
    """Yield the sentences of every module."""
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        place = str(path.relative_to(ROOT))
        if place in UNTRANSLATED:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        nodes = list(ast.walk(tree))
        yield from _of_names(nodes, place)
        if place.startswith(TELLING):
            yield from _of_telling(tree, place)
        for node in nodes:
            yield from _of_node(node, place)
        if path.name == "errors.py" and path.parent.name == "kernel":
            yield from _of_defaults(path, place)


def _of_node(node: ast.AST, place: str) -> Iterator[Sentence]:
    """Yield the sentences of one call, teller or table."""
    if isinstance(node, ast.Call):
        yield from _of_call(node, place)
    elif isinstance(node, ast.FunctionDef) and (place, node.name) in TELLERS:
        yield from _of_returns(node, place)
    elif isinstance(node, ast.AnnAssign) and (place, getattr(node.target, "id", "")) in PAIRS:
        yield from _of_pairs(node, place)
    elif isinstance(node, ast.Assign) and (place, getattr(node.targets[0], "id", "")) in TABLES:
        yield from (Sentence(text, "", place) for text in _texts_in([node.value]) if " " in text)


def _of_telling(tree: ast.Module, place: str) -> Iterator[Sentence]:
    """Yield every sentence of a module but its docstrings."""
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in told:
            continue
        if _SENTENCE.fullmatch(node.value):
            yield Sentence(node.value, "", place)


def _of_call(node: ast.Call, place: str) -> Iterator[Sentence]:
    name = _name_of(node)
    texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    # An error may also carry a word for the log.
    longest = max(texts, key=len, default="")
    if name in PLURAL and len(texts) > 1:
        yield Sentence(texts[0], texts[1], place)
    elif texts and name in SINGULAR:
        yield Sentence(texts[0], "", place)
    elif name == PACKAGED:
        yield from (Sentence(text, "", place) for text in _texts_in(node.args[PACKAGED_REASON : PACKAGED_REASON + 1]))
    elif name in CARRIERS and " " in longest:
        yield Sentence(longest, "", place)
    elif name == "__init__" and place.split("/")[2] in WITH_ERRORS:
        yield from (Sentence(text, "", place) for text in _texts_in(node.args) if " " in text)


def _name_of(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _texts_in(nodes: list[ast.expr]) -> Iterator[str]:
    found = (part.value for node in nodes for part in ast.walk(node) if isinstance(part, ast.Constant))
    return (value for value in found if isinstance(value, str))


def _of_names(nodes: list[ast.AST], place: str) -> Iterator[Sentence]:
    """Yield the sentences that a module names before its errors, or the history of a proof, carry them."""
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    carried = [node.args[0] for node in calls if node.args and _name_of(node) in CARRIERS]
    carried += [given.value for node in calls for given in node.keywords if given.arg == "because"]
    names = {part.id for node in carried for part in ast.walk(node) if isinstance(part, ast.Name)}
    for node in nodes:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in names:
            yield from (Sentence(text, "", place) for text in _texts_in([node.value]) if " " in text)


def _of_returns(node: ast.FunctionDef, place: str) -> Iterator[Sentence]:
    for value in (n.value for n in ast.walk(node) if isinstance(n, ast.Return) and n.value is not None):
        yield from (Sentence(text, "", place) for text in _texts_in([value]) if text)


def _of_pairs(node: ast.AnnAssign, place: str) -> Iterator[Sentence]:
    for pair in (n for n in ast.walk(node) if isinstance(n, ast.Tuple)):
        french = pair.elts[0]
        if isinstance(french, ast.Constant) and isinstance(french.value, str):
            yield Sentence(french.value, "", place)


def _of_defaults(path: Path, place: str) -> Iterator[Sentence]:
    """Yield the sentences that the error classes themselves hold."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name == "__init__":
            found = [*node.args.defaults, *(c.args[0] for c in ast.walk(node) if isinstance(c, ast.Call) and c.args)]
            for value in found:
                if isinstance(value, ast.Constant) and isinstance(value.value, str) and " " in value.value:
                    yield Sentence(value.value, "", place)


def sentences() -> dict[str, Sentence]:
    """Return every sentence once, by its French."""
    found: dict[str, Sentence] = {}
    for sentence in [*in_templates(), *in_code()]:
        known = found.get(sentence.singular)
        if sentence.singular.strip() and (known is None or (sentence.plural and not known.plural)):
            found[sentence.singular] = sentence
    return found


def faults(catalogue: polib.POFile, wanted: dict[str, Sentence]) -> Iterator[str]:
    """Yield what is missing or wrong in the catalogue."""
    known = {entry.msgid: entry for entry in catalogue if not entry.obsolete}
    for french, sentence in sorted(wanted.items()):
        entry = known.get(french)
        if entry is None or not entry.translated():
            yield f"{sentence.place}: no English for {french!r}"
        elif sentence.plural and (entry.msgid_plural != sentence.plural or not all(entry.msgstr_plural.values())):
            yield f"{sentence.place}: no English plural for {french!r}"
        elif not sentence.plural and set(PLACES.findall(french)) != set(PLACES.findall(entry.msgstr)):
            yield f"{sentence.place}: the places of {french!r} and {entry.msgstr!r} differ"
    for french in sorted(set(known) - set(wanted)):
        yield f"unused English for {french!r}"
    compiled = CATALOGUE.with_suffix(".mo")
    if not compiled.exists() or {(e.msgid, e.msgstr) for e in polib.mofile(str(compiled))} != {
        (e.msgid, e.msgstr) for e in catalogue if e.translated()
    }:
        yield "the compiled catalogue is old: run tools/translations.py"


def update(catalogue: polib.POFile, wanted: dict[str, Sentence]) -> None:
    """Add new sentences, drop unused ones, sort, write and compile."""
    known = {entry.msgid: entry for entry in catalogue}
    for french in set(known) - set(wanted):
        catalogue.remove(known[french])
    for french, sentence in wanted.items():
        entry = known.get(french)
        if entry is None:
            entry = polib.POEntry(msgid=french)
            catalogue.append(entry)
        entry.occurrences = [(sentence.place, "")]
        if sentence.plural:
            entry.msgid_plural, entry.msgstr = sentence.plural, ""
            entry.msgstr_plural = entry.msgstr_plural or {0: "", 1: ""}
    catalogue.sort(key=lambda entry: (entry.occurrences[0][0], entry.msgid))
    catalogue.save(str(CATALOGUE))
    catalogue.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))


def main() -> int:
    """Check or update; return 1 when a check found a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    only_check = parser.parse_args().check
    settings.configure(USE_I18N=True)
    catalogue = polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else polib.POFile()
    if not CATALOGUE.exists():
        CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
        catalogue.metadata = {
            "Project-Id-Version": "toctoc",
            "Language": "en",
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=utf-8",
            "Content-Transfer-Encoding": "8bit",
            "Plural-Forms": "nplurals=2; plural=(n != 1);",
        }
    wanted = sentences()
    if not only_check:
        update(catalogue, wanted)
    found = list(faults(catalogue, wanted))
    for fault in found:
        print(fault)
    print(f"{len(wanted)} sentences, {len(found)} faults")
    return 1 if found and only_check else 0


if __name__ == "__main__":
    sys.exit(main())

"""Readers of the lists that the guard's lexicons are made of: each yields keys, with a weight where there is one."""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.lexicons.lexicon import flat
from tools.spelling import entries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# The census of the United States counts about 249 million people; the two measures that French lists use are births
# since 1900 (about five times fewer than Americans) and heads of companies (about forty times fewer).
_AMERICANS = 249_000_000
_PER_BIRTH = 5
_PER_HEAD = 40
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SMALLEST = 3
# How common a word is: rare, and so common ("le", "avec") that no name makes it so.
_RARE = 2
_OFTEN = 6
_TOWN = 20_000
_CITY = 15_000
_FRANCE = frozenset({"FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "NC", "PF", "WF"})
_NEARBY = frozenset({"GB", "IE", "US", "CA", "BE", "CH", "LU", "MC", "AU", "NZ"})
# A name from abroad weighs no less than one of so many people born, or heads of companies.
_BORN = 32
_HEADS = 8
_NAME = r"[A-ZÀÉÈ][a-zà-ÿ]{2,}"
_AFTER = re.compile(
    r"(?:[Mm]aladie|[Ss]yndrome|[Ss]igne|[Ff]racture|[Tt]umeur|[Kk]yste|[Aa]némie|[Tt]hyroïdite|[Hh]ernie|[Pp]aralysie)"
    rf" (?:de |d[’'])({_NAME}(?:[- ]{_NAME}){{0,3}})"
)
_ACRONYM = re.compile(r"[A-Z]{2,6}s?")


def plain(text: str) -> str:
    """Return the key of ``text`` as tables hold it: spaces for hyphens and apostrophes, one at a time."""
    return " ".join(flat(key(text)).split())


def first_names(folder: Path) -> Counter[str]:
    """Return how many people bear each first name: France since 1900, and the United States to the same measure."""
    found: Counter[str] = Counter()
    with (folder / "first_names.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[plain(row["name"])] += int(row["count"])
    for part in ("male", "female"):
        for name, share in _census(folder / f"dist.{part}.first"):
            found[name] += max(1, round(share * _AMERICANS / 2 / _PER_BIRTH))
    for name in abroad(folder, "first_names"):
        found[name] = max(found[name], _BORN)
    return Counter({name: count for name, count in found.items() if len(name) > 1})


def surnames(folder: Path) -> Counter[str]:
    """Return how many heads of companies bear each surname, and Americans to the same measure."""
    found: Counter[str] = Counter()
    with gzip.open(folder / "noms.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[plain(row["patronyme"])] += int(row["count"])
    for name, share in _census(folder / "dist.all.last"):
        found[name] += max(1, round(share * _AMERICANS / _PER_HEAD))
    for name in abroad(folder, "last_names"):
        found[name] = max(found[name], _HEADS)
    return Counter({name: count for name, count in found.items() if len(name) > 1})


def abroad(folder: Path, kind: str) -> set[str]:
    """Return the ``first_names`` or ``last_names`` that Faker's package in the folder has for 60 languages."""
    sys.path.insert(0, str(folder))
    found = set[str]()
    package = import_module("faker.providers.person")
    for language in iter_modules(package.__path__):
        provider = import_module(f"{package.__name__}.{language.name}").Provider
        for attribute, names in vars(provider).items():
            if attribute.startswith(kind) and isinstance(names, (dict, tuple, list)):
                found.update(plain(name) for name in names if isinstance(name, str))
    sys.path.remove(str(folder))
    return {name for name in found if name.replace(" ", "").isalpha()}


def towns_abroad(folder: Path) -> dict[str, int]:
    """Return how many figures the population of each town outside of France has; from 15,000 people, 5,000 nearby."""
    found: dict[str, int] = {}
    for town in json.loads((folder / "cities5000.json").read_text("utf-8")).values():
        country, people = town["countrycode"], town["population"]
        if country not in _FRANCE and (country in _NEARBY or people >= _CITY):
            for name in (town["name"], town["name"].removesuffix(" City")):
                found[plain(name)] = max(found.get(plain(name), 0), len(str(people)))
    return {name: figures for name, figures in found.items() if len(name) > _SMALLEST - 1}


def _census(path: Path) -> Iterator[tuple[str, float]]:
    for line in path.read_text("ascii").splitlines():
        name, percent, *_ = line.split()
        yield plain(name), float(percent) / 100


def common(folder: Path, language: str) -> dict[str, int]:
    """Return how common each word of ``language`` is, from 1 to 9: 1 + its Zipf value (log10 per thousand million)."""
    msgpack = import_module("msgpack")  # comes with wordfreq: only those who build the files need it
    with gzip.open(folder / f"large_{language}.msgpack.gz", "rb") as file:
        _, *by_centibels = msgpack.load(file, raw=False)
    found: dict[str, int] = {}
    for centibels, words in enumerate(by_centibels):
        for word in words:
            found.setdefault(plain(word), max(1, min(9, 1 + int(9 - centibels / 100))))
    return found


@dataclass(slots=True)
class Words:
    """A language's words: how common each one is without a capital, and its acronyms."""

    common: dict[str, int] = field(default_factory=dict)
    acronyms: set[str] = field(default_factory=set)


def french(folder: Path, names: set[str]) -> Words:
    """Return the words that French writes in lower case.

    Frequencies know no capitals: "isabelle" is a colour, but those who write it mean somebody. A word that is one of
    ``names`` is as common as the commonest of its other forms ("pierres", "claires"), and rare when it has none.
    """
    frequencies, found = common(folder, "fr"), Words()
    proper, ambiguous = set[str](), dict[str, int]()
    for forms, is_proper in entries(folder / "fr.dic", folder / "fr.aff"):
        keys = {plain(form) for form in forms if form.islower() and _WORD.fullmatch(form)}
        if is_proper:
            proper.update(plain(form) for form in forms)
            continue
        found.acronyms.update(plain(form) for form in forms if _ACRONYM.fullmatch(form))
        for word in keys:
            found.common[word] = frequencies.get(word, 1)
            others = [frequencies.get(other, 1) for other in keys - {word} - names]
            ambiguous[word] = max([ambiguous.get(word, 0), *others])
    for word in found.common.keys() & names:
        other = ambiguous[word] or (_RARE if word in proper else found.common[word])
        if found.common[word] <= _OFTEN:
            found.common[word] = max(_RARE, min(found.common[word], other))
    whole = {word for word in found.common if " " not in word}
    for word in [word for word in found.common if " " in word]:  # "aujourd", "hui", "jusqu"
        for part in set(word.split()) - names:
            if part not in whole:
                found.common[part] = max(found.common.get(part, 0), found.common[word])
    return found


def english(folder: Path, names: set[str]) -> Words:
    """Return the words that English writes in lower case, weighed as those of French are."""
    lines: set[str] = set()
    for name in ("american-english-large", "british-english"):
        lines.update((folder / name).read_text("utf-8").splitlines())
    proper = {plain(line) for line in lines if line.istitle()}
    frequencies, found = common(folder, "en"), Words()
    for line in lines:
        word = plain(line)
        if line.islower() and not line.endswith("'s") and (len(word) > 1 or word in {"a", "i"}):
            found.common[word] = frequencies.get(word, 1)
    for word in found.common.keys() & names & proper:
        stem = word.removesuffix("e")
        others = {f"{word}s", f"{word}es", f"{stem}ed", f"{stem}ing"} & found.common.keys() - names
        found.common[word] = min([found.common[word], max([_RARE, *(found.common[other] for other in others)])])
    return found


def towns(folder: Path) -> set[str]:
    """Return the communes that are large enough for frequencies of words to count them: "rennes", "tours"."""
    with (folder / "communes.csv").open(encoding="utf-8", newline="") as file:
        return {plain(row["name"]) for row in csv.DictReader(file) if int(row["population"] or 0) >= _TOWN}


def diseases(folder: Path) -> list[str]:
    """Return the labels of the classification of diseases."""
    with (folder / "cim10_fr.csv").open(encoding="utf-8", newline="") as file:
        return [row["label"] for row in csv.DictReader(file) if not row["code"].startswith("code")]


def drugs(folder: Path) -> list[str]:
    """Return the names of drugs and of substances."""
    by_code = json.loads((folder / "drugs_atc_fr.json").read_text("utf-8"))
    return sorted({name for names in by_code.values() for name in names})


def lower_words(texts: list[str]) -> Counter[str]:
    """Return how many of ``texts`` hold each word in lower case."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update({plain(word) for word in _WORD.findall(text) if word.islower()})
    return found


def english_medical(folder: Path) -> tuple[set[str], set[str], set[str]]:
    """Return the words of an English medical dictionary: those in lower case, people's names, and other names."""
    lower, people, names = set[str](), set[str](), set[str]()
    for line in (folder / "en_med_glut.dic").read_text("utf-8").splitlines()[1:]:
        word, _, flags = line.partition("/")
        bare = word.removesuffix("'s").removesuffix("'")
        if not _WORD.fullmatch(bare) or len(bare) < _SMALLEST:
            continue
        if word.islower():
            lower.add(plain(word))
        elif bare.istitle() and (bare != word or "M" in flags):  # "Addison's", or a noun that takes "'s"
            people.add(plain(bare))
        else:
            names.add(plain(bare))
    return lower, people, names - people - lower


def people_in(labels: list[str]) -> set[str]:
    """Return after whom labels say that a disease is named: "maladie de Crohn", "syndrome de Claude Bernard-Horner"."""
    return {plain(name) for label in labels for name in _AFTER.findall(label)}


def first_words(labels: list[str]) -> set[str]:
    """Return the words that labels open with, which have a capital for that alone."""
    return {plain(match.group()) for label in labels if (match := _WORD.match(label))}


def capitals(texts: list[str]) -> Counter[str]:
    """Return how many of ``texts`` hold each word of capitals alone."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update({plain(word) for word in _WORD.findall(text) if _ACRONYM.fullmatch(word)})
    return found


def abstracts(folder: Path) -> list[str]:
    """Return French medical abstracts."""
    with (folder / "morfitt_train.tsv").open(encoding="utf-8", newline="") as file:
        return [row["abstract"] for row in csv.DictReader(file, delimiter="\t")]

"""Build the guard's lexicons: ``python -m tools.lexicons SOURCE_FOLDER``.

The folder holds the lists that ``privacy/rules/lexicons/SOURCES.md`` names, under the names it gives; the lists
written here are in ``privacy/rules/lexicons/lists``. The same lists make the same bytes.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from pathlib import Path
from struct import pack

from toctoc.privacy.rules.lexicons import fields, places
from toctoc.privacy.rules.lexicons.fields import Field, Slot
from toctoc.privacy.rules.lexicons.lexicon import place_key
from toctoc.privacy.rules.lexicons.table import table_bytes
from tools import wordlists
from tools.wordlists import plain

HERE = Path(__file__).resolve().parent.parent / "src/toctoc/privacy/rules/lexicons"
# A list of ours gives its words these fields.
LISTS = {
    "medical": Field.MEDICAL,
    "eponyms": Field.EPONYM,
    "institutions": Field.INSTITUTION,
    "hospitals": Field.HOSPITAL,
    "brands": Field.BRAND,
    "countries": Field.COUNTRY,
    "regions": Field.REGION,
    "cities": Field.CITY,
    "peoples": Field.PEOPLE,
    "phrases": Field.PHRASE,
}
# Of these, what has several words is a term that points at nobody.
TERMS = frozenset({Field.MEDICAL, Field.BRAND, Field.COUNTRY, Field.INSTITUTION, Field.PHRASE})
NAMES = {slot: name.lower() for name, slot in vars(Field).items() if isinstance(slot, Slot)}
_SMALLEST_WORD = 3
# A word of medicine stands in lower case in so many abstracts before we take it for one.
_ABSTRACTS = 2
_TOO_COMMON = 6
_SEEN = 3
# From so many people on (1 + log2), frequencies of words count the name.
MANY = {Field.FIRST_NAME: 12, Field.SURNAME: 11}
# Borne by fewer people, a surname may be a slip of the pen.
_SURE = 3
# In 1 + log2 of people: from 128 on, a name is one that a medical list must not hide.
_CALLED = 8
# From 2,048 people on, two words that open with a first name may be somebody.
_COMMON_FIRST_NAME = 12
_PARTICLES = frozenset(
    {"ait", "ben", "da", "de", "del", "der", "di", "do", "dos", "du", "el", "la", "le", "les", "van"}
)
# What joins a commune's name to where it lies; what says nothing alone.
_JOINTS = frozenset({"sur", "sous", "les", "lez", "en", "de", "des", "du", "d", "aux", "au", "a", "et", "pres"})
_TOO_SHORT = frozenset({"saint", "sainte", "saints", "saintes", "sankt", "notre dame", "saint martin"})
_SHORT = 5
_LARGE = 10_000
_CONTRACTED = {"le": ("du", "au"), "les": ("des", "aux")}


class Known:
    """What is known of each word, field by field."""

    def __init__(self) -> None:
        self.words: defaultdict[str, dict[Slot, int]] = defaultdict(dict)

    def add(self, word: str, field: Slot, value: int = 1) -> None:
        """Give ``word`` a field, unless it has more of it; open the phrase when there are several words."""
        if word and value > self.words[word].get(field, 0):
            self.words[word][field] = value

    def opens(self, words: str, field: Slot) -> None:
        """Say at the first of ``words`` how many may follow."""
        self.add(words.split(maxsplit=1)[0], field, len(words.split()))

    def of(self, word: str, field: Slot) -> int:
        """Return what a word has of a field so far."""
        return self.words.get(word, {}).get(field, 0)

    def eponym(self, words: str) -> None:
        """Add whom something is named after. "Pierre Marie" may be a patient, "Guillain-Barré" is not."""
        self.add(words, Field.EPONYM)
        first, *rest = words.split()
        self.opens(words, Field.PHRASE_WORDS)
        for part in (first, *rest):
            named = self.of(part, Field.FIRST_NAME) >= _COMMON_FIRST_NAME
            if len(part) > len("van") and self.of(part, Field.WORD) < _TOO_COMMON and not named:
                self.add(part, Field.EPONYM)
        if rest and (len(rest) > 1 or self.of(first, Field.FIRST_NAME) < _COMMON_FIRST_NAME):
            self.add(words, Field.PHRASE)

    def phrase(self, words: str) -> None:
        """Add a term of several words."""
        self.add(words, Field.PHRASE)
        self.opens(words, Field.PHRASE_WORDS)

    def file(self) -> bytes:
        """Return the table: a word's meaning is its place among the meanings that occur."""
        packed = {word: sum(f.put(v) for f, v in sorted(has.items(), key=_start)) for word, has in self.words.items()}
        meanings = sorted(set(packed.values()))
        places_of = {meaning: place for place, meaning in enumerate(meanings)}
        pairs = ((word, places_of[meaning]) for word, meaning in packed.items())
        return table_bytes(pairs, layout=fields.LAYOUT, width=2, extra=pack(f"<{len(meanings)}Q", *meanings))


def _start(item: tuple[Slot, int]) -> int:
    return item[0].start


def lines_of(name: str) -> list[str]:
    """Return the lines of a list written here."""
    path = HERE / "lists" / f"{name}.txt"
    return [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def add_names(known: Known, folder: Path) -> set[str]:
    """Add first names and surnames; return those that many people bear."""
    for name, count in wordlists.first_names(folder).items():
        known.add(name, Field.FIRST_NAME, count.bit_length())
    for name, count in wordlists.surnames(folder).items():
        first, _, rest = name.partition(" ")
        if count >= _SURE or not rest or first in _PARTICLES:
            known.add(name, Field.SURNAME, count.bit_length())
    return {word for word, has in known.words.items() if any(has.get(f, 0) >= least for f, least in MANY.items())}


def add_words(known: Known, folder: Path, names: set[str]) -> set[str]:
    """Add ordinary words and acronyms; return the words. A surname of one or two people is none if it is a word."""
    french, english = wordlists.french(folder, names), wordlists.english(folder, names)
    for field, words in ((Field.WORD, french.common), (Field.ENGLISH, english.common)):
        for word, weight in words.items():
            known.add(word, field, weight)
            if known.of(word, Field.SURNAME) and known.of(word, Field.SURNAME) < _SURE:
                del known.words[word][Field.SURNAME]
    for acronym in french.acronyms:
        known.add(acronym, Field.ACRONYM)
    return {*french.common, *english.common}


def is_name(known: Known, word: str) -> bool:
    """Tell whether the word is one that enough people are called by."""
    return known.of(word, Field.FIRST_NAME) >= _CALLED or known.of(word, Field.SURNAME) >= _CALLED


def add_medicine(known: Known, folder: Path, words: set[str]) -> None:
    """Add what medicine says: words of labels, names of drugs, words of abstracts that are no ordinary words.

    What is a name too must stand in lower case in labels or abstracts.
    """
    labels, drugs, abstracts = wordlists.diseases(folder), wordlists.drugs(folder), wordlists.abstracts(folder)
    lower, people, names = wordlists.english_medical(folder)
    in_labels, in_abstracts = wordlists.lower_words(labels), wordlists.lower_words(abstracts)
    found = set(in_labels) | (wordlists.first_words(labels) & words) | lower | names
    found |= {word for word, count in in_abstracts.items() if count >= _ABSTRACTS and word not in words}
    found |= {word for name in drugs for word in plain(name).split()}
    common = wordlists.common(folder, "fr")
    for word in found:
        seen = in_labels[word] + in_abstracts[word]
        ordinary = word in words and common.get(word, 0) >= _TOO_COMMON
        if len(word) >= _SMALLEST_WORD and not ordinary and (seen >= _SEEN or not is_name(known, word)):
            known.add(word, Field.MEDICAL)
    for name in drugs:
        if " " in plain(name) or not is_name(known, plain(name)):
            known.add(plain(name), Field.MEDICAL)
    for word, count in wordlists.capitals(abstracts).items():
        if count >= _ABSTRACTS:
            known.add(word, Field.ACRONYM)
    for name in people - words:
        if not known.of(name, Field.FIRST_NAME) and known.of(name, Field.SURNAME) < _CALLED:
            known.add(name, Field.EPONYM)
    for name in wordlists.people_in(labels):
        known.eponym(name)


def add_lists(known: Known) -> None:
    """Add the lists written here."""
    for name, field in LISTS.items():
        for line in lines_of(name):
            word = plain(line)
            if field is Field.EPONYM:
                known.eponym(word)
            elif field is Field.MEDICAL:
                add_term(known, word, line)
            else:
                known.add(word, field)
            if " " in word and field in TERMS:
                known.phrase(word)
    for line in lines_of("departments"):
        known.add(plain(line.split("\t")[1]), Field.REGION)
    for line in lines_of("months"):
        number, *names = line.split()
        for month in names:
            known.add(plain(month), Field.MONTH, int(number))


def add_towns(known: Known, folder: Path) -> None:
    """Add towns outside of France."""
    for town, figures in wordlists.towns_abroad(folder).items():
        known.add(town, Field.TOWN, figures)
        known.opens(town, Field.TOWN_WORDS)


def add_term(known: Known, word: str, line: str) -> None:
    """Add a term of medicine. One that is a name too is an acronym, a word in lower case, or left out."""
    if line.isupper() and line.isalpha():
        known.add(word, Field.ACRONYM)
    if line.islower() or not is_name(known, word):
        known.add(word, Field.MEDICAL)


def communes_file(known: Known, folder: Path) -> bytes:
    """Return the table of communes by name and postcode; say in ``known`` which words open a name."""
    with (folder / "communes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows.sort(key=lambda row: (-int(row["population"] or 0), row["insee"], row["type"], row["name"]))
    exact = {name for row in rows for name in _names_of(row["name"])}
    text, pairs = bytearray(), set[tuple[str, int]]()
    for row in rows:
        large = int(row["population"] or 0) >= _LARGE
        short = {name for name in _short_of(row["name"]) if (large if name in exact else not is_name(known, name))}
        for name in _names_of(row["name"]) | {name for name in short if not is_word(known, name)}:
            pairs.add((name, len(text)))
            known.opens(name, Field.COMMUNE_WORDS)
            if " " in name:
                known.add(" ".join(name.split()[:2]), Field.COMMUNE_WORDS, len(name.split()))
            else:
                known.add(name, Field.COMMUNE)
        pairs.update((code, len(text)) for code in row["postcodes"].split())
        line = "\t".join((row["name"].replace("'", "’"), row["insee"], row["postcodes"], row["population"] or "0"))
        text += f"{line}\n".encode()
    return table_bytes(pairs, layout=places.LAYOUT, width=4, extra=bytes(text))


def is_word(known: Known, word: str) -> bool:
    """Tell whether the word is an ordinary one."""
    return bool(known.of(word, Field.WORD) or known.of(word, Field.ENGLISH))


def _short_of(name: str) -> set[str]:
    """Return what people make of a long name: "Carhaix" of Carhaix-Plouguer, "Aulnay" of Aulnay-sous-Bois."""
    words = place_key(plain(name)).split()
    joint = next((place for place, word in enumerate(words) if place and word in _JOINTS), 1)
    shorts = {" ".join(words[:joint]), words[0]} if len(words) > 1 else set()
    return {short for short in shorts if len(short) >= _SHORT and short not in _TOO_SHORT}


def _names_of(name: str) -> set[str]:
    """Return the keys of a commune: with its article, and as French contracts it ("du Mans", "aux Sables")."""
    full = place_key(plain(name))
    article, _, rest = full.partition(" ")
    return {full, *(f"{short} {rest}" for short in _CONTRACTED.get(article, ()))}


def main() -> int:
    """Write the packaged files."""
    folder = Path(sys.argv[1])
    known = Known()
    words = add_words(known, folder, add_names(known, folder) | wordlists.towns(folder))
    add_medicine(known, folder, words)
    add_lists(known)
    add_towns(known, folder)
    communes = communes_file(known, folder)
    for name, written in (("words.bin", known.file()), ("communes.bin", communes)):
        new = HERE / f"{name}.new"
        new.write_bytes(written)
        new.replace(HERE / name)  # programs that have the old file open keep it
        print(f"{name}: {len(written):,} bytes")
    held = Counter(NAMES[field] for has in known.words.values() for field in has)
    print(f"{len(known.words):,} words: " + ", ".join(f"{name} {count:,}" for name, count in sorted(held.items())))
    return 0


if __name__ == "__main__":
    sys.exit(main())

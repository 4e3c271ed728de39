"""Telling what is still French in a page or a letter for who reads English."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import polib

import toctoc
from tests.pages import words_of
from toctoc.community.rules.languages import LANGUAGES
from toctoc.people.rules.departments import DEPARTMENTS

if TYPE_CHECKING:
    from tests.pages import Response

CATALOGUE = Path(toctoc.__file__).parent / "config/locale/en/LC_MESSAGES/django.po"
PLACE = re.compile(r"%\(\w+\)[sd]|%%")
# Shorter pieces may be English words as well.
SHORTEST = 13
# Works cited by their own title, which is said to be French.
CITED = re.compile(r'<cite lang="fr">[^<]*</cite>')
FRENCH_LETTERS = re.compile(r"[^<>]{0,40}[À-ÿŒœ«»\u202f][^<>]{0,40}")
# Proper nouns: what a language, an institution and places are called everywhere.
NAMES = sorted(
    (
        *("Français", "Défenseur des droits", "Pro Santé Connect", "MSSanté", "Légifrance"),
        *("Code pénal", "Code de la santé publique", "Code de la propriété intellectuelle"),
        *DEPARTMENTS.values(),
        *LANGUAGES.values(),
    ),
    key=len,
    reverse=True,
)


@cache
def french() -> frozenset[str]:
    """Return every French sentence that reads otherwise in English, cut where a value stands."""
    return frozenset(
        piece
        for entry in polib.pofile(str(CATALOGUE))
        for sentence in (entry.msgid, entry.msgid_plural)
        for piece in PLACE.split(sentence)
        if len(piece) >= SHORTEST and piece not in "\n".join((entry.msgstr, *entry.msgstr_plural.values()))
    )


def in_french(text: str) -> list[str]:
    """Return what is French in a text: sentences of ours, then whatever has letters that English lacks."""
    for name in NAMES:
        text = text.replace(name, "")
    return [*(sentence for sentence in french() if sentence in text), *FRENCH_LETTERS.findall(text)]


def check(page: Response, address: str) -> None:
    """Fail when a page is not English through and through."""
    words = words_of(page)
    found = in_french(CITED.sub("", words))
    assert found == [], (address, found)
    if "<html" in words:
        assert '<html lang="en"' in words, address

"""Say a text again in other words, so that no two posts are the same."""

from __future__ import annotations

import re
from functools import cache
from itertools import count
from typing import TYPE_CHECKING

from toctoc.config.world import phrases

if TYPE_CHECKING:
    from random import Random

SLOTS: dict[str, tuple[str, ...]] = {
    "age": tuple(str(age) for age in range(41, 64)),
    "enfant": ("6 ans", "7 ans", "8 ans", "9 ans", "six ans", "sept ans", "huit ans", "neuf ans"),
    "duree": (
        "trois semaines", "cinq semaines", "un mois", "six semaines", "deux mois", "dix semaines", "trois mois",
        "quatre mois", "cinq mois",
    ),
    "lieu": (
        "en zone rurale", "dans un village", "dans une petite ville", "en bord de mer", "en moyenne montagne",
        "en périphérie d’une grande ville", "dans un quartier populaire", "sur une île", "dans une vallée",
    ),
}  # fmt: skip
_SLOT = re.compile(r"\{(\w+)\}")
# Words that may stand for each other wherever they occur.
_ALIKE = (
    ("D’après", "Selon"),
    ("d’après la", "selon la"),
    ("d’après les", "selon les"),
    ("d’après nos", "selon nos"),
    ("quand même", "tout de même"),
    ("Souvent", "Bien souvent"),
    ("tout de suite", "sans attendre"),
    ("évidemment", "bien sûr"),
    ("parfois", "de temps en temps"),
    ("En pratique", "Concrètement"),
    ("concrètement", "en pratique"),
    ("au moins", "au minimum"),
    ("en général", "d’ordinaire"),
    ("très vite", "rapidement"),
    ("Ensuite", "Après cela"),
    ("ensuite", "après cela"),
    ("Chez nous", "De notre côté"),
    ("une fois sur deux", "la moitié du temps"),
    ("peut-être", "sans doute"),
    ("en revanche", "à l’inverse"),
)
_ALIKE_WORDS = dict(_ALIKE)
_VARIABLE = re.compile(
    _SLOT.pattern + "|" + "|".join(rf"(?<![\w’-]){re.escape(first)}(?![\w’-])" for first, _ in _ALIKE)
)
# Most people begin and end with something.
_ADDS = 0.7
_TRIES = 12
_GREETING = re.compile(r"Bon(?:jour|soir)|Salut|Chers|Chères")

_COMMENTS_BY_NAME = tuple(f"{{to}} {words}" for words in phrases.COMMENTS)


class Wording:
    """The texts said so far in one world; each is said once."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._said: set[str] = set()

    def as_written(self, text: str) -> str:
        """Return ``text`` with its slots filled, in its own words when nobody said them yet."""
        filled = self.filled(text)
        return self._keep(filled) if filled not in self._said else self.anew(text, ("",), phrases.ANSWER_CLOSINGS)

    def anew(self, text: str, openings: tuple[str, ...], closings: tuple[str, ...]) -> str:
        """Return ``text`` said as nobody did yet: other words, an opening, a closing."""
        chance = self._chance
        for attempt in count():
            said = "".join([chance.choice(part) if len(part) > 1 else part[0] for part in _parts(text)])
            if chance.random() < _ADDS and not _GREETING.match(said):
                said = f"{chance.choice(openings)} {said}".strip()
            # A text that was said many times ends with more words.
            endings = chance.sample(closings, min(attempt // _TRIES, len(closings) - 1) + (chance.random() < _ADDS))
            said = " ".join((said, *endings))
            if said not in self._said:
                return self._keep(said)
        raise AssertionError  # count() has no end

    def filled(self, text: str) -> str:
        """Return ``text`` in its own words, its slots filled."""
        return _SLOT.sub(lambda slot: self._chance.choice(SLOTS[slot[1]]), text)

    def thanks(self, handle: str) -> str:
        """Return a reply that thanks somebody by name."""
        return self._of_two(phrases.THANKS, phrases.AFTERTHOUGHTS, handle)

    def comment(self, handle: str) -> str:
        """Return a few words under somebody's post."""
        return self._of_two((*phrases.COMMENTS, *_COMMENTS_BY_NAME), phrases.COMMENT_ENDINGS, handle)

    def _of_two(self, firsts: tuple[str, ...], seconds: tuple[str, ...], handle: str) -> str:
        for attempt in count():
            endings = self._chance.sample(seconds, min(1 + attempt // _TRIES, len(seconds)))
            said = " ".join((self._chance.choice(firsts), *endings)).replace("{to}", f"@{handle}")
            if said not in self._said:
                return self._keep(said)
        raise AssertionError  # count() has no end

    def _keep(self, text: str) -> str:
        self._said.add(text)
        return text


@cache
def _parts(text: str) -> tuple[tuple[str, ...], ...]:
    """Cut a text into what stays as it is and what may be said otherwise."""
    parts: list[tuple[str, ...]] = []
    position = 0
    for found in _VARIABLE.finditer(text):
        parts += [
            (text[position : found.start()],),
            SLOTS[found[1]] if found[1] else (found[0], _ALIKE_WORDS[found[0]]),
        ]
        position = found.end()
    return (*parts, (text[position:],))

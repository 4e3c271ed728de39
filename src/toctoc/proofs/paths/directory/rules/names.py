"""Names of people, folded so that accents, case, hyphens and apostrophes change nothing."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product

_NOT_LETTERS = re.compile(r"[^a-z]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})
# Before a name, in mailboxes: docteur, professeur.
_TITLES = frozenset({"dr", "docteur", "pr", "prof", "professeur"})
_BETWEEN = re.compile(r"[._'-]+")


@lru_cache(maxsize=65_536)
def words(name: str) -> tuple[str, ...]:
    """Return the words of a name: lower case, without accents; ``"Anne-Élise"`` gives ``("anne", "elise")``."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LIGATURES))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return tuple(_NOT_LETTERS.sub(" ", letters).split())


def folded(last: str, first: str) -> tuple[str, ...]:
    """Return the spellings under which a person is known: the whole first name, and the first of several.

    Empty when a name has no letter at all.
    """
    of_last, of_first = words(last), words(first)
    if not of_last or not of_first:
        return ()
    family = "".join(of_last)
    return tuple(dict.fromkeys(f"{family} {given}" for given in ("".join(of_first), of_first[0])))


def carries(local: str, last: str, first: str) -> bool:
    """Tell whether the local part of a mailbox is a person's: ``prenom.nom``, ``nom.prenom``, ``p.nom``, ``nom-p``.

    The whole family name is asked for, and something of the first name apart from it. Initials run into the name
    (``pnom``) are not taken: ``martin`` would do for somebody called M. Artin. A title in front and a figure
    behind, by which operators part namesakes, change nothing.
    """
    of_last, of_first = words(last), words(first)
    parts = _parts(local)
    if not of_last or not of_first or not parts:
        return False
    family, given = "".join(of_last), "".join(of_first)
    if len(parts) == 1:
        return parts[0] in {family + given, given + family}
    initials = "".join(word[0] for word in of_first)
    givens = {given, of_first[0], given[0], initials}
    joined = [("".join(parts[:cut]), "".join(parts[cut:])) for cut in range(1, len(parts))]
    return any(halves in {(g, family), (family, g)} for halves, g in product(joined, givens))


def _parts(local: str) -> list[str]:
    """Return the letters between the separators of a local part; empty when there is anything else in it."""
    parts = [part for part in _BETWEEN.split(local.casefold().rstrip("0123456789")) if part]
    if parts and parts[0] in _TITLES:
        parts = parts[1:]
    return parts if all(part.isascii() and part.isalpha() for part in parts) else []

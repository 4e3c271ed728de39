"""Walking over the words of a reading: what stands before a word, what joins two of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.places.listed import listed
from toctoc.privacy.rules.reading import Shape

if TYPE_CHECKING:
    from toctoc.privacy.rules.reading import Reading, Token

# What may stand between two words of one name: "Villeneuve-d’Ascq", "La Rochelle", "St. Albans".
_JOINS = frozenset({" ", "-", "'", "’", ". ", "\u00a0", " -", "- ", " - "})
# A line that is broken inside of a name.
_BREAK_JOINS = _JOINS | {"\n", "-\n"}
# Between words of one clause: nothing that ends it.
_ENDS = frozenset(".!?;:\n()[]…|")
ARTICLES = frozenset({"le", "la", "les", "l", "the"})
LINKS = ARTICLES | {"de", "du", "des", "d", "en", "sur", "sous", "et", "aux", "au", "a", "lès", "les", "of", "and"}
# Words that never make a name alone, however they are written.
EMPTY = listed(
    """
    le la les l un une des du de d et ou a au aux en dans sur sous par pour avec sans chez vers qui que dont quand
    mais donc or ni car si ne pas plus moins tres bien mal il elle ils elles on nous vous je tu me te se ce cet
    cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs y est sont ete etre avoir ai as ont
    avait etait cote cause peu partir propos part jour jours fois ans mois tout tous toute toutes rien peine moi
    toi lui eux the an of in on at to from with and or is was were be been my his her their our your he she it
    they we you i this that these those not no as by for but so
    """
)


def gap(reading: Reading, place: int) -> str:
    """Return what stands between the word at ``place`` and the next."""
    tokens = reading.tokens
    return reading.text[tokens[place].end : tokens[place + 1].start]


def joined(reading: Reading, first: int, last: int) -> bool:
    """Tell whether the words from ``first`` to ``last`` may be one name."""
    return all(gap(reading, place) in _BREAK_JOINS for place in range(first, last))


def is_same_clause(between: str) -> bool:
    """Tell whether nothing in ``between`` two words ends a clause."""
    return not any(character in _ENDS for character in between)


def before(reading: Reading, place: int, count: int = 5) -> list[str]:
    """Return the keys of up to ``count`` words before ``place`` in its clause, the nearest first."""
    keys: list[str] = []
    for at in range(place - 1, max(place - 1 - count, -1), -1):
        if not is_same_clause(gap(reading, at)):
            break
        keys.append(reading.tokens[at].key)
    return keys


def before_articles(reading: Reading, place: int, count: int) -> list[str]:
    """Return the keys of the ``count`` words before ``place`` in its clause that are no articles, the nearest first."""
    return [k for k in before(reading, place, count) if k not in ARTICLES]


def is_capital(token: Token) -> bool:
    """Tell whether a word is written as a name is."""
    return token.shape in {Shape.TITLE, Shape.UPPER, Shape.MIXED} and token.text[0].isupper()


def is_shouted(reading: Reading, first: int, last: int) -> bool:
    """Tell whether the words stand in a stretch all in capitals, where a capital says nothing."""
    tokens = reading.tokens
    around = [tokens[p] for p in (first - 2, first - 1, last + 1, last + 2) if 0 <= p < len(tokens)]
    words = [t for t in around if t.shape is not Shape.NUMBER and len(t.text) > 1]
    if tokens[first].shape is not Shape.UPPER:
        return False
    return bool(words) and all(t.shape is Shape.UPPER for t in words)

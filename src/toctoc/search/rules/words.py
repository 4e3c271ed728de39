"""Texts as the words by which they are found: no accents, no elisions, few endings, not the emptiest words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from toctoc.search.rules.stems import stem

# What is read of a question, whatever was pasted into the box.
LONGEST_ASKED = 300
MOST_WORDS = 12
LONGEST_WORD = 40
# Figures with their decimals are one word; an underscore parts words, as in a handle.
_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+")
_ELISION = re.compile(r"(?<![^\W_])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu)'(?=[^\W\d_])")
_POSSESSIVE = re.compile(r"(?<=[^\W\d_])'s?(?![^\W_])")
# Accents of Latin letters once they are parted from them.
_ACCENTS = re.compile("[\u0300-\u036f]+")
_QUOTED = re.compile(r"[\"«“](.+?)[\"»”]")
_LETTERS = (("œ", "oe"), ("æ", "ae"), ("ß", "ss"), ("ø", "o"), ("’", "'"), ("ʼ", "'"), ("‘", "'"))

# Words that say nothing by themselves. Not among them: single letters (vitamine D, hépatite B), "ta" and "as" (tension
# artérielle, aide-soignante), "iv", "im", "sous", "sans" and any other short word of the trade.
_FRENCH = frozenset(
    re.findall(
        r"\w+",
        "de du des le la les un une et en au aux que qui dans ce ces cet cette est sont il elle ils elles je "
        "vous nous tu on ne pas par pour sur avec se sa son ses mon ma mes vos votre nos notre leur leurs ou "
        "mais donc y ai ont etait etre avoir plus tres ca cela",
    )
)
_ENGLISH = frozenset(
    re.findall(
        r"\w+",
        "the of and to in is it that this for with are was were be been by an or at from as you what how does "
        "do can my",
    )
)


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for: a word or, when there are several ``forms``, a phrase; each word with its stems."""

    forms: tuple[tuple[str, ...], ...]

    @property
    def is_phrase(self) -> bool:
        """Whether the words must follow each other."""
        return len(self.forms) > 1


def folded(text: str) -> str:
    """Return ``text`` in lower case, without accents."""
    text = text.lower()
    if text.isascii():
        return text
    for letter, instead in _LETTERS:
        text = text.replace(letter, instead)
    text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    if not any(map(unicodedata.combining, set(text))):
        return text
    return "".join(c for c in text if not unicodedata.combining(c))


def _bare(text: str) -> list[str]:
    kept = folded(text)
    if "'" in kept:
        kept = _POSSESSIVE.sub("", _ELISION.sub("", kept))
    return [word[:LONGEST_WORD] for word in _WORD.findall(kept.replace(",", "."))]


def words_of(text: str, language: str) -> list[str]:
    """Return the words by which a text in ``language`` is found, in its order."""
    empty = _ENGLISH if language == "en" else _FRENCH
    return [stem(word, language) for word in _bare(text) if word not in empty]


def tag_word(tag: str) -> str:
    """Return a tag as it is kept: without accents so that it is found, then as it is written."""
    return f"{folded(tag)}:{tag}"


def names_of(text: str) -> list[str]:
    """Return the words of names, whole."""
    return _bare(text)


def terms_of(asked: str) -> list[Term]:
    """Return what a question asks for; between quotes, words that follow each other. Empty when it says nothing."""
    asked = asked[:LONGEST_ASKED]
    phrases = [_forms(quoted) for quoted in _QUOTED.findall(asked)]
    single = [(form,) for form in _forms(_QUOTED.sub(" ", asked))]
    terms = [Term(tuple(forms)) for forms in (*phrases, *single) if forms]
    return list(dict.fromkeys(terms))[:MOST_WORDS]


def _forms(text: str) -> list[tuple[str, ...]]:
    """Return the stems of each word that says something, in both languages: a post may be in either."""
    words = _bare(text)
    # Words that are empty in one language mean something in the other: "as", "or", "on".
    is_english = sum(word in _ENGLISH for word in words) > sum(word in _FRENCH for word in words)
    empty = _ENGLISH if is_english else _FRENCH
    return [tuple(dict.fromkeys((stem(word, "fr"), stem(word, "en")))) for word in words if word not in empty]

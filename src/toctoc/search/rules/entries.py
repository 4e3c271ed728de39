"""What an index holds and what it is asked, whichever engine keeps it."""

from __future__ import annotations

from dataclasses import dataclass

# More results than anybody pages through; bounds the work of every question.
MOST_FOUND = 200
# Stems of a text by which others like it are looked for.
MOST_LIKE = 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One object that can be found.

    ``audiences`` are every word under which it may be read (an audience word, or the words it is written out for);
    ``text`` is searched by its words, ``names`` by names, typing errors forgiven; ``marks`` are exact words such as
    ``voice:lived``; ``tags`` are exact and listed by their beginnings. Nothing of it is kept as it was written.
    """

    source: str
    id: int
    author_id: int
    audiences: tuple[str, ...]
    text: str = ""
    language: str = "fr"
    names: str = ""
    marks: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Eyes:
    """For whom one looks: the audience words it has, itself (0 for a stranger), and authors it must not meet."""

    words: tuple[str, ...]
    me: int = 0
    without: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the index; what is empty does not restrict.

    Each of ``marks`` is required. ``since`` and ``until`` are ids, which sort by time; ``until`` is left out.
    ``by_name`` also looks among names; ``any_word`` asks for some of the words and not for all. ``like`` are stems, as
    :func:`toctoc.search.rules.words.words_of` makes them: entries with any of them, those with many or rare ones
    first, at most :data:`MOST_LIKE` of them looked for; ``text`` is then left empty.
    """

    source: str
    eyes: Eyes
    text: str = ""
    marks: tuple[str, ...] = ()
    tag: str = ""
    author_id: int = 0
    since: int = 0
    until: int = 0
    by_name: bool = False
    any_word: bool = False
    like: tuple[str, ...] = ()
    newest_first: bool = False
    most: int = MOST_FOUND

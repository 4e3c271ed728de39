"""One spelling for the words that matter: short forms written out, mistakes mended by how a word sounds.

Only words of the vocabulary that patterns speak of are mended, and never a word that is one of its own.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.said.short_forms import SHORT_FORMS

# What patterns speak of (see patterns.py), by how it sounds; and words that sound like these and are their own.
_vocabulary: set[str] = set()
_by_sound: dict[str, list[str]] = {}
# Words that people misspell in more ways than sound explains: one letter more, less, other or exchanged is forgiven.
_forgiven: dict[str, str] = {}
# Shorter sounds belong to too many words.
SHORTEST_SOUND, SHORTEST_FORGIVEN = 4, 7
# No word of ours is longer; a longer one would be cut at each of its letters.
LONGEST_MENDED = 40
# Letters that two spellings of one sound may differ by.
MUTE = 3
# Ordinary words that sound like, or stand one letter from, words of the vocabulary.
OWN = frozenset((Path(__file__).parent / "own.txt").read_text(encoding="utf-8").split())
_ENGLISH_ENDS = {"m": "am", "re": "are", "ve": "have", "ll": "will", "d": "would", "s": "is"}
_TRIPLED = lazy(r"([a-z])\1{2,}")
_RUN_TOGETHER = lazy(r"j[^\Waeiouy_][^\W_]{2}")
_ELIDES, _VOWELS = frozenset("dlmnst"), frozenset("aeiouyh")
_DISGUISED = str.maketrans("013457", "oieast")
# In this order: how written French sounds, roughly. Ends are mute.
_SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ph", "f"),
        (r"[sc]?ch", "x"),
        (r"qu|q|ck|c(?![eiyh])", "k"),
        (r"sc(?=[eiy])|c(?=[eiy])", "s"),
        (r"g(?=[eiy])", "j"),
        (r"gu(?=[eiy])", "g"),
        (r"h", ""),
        (r"eau|au", "o"),
        (r"ou|oo", "w"),
        (r"oi|oy", "wa"),
        (r"ai|ei|ay|ey", "e"),
        (r"[aei]([mn])(?=[bcdfgjklpqstvxz])", r"a\1"),
        (r"y", "i"),
        (r"z", "s"),
        (r"(.)\1+", r"\1"),
        (r"m(?=[bp])", "n"),
        (r"(?<=..)(?:er|es|ez|ent|ee|e)$", "e"),
        (r"(?<=..)[stdxp]+$", ""),
        (r"(?<=..)e$", ""),
    )
)


def learn(words: set[str], forgiven: frozenset[str] = frozenset()) -> None:
    """Take ``words`` into the vocabulary; ``forgiven`` are those that may be off by a letter."""
    _vocabulary.update(words)
    for word in sorted(words):
        sound = sounds_like(word)
        if len(sound) >= SHORTEST_SOUND:
            _by_sound.setdefault(sound, []).append(word)
    for word in sorted(forgiven):
        for near in _one_letter_less(word):
            _forgiven.setdefault(near, word)
    _mended.cache_clear()


@lru_cache(maxsize=16_384)
def sounds_like(word: str) -> str:
    """Return how a French word sounds, in a spelling of its own."""
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


def written_out(word: str, before: str) -> tuple[str, ...]:
    """Return the words that a typed one stands for; ``before`` is what precedes it (5 g is no "j’ai")."""
    full = in_full(word, before)
    if full != (word,) or word in SHORT_FORMS:
        return full
    return (word,) if word in _vocabulary or not word[0].isalnum() or word.isdigit() else _mended(word)


def in_full(word: str, before: str) -> tuple[str, ...]:
    """Return a short form or a contraction written out, any other word as it is."""
    if word in {"g", "kms"} and (before[:1].isdigit() or before in {"des", "les", "de"}):
        return (word,)
    short = SHORT_FORMS.get(word)
    if short is not None:
        return short
    return _opened(word) if "'" in word[:-1] else (word,)


def _opened(word: str) -> tuple[str, ...]:
    """Return an English contraction in full."""
    first, _, last = word.partition("'")
    joined = SHORT_FORMS.get(first + last)
    return joined if joined is not None and last == "t" else (first, _ENGLISH_ENDS.get(last, last))


@lru_cache(maxsize=16_384)
def _mended(word: str) -> tuple[str, ...]:
    if not word[0].isdigit() and not word.isalpha():
        word = word.translate(_DISGUISED)
    if known := _with_fewer_letters(word):
        return known
    if word in OWN or len(word) == 1 or word.endswith("'"):
        return (word,)
    return _run_together(word) or (_by_ear(word) or _by_letters(word) or word,)


def _with_fewer_letters(word: str) -> tuple[str, ...]:
    """Return the known word of which letters were held down: "mouriiir", "mortttt"."""
    for once in (_TRIPLED.sub(r"\1", word), _TRIPLED.sub(r"\1\1", word)):
        if once in _vocabulary:
            return (once,)
        if once in SHORT_FORMS:
            return SHORT_FORMS[once]
    return ()


def _run_together(word: str) -> tuple[str, ...]:
    """Return the two words of which one was made: "jveux", "detre", "lavale"."""
    last = word[1:]
    if _RUN_TOGETHER.match(word):
        return ("je", last) if last in _vocabulary else ("je", *_mended(last))
    is_elided = word[0] in _ELIDES and word[1] in _VOWELS and len(word) >= SHORTEST_FORGIVEN - 2
    return (f"{word[0]}'", last) if is_elided and last in _vocabulary else ()


def _by_ear(word: str) -> str:
    """Return the word of the vocabulary that sounds the same, if one does."""
    same = _by_sound.get(sounds_like(word))
    if same is None:
        return ""
    best = min(same, key=lambda one: (one[0] != word[0], one[-2:] != word[-2:], abs(len(one) - len(word)), one))
    return best if abs(len(best) - len(word)) <= MUTE else ""


def _by_letters(word: str) -> str:
    """Return the forgiven word that stands one letter from this one, if one does."""
    if len(word) < SHORTEST_FORGIVEN - 1:
        return ""
    if len(word) > LONGEST_MENDED:
        return ""
    near = (_forgiven.get(one, "") for one in (word, *_one_letter_less(word)))
    return next((found for found in near if found[:1] == word[0]), "")


def _one_letter_less(word: str) -> list[str]:
    return [word, *(word[:place] + word[place + 1 :] for place in range(1, len(word)))]

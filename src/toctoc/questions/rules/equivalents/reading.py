"""Read the groups beside this file and find them in a text, so that "HTA" meets "hypertension" and "Zyloric" gout.

A line is a field: forms parted by ``=`` say the same thing; what ``~`` parts is near (a medicine and what it is for, a
class and its members) and weighs less. A form is found by its stems, in their order, or
parted by other words.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from toctoc.search.rules.words import folded, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SAME, NEAR = 1.0, 0.5
# A form of so many words may be parted, and by how many others on each side.
_LONGEST_PARTED, _AROUND = 3, 6
_FOLDER = Path(__file__).parent
_SAME, _NEAR, _COMMENT = "=", "~", "#"

Form = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Forms of one thing, each as its stems, and how much it weighs to share it."""

    forms: tuple[Form, ...]
    weight: float


def read(lines: Iterable[str]) -> list[Group]:
    """Return the groups of some lines: what each part says in several forms, then all the parts of a line together."""
    groups = []
    for line in lines:
        parts = [_forms(part.split(_SAME)) for part in line.partition(_COMMENT)[0].split(_NEAR)]
        groups += [Group(forms, SAME) for forms in parts if len(forms) > 1]
        if len(parts) > 1:
            groups.append(Group(tuple(dict.fromkeys(chain.from_iterable(parts))), NEAR))
    return groups


def _forms(told: Iterable[str]) -> tuple[Form, ...]:
    return tuple(form for form in dict.fromkeys(tuple(words_of(one, "fr")) for one in told) if form)


@lru_cache(maxsize=1)
def groups() -> list[Group]:
    """Return the packaged groups, read at the first text."""
    texts = sorted(_FOLDER.glob("*.txt"))
    # A whole text is folded at once: that is quicker than form by form.
    return read(chain.from_iterable(folded(one.read_text(encoding="utf-8")).splitlines() for one in texts))


@lru_cache(maxsize=1)
def _by_first_word() -> dict[str, list[tuple[Form, int]]]:
    found: defaultdict[str, list[tuple[Form, int]]] = defaultdict(list)
    for number, group in enumerate(groups()):
        for form in group.forms:
            found[form[0]].append((form, number))
    return dict(found)


class Mention(NamedTuple):
    """Where a text names a group: which of its words do, and whether they follow each other as in the form."""

    group: int
    places: Sequence[int]
    is_whole: bool


def mentions(words: Sequence[str]) -> Iterator[Mention]:
    """Tell where ``words`` name a group by any of its forms, whole or with other words between."""
    known, has = _by_first_word(), set(words)
    for at, word in enumerate(words):
        for form, number in known.get(word, ()):
            length = len(form)
            if length == 1 or tuple(words[at : at + length]) == form:
                yield Mention(number, range(at, at + length), is_whole=True)
            elif length <= _LONGEST_PARTED and has.issuperset(form) and (places := _parted(words, at, form)):
                yield Mention(number, places, is_whole=False)


def _parted(words: Sequence[str], at: int, form: Form) -> list[int]:
    """Return the places of the words of a form that stand around the first; none unless all do."""
    start = max(0, at - _AROUND)
    around = words[start : at + len(form) + _AROUND]
    if not all(word in around for word in form):
        return []
    return [at, *(start + around.index(word) for word in form[1:])]


def groups_in(words: Sequence[str]) -> set[int]:
    """Return the numbers of the groups that have a form among ``words``."""
    return {one.group for one in mentions(words) if one.is_whole}


def expanded(words: Sequence[str], most: int) -> list[str]:
    """Return the different ``words``, then those of their equivalents, at most ``most``.

    Groups take turns, the surest and the shortest first, so that a long list of medicines leaves room for the others.
    """
    met = [groups()[number] for number in sorted(groups_in(words))]
    turns = [_shortest_first(one) for one in sorted(met, key=lambda one: (-one.weight, len(one.forms)))]
    others = [word for turn in zip_longest(*turns) for word in turn if word is not None]
    return list(dict.fromkeys([*words, *others]))[:most]


def _shortest_first(group: Group) -> list[str]:
    # One word of its own says more than a word of a longer form.
    return [word for form in sorted(group.forms, key=len) for word in form]

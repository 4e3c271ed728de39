"""Hold each comparison of a rule to the type of its property."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from toctoc.questions.rules.boosting.parsing import parsed
from toctoc.questions.rules.boosting.properties import PROPERTIES, Property, Type
from toctoc.questions.rules.boosting.tokens import WrongRule
from toctoc.questions.rules.boosting.tree import All, AnyOne, Clause, Node, Not, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator

_EQUALITIES = frozenset((Relation.EQUAL, Relation.DIFFERENT))
_ORDERS = frozenset((Relation.LESS, Relation.AT_MOST, Relation.MORE, Relation.AT_LEAST))
RELATIONS: dict[Type, frozenset[Relation]] = {
    Type.YES_NO: frozenset((Relation.HOLDS,)),
    Type.TEXT: _EQUALITIES | {Relation.CONTAINS},
    Type.WORD: _EQUALITIES | {Relation.IN},
    Type.WORDS: frozenset((Relation.CONTAINS, Relation.ANY_OF, Relation.ALL_OF)),
    Type.NUMBER: _EQUALITIES | _ORDERS,
}
LONGEST_HINT = 30


def checked(source: str) -> Node:
    """Return the tree of a rule in which everything exists and is compared to what it can be.

    Raises :class:`WrongRule`.
    """
    tree = parsed(source)
    for clause in clauses_of(tree):
        _check(clause)
    return tree


def clauses_of(tree: Node) -> Iterator[Clause]:
    """Yield the clauses of a tree, from the left to the right."""
    match tree:
        case Clause():
            yield tree
        case Not(inner):
            yield from clauses_of(inner)
        case All(parts) | AnyOne(parts):
            for part in parts:
                yield from clauses_of(part)


def _check(clause: Clause) -> None:
    known = PROPERTIES.get(clause.name)
    if known is None:
        raise WrongRule(
            "Ligne %(line)s, colonne %(column)s : la propriété « %(name)s » n’existe pas%(hint)s.",
            clause.line,
            clause.column,
            name=clause.name,
            hint=_hint(clause.name, PROPERTIES),
        )
    if clause.relation not in RELATIONS[known.type]:
        raise _misfit(clause, known)
    for value in clause.values:
        _check_value(clause, known, value)


def _misfit(clause: Clause, known: Property) -> WrongRule:
    if known.type is Type.YES_NO:
        return WrongRule(
            "Ligne %(line)s, colonne %(column)s : « %(name)s » est vrai ou faux et ne se compare pas.",
            clause.line,
            clause.column,
            name=clause.name,
        )
    return WrongRule(
        "Ligne %(line)s, colonne %(column)s : « %(name)s » se compare par %(offered)s.",
        clause.line,
        clause.column,
        name=clause.name,
        offered=" ".join(f"« {one} »" for one in Relation if one in RELATIONS[known.type]),
    )


def _check_value(clause: Clause, known: Property, value: str | int) -> None:
    if known.type is Type.NUMBER and not isinstance(value, int):
        raise WrongRule(
            "Ligne %(line)s, colonne %(column)s : « %(name)s » se compare à un nombre.",
            clause.line,
            clause.column,
            name=clause.name,
        )
    if known.type is not Type.NUMBER and not isinstance(value, str):
        raise WrongRule(
            "Ligne %(line)s, colonne %(column)s : « %(name)s » se compare à un texte entre guillemets.",
            clause.line,
            clause.column,
            name=clause.name,
        )
    if known.words and value not in known.words:
        raise WrongRule(
            "Ligne %(line)s, colonne %(column)s : « %(name)s » n’est jamais « %(value)s »%(hint)s.",
            clause.line,
            clause.column,
            name=clause.name,
            value=str(value)[:LONGEST_HINT],
            hint=_hint(str(value), known.words),
        )
    if clause.relation is Relation.CONTAINS and not value:
        raise WrongRule(
            "Ligne %(line)s, colonne %(column)s : un texte vide est dans tous les textes.", clause.line, clause.column
        )


def _hint(typed: str, words: dict[str, Property] | frozenset[str]) -> str:
    """Return the nearest word that exists, in no language."""
    near = get_close_matches(typed[:LONGEST_HINT], sorted(words), n=1)
    return f" (« {near[0]} » ?)" if near else ""

"""Read a rule into its tree.

::

    rule    = all { "or" all }
    all     = one { "and" one }
    one     = "not" one | "(" rule ")" | clause
    clause  = property [ ("=" | "!=" | "<" | "<=" | ">" | ">=") value
                       | "contains" text | ("in" | "any of" | "all of") "(" value { "," value } ")" ]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.questions.rules.boosting.tokens import Kind, Token, WrongRule, shown, tokens_of
from toctoc.questions.rules.boosting.tree import All, AnyOne, Clause, Node, Not, Relation

if TYPE_CHECKING:
    from collections.abc import Callable

# Parentheses and negations within one another.
DEEPEST = 20
MOST_CLAUSES = 100
MOST_LISTED = 60
WORDS = frozenset(("and", "or", "not", "contains", "in", "any", "all", "of"))
_SIGNS = {
    relation.value: relation
    for relation in (
        Relation.EQUAL,
        Relation.DIFFERENT,
        Relation.LESS,
        Relation.AT_MOST,
        Relation.MORE,
        Relation.AT_LEAST,
    )
}


def parsed(source: str) -> Node:
    """Return the tree of a rule; raise :class:`WrongRule` at the first place that cannot be read."""
    reader = _Reader(tokens_of(source))
    if reader.is_done():
        raise WrongRule("Écrivez une règle : sans elle, rien n’est relayé.", 1, 1)
    tree = reader.rule(0)
    if not reader.is_done():
        raise reader.unexpected("and", "or")
    return tree


class _Reader:
    """Walks through the tokens once, from the left to the right."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens, self._at, self._clauses = tokens, 0, 0

    @property
    def next(self) -> Token:
        return self._tokens[self._at]

    def is_done(self) -> bool:
        return self.next.kind is Kind.END

    def _takes(self, *values: str) -> bool:
        """Take the next tokens when they are these words or signs."""
        there = self._tokens[self._at : self._at + len(values)]
        if [one.value if one.kind in {Kind.WORD, Kind.SIGN} else "" for one in there] != list(values):
            return False
        self._at += len(values)
        return True

    def _take(self) -> Token:
        token = self.next
        self._at += 1
        return token

    def unexpected(self, *wanted: str) -> WrongRule:
        """Return the error that stands at the next token; ``wanted`` is written as rules are, in no language."""
        told = " ".join(f"« {one} »" for one in wanted)
        line, column = self.next.line, self.next.column
        if self.is_done():
            return WrongRule(
                "Ligne %(line)s, colonne %(column)s : la règle s’arrête là, il manque %(wanted)s.",
                line,
                column,
                wanted=told,
            )
        return WrongRule(
            "Ligne %(line)s, colonne %(column)s : on attend %(wanted)s, pas « %(found)s ».",
            line,
            column,
            wanted=told,
            found=shown(self.next),
        )

    def rule(self, depth: int) -> Node:
        return self._joined("or", AnyOne, lambda: self._all(depth))

    def _all(self, depth: int) -> Node:
        return self._joined("and", All, lambda: self._one(depth))

    def _joined(self, word: str, join: type[All | AnyOne], read: Callable[[], Node]) -> Node:
        parts = [read()]
        while self._takes(word):
            parts.append(read())
        return parts[0] if len(parts) == 1 else join(tuple(parts))

    def _one(self, depth: int) -> Node:
        begin = self.next
        if depth > DEEPEST:
            raise WrongRule(
                "Ligne %(line)s, colonne %(column)s : plus de %(most)s parenthèses ou « not » imbriqués.",
                begin.line,
                begin.column,
                most=DEEPEST,
            )
        if self._takes("not"):
            return Not(self._one(depth + 1))
        if self._takes("("):
            inner = self.rule(depth + 1)
            if not self._takes(")"):
                raise self.unexpected("and", "or", ")")
            return inner
        return self._clause()

    def _clause(self) -> Clause:
        if self.next.kind is not Kind.WORD or self.next.value in WORDS:
            raise self.unexpected("not", "(", "proved…")
        self._clauses += 1
        if self._clauses > MOST_CLAUSES:
            raise WrongRule(
                "Ligne %(line)s, colonne %(column)s : une règle a au plus %(most)s conditions.",
                self.next.line,
                self.next.column,
                most=MOST_CLAUSES,
            )
        name = self._take()
        relation, values = self._compared()
        return Clause(name.value, relation, values, name.line, name.column)

    def _compared(self) -> tuple[Relation, tuple[str | int, ...]]:
        if self.next.kind is Kind.SIGN and self.next.value in _SIGNS:
            return _SIGNS[self._take().value], (self._value(),)
        if self._takes("contains"):
            return Relation.CONTAINS, (self._value(),)
        if self._takes("in"):
            return Relation.IN, self._listed()
        for relation in (Relation.ANY_OF, Relation.ALL_OF):
            if self._takes(*relation.value.split()):
                return relation, self._listed()
        return Relation.HOLDS, ()

    def _listed(self) -> tuple[str | int, ...]:
        if not self._takes("("):
            raise self.unexpected("(")
        values = [self._value()]
        while self._takes(","):
            if len(values) == MOST_LISTED:
                raise self.unexpected(")")
            values.append(self._value())
        if not self._takes(")"):
            raise self.unexpected(",", ")")
        return tuple(values)

    def _value(self) -> str | int:
        if self.next.kind is Kind.TEXT:
            return self._take().value
        if self.next.kind is Kind.NUMBER:
            return int(self._take().value)
        raise self.unexpected('"…"', "123")

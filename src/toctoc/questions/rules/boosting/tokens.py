"""Cut a rule into tokens, each with the line and the column at which it stands."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from toctoc.kernel.errors import Invalid

# In characters; the longest rule in use has a few hundred.
LONGEST_RULE = 4_000
LONGEST_SHOWN = 30


class Kind(StrEnum):
    """What a token is."""

    WORD = "word"
    TEXT = "text"
    NUMBER = "number"
    SIGN = "sign"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a quoted text, a number or a sign; ``line`` and ``column`` begin at 1."""

    kind: Kind
    value: str
    line: int
    column: int


class WrongRule(Invalid):
    """A rule that cannot be read; the sentence names the line and the column, beginning at 1."""

    def __init__(self, sentence: str, line: int, column: int, **values: object) -> None:
        super().__init__(sentence, field="rule", line=line, column=column, **values)
        self.line, self.column = line, column


# Longer signs first. A text ends on its own line; two characters stand for a quote and a backslash within it.
_TOKEN = re.compile(
    r"""(?P<text>"(?:[^"\\\n]|\\["\\])*")"""
    r"""|(?P<french>«[^«»\n]*»)"""
    r"""|(?P<number>[0-9]{1,9}(?![0-9A-Za-z_]))"""
    r"""|(?P<word>[A-Za-z_]{1,40}(?![0-9A-Za-z_]))"""
    r"""|(?P<sign>!=|<=|>=|[=<>(),])"""
)
_BLANK = re.compile(r"[ \t\n\u00a0\u202f]+|#[^\n]*")
_ESCAPED = re.compile(r'\\(["\\])')


def tokens_of(source: str) -> list[Token]:
    """Return the tokens of a rule, the last one of kind :attr:`Kind.END`; raise :class:`WrongRule`."""
    if len(source) > LONGEST_RULE:
        raise WrongRule("Une règle a au plus %(longest)s caractères.", 1, 1, longest=LONGEST_RULE)
    found, at, line, begins = [], 0, 1, 0
    while at < len(source):
        if blank := _BLANK.match(source, at):
            if newlines := blank.group().count("\n"):
                line += newlines
                begins = at + blank.group().rindex("\n") + 1
            at = blank.end()
            continue
        token = _token_at(source, at, line, at - begins + 1)
        found.append(token[0])
        at = token[1]
    found.append(Token(Kind.END, "", line, at - begins + 1))
    return found


def _token_at(source: str, at: int, line: int, column: int) -> tuple[Token, int]:
    match = _TOKEN.match(source, at)
    if match is None:
        raise _unreadable(source, at, line, column)
    kind, value = match.lastgroup, match.group()
    if kind == "text":
        return Token(Kind.TEXT, _ESCAPED.sub(r"\1", value[1:-1]), line, column), match.end()
    if kind == "french":
        return Token(Kind.TEXT, value[1:-1].strip(" \u00a0\u202f"), line, column), match.end()
    return Token(Kind(str(kind)), value, line, column), match.end()


def _unreadable(source: str, at: int, line: int, column: int) -> WrongRule:
    if source[at] in '"«':
        return WrongRule("Ligne %(line)s, colonne %(column)s : ce texte n’a pas de guillemet fermant.", line, column)
    if source[at].isdigit():
        return WrongRule("Ligne %(line)s, colonne %(column)s : ce nombre n’est pas lisible.", line, column)
    shown = source[at] if source[at].isprintable() else f"U+{ord(source[at]):04X}"
    return WrongRule(
        "Ligne %(line)s, colonne %(column)s : le signe « %(sign)s » n’a pas de sens ici.", line, column, sign=shown
    )


def shown(token: Token) -> str:
    """Return a token as a sentence shows it."""
    value = token.value if len(token.value) <= LONGEST_SHOWN else f"{token.value[: LONGEST_SHOWN - 1]}…"
    return f'"{value}"' if token.kind is Kind.TEXT else value


def folded(text: str) -> str:
    """Return a text without accents and case, in which words are looked for."""
    apart = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(one for one in apart if not unicodedata.combining(one)).casefold()

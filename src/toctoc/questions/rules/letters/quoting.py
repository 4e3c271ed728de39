"""What a letter says by itself: without what it quotes, the signature and what a telephone adds."""

from __future__ import annotations

import re

# Stands in our letters above what an answer would repeat.
MARK = "##- Répondez au-dessus de cette ligne -##"
# A line below which all is the letter that is answered. Each is tried on a line, or on two or three joined ones:
# programs wrap them.
_INTRODUCES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^(?:le|on)\b.{0,200}\b(?:a écrit|wrote)\s*:$",
        r"^.{0,120}<[^<>@\s]+@[^<>\s]+>\s*(?:a écrit|wrote)\s*:$",
        r"^-{2,}\s*(?:message (?:d['’]origine|original|transféré)|(?:original|forwarded) message)\s*-{2,}$",
        r"^(?:début du message réexpédié|begin forwarded message)\s*:$",
    )
)
# The headings that Outlook writes instead: a sender, then a date or an addressee.
_FROM = re.compile(r"^\*?(?:de|from)\s*:\*?\s*\S", re.IGNORECASE)
_HEADING = re.compile(r"^\*?(?:envoyé|date|sent|à|to|objet|subject)\s*:\*?", re.IGNORECASE)
_RULE = re.compile(r"^[_\-=]{8,}$")
_SIGNATURE = re.compile(r"^--\s?$")
_ADDED = re.compile(
    r"^(?:envoyé (?:de|depuis|à partir d|via)|sent (?:from|via)|télécharge[zr] outlook|obtenir outlook|get outlook"
    r"|envoyé par)\b.{0,80}$",
    re.IGNORECASE,
)
_JOINED = 3
_LONGEST = 300


def said_in(text: str) -> str:
    """Return what a plain letter says by itself; interleaved answers stay, in their order."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept: list[str] = []
    for at, line in enumerate(lines):
        if _ends_at(lines, at):
            break
        if not line.lstrip().startswith(">") and not _ADDED.match(line.strip()):
            kept.append(line.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _ends_at(lines: list[str], at: int) -> bool:
    line = lines[at].strip()
    if MARK in line or _SIGNATURE.match(lines[at]):
        return True
    if _FROM.match(line) and _is_heading(lines, at + 1):
        return True
    if _RULE.match(line) and at + 1 < len(lines) and _FROM.match(lines[at + 1].strip()):
        return True
    return _introduces(lines, at)


def _is_heading(lines: list[str], at: int) -> bool:
    return any(_HEADING.match(line.strip()) for line in lines[at : at + 2])


def _introduces(lines: list[str], at: int) -> bool:
    """Tell whether a line, alone or with those after it, says that somebody wrote what follows."""
    joined = ""
    for line in lines[at : at + _JOINED]:
        if not line.strip():
            return False
        joined = f"{joined} {line.strip()[:_LONGEST]}".strip()
        if any(pattern.match(joined) for pattern in _INTRODUCES):
            return True
    return False

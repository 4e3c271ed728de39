"""E-mail addresses, written plainly or with the at and the dots spelled out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.privacy.rules.findings import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

_AT = r"(?:\s?@\s?|\s?[\[({<]\s?(?:at|arobase|@)\s?[\])}>]\s?|\s+arobase\s+)"
_SPELLED_DOT = r"(?:\s?[\[({<]\s?(?:dot|point|\.)\s?[\])}>]\s?|\s+(?:point|dot)\s+)"
_DOT = rf"(?:\.|\s\.\s|{_SPELLED_DOT})"
_LABEL = r"[^\W_](?:[\w-]{0,62}[^\W_])?"
_TOP = r"(?:xn--[\w-]{2,59}|[^\W\d_]{2,24})(?!\w)"
# The local part of RFC 5321 in its common form; the domain ends on letters. A bare "at" is an English word: it counts
# only before a domain whose dots are spelled out too ("registered at clinicaltrials.gov" is no address).
_PATTERN = re.compile(
    r"(?<![\w.+%-])[\w%+-]{1,64}(?:\.[\w%+-]{1,64}){0,31}"
    rf"(?:{_AT}{_LABEL}(?:{_DOT}{_LABEL}){{0,8}}{_DOT}{_TOP}"
    rf"|\s+at\s+{_LABEL}(?:{_SPELLED_DOT}{_LABEL}){{0,8}}{_SPELLED_DOT}{_TOP})",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"@|arobase|[\[({<]\s?at\s?[\])}>]|\sat\s", re.IGNORECASE)


class EmailDetector:
    """Finds e-mail addresses; a mention (``@name``) or a fediverse address (``@name@host``) is not one."""

    kind = "email"

    def detect(self, folded: str) -> Iterator[Finding]:
        """Yield every address."""
        if not _SIGNS.search(folded):
            return
        for match in _PATTERN.finditer(folded):
            if match.start() and folded[match.start() - 1] == "@":
                continue  # @name@host: a public identity of the fediverse, not a mailbox
            yield Finding(
                match.start(),
                match.end(),
                self.kind,
                Level.BLOCK,
                "Une adresse électronique désigne une personne.",
            )

"""Addresses of pages in a text, and which of them are public sites: of authorities, journals and sources of care."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from toctoc.privacy.rules.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

_DOT = r"(?:\.|\[\.\]|\(\.\))"
_LABEL = r"[^\W_](?:[\w-]{0,62}[^\W_])?"
_HOST = rf"(?:{_LABEL}{_DOT}){{1,8}}(?:xn--[\w-]{{2,59}}|[a-z]{{2,24}})"
_PATH = r"(?::[0-9]{2,5})?(?:[/?#][^\s<>\"«»]{0,2000})?"
_TOPS = r"(?:fr|com|net|org|eu|info|io|ch|uk|lu|bzh|paris|tv|blog|ly|gl|test|example|exemple|gd|fm|edu|gov|int|science)"
# Words too: "fatigue.De plus" is two sentences, "exemple.de/page" an address.
_TOPS_OR_WORDS = r"(?:de|es|be|it|me|re|to|us|ca|co|page|shop|care|health|link|app|site|online|social|live)"
# With its scheme or "www" any host; bare only under a top that people know, and not as a file or a sentence end.
_PATTERN = lazy(
    rf"(?<!\w)(?:(?:https?|ftp)\s?:\s?//\s?|hxxps?://)(?:[^\s/@]{{1,64}}@)?(?P<a>{_HOST}|[0-9.]{{7,15}}"
    rf"|localhost){_PATH}"
    rf"|(?<![\w@.-])(?P<b>www\.{_HOST}){_PATH}"
    rf"|(?<![\w@./%+-])(?P<c>(?:{_LABEL}{_DOT}){{1,4}}(?:{_TOPS}|{_TOPS_OR_WORDS}(?=/[\w~@-])))(?![\w@-]|\.\w){_PATH}"
)
_ENDS = ".,;:!?…)]}»\"'’*_"


def addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the start, the end and the host of each address in a plain text."""
    if "." in text:
        for match in _PATTERN.finditer(text):
            end = match.start() + len(match[0].rstrip(_ENDS))
            yield match.start(), end, match["a"] or match["b"] or match["c"]


def is_public_site(host: str) -> bool:
    """Tell whether a host, or one above it, is on the packaged list."""
    labels = host.split(".")
    return any(".".join(labels[place:]) in _public_sites() for place in range(len(labels) - 1))


@lru_cache(maxsize=1)
def _public_sites() -> frozenset[str]:
    lines = (files(__package__) / "public_sites.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))

"""What to write instead of what the guard found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.privacy.rules.findings import Level
from toctoc.privacy.rules.guard import inspect
from toctoc.privacy.rules.replacements.masks import mask

if TYPE_CHECKING:
    from toctoc.privacy.rules.findings import Finding

_ASTRAL = 0xFFFF
# A preposition before "un" or "une", and what French writes.
_ARTICLES = ("un ", "une ")
_JOINED = (("à ", "dans "), ("À ", "Dans "), ("de ", "d’"), ("De ", "D’"))


@dataclass(frozen=True, slots=True)
class Proposal:
    """A finding as a page lists it: what was found, why it stands out, and the words that would replace it.

    ``place`` is its number among all findings of the text; ``start`` and ``end`` are code points of the text that was
    typed, ``drawn_from`` and ``drawn_to`` the same in UTF-16 units, as scripts count; ``reason`` is a translation key.
    """

    place: int
    start: int
    end: int
    drawn_from: int
    drawn_to: int
    kind: str
    level: Level
    found: str
    mask: str
    reason: str

    @property
    def must_go(self) -> bool:
        """Tell whether the text cannot be sent with it."""
        return self.level is Level.BLOCK

    @property
    def line(self) -> str:
        """Return kind and words as a form's line tells them, when they are kept; a line has no line ends."""
        return f"{self.kind}|{' '.join(self.found.split())}"

    @property
    def is_to_mask(self) -> bool:
        """Tell whether it is masked unless the writer keeps it; else it is only worth a look."""
        return self.level is not Level.LOOK


def proposals(text: str, language: str = "fr", findings: list[Finding] | None = None) -> list[Proposal]:
    """Return what the guard found in ``text``, in order, each with its mask in ``language``.

    Without ``findings`` those of the rules.
    """
    found: list[Proposal] = []
    at, units = 0, 0
    for place, finding in enumerate(inspect(text, language) if findings is None else findings):
        units += _units(text[at : finding.start])
        words = text[finding.start : finding.end]
        width = _units(words)
        instead = finding.replacement or mask(finding.kind, language)
        found.append(
            Proposal(
                place,
                finding.start,
                finding.end,
                units,
                units + width,
                finding.kind,
                finding.level,
                words,
                instead,
                finding.reason,
            )
        )
        at, units = finding.end, units + width
    return found


def masked(text: str, chosen: list[Proposal]) -> str:
    """Return ``text`` with each of the ``chosen`` proposals carried out."""
    for proposal in sorted(chosen, key=lambda p: p.start, reverse=True):
        before = _before(text[: proposal.start], proposal.mask)
        text = f"{before}{proposal.mask}{text[proposal.end :]}"
    return text


def _before(before: str, mask: str) -> str:
    """Return what stands before a mask as French joins both: "à Bessines" becomes "dans une commune"."""
    if mask.startswith(_ARTICLES):
        for word, joined in _JOINED:
            if before.endswith(word) and not before[: -len(word)][-1:].isalnum():
                return f"{before[: -len(word)]}{joined}"
    return before


def _units(text: str) -> int:
    return len(text) if text.isascii() else sum(1 + (ord(character) > _ASTRAL) for character in text)

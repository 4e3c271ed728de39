"""What to write instead of what the guard found."""

from __future__ import annotations

from dataclasses import dataclass

from toctoc.privacy.rules.findings import Level
from toctoc.privacy.rules.guard import inspect

# French and English, in the language of the text: the mask becomes part of it.
_MASKS: dict[str, tuple[str, str]] = {
    "email": ("[adresse retirée]", "[address removed]"),
    "phone": ("[téléphone retiré]", "[phone number removed]"),
    "nir": ("[numéro de sécurité sociale retiré]", "[social-security number removed]"),
    "rpps": ("[numéro RPPS retiré]", "[RPPS number removed]"),
}
_ANY = ("[retiré]", "[removed]")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A finding as a page lists it: what was found, why it stands out, and the words that would replace it.

    ``start`` and ``end`` are code points of the text that was typed; ``reason`` is a translation key.
    """

    start: int
    end: int
    found: str
    mask: str
    reason: str
    must_go: bool


def proposals(text: str, language: str = "fr") -> list[Proposal]:
    """Return what the guard found in ``text``, in order, each with its mask in ``language``."""
    return [
        Proposal(
            finding.start,
            finding.end,
            text[finding.start : finding.end],
            _MASKS.get(finding.kind, _ANY)[language == "en"],
            finding.reason,
            finding.level is Level.BLOCK,
        )
        for finding in inspect(text)
    ]


def masked(text: str, chosen: list[Proposal]) -> str:
    """Return ``text`` with each of the ``chosen`` proposals carried out."""
    for proposal in sorted(chosen, key=lambda p: p.start, reverse=True):
        text = f"{text[: proposal.start]}{proposal.mask}{text[proposal.end :]}"
    return text

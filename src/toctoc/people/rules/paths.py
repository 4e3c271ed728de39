"""The ways a profession can be proved, in words.

Each way's own folder (:mod:`toctoc.proofs.paths`) says its words when the program starts; those that need no page are
said here.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PathWords:
    """A way of proving: its slug in rows and attestations, its French and English name, how a seal says it.

    A seal reads "Médecin · vérifié par Pro Santé Connect, mars 2026": ``french_seal`` is what follows "Médecin · ".
    """

    slug: str
    french: str
    english: str
    french_seal: str
    english_seal: str


BY_OPERATOR = "operator"
# Before two moderators had to agree: for the proofs of that time, no new one.
ONE_MODERATOR = "one_moderator"
ELSEWHERE = "elsewhere"
# What a column and an attestation hold.
LONGEST_SLUG = 20

_PATHS: dict[str, PathWords] = {}


def say(words: PathWords) -> None:
    """Make the words of a way known; saying the same twice changes nothing.

    Raises :class:`ValueError` for a slug that is another way's, or too long, when the program starts.
    """
    if not 0 < len(words.slug) <= LONGEST_SLUG:
        raise ValueError(f"The slug {words.slug!r} of a way of proving has 1 to {LONGEST_SLUG} characters.")
    known = _PATHS.setdefault(words.slug, words)
    if known != words:
        raise ValueError(f"Two ways of proving are called {words.slug!r}.")


def path_words(slug: str) -> PathWords:
    """Return the words of a way; a slug nobody knows any more stands for itself."""
    return _PATHS.get(slug) or PathWords(slug, slug, slug, "profession vérifiée", "verified")


def path_name(slug: str, language: str) -> str:
    """Return "Pro Santé Connect", the name of a way in ``language``."""
    words = path_words(slug)
    return words.english if language == "en" else words.french


def seal_words(slug: str, language: str) -> str:
    """Return "vérifié par Pro Santé Connect", what a seal says after the profession."""
    words = path_words(slug)
    return words.english_seal if language == "en" else words.french_seal


def path_slugs() -> tuple[str, ...]:
    """Return every way that is known, in the order they were said."""
    return tuple(_PATHS)


say(
    PathWords(
        BY_OPERATOR,
        "L’administration du serveur",
        "The server’s administration",
        "vérifié par l’administration du serveur",
        "verified by the server’s administration",
    )
)
say(
    PathWords(
        ONE_MODERATOR,
        "Une personne de la modération",
        "One moderator",
        "vérifié par une personne de la modération",
        "verified by one moderator",
    )
)
say(
    PathWords(
        ELSEWHERE,
        "Un autre serveur, que celui-ci croit",
        "Another server, which this one believes",
        "vérifié par un autre serveur",
        "verified by another server",
    )
)

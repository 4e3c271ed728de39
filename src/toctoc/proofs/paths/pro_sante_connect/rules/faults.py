"""Why somebody comes back from Pro Santé Connect without a proof: each a sentence, and a word for the log.

The word says which check failed. Neither holds anything that the provider said of a person.
"""

from __future__ import annotations

from toctoc.kernel.errors import Refused


class Distrusted(Refused):
    """What came back, or the way it came back, cannot be believed; nothing was recorded."""

    def __init__(self, sentence: str, because: str) -> None:
        super().__init__(sentence)
        self.because = because


class Unreachable(Refused):
    """The provider does not answer, or answers what cannot be read; nothing was recorded."""

    def __init__(self, sentence: str, because: str) -> None:
        super().__init__(sentence)
        self.because = because


class UnknownKey(Exception):
    """A token is signed by a key that is not among those known: the provider may have changed its keys."""


def unsure(because: str) -> Distrusted:
    """Return the error of an answer that is not what it should be."""
    return Distrusted("Cette réponse n’est pas sûre. Rien n’est enregistré. Vous pouvez recommencer.", because)


def unreachable(because: str) -> Unreachable:
    """Return the error of a provider that is down, slow, or out of its form."""
    return Unreachable(
        "Pro Santé Connect ne répond pas comme prévu. Rien n’est enregistré. Réessayez plus tard.", because
    )

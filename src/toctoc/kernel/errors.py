"""What can go wrong, as one tree; doors translate it to HTTP or to an exit code in one place.

::

    ToctocError
    ├── Missing          not there, or not for this viewer: both look the same
    ├── Refused          understood, not allowed; the sentence says what to do instead
    │   ├── SignInNeeded allowed once signed in
    │   └── TooMany      allowed later; says when
    ├── Invalid          the input is wrong; the sentence names the field
    └── Stale            somebody changed it meanwhile (two tabs)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class ToctocError(Exception):
    """Base of every error that a person may be told about.

    ``sentence`` is French, a translation key, and may hold ``%(name)s`` places filled from ``values``.
    """

    def __init__(self, sentence: str = "", *, field: str = "", **values: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        self.values = values

    def say(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence in the reader's language; ``translate`` is gettext or alike."""
        sentence = translate(self.sentence)
        return sentence % self.values if self.values else sentence

    def __str__(self) -> str:
        return self.say()


class Missing(ToctocError):
    """The object is not there, or not for this viewer."""

    def __init__(self, sentence: str = "Cette page n’existe pas, ou n’est pas pour vous.") -> None:
        super().__init__(sentence)


class Refused(ToctocError):
    """The request was understood and is not allowed."""


class SignInNeeded(Refused):
    """The request is for somebody who signed in."""

    def __init__(self) -> None:
        super().__init__("Connectez-vous pour continuer.")


class TooMany(Refused):
    """The request is allowed, but not so often; ``retry_after`` is in seconds."""

    def __init__(self, sentence: str, *, retry_after: int) -> None:
        super().__init__(sentence, retry_after=retry_after)
        self.retry_after = retry_after


class Invalid(ToctocError):
    """The input is wrong; ``field`` names which one, when it is one."""


class Stale(ToctocError):
    """The object changed since it was read."""

"""Clear a text: the one way from what somebody wrote to what may be stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.kernel.cleared import SEAL, Cleared
from toctoc.kernel.errors import Invalid
from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.guard import inspect_strictly
from toctoc.privacy.rules.tidy import tidy

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Blocked", "clear", "clear_line", "looked_at"]

# Longer than any post a room accepts: a bound on work, rooms have their own shorter limits.
LONGEST = 20_000


class Blocked(Invalid):
    """The guard found something that may not leave; ``findings`` say what and where in ``text``, in code points.

    ``language`` is that of the text, hence of what replaces a finding.
    """

    def __init__(self, findings: list[Finding], text: str, language: str = "fr") -> None:
        super().__init__("Ce texte pourrait faire reconnaître quelqu’un. Masquez ce qui est signalé.", field="text")
        self.findings = findings
        self.text = text
        self.language = language

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it may not leave, each reason once; not why something is only worth a look."""
        return tuple(dict.fromkeys(one.reason for one in self.findings if one.level is not Level.LOOK))


def clear(text: str, *, language: str = "fr", longest: int = LONGEST) -> Cleared:
    """Return ``text`` tidied and cleared.

    Raises :class:`Blocked` with every finding when one of them may not leave, and :class:`Invalid` when the text
    is longer than ``longest`` code points. An empty text is cleared: rooms say whether they accept one.
    """
    tidied, _findings = looked_at(
        text, lambda words: inspect_strictly(words, language), language=language, longest=longest
    )
    return Cleared(tidied, language, SEAL)


def looked_at(
    text: str, look: Callable[[str], list[Finding]], *, language: str, longest: int = LONGEST
) -> tuple[str, list[Finding]]:
    """Return ``text`` tidied, and what ``look`` finds in that; raises what :func:`clear` raises."""
    if len(text) > longest:
        raise Invalid("Ce texte dépasse %(longest)s caractères. Raccourcissez-le.", field="text", longest=longest)
    findings = _unblocked(text, look, language)
    tidied = tidy(text)
    # Tidying removes characters; what they hid must not appear behind the guard's back.
    return tidied, findings if tidied == text else _unblocked(tidied, look, language)


def _unblocked(text: str, look: Callable[[str], list[Finding]], language: str) -> list[Finding]:
    findings = look(text)
    if any(finding.level is Level.BLOCK for finding in findings):
        raise Blocked(findings, text, language)
    return findings


def clear_line(text: str, *, language: str = "fr", longest: int = 200) -> Cleared:
    """Clear a text of one line (a name, a title): line ends become spaces."""
    cleared = clear(" ".join(text.split()), language=language, longest=longest)
    return Cleared(" ".join(cleared.text.split()), language, SEAL)

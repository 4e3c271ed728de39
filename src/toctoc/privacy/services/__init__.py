"""Clear a text: the one way from what somebody wrote to what may be stored."""

from __future__ import annotations

from toctoc.kernel.cleared import SEAL, Cleared
from toctoc.kernel.errors import Invalid
from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.guard import inspect
from toctoc.privacy.rules.tidy import tidy

__all__ = ["Blocked", "clear", "clear_line"]

# Longer than any post a room accepts: a bound on work, rooms have their own shorter limits.
LONGEST = 20_000


class Blocked(Invalid):
    """The guard found something that may not leave; ``findings`` say what and where, in code points."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("Ce texte pourrait faire reconnaître quelqu’un. Masquez ce qui est signalé.", field="text")
        self.findings = findings


def clear(text: str, *, language: str = "fr", longest: int = LONGEST) -> Cleared:
    """Return ``text`` tidied and cleared.

    Raises :class:`Blocked` with every finding when one of them may not leave, and :class:`Invalid` when the text
    is longer than ``longest`` code points. An empty text is cleared: rooms say whether they accept one.
    """
    if len(text) > longest:
        raise Invalid("Ce texte dépasse %(longest)s caractères. Raccourcissez-le.", field="text", longest=longest)
    findings = inspect(text)
    if any(finding.level is Level.BLOCK for finding in findings):
        raise Blocked(findings)
    tidied = tidy(text)
    # Tidying removes characters; what they hid must not appear behind the guard's back.
    if tidied != text and any(finding.level is Level.BLOCK for finding in inspect(tidied)):
        raise Blocked(inspect(tidied))
    return Cleared(tidied, language, SEAL)


def clear_line(text: str, *, language: str = "fr", longest: int = 200) -> Cleared:
    """Clear a text of one line (a name, a title): line ends become spaces."""
    cleared = clear(" ".join(text.split()), language=language, longest=longest)
    return Cleared(" ".join(cleared.text.split()), language, SEAL)

"""Between Toctoc's audiences and Mastodon's four visibilities, so that no app shows something as wider than it is."""

from __future__ import annotations

from toctoc.people.rules.audience import MEMBERS, NAMED, PROFESSIONALS, PUBLIC, UNLISTED, is_within

PRIVATE = "private"
DIRECT = "direct"
VISIBILITIES = (PUBLIC, UNLISTED, PRIVATE, DIRECT)
_OPEN = {PUBLIC: PUBLIC, UNLISTED: UNLISTED, NAMED: DIRECT}


def visibility_of(audience: str) -> str:
    """Return the visibility that tells the truth of an audience word: whatever is not for everybody is not public."""
    return _OPEN.get(audience, PRIVATE)


def audience_for(visibility: str, usual: str, *, is_proved: bool) -> str:
    """Return the audience word that a visibility means for somebody whose choice for apps is ``usual``, or empty.

    ``private`` is what was chosen, else the closest peers; an unknown word is read as the one that tells least.
    """
    if not visibility:
        return usual or PUBLIC
    if visibility in {PUBLIC, UNLISTED}:
        return visibility
    if visibility == DIRECT:
        return NAMED
    if usual and visibility_of(usual) == PRIVATE:
        return usual
    return PROFESSIONALS if is_proved else MEMBERS


def reply_audience(asked: str, above: str) -> str:
    """Return the audience of a reply asked for ``asked``, below a status for ``above``; empty for the same one.

    Apps repeat the visibility that they were told of what is answered: the same visibility is the same audience. A
    wider one is the same, too.
    """
    if visibility_of(asked) == visibility_of(above):
        return ""
    return asked if asked == NAMED or (above != NAMED and is_within(asked, above)) else ""

"""Whether a text asks anything: the historic rule of #DocTocToc, a question mark or the form of a question."""

from __future__ import annotations

from toctoc.privacy.rules.lazy import lazy
from toctoc.questions.rules.understanding.cues import cue, evenly

# The mark of an address ("?page=2") asks nothing.
_ADDRESS = lazy(r"(?:https?://|www\.)\S{1,2000}")
_MARK = lazy("[?\u061f\uff1f\u2047\u2048\u2049\u203d]")
# Where a sentence starts, with the small words that may stand before its question word.
_START = lazy(r"(?:^|[.!;:,\n])[ \n]?(?:(?:et|mais|alors|donc|bonjour|hello) )?")
# Thanks for what was said ask nothing, whatever form they take.
_THANKS = lazy(r"\W{0,9}(?:merci|bravo|félicitations|un grand merci|pour info|fyi|info :)", 2)


def asks(text: str) -> bool:
    """Tell whether a text asks something."""
    text = _ADDRESS.sub(" ", evenly(text))
    if _MARK.search(text):
        return True
    if _THANKS.match(text):
        return False
    opens = cue("opens")
    return cue("asks").search(text) is not None or any(opens.match(text, one.end()) for one in _START.finditer(text))

"""Make a text safe to store and to show: one form, no character that hides or reorders others."""

from __future__ import annotations

import unicodedata

from toctoc.privacy.rules.lazy import lazy

# Control characters except tab and line feed; bidirectional embeddings, overrides and isolates (they can
# make "12 mg" read "21 mg"); object and interlinear marks; lone surrogates; noncharacters.
_HARMFUL = lazy(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ufff9-\ufffc\ufeff\ufffe\uffff\ud800-\udfff]"
)
_LINE_ENDS = lazy("\r\n?|[\u2028\u2029]")
_TOO_MANY_LINES = lazy(r"\n{3,}")
# From the first space alone: else a long line of spaces is tried again from each of them.
_TRAILING = lazy(r"(?<![ \t\u00a0])[ \t\u00a0]+(?=\n)")
# Vietnamese stacks two marks on a letter, Hebrew and Arabic up to three; "zalgo" stacks dozens.
LARGEST_STACK = 3


def tidy(text: str) -> str:
    """Return ``text`` in NFC with Unix line ends, harmful characters removed and mark stacks shortened."""
    text = _LINE_ENDS.sub("\n", text)
    text = _HARMFUL.sub("", text)
    text = unicodedata.normalize("NFC", text)
    if not text.isascii():
        text = _short_stacks(text)
    return _TOO_MANY_LINES.sub("\n\n", _TRAILING.sub("", text)).strip()


def _short_stacks(text: str) -> str:
    kept: list[str] = []
    stack = 0
    for character in text:
        stack = stack + 1 if unicodedata.combining(character) else 0
        if stack <= LARGEST_STACK:
            kept.append(character)
    return "".join(kept)

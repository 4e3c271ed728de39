"""The text of a letter that is only written in HTML, without what it quotes."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_SILENT = frozenset(("script", "style", "head", "title", "blockquote", "template", "object", "svg"))
_BREAKS = frozenset(("br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "ul", "ol", "table", "hr"))
_EMPTY = frozenset(("br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "wbr"))
# What mail programs put around the letter that is answered, and around signatures.
_MARKS = re.compile(
    r"\b(?:gmail_quote\w*|gmail_signature|gmail_attr|moz-cite-prefix|moz-signature|yahoo_quoted|protonmail_quote"
    r"|divRplyFwdMsg|appendonsend|Signature|ms-outlook-mobile-signature|OLK_SRC_BODY_SECTION)\b"
)
# Marked sections, which browsers pass over and at some of which Python's parser stops.
_SECTION = re.compile(r"<!\[[^>]*>?")


def plain_text(html: str) -> str:
    """Return what a page of HTML says; never raises, whatever its tags."""
    reader = _Reader()
    # A space, so that what stands around one does not make another.
    reader.feed(_SECTION.sub(" ", html))
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.said).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    """Gathers text; what begins inside something silent is silent until that ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._silent: list[str] = []
        self._ended = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = " ".join(value or "" for name, value in attrs if name in {"class", "id"})
        if tag == "hr" and "stopSpelling" in told:
            self._ended = True
        if tag in _BREAKS:
            self.said.append("\n")
        if tag not in _EMPTY:
            self._go_in(tag, told)

    def _go_in(self, tag: str, told: str) -> None:
        if self._silent:
            # Only the same tag can end what is silent: counted, so that mismatched ones end nothing.
            if tag == self._silent[0]:
                self._silent.append(tag)
        elif "divRplyFwdMsg" in told or "appendonsend" in told:
            # Outlook marks the place below which everything is quoted.
            self._ended = True
        elif tag in _SILENT or _MARKS.search(told):
            self._silent.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._silent and tag == self._silent[0]:
            self._silent.pop()
        if tag in _BREAKS and tag not in _EMPTY:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not (self._silent or self._ended):
            self.said.append(data.replace("\n", " "))

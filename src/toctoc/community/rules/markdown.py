"""From what somebody typed to safe HTML: paragraphs, emphasis, lists, quotes, links, mentions, hashtags.

CommonMark (markdown-it-py) with a short list of constructs, then nh3 with an even shorter list of tags: the
second would hold if the first had a hole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from toctoc.kernel.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from markdown_it.rules_core import StateCore

MOST_MENTIONS = 20
MOST_HASHTAGS = 20

_HANDLE = r"@(?P<handle>[A-Za-z0-9_]{2,30})(?![\w@])"
_HASHTAG = r"\#(?P<tag>[^\W\d_]\w{1,49}|\d+[^\W\d_]\w{0,48})"
# Trailing punctuation belongs to the sentence, not to the address.
_LINK = r"(?P<link>https?://[^\s<>\"'«»]{1,1000}[^\s<>\"'«».,;:!?)\]…])"
_WORDS = re.compile(rf"(?<![\w@/&])(?:{_HANDLE}|{_HASHTAG}|{_LINK})")
_SHOWN_LINK = 60

_TAGS = {"p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code"}
# For every tag "*": no title, which would say under the pointer what the guard did not read.
_ATTRIBUTES = {"a": {"href", "class"}, "*": set()}

# Without it nobody is named.
NAMING = "@"


@dataclass(frozen=True, slots=True)
class Rendered:
    """HTML of a text, with the handles and hashtags (lower case) it names in order of appearance."""

    html: str
    handles: tuple[str, ...]
    hashtags: tuple[str, ...]


def named_in(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the handles and the hashtags named in ``text``, lower case, each once.

    Raises :class:`Invalid` when there are too many of either.
    """
    found = list(_WORDS.finditer(text))
    handles = tuple(dict.fromkeys(m["handle"].lower() for m in found if m["handle"]))
    hashtags = tuple(dict.fromkeys(m["tag"].lower() for m in found if m["tag"]))
    if len(handles) > MOST_MENTIONS:
        raise Invalid("Un message nomme au plus %(most)s personnes.", field="text", most=MOST_MENTIONS)
    if len(hashtags) > MOST_HASHTAGS:
        raise Invalid("Un message porte au plus %(most)s mots-dièse.", field="text", most=MOST_HASHTAGS)
    return handles, hashtags


def rendered(text: str, known_handles: AbstractSet[str]) -> Rendered:
    """Return the HTML of ``text``; only mentions of ``known_handles`` (lower case) become links."""
    handles, hashtags = named_in(text)
    html = _parser.render(text, {"known": known_handles})
    safe = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https"},
        link_rel="nofollow noopener noreferrer ugc",
    )
    return Rendered(safe.strip(), handles, hashtags)


def _link_words(state: StateCore) -> None:
    """Turn addresses, mentions and hashtags of plain text tokens into links."""
    known: AbstractSet[str] = state.env["known"]
    for block in state.tokens:
        if block.type != "inline" or not block.children:
            continue
        inside_link = 0
        children: list[Token] = []
        for token in block.children:
            inside_link += {"link_open": 1, "link_close": -1}.get(token.type, 0)
            if token.type == "text" and not inside_link:
                children.extend(_split(token.content, known))
            else:
                children.append(token)
        block.children = children


def _split(text: str, known: AbstractSet[str]) -> Iterator[Token]:
    position = 0
    for match in _WORDS.finditer(text):
        link = _target(match, known)
        if link is None:
            continue
        yield _text(text[position : match.start()])
        yield from _link(*link)
        position = match.end()
    yield _text(text[position:])


def _target(match: re.Match[str], known: AbstractSet[str]) -> tuple[str, str, str] | None:
    """Return the address, the words and the class of a link, or ``None`` for a mention of nobody."""
    if match["handle"]:
        handle = match["handle"].lower()
        return (f"/@{handle}", f"@{handle}", "mention") if handle in known else None
    if match["tag"]:
        return f"/mots/{match['tag'].lower()}", f"#{match['tag']}", "hashtag"
    address = match["link"]
    shown = address.split("://", 1)[1]
    return address, shown if len(shown) <= _SHOWN_LINK else shown[: _SHOWN_LINK - 1] + "…", ""


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _link(address: str, words: str, style: str) -> Iterator[Token]:
    attributes: dict[str, str | int | float] = {"href": address}
    if style:
        attributes["class"] = style
    yield Token("link_open", "a", 1, attrs=attributes)
    yield _text(words)
    yield Token("link_close", "a", -1)


def _made_parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"breaks": True, "html": False})
    parser.enable(["emphasis", "list", "blockquote", "backticks", "newline", "escape", "link"])
    parser.core.ruler.push("link_words", _link_words)
    return parser


_parser = _made_parser()

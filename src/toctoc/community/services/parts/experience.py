"""What somebody lived, told under up to five headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.models import Experience
from toctoc.community.rules.cards import Part
from toctoc.community.rules.experience import PIECES, checked_pieces
from toctoc.community.rules.markdown import rendered
from toctoc.community.rules.voices import LIVED
from toctoc.kernel.errors import Invalid

if TYPE_CHECKING:
    from toctoc.community.models import Post
    from toctoc.community.rules.drafts import Extras

NAME = "experience"


def is_in(extras: Extras) -> bool:
    """Tell whether a draft tells an experience."""
    return bool(extras.experience)


def attach(post: Post, extras: Extras) -> None:
    """Keep what was told; raise :class:`Invalid` for an empty one, or one told in another voice than one's own."""
    if post.voice != LIVED:
        raise Invalid("Un récit parle de ce que vous vivez. Choisissez cette voix.", field="voice")
    told = checked_pieces({name: said.text for name, said in extras.experience.items()})
    Experience.objects.create(post=post, **told)


def part_of(post: Post) -> Part:
    """Return the parts that were told, each under its heading."""
    row = Experience.objects.filter(post=post).first()
    told = {name: text for name in PIECES if (text := getattr(row, name, ""))}
    html = {language: _html(post, told, language) for language in ("fr", "en")}
    return Part(NAME, html["fr"], html["en"], told)


def _html(post: Post, told: dict[str, str], language: str) -> str:
    """Names and tags in these parts are words: only the text of a post calls people and lists."""
    lang = "" if post.language == language else f' lang="{post.language}"'
    pieces = "".join(
        f"<dt>{PIECES[name][language == 'en']}</dt><dd{lang}>{rendered(text, set()).html}</dd>"
        for name, text in told.items()
    )
    return f'<dl class="told">{pieces}</dl>'

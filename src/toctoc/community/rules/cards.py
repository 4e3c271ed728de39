"""The prepared HTML and JSON of a post and of an author: pure functions from facts to text.

A card is stitched from pieces (see :mod:`toctoc.community.rules.stitch`)::

    post.opening  author  when  post.body  annex (a room above: topics, state)  foot

``post.opening`` and ``post.body`` are one column, separated by :data:`SLOT`.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import msgspec

from toctoc.community.rules.voices import VOICES
from toctoc.people.rules.audience import audience_kind
from toctoc.people.rules.pictures import colour_of, letter_of
from toctoc.people.rules.professions import profession_words

if TYPE_CHECKING:
    from datetime import datetime

SLOT = "\x1f"
LANGUAGES = ("fr", "en")

def icon(name: str) -> str:
    """Return an outline icon of the page's sprite, hidden from screen readers (a word always stands beside it)."""
    return f'<svg class="icon" aria-hidden="true"><use href="#i-{name}"/></svg>'

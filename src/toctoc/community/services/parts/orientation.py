"""Whom to turn to: the cards of a post that speaks of danger, or asks what a carer alone answers.

No draft brings it: :mod:`toctoc.community.services.orientation` reads each text when it is written, edited or received.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.models import Orientation
from toctoc.community.rules.cards import LANGUAGES, OUTSIDE, Part
from toctoc.community.rules.orientation import cards_html, cards_json

if TYPE_CHECKING:
    from toctoc.community.models import Post
    from toctoc.community.rules.drafts import Extras

NAME = OUTSIDE


def is_in(_extras: Extras) -> bool:
    """Tell that no draft brings cards."""
    return False


def attach(_post: Post, _extras: Extras) -> None:
    """Attach nothing: the text alone says what is shown."""


def part_of(post: Post) -> Part:
    """Return the cards, the same for every reader."""
    row = Orientation.objects.filter(post=post).first()
    slugs = row.cards.split() if row is not None else []
    html = {language: cards_html(slugs, language) for language in LANGUAGES}
    return Part(NAME, html["fr"], html["en"], cards_json(slugs))

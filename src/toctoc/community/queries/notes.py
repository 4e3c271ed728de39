"""The notes of a post, through the viewer's eyes."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.community.models import Note, NoteRating
from toctoc.community.models.note import PART, NoteSide
from toctoc.community.queries.prepared import rows_of
from toctoc.community.rules import stitch
from toctoc.community.rules.bridging import Tally
from toctoc.people.rules.audience import is_for_professionals

if TYPE_CHECKING:
    from toctoc.community.models import Post
    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer

# Beside a post, of each side; its page of notes shows them all.
MOST_BESIDE = 3


@dataclass(frozen=True, slots=True)
class NoteCard:
    """A note as one reader sees it; ``mine`` is what the reader said of it, ``card`` safe HTML."""

    note: Note
    card: str
    is_own: bool
    mine: bool | None = None

    @property
    def side(self) -> str:
        """Return what the note brings, in the page's language."""
        return str(NoteSide(self.note.side).label)

    @property
    def professionals(self) -> Tally:
        """How proved professionals rated it."""
        return Tally(self.note.professional_useful, self.note.professional_useless)

    @property
    def others(self) -> Tally:
        """How everybody else rated it."""
        return Tally(self.note.other_useful, self.note.other_useless)


@dataclass(frozen=True, slots=True)
class Beside:
    """The notes to stand beside a post, and whether it takes others: not where professionals alone read."""

    cards: list[NoteCard]
    takes_notes: bool


def notes_beside(aim: Post, viewer: Viewer, language: str) -> Beside:
    """Return the notes to stand beside a post, both sides: no statement for a post without, two for the others."""
    if aim.deleted_at is not None:
        return Beside([], takes_notes=False)
    return Beside(_shown(aim, viewer, language), takes_notes=not is_for_professionals(aim.audience))


def _shown(aim: Post, viewer: Viewer, language: str) -> list[NoteCard]:
    if PART not in aim.parts.split():
        return []
    cards = _cards(aim, viewer, language, is_shown=True)
    sides = ([card for card in cards if card.note.side == side][:MOST_BESIDE] for side in NoteSide)
    return [card for side in sides for card in side]


def notes_of(aim: Post, reader: Actor | None, viewer: Viewer, language: str) -> list[NoteCard]:
    """Return every note of a post, shown or proposed, oldest first: three statements."""
    cards = _cards(aim, viewer, language)
    if reader is None or reader.account_id is None:
        return cards
    found = NoteRating.objects.filter(note__in=[card.note.pk for card in cards], account=reader.account_id)
    mine = dict(found.values_list("note", "is_useful"))
    return [NoteCard(card.note, card.card, is_own=card.is_own, mine=mine.get(card.note.pk)) for card in cards]


def _cards(aim: Post, viewer: Viewer, language: str, **wanted: bool) -> list[NoteCard]:
    rows_here = Note.objects.filter(aim=aim, post__deleted_at=None, **wanted)
    notes, now = list(rows_here.select_related("post").order_by("post")), time.time()
    # Only those come back that the viewer may read.
    rows = {row[0]: row for row in rows_of([found.pk for found in notes], viewer, language)}
    return [
        NoteCard(found, stitch.card(rows[found.pk], language, now), is_own=found.post.author_id == viewer.actor_id)
        for found in notes
        if found.pk in rows
    ]

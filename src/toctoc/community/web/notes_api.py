"""Notes in our JSON API."""

from typing import Literal

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from toctoc.community.models import Note
from toctoc.community.policies import may_write_now
from toctoc.community.queries.language import page_language
from toctoc.community.queries.notes import NoteCard, notes_of
from toctoc.community.queries.posts import visible_post
from toctoc.community.queries.said import names_around
from toctoc.community.rules.references import MOST_REFERENCES
from toctoc.community.services.notes import LONGEST_NOTE, add_note, rate
from toctoc.people.models import Actor
from toctoc.people.policies import reader_of, speaker_of, viewer_of
from toctoc.people.rules.languages import LONGEST_TAG, checked_language
from toctoc.privacy.forms.client import SpeechIn

router = Router(tags=["notes"])
SideWord = Literal["reference", "daily"]


class NoteIn(SpeechIn):
    """A note on a post: what the reference says, or what daily life says."""

    text: str = Field(description=f"At most {LONGEST_NOTE} characters.")
    side: SideWord
    references: list[str] = Field(
        default_factory=list,
        max_length=MOST_REFERENCES,
        description="DOI, PMID, ISBN or addresses, as people paste them.",
    )
    language: str = Field(default="fr", max_length=LONGEST_TAG)


class TallyOut(Schema):
    """How people of one kind rated a note."""

    useful: int
    useless: int


class NoteOut(Schema):
    """A note and how it stands; its words are those of the post of the same id."""

    id: str
    post: str = Field(description="Id of the post it is about.")
    side: SideWord
    shown: bool = Field(description="Whether it stands under its post: people of both kinds found it useful.")
    professionals: TallyOut
    others: TallyOut
    mine: bool | None = Field(description="What the caller said of it: useful or not; empty for nothing.")


class RatingIn(Schema):
    """What the caller says of a note."""

    useful: bool | None = Field(description="Empty takes back what was said.")


@router.get("/posts/{id:post_id}/notes", response=list[NoteOut], summary="List the notes of a post")
def list_notes(request: HttpRequest, post_id: str) -> list[NoteOut]:
    """Return every note of a post that the caller may read, shown or proposed, oldest first; at most thirty."""
    aim = visible_post(viewer_of(request), int(post_id))
    return [_shown(one) for one in notes_of(aim, reader_of(request), viewer_of(request), page_language())]


@router.post("/posts/{id:post_id}/notes", response={201: NoteOut}, summary="Add a note")
def post_note(request: HttpRequest, post_id: str, asked: NoteIn) -> Status[NoteOut]:
    """Add a note to a post; it is shown there once people of both kinds found it useful."""
    author = speaker_of(request)
    aim = visible_post(viewer_of(request), int(post_id))
    may_write_now(author)
    names = names_around(author, aim)
    text, references = asked.cleared(asked.text, checked_language(asked.language), names), tuple(asked.references)
    added = add_note(author=author, aim=aim, side=asked.side, text=text, references=references)
    return Status(201, _one(request, author, added))


@router.put("/posts/{id:post_id}/rating", response=NoteOut, summary="Say whether a note is useful")
def rate_note(request: HttpRequest, post_id: str, rating: RatingIn) -> NoteOut:
    """Say that a note is useful or not, or take it back; `post_id` is the note's own. An account counts once."""
    rater = speaker_of(request)
    said = visible_post(viewer_of(request), int(post_id))
    return _one(request, rater, rate(rater=rater, post=said, is_useful=rating.useful))


def _one(request: HttpRequest, reader: Actor, found: Note) -> NoteOut:
    """Return one note among those of its post, as the caller sees it now."""
    cards = notes_of(found.aim, reader, viewer_of(request), page_language())
    return next(_shown(one) for one in cards if one.note.pk == found.pk)


def _shown(one: NoteCard) -> NoteOut:
    return NoteOut(
        id=str(one.note.pk),
        post=str(one.note.aim_id),
        side="reference" if one.note.side == "reference" else "daily",
        shown=one.note.is_shown,
        professionals=TallyOut(useful=one.professionals.useful, useless=one.professionals.useless),
        others=TallyOut(useful=one.others.useful, useless=one.others.useless),
        mine=one.mine,
    )

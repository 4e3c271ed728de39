"""The shape of prepared JSON, written down once: API documents name it and tests hold real answers to it."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

VoiceWord = Literal["lived", "practice", "scientific", "official", "unproved"]


class Shape(BaseModel):
    """A JSON object with these members and no others."""

    model_config = ConfigDict(extra="forbid")


class AudienceShape(Shape):
    """Who may read."""

    kind: Literal["public", "unlisted", "members", "professionals", "profession", "group", "circle", "named"]
    professions: list[str] = Field(default_factory=list, description="Slugs, when `kind` is `profession`.")
    group: str | None = Field(default=None, description="Id of the group's actor, when `kind` is `group`.")
    circle: str | None = Field(default=None, description="Id of the circle, when `kind` is `circle`.")


class ProofShape(Shape):
    """What a seal says: how, and in which month. Never a day, a number or who decided."""

    path: str = Field(description="Slug of the way it was proved by, such as `pro_sante_connect`.")
    since: str | None = Field(description="Month of the decision, such as `2026-03`.")
    specialty: str | None = Field(description="Slug of the specialty that is proved too; else it is only declared.")
    institution: str | None = Field(description="Slug of what an organisation proved to be.")


class AuthorShape(Shape):
    """Who wrote."""

    id: str
    handle: str
    name: str
    kind: Literal["person", "organisation", "group", "bot", "object"]
    url: str = Field(description="Path of the profile's page.")
    profession: str | None = Field(description="Slug of the profession, declared or proved.")
    specialty: str | None
    proved: bool = Field(description="Whether the profession is proved and the proof lasts.")
    proof: ProofShape | None = Field(description="The seal, while a proof of a profession or an institution lasts.")


class PollShape(Shape):
    """What a poll asks; votes are at `GET /posts/{id}/poll`."""

    options: list[str]
    multiple: bool = Field(description="Whether several answers may be chosen.")
    closes_at: datetime


class ReferenceShape(Shape):
    """Where a post has it from, in due form."""

    kind: Literal["doi", "pmid", "pmcid", "isbn", "has", "ansm", "ema", "legifrance", "cochrane"]
    identifier: str
    url: str = Field(description="Address at who keeps that register.")
    title: str | None = Field(description="What the register says, when this server may ask.")
    year: int | None


class ExperienceShape(Shape):
    """What somebody lived; a member is absent when it was not told."""

    happened: str | None = None
    helped: str | None = None
    did_not: str | None = None
    to_doctor: str | None = None
    to_newcomer: str | None = None


class MediaShape(Shape):
    """A file; its addresses answer to whoever may read the post, and are absent until it is ready."""

    id: str
    kind: Literal["picture", "sound", "document", "film"]
    state: Literal["waiting", "ready", "refused"]
    description: str | None = Field(description="What it shows or says, for those who cannot see or hear it.")
    language: str
    url: str | None = Field(description="Path of the whole.")
    preview_url: str | None = Field(description="Path of a small picture of it.")
    type: str | None = Field(description="Media type of the whole.")
    size: int | None = Field(description="Bytes of the whole.")
    width: int | None
    height: int | None
    seconds: int | None = Field(description="How long a sound or a film lasts.")
    pages: int | None = Field(description="How many pages a document has.")
    blurhash: str | None = Field(description="A blur to draw until the picture is there.")


class NumberShape(Shape):
    """A number of an emergency card, with what answers there."""

    dial: str
    by_text: bool = Field(description="Whether it answers text messages rather than calls.")
    fr: str
    en: str


class OrientationShape(Shape):
    """A card that says whom to turn to: a danger was read in the post, or a question that a carer alone answers."""

    slug: Literal["vital", "suicide", "children", "violence", "poison", "consultation"]
    title: dict[Literal["fr", "en"], str]
    advice: dict[Literal["fr", "en"], str]
    numbers: list[NumberShape]


class PartsShape(Shape):
    """What a post carries; a member is absent when there is none."""

    experience: ExperienceShape | None = Field(default=None, description="What the author lived, by parts.")
    references: list[ReferenceShape] | None = Field(default=None, description="Where the author has it from.")
    notes: list[str] | None = Field(default=None, description="Ids of the notes shown with it.")

    media: list[MediaShape] | None = Field(default=None, description="Its files, in their order.")
    poll: PollShape | None = Field(default=None, description="What it asks.")
    quote: str | None = Field(default=None, description="Id of the post it speaks about.")
    orientation: list[OrientationShape] | None = Field(default=None, description="Cards to show beside it, always.")


class PieceShape(Shape):
    """What a question adds to its post."""

    state: Literal["open", "answered", "consensus", "dissent", "closed", "unanswered"]
    urgency: Literal["now", "today", "week"]
    topics: list[str]
    answers: int = Field(description="Answers by others than the asker.")
    first_answer_at: datetime | None
    outcome: str | None = Field(description="What the asker decided, once closed.")
    what_happened: str | None = Field(default=None, description="What the asker told of afterwards.")
    answerers: Literal["readers", "professionals"] = Field(
        default="readers", description="Whose answers stand in the thread; those of others are for the asker alone."
    )
    sealed: bool = Field(default=False, description="Whether answers are hidden from those who have not answered yet.")


class PostShape(Shape):
    """One thing said, as this caller sees it."""

    id: str
    url: str = Field(description="Path of the page that shows it.")
    thread: str = Field(description="Id of the first post of the thread; its own for a first post.")
    reply_to: str | None
    text: str = Field(description="What the author typed.")
    html: str = Field(description="The same as safe HTML.")
    language: str
    voice: VoiceWord
    audience: AudienceShape
    warning: str | None = Field(description="What stands before the text; empty for most.")
    label: str | None = Field(description="What moderation says of it, a slug; empty for most.")
    parts: PartsShape = Field(description="What it carries besides its text.")
    created_at: datetime
    edited_at: datetime | None
    author: AuthorShape
    question: PieceShape | None = Field(description="Empty unless the post is a question.")
    replies: int
    boosts: int
    favourites: int
    boosted: bool = Field(description="Whether the caller boosts it.")
    favourited: bool = Field(description="Whether the caller found it useful.")
    bookmarked: bool = Field(description="Whether the caller keeps it.")
    folded: list[str] = Field(
        default_factory=list,
        description="Names of the caller's filters that it meets, empty for a muted author.",
    )


class OnePostShape(PostShape):
    """One post, with what an edit needs to know."""

    revision: int = Field(description="Send it with an edit: an edit of an older one is refused (409).")


class PostListShape(Shape):
    """A page of posts."""

    items: list[PostShape]
    next: str | None = Field(description="Where the next page begins; empty at the end.")

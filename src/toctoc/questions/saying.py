"""What is said through our JSON API, and how it is taken back to what services understand."""

from datetime import datetime
from typing import Literal, TypeVar

from ninja import Schema
from pydantic import Field

from toctoc.community.queries.addressing import addressed
from toctoc.community.rules.drafts import PollDraft
from toctoc.community.rules.shapes import AudienceShape, VoiceWord
from toctoc.community.services.posts import Draft
from toctoc.community.services.unsent import Sheet
from toctoc.community.web.audience import check_named
from toctoc.community.web.parts.client import ID, ExtrasIn
from toctoc.kernel.errors import Invalid
from toctoc.people.models import Actor
from toctoc.people.rules.languages import LONGEST_TAG, checked_language
from toctoc.privacy.forms.client import SpeechIn
from toctoc.privacy.services import clear

T = TypeVar("T")


class AudienceIn(Schema):
    """Who may read: one of the kinds, and what that kind needs."""

    kind: Literal["public", "unlisted", "members", "professionals", "profession", "group", "circle", "named"]
    professions: list[str] = Field(default_factory=list, description="Slugs, for `profession`.")
    group: str | None = Field(default=None, description="Handle or id of the group, for `group`.")
    circle: str | None = Field(default=None, description="Id of the circle, for `circle`.")
    actors: list[str] = Field(default_factory=list, description="Handles of those who may read, for `named`.")


class QuestionIn(Schema):
    """What makes a post a question."""

    topics: list[str] = Field(description="One to three slugs of `GET /topics`.")
    urgency: Literal["now", "today", "week"]
    answerers: Literal["readers", "professionals"] = Field(
        default="readers", description="Whose answers stand in the thread; `professionals` is for proved ones to ask."
    )
    sealed: bool = Field(default=False, description="Whether each answers alone first: answers are sealed meanwhile.")


class Saying(ExtrasIn, SpeechIn):
    """Something to say: a thread, a question or a reply."""

    text: str
    language: str = Field(default="fr", max_length=LONGEST_TAG, description="A code such as `fr`, `gsw` or `zh-TW`.")
    reply_to: str | None = Field(default=None, pattern=ID, description="Id of the post replied to.")
    audience: AudienceIn | None = Field(
        default=None, description="Needed unless it is a reply, which has its thread's or one within it."
    )
    question: QuestionIn | None = None
    voice: VoiceWord | None = Field(default=None, description="Left out: the voice that fits the actor.")


class QuestionSaid(Schema):
    """The question that was asked."""

    topics: list[str]
    urgency: str
    state: str


class Said(Schema):
    """What was said, as it was stored."""

    id: str
    url: str = Field(description="Absolute address of the page that shows it.")
    text: str
    audience: AudienceShape
    voice: VoiceWord
    question: QuestionSaid | None = None


class Scheduled(Schema):
    """What will be said by itself."""

    id: str = Field(description="Id among `GET /drafts`; the post will have another.")
    text: str
    publish_at: datetime


def audience_of(writer: Actor, asked: AudienceIn | None) -> tuple[str, tuple[Actor, ...]]:
    """Return the audience word that was asked for, and those it names; raise :class:`Invalid` without one.

    Somebody whom ``writer`` may not name is somebody who is not there, in the same words.
    """
    if asked is None:
        raise Invalid("Dites à qui vous écrivez.", field="audience")
    place = asked.group or asked.circle or ""
    word, named = addressed(asked.kind, professions=asked.professions, place=place, handles=asked.actors)
    check_named(writer, named)
    return word, named


def draft_of(writer: Actor, saying: Saying) -> Draft:
    """Return the first post of a thread as it was meant, cleared."""
    audience, named = audience_of(writer, saying.audience)
    language = checked_language(saying.language)
    text, extras = saying.cleared(saying.text, language), saying.extras(language, saying.assured)
    return Draft(text, audience, saying.voice or "", named=named, extras=extras)


def _poll_picked(poll: PollDraft | None) -> dict[str, tuple[str, ...]]:
    if poll is None:
        return {}
    minutes = str(int(poll.lasts.total_seconds() // 60))
    return {"poll_lasts": (minutes,), "poll_multiple": ("oui",) if poll.is_multiple else ()}


def sheet_of(draft: Draft) -> Sheet:
    """Return a post that waits as the fields of the form, in which it may be changed."""
    extras = draft.extras
    people = clear(" ".join(f"@{actor.handle}" for actor in draft.named))
    lines = {
        "people": (people,) if draft.named else (),
        "warning": (extras.warning,) if extras.warning else (),
        "poll": extras.poll.options if extras.poll else (),
        "references": tuple(clear(line) for line in extras.references),
        **{name: (text,) for name, text in extras.experience.items()},
    }
    picked = {
        "audience": (draft.audience,),
        "voice": (draft.voice,) if draft.voice else (),
        "language": (draft.text.language,),
        "quoted": (str(extras.quoted),) if extras.quoted else (),
        "media": tuple(str(file_id) for file_id in extras.media),
        **_poll_picked(extras.poll),
    }
    return Sheet(draft.text, _filled(lines), _filled(picked))


def _filled(fields: dict[str, tuple[T, ...]]) -> dict[str, tuple[T, ...]]:
    """Return the fields that say something."""
    return {name: told for name, told in fields.items() if told}

"""What a question's text says of itself, in our JSON API, before it is asked: proposed, never decided."""

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from toctoc.people.policies import speaker_of
from toctoc.privacy.services import LONGEST
from toctoc.questions.rules.understanding.reading import Understood, understood
from toctoc.questions.rules.understanding.themes import themes
from toctoc.questions.services.pace import count_reading

router = Router()


class TextIn(Schema):
    """A question as it stands now; nothing is kept of it."""

    text: Annotated[str, Field(max_length=LONGEST)]
    kind: Literal["question", "abstract"] = Field(
        default="question", description="Of an `abstract` the scientific `themes` are told too."
    )


class ProposedOut(Schema):
    """A topic, or a theme of an abstract, and how likely it is."""

    slug: str
    probability: float = Field(ge=0, le=1)


class UnderstoodOut(Schema):
    """What the text says of itself."""

    language: str = Field(description="ISO 639-1 code.")
    topics: list[ProposedOut] = Field(description="At most three, likeliest first; slugs of `GET /topics`.")
    specialties: list[str] = Field(description="Specialties that the proposed topics belong to first.")
    urgency: Literal["now", "today", "week"] | None = Field(description="Empty when no word tells.")
    urgency_words: list[str] = Field(description="The writer's words that tell the urgency.")
    is_question: bool
    wants: Literal["fact", "opinion", "experience", "address", "document", "poll"]
    themes: list[ProposedOut] | None = Field(default=None, description="Of an abstract: its scientific themes.")


@router.post("/questions/propose", response=UnderstoodOut, exclude_unset=True, summary="Propose topics for a question")
def propose(request: HttpRequest, typed: TextIn) -> UnderstoodOut:
    """Return topics, urgency and more, as the text tells them; whoever asks chooses."""
    count_reading(actor=speaker_of(request), what="propose")
    read = _read(understood(typed.text))
    if typed.kind == "abstract":
        read.themes = [ProposedOut(slug=slug, probability=round(chance, 3)) for slug, chance in themes(typed.text)]
    return read


def _read(read: Understood) -> UnderstoodOut:
    return UnderstoodOut(
        language=read.language,
        topics=[ProposedOut(slug=one.slug, probability=one.probability) for one in read.topics],
        specialties=list(read.specialties),
        urgency=read.urgency.value if read.urgency else None,
        urgency_words=list(read.urgency_words),
        is_question=read.is_question,
        wants=read.wants.value,
    )

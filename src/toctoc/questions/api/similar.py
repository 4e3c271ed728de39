"""What was already asked that is near a text, in our JSON API: before asking."""

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from toctoc.people.policies import speaker_of, viewer_of
from toctoc.privacy.services import LONGEST
from toctoc.questions.queries.similar import similar
from toctoc.questions.rules.topics import MOST_TOPICS, TOPICS
from toctoc.questions.services.pace import count_reading

router = Router()
MOST = 10


class NearIn(Schema):
    """A question as it stands now; nothing is kept of it."""

    text: Annotated[str, Field(max_length=LONGEST)]
    topics: list[str] = Field(default_factory=list, max_length=MOST_TOPICS, description="Slugs of `GET /topics`.")
    most: int = Field(default=5, ge=1, le=MOST)


class SimilarOut(Schema):
    """A question or a practice sheet that its reader may read."""

    kind: Literal["question", "sheet"]
    id: str
    title: str
    state: str
    has_outcome: bool
    url: str
    answers_it: bool = Field(description="Asks for nearly the same, and has an answer.")


@router.post("/questions/similar", response=list[SimilarOut], summary="Find what is near a question")
def near(request: HttpRequest, typed: NearIn) -> list[SimilarOut]:
    """Return questions and practice sheets near a text, the nearest first."""
    count_reading(actor=speaker_of(request), what="similar")
    topics = [slug for slug in typed.topics if slug in TOPICS]
    found = similar(viewer_of(request), typed.text, topics=topics, most=typed.most)
    return [
        SimilarOut(
            kind=one.kind,
            id=str(one.id),
            title=one.title,
            state=one.state,
            has_outcome=one.has_outcome,
            url=one.url,
            answers_it=one.answers_it,
        )
        for one in found
    ]

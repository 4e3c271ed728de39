"""Who was told of a question, in numbers, and why the caller was."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Router, Schema, Status

from toctoc.people.policies import speaker_of, viewer_of
from toctoc.questions.queries.lists import visible_question
from toctoc.questions.queries.waves import invitation_of, reasons_of, steps_of
from toctoc.questions.rules.routing.words import TERM_WORDS
from toctoc.questions.services.routing.invitations import say_busy

router = Router()


class WaveOut(Schema):
    """One wave that was sent; `again` when it asks others what nobody answered."""

    circle: str
    again: bool
    sent_at: datetime
    invited: int


class WavesOut(Schema):
    """How far a question was carried; `read` is null where so few were told that it would name them.

    `next_at` is for the asker; `gave_up_at` says since when nobody is told any more.
    """

    waves: list[WaveOut]
    invited: int
    read: int | None
    next_at: datetime | None
    gave_up_at: datetime | None


class ReasonOut(Schema):
    """One term of the choice, its value from 0 to 1, the points a value of 1 has, the points it had."""

    name: str
    words: dict[str, str]
    value: float
    weight: float
    points: float


class WhyOut(Schema):
    """Why the caller was invited; `newcomer` when it was a newcomer's seat."""

    circle: str
    invited_at: datetime
    newcomer: bool
    reasons: list[ReasonOut]


@router.get("/questions/{id:post_id}/waves", response=WavesOut, summary="Read how far a question was carried")
def get_waves(request: HttpRequest, post_id: str) -> WavesOut:
    """Return how many were told and read, never who."""
    viewer = viewer_of(request)
    question = visible_question(viewer, int(post_id))
    steps = steps_of(question, for_asker=viewer.actor_id == question.asker_id)
    sent = [WaveOut(circle=s.circle, again=s.is_again, sent_at=s.sent_at, invited=s.invited) for s in steps.sent]
    return WavesOut(
        waves=sent, invited=steps.invited, read=steps.read, next_at=steps.next_at, gave_up_at=steps.gave_up_at
    )


@router.get("/questions/{id:post_id}/why", response=WhyOut, summary="Read why I was invited")
def get_why(request: HttpRequest, post_id: str) -> WhyOut:
    """Return each term of the choice; 404 for whoever was not invited."""
    actor = speaker_of(request)
    invitation = invitation_of(actor, visible_question(viewer_of(request), int(post_id)))
    reasons = [
        ReasonOut(
            name=term.name,
            words=dict(zip(("fr", "en"), TERM_WORDS[term.name], strict=True)),
            value=term.value,
            weight=term.weight,
            points=term.points,
        )
        for term in reasons_of(invitation)
    ]
    return WhyOut(
        circle=invitation.wave.circle,
        invited_at=invitation.invited_at,
        newcomer=invitation.is_newcomer_seat,
        reasons=reasons,
    )


@router.post("/questions/{id:post_id}/busy", response={204: None}, summary="Be busy this week")
def be_busy(request: HttpRequest, post_id: str) -> Status[None]:
    """Leave a question one was invited to to others, and be brought no other before Monday."""
    actor = speaker_of(request)
    say_busy(actor=actor, question=visible_question(viewer_of(request), int(post_id)))
    return Status(204, None)

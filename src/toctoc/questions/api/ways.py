"""Ways in and out of questions, in our JSON API: undoing what a hashtag opened, promises, what the bot passed on."""

from datetime import datetime
from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status
from pydantic import Field

from toctoc.community.queries import prepared
from toctoc.community.queries.posts import visible_post
from toctoc.community.rules.shapes import OnePostShape, PostListShape
from toctoc.kernel.errors import Missing
from toctoc.kernel.pagination import Page
from toctoc.people.policies import speaker_of, viewer_of
from toctoc.questions.models import Pledge
from toctoc.questions.queries.boosting import newest_boosts
from toctoc.questions.queries.knocking import opened_question
from toctoc.questions.queries.lists import visible_question
from toctoc.questions.queries.pledges import pledge_of
from toctoc.questions.services.passing_on import pledges
from toctoc.questions.services.tagged import undo_opening

router = Router()
JSON_TYPE = "application/json; charset=utf-8"
ID = r"^[0-9]{1,19}$"


class SurveyIn(Schema):
    """What a question asks of many peers."""

    kind: Literal["survey", "thesis"]


class PromisesIn(Schema):
    """The two promises: both are needed."""

    open_result: bool = Field(description="The result in open access, within a year.")
    answer_here: bool = Field(description="An answer in the thread that gives it.")


class ResultIn(Schema):
    """The answer that gives the result."""

    post: str = Field(pattern=ID, description="Id of an answer by the asker in the thread, with a link or a file.")


class PledgeOut(Schema):
    """What a survey or a thesis promises, and where that stands."""

    kind: Literal["survey", "thesis"]
    state: Literal["asked", "open", "kept", "late", "broken"]
    promised_at: datetime | None
    due_at: datetime | None
    kept_at: datetime | None
    result: str | None = Field(description="Id of the answer that gives the result.")


@router.get("/questions/boosted", response=PostListShape, summary="List questions that the bot passed on")
def list_boosted(request: HttpRequest) -> HttpResponse:
    """Return the newest public questions that the place's bot passed on by its rule."""
    ids = [boost.pk for boost in newest_boosts()]
    return HttpResponse(prepared.listing(Page(ids, None), viewer_of(request)), content_type=JSON_TYPE)


@router.post("/questions/{id:post_id}/unopen", response=OnePostShape, summary="Undo a question that a hashtag opened")
def unopen_question(request: HttpRequest, post_id: str) -> HttpResponse:
    """Make a message again of a question that a hashtag or a mention opened, while nobody answered."""
    asker, viewer = speaker_of(request), viewer_of(request)
    _, question = opened_question(asker, viewer, int(post_id))
    post = undo_opening(asker=asker, question=question)
    return HttpResponse(prepared.one(post, viewer), content_type=JSON_TYPE)


@router.get("/questions/{id:post_id}/promises", response=PledgeOut, summary="Read the promises of a survey")
def get_promises(request: HttpRequest, post_id: str) -> PledgeOut:
    """Return what a survey or a thesis promises; 404 for any other question."""
    question = visible_question(viewer_of(request), int(post_id))
    found = pledge_of(question)
    if found is None:
        raise Missing
    return _told(found)


@router.post("/questions/{id:post_id}/survey", response=PledgeOut, summary="Declare a survey")
def declare_survey(request: HttpRequest, post_id: str, survey: SurveyIn) -> PledgeOut:
    """Say of one's question that it is a survey or a thesis: it is passed on once its promises are made."""
    asker, question = speaker_of(request), visible_question(viewer_of(request), int(post_id))
    return _told(pledges.declare(asker=asker, question=question, kind=survey.kind))


@router.post("/questions/{id:post_id}/unsurvey", response={204: None}, summary="Say that a question is no survey")
def deny_survey(request: HttpRequest, post_id: str) -> Status[None]:
    """Say of one's question that it is no survey, when only its words said so."""
    asker, question = speaker_of(request), visible_question(viewer_of(request), int(post_id))
    pledges.deny(asker=asker, question=question)
    return Status(204, None)


@router.post("/questions/{id:post_id}/promises", response=PledgeOut, summary="Make the two promises of a survey")
def make_promises(request: HttpRequest, post_id: str, promises: PromisesIn) -> PledgeOut:
    """Promise the result in open access within a year, and an answer in the thread that gives it."""
    asker, question = speaker_of(request), visible_question(viewer_of(request), int(post_id))
    made = pledges.promise(
        asker=asker, question=question, open_result=promises.open_result, answer_here=promises.answer_here
    )
    return _told(made)


@router.post("/questions/{id:post_id}/result", response=PledgeOut, summary="Name the result of a survey")
def name_result(request: HttpRequest, post_id: str, result: ResultIn) -> PledgeOut:
    """Say which answer of one's own gives the promised result."""
    asker, viewer = speaker_of(request), viewer_of(request)
    question, said = visible_question(viewer, int(post_id)), visible_post(viewer, int(result.post))
    return _told(pledges.keep_promise(asker=asker, question=question, result=said))


def _told(pledge: Pledge) -> PledgeOut:
    return PledgeOut.model_validate(
        {
            "kind": pledge.kind,
            "state": pledge.state,
            "promised_at": pledge.promised_at,
            "due_at": pledge.due_at,
            "kept_at": pledge.kept_at,
            "result": str(pledge.result_id) if pledge.result_id else None,
        }
    )

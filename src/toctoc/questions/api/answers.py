"""What is thought of answers, and what becomes of them, in our JSON API."""

from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from toctoc.community.models import Post
from toctoc.community.policies import may_write_now
from toctoc.community.queries import prepared
from toctoc.community.queries.posts import replies_in
from toctoc.community.queries.said import names_around
from toctoc.community.rules.shapes import OnePostShape
from toctoc.kernel.pagination import LARGEST_PAGE, PAGE_SIZE, cut
from toctoc.people.models import Actor
from toctoc.people.policies import reader_of, speaker_of, viewer_of
from toctoc.people.queries import actor_shown_to
from toctoc.privacy.forms.client import SpeechIn
from toctoc.questions.models import Question
from toctoc.questions.queries.answers import Taken, is_short_of_words, sealed_count, taken_among, visible_answer
from toctoc.questions.queries.help_given import help_given
from toctoc.questions.queries.lists import visible_question
from toctoc.questions.rules.opinions import Count
from toctoc.questions.services import apart, taking

router = Router()
JSON_TYPE = "application/json; charset=utf-8"


class CountOut(Schema):
    """How many said the same."""

    professionals: int = Field(description="Proved professionals.")
    others: int


class AnswerOut(Schema):
    """How an answer is taken; its words are those of the post of the same id."""

    id: str
    agree: CountOut
    disagree: CountOut
    useful: CountOut
    mine: Literal["agree", "disagree"] | None = Field(description="What the caller said of it.")
    thanked: bool = Field(description="Whether the asker thanked for it.")
    apart: Literal["sealed", "outside"] | None = Field(description="Why not everybody reads it; empty when they do.")
    let_in: bool = Field(description="Whether it came from outside, and the asker showed it to everybody.")
    lost_proof: bool = Field(description="Whether it was written with a proof that ended since.")


class AnswersOut(Schema):
    """A page of the answers that the caller may read."""

    items: list[AnswerOut]
    sealed: int = Field(description="How many answers are sealed now.")
    more_words: bool = Field(description="Whether the caller answered in too few words to read the sealed ones.")
    next: str | None = Field(description="Give it as `after` for the next page.")


class AnswersQuery(Schema):
    """Which answers."""

    after: str | None = Field(default=None, description="Give what is newer than this id.")
    limit: int = Field(default=PAGE_SIZE, ge=1, le=LARGEST_PAGE, description="How many at most.")


class OpinionIn(Schema):
    """What the caller says of an answer."""

    opinion: Literal["agree", "disagree"] | None = Field(description="Empty takes back what was said.")


class ToldIn(SpeechIn):
    """What happened after a question was closed."""

    text: str


class HelpOut(Schema):
    """What an actor gave to the questions of others."""

    answers: int
    thanked: int = Field(description="Answers for which the asker thanked.")
    closed: int = Field(description="Questions it answered that were closed with an outcome.")
    bridged: int = Field(description="Professions other than its own whose members it answered.")


@router.get("/questions/{id:post_id}/answers", response=AnswersOut, summary="See how answers are taken")
def list_answers(request: HttpRequest, post_id: str, query: Query[AnswersQuery]) -> AnswersOut:
    """Return what is thought of the answers that the caller may read, oldest first."""
    viewer = viewer_of(request)
    question = visible_question(viewer, int(post_id))
    page = replies_in(question.pk, viewer, cut(query.after, query.limit))
    ids = [pk for pk, is_deleted in page.items if not is_deleted]
    following = str(page.next_before) if page.next_before is not None else None
    items = [_shown(one) for one in taken_among(ids, question, reader_of(request), viewer)]
    is_short = viewer.actor_id is not None and is_short_of_words(question, viewer.actor_id)
    return AnswersOut(items=items, sealed=sealed_count(question), more_words=is_short, next=following)


@router.put("/posts/{id:post_id}/opinion", response=AnswerOut, summary="Agree with an answer, or not")
def put_opinion(request: HttpRequest, post_id: str, said: OpinionIn) -> AnswerOut:
    """Say that one agrees with an answer or not, or take it back. An account counts once."""
    actor, (question, answer) = speaker_of(request), visible_answer(viewer_of(request), int(post_id))
    taking.judge(judge=actor, question=question, answer=answer, stand=said.opinion)
    return _one(request, actor, question, answer)


@router.post("/posts/{id:post_id}/thanks", response=AnswerOut, summary="Thank for an answer")
def post_thanks(request: HttpRequest, post_id: str) -> AnswerOut:
    """Thank for an answer to one's question; doing it twice changes nothing."""
    actor, (question, answer) = speaker_of(request), visible_answer(viewer_of(request), int(post_id))
    taking.thank(thanker=actor, question=question, answer=answer)
    return _one(request, actor, question, answer)


@router.post("/posts/{id:post_id}/let-in", response=AnswerOut, summary="Show an answer from outside to everybody")
def post_let_in(request: HttpRequest, post_id: str) -> AnswerOut:
    """Show to the whole thread an answer that only its asker reads; doing it twice changes nothing."""
    actor, (question, answer) = speaker_of(request), visible_answer(viewer_of(request), int(post_id))
    apart.let_in(mover=actor, question=question, answer=answer)
    return _one(request, actor, question, answer)


@router.post("/questions/{id:post_id}/open", response=OnePostShape, summary="Open the sealed answers of a question")
def post_open(request: HttpRequest, post_id: str) -> HttpResponse:
    """Let all who read a question of one's own read its sealed answers; doing it twice changes nothing."""
    actor, viewer = speaker_of(request), viewer_of(request)
    question = visible_question(viewer, int(post_id))
    apart.open_answers(opener=actor, viewer=viewer, question=question)
    return HttpResponse(prepared.one(question.post, viewer), content_type=JSON_TYPE)


@router.put("/questions/{id:post_id}/what-happened", response=OnePostShape, summary="Tell what happened")
def put_what_happened(request: HttpRequest, post_id: str, told: ToldIn) -> HttpResponse:
    """Tell what happened after one's question was closed; telling it again replaces what was told."""
    actor, viewer = speaker_of(request), viewer_of(request)
    question = visible_question(viewer, int(post_id))
    may_write_now(actor)
    text = told.cleared(told.text, question.post.language, names_around(actor, question.post))
    taking.tell_what_happened(teller=actor, question=question, text=text)
    return HttpResponse(prepared.one(question.post, viewer), content_type=JSON_TYPE)


@router.get("/actors/{handle:handle}/help", response=HelpOut, summary="Read what an actor gave", tags=["actors"])
def read_help(request: HttpRequest, handle: str) -> HelpOut:
    """Return what an actor gave to the questions of others: the figures of its profile."""
    shown = actor_shown_to(viewer_of(request), handle)
    given = help_given([shown.pk])[shown.pk]
    return HelpOut(answers=given.answers, thanked=given.thanked, closed=given.closed, bridged=given.bridged)


def _one(request: HttpRequest, reader: Actor, question: Question, answer: Post) -> AnswerOut:
    return _shown(taken_among([answer.pk], question, reader, viewer_of(request))[0])


def _shown(one: Taken) -> AnswerOut:
    return AnswerOut(
        id=str(one.post_id),
        agree=_count(one.opinions.agree),
        disagree=_count(one.opinions.disagree),
        useful=_count(one.opinions.useful),
        mine="agree" if one.mine == "agree" else "disagree" if one.mine else None,
        thanked=one.is_thanked,
        apart="sealed" if one.apart == "sealed" else "outside" if one.apart else None,
        let_in=one.was_let_in,
        lost_proof=one.has_lost_proof,
    )


def _count(count: Count) -> CountOut:
    return CountOut(professionals=count.professionals, others=count.others)

"""Saying something, and what becomes of questions, in our JSON API.

``POST /posts`` stands here and not with the posts because what is said may be a question or answer one.
"""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema, Status
from pydantic import Field

from toctoc.community.models import Post
from toctoc.community.models.post import PostKind
from toctoc.community.policies import may_write_now, voices_for
from toctoc.community.queries import prepared
from toctoc.community.queries.posts import visible_post
from toctoc.community.queries.said import names_around
from toctoc.community.rules.cards import audience_object
from toctoc.community.rules.shapes import OnePostShape, PostListShape
from toctoc.community.services import posts
from toctoc.community.services.unsent import schedule
from toctoc.kernel.cleared import Cleared
from toctoc.kernel.errors import Invalid
from toctoc.kernel.pagination import LARGEST_PAGE, PAGE_SIZE, Page, cut, next_link
from toctoc.kernel.recurrence import PLACE
from toctoc.people.models import Actor
from toctoc.people.policies import speaker_of, viewer_of
from toctoc.people.rules.languages import checked_language
from toctoc.privacy.forms.client import SpeechIn
from toctoc.questions.models import Question
from toctoc.questions.queries.lists import Filter, newest_questions, visible_question, waiting_page
from toctoc.questions.rules.asking import Seal
from toctoc.questions.rules.life import State
from toctoc.questions.rules.topics import TOPICS
from toctoc.questions.saying import QuestionIn, Said, Saying, Scheduled, audience_of, draft_of, sheet_of
from toctoc.questions.services import questions

router = Router()

JSON_TYPE = "application/json; charset=utf-8"
BASE_URL = settings.ENVIRONMENT.base_url


class Moving(SpeechIn):
    """Where a question goes; closing it needs an outcome."""

    state: str
    outcome: str | None = None


class TopicOut(Schema):
    """A topic of questions."""

    slug: str
    french: str
    english: str


class WaitingQuery(Schema):
    """Which page of the questions that wait."""

    before: str | None = Field(default=None, description="Give the page after this id, as the Link header says it.")
    limit: int = Field(default=LARGEST_PAGE, ge=1, le=LARGEST_PAGE, description="How many at most.")


class QuestionQuery(Schema):
    """Which questions: of one state, of one topic, or all."""

    state: State | None = Field(default=None, description="Only questions in this state.")
    topic: str = Field(default="", description="Only questions on this topic.")
    before: str | None = Field(default=None, description="Give what is older than this id.")
    limit: int = Field(default=PAGE_SIZE, ge=1, le=LARGEST_PAGE, description="How many at most.")


@router.post(
    "/posts", response={201: Said, 202: Scheduled}, exclude_unset=True, summary="Say something", tags=["posts"]
)
def say(request: HttpRequest, saying: Saying) -> Status[Said] | Status[Scheduled]:
    """Begin a thread, ask a question or reply, after the guard has cleared the text; 202 when it waits for its time."""
    author = speaker_of(request)
    may_write_now(author)
    if saying.publish_at is not None:
        return Status(202, _scheduled(author, saying, saying.publish_at))
    if saying.reply_to is not None:
        post = _replied(request, author, saying)
    elif saying.question is not None:
        post = _asked(author, saying, saying.question)
    else:
        post = posts.write(author=author, draft=draft_of(author, saying))
        # By a hashtag of the place it may have become a question.
        post.refresh_from_db(fields=["kind"])
    return Status(201, _said(post))


@router.post("/posts/{id:post_id}/state", response=OnePostShape, summary="Move a question")
def move_question(request: HttpRequest, post_id: str, moving: Moving) -> HttpResponse:
    """Say where one's question stands; `closed` needs an outcome, for those who answered."""
    mover, viewer = speaker_of(request), viewer_of(request)
    question = visible_question(viewer, int(post_id))
    questions.move(
        mover=mover, viewer=viewer, question=question, to=moving.state, outcome=_outcome(mover, moving, question)
    )
    return _one(request, question)


@router.get("/questions", response=PostListShape, summary="List questions")
def list_questions(request: HttpRequest, query: Query[QuestionQuery]) -> HttpResponse:
    """Return the newest questions the caller may read."""
    if query.topic and query.topic not in TOPICS:
        raise Invalid("Ce thème n’existe pas.", field="topic")
    page = newest_questions(viewer_of(request), Filter(query.state, query.topic), cut(query.before, query.limit))
    return _listed(request, page)


@router.get("/questions/waiting", response=PostListShape, summary="List questions that wait for me")
def list_waiting(request: HttpRequest, query: Query[WaitingQuery]) -> HttpResponse:
    """Return open questions on which the caller's profession or specialty is expected, newest pages first.

    Within a page, those that knocked at the caller's door come first, then askers in turn, the little known beginning.
    """
    page = waiting_page(speaker_of(request), viewer_of(request), cut(query.before, query.limit))
    return _listed(request, page)


@router.get("/questions/{id:post_id}", response=OnePostShape, summary="Read a question")
def get_question(request: HttpRequest, post_id: str) -> HttpResponse:
    """Return one question, if the caller may read it; its answers are the replies of the post."""
    return _one(request, visible_question(viewer_of(request), int(post_id)))


@router.post("/questions/{id:post_id}/follow", response={204: None}, summary="Follow a question")
def follow_question(request: HttpRequest, post_id: str) -> Status[None]:
    """Hear of a question's answers and moves, without following its asker."""
    return _stance(request, post_id, questions.follow)


@router.post("/questions/{id:post_id}/unfollow", response={204: None}, summary="Unfollow a question")
def unfollow_question(request: HttpRequest, post_id: str) -> Status[None]:
    """Stop hearing of a question."""
    return _stance(request, post_id, questions.unfollow)


@router.post("/questions/{id:post_id}/pass", response={204: None}, summary="Pass a question on")
def pass_question(request: HttpRequest, post_id: str) -> Status[None]:
    """Leave a question to others: it no longer waits for the caller."""
    return _stance(request, post_id, questions.pass_on)


@router.get("/topics", response=list[TopicOut], summary="List topics", tags=["lists"])
def list_topics(request: HttpRequest) -> list[TopicOut]:
    """Return the topics of questions and their slugs."""
    _ = request
    return [TopicOut(slug=t.slug, french=t.french, english=t.english) for t in TOPICS.values()]


def _scheduled(author: Actor, saying: Saying, at: datetime) -> Scheduled:
    if saying.reply_to is not None or saying.question is not None:
        raise Invalid("Seul un message qui commence un fil attend son heure.", field="publish_at")
    draft, moment = draft_of(author, saying), at if at.tzinfo else at.replace(tzinfo=PLACE)
    unsent = schedule(owner=author, sheet=sheet_of(draft), draft=draft, at=moment)
    return Scheduled(id=str(unsent.pk), text=draft.text.text, publish_at=moment)


def _replied(request: HttpRequest, author: Actor, saying: Saying) -> Post:
    to = visible_post(viewer_of(request), int(saying.reply_to or 0))
    if saying.question is not None:
        raise Invalid("Une question commence un fil : elle ne répond à aucun message.", field="question")
    audience, named = audience_of(author, saying.audience) if saying.audience is not None else ("", ())
    language = checked_language(saying.language)
    text = saying.cleared(saying.text, language, names_around(author, to))
    extras = saying.extras(language, saying.assured)
    question = Question.objects.filter(pk=to.thread_id).first()
    if question is None:
        answer = posts.Answer(text, saying.voice or "", audience, named=named, extras=extras)
        return posts.reply(author=author, to=to, answer=answer)
    if audience not in {"", to.audience}:
        raise Invalid("Une réponse à une question a son audience. Ne la précisez pas.", field="audience")
    return questions.answer(
        answerer=author, question=question, to=to, text=text, voice=saying.voice or "", extras=extras
    )


def _asked(author: Actor, saying: Saying, asked: QuestionIn) -> Post:
    if saying.voice not in {None, _own_voice(author)}:
        raise Invalid("Une question parle de la voix de la personne qui la pose. Ne la précisez pas.", field="voice")
    draft = draft_of(author, saying)
    if draft.named:
        raise Invalid("Une question s’adresse à un cercle de pairs, pas à des personnes nommées.", field="audience")
    knock = questions.QuestionDraft(
        draft.text,
        tuple(asked.topics),
        asked.urgency,
        draft.audience,
        extras=draft.extras,
        answerers=asked.answerers,
        seal=Seal.SEALED if asked.sealed else Seal.NONE,
    )
    return questions.ask(asker=author, draft=knock).post


def _own_voice(actor: Actor) -> str:
    return voices_for(actor)[0]


def _said(post: Post) -> Said:
    said = {
        "id": str(post.pk),
        "url": f"{BASE_URL}{post.get_absolute_url()}",
        "text": post.text,
        "audience": audience_object(post.audience),
        "voice": post.voice,
    }
    if post.kind == PostKind.QUESTION:
        question = Question.objects.prefetch_related("topics").get(pk=post.pk)
        topics = [topic.topic for topic in question.topics.all()]
        said["question"] = {"topics": topics, "urgency": question.urgency, "state": question.state}
    return Said.model_validate(said)


def _outcome(mover: Actor, moving: Moving, question: Question) -> Cleared:
    said = moving.outcome or ""
    try:
        names = names_around(mover, question.post) if said else frozenset()
        return moving.cleared(said, question.post.language, names)
    except Invalid as error:
        error.field = "outcome"
        raise


def _stance(request: HttpRequest, post_id: str, take: Callable[..., None]) -> Status[None]:
    actor = speaker_of(request)
    take(actor=actor, question=visible_question(viewer_of(request), int(post_id)))
    return Status(204, None)


def _one(request: HttpRequest, question: Question) -> HttpResponse:
    return HttpResponse(prepared.one(question.post, viewer_of(request)), content_type=JSON_TYPE)


def _listed(request: HttpRequest, page: Page[int]) -> HttpResponse:
    response = HttpResponse(prepared.listing(page, viewer_of(request)), content_type=JSON_TYPE)
    if page.next_before:
        query = request.META["QUERY_STRING"]
        response["Link"] = next_link(BASE_URL + request.path, query, "before", page.next_before)
    return response

"""How the doors around questions are used rightly: what is thought of answers, and what happened."""

from __future__ import annotations

from tests.conftest import eyes_of
from tests.doors.recipes import Ask, Cast, api, page
from toctoc.community.models import Post
from toctoc.privacy.services import clear
from toctoc.questions.models import Question
from toctoc.questions.services.questions import answer, move


def _answered(cast: Cast) -> Post:
    """Return an answer that somebody else gave to the question of the cast."""
    question = Question.objects.select_related("post").get(pk=cast.question)
    return answer(answerer=cast.other, question=question, to=question.post, text=clear("Oui, sans attendre."))


def _closed(cast: Cast) -> int:
    """Close the question of the cast, and return its id."""
    question = Question.objects.get(pk=cast.question)
    move(mover=cast.doctor, viewer=eyes_of(cast.doctor), question=question, to="closed", outcome=clear("Attendu."))
    return cast.question


@page("questions/reponses/<int:post_id>/avis")
def _judged(cast: Cast) -> Ask:
    return Ask(cast.browser(cast.doctor), f"/questions/reponses/{_answered(cast).pk}/avis", {"avis": "agree"})


@page("questions/<int:question_id>/suite")
def _told(cast: Cast) -> Ask:
    return Ask(cast.browser(cast.doctor), f"/questions/{_closed(cast)}/suite", {"text": "Guérie en dix jours."})


api("put /posts/{post_id}/opinion", lambda cast: f"/posts/{_answered(cast).pk}/opinion", opinion="agree")
api(
    "put /questions/{post_id}/what-happened",
    lambda cast: f"/questions/{_closed(cast)}/what-happened",
    text="Guérie en dix jours.",
)


@page("questions/reponses/<int:post_id>/merci")
def _thanked(cast: Cast) -> Ask:
    return Ask(cast.browser(cast.doctor), f"/questions/reponses/{_answered(cast).pk}/merci")


@page("questions/reponses/<int:post_id>/montrer")
def _shown(cast: Cast) -> Ask:
    Question.objects.filter(pk=cast.question).update(answerers="professionals", audience="public")
    Post.objects.filter(pk=cast.question).update(audience="public")
    question = Question.objects.select_related("post").get(pk=cast.question)
    said = answer(answerer=cast.patient, question=question, to=question.post, text=clear("Chez moi, dix jours."))
    return Ask(cast.browser(cast.doctor), f"/questions/reponses/{said.pk}/montrer")

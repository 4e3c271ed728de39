"""How the ways in and out of questions are used rightly: proposals, promises, letters, boosts, words that knock."""

from __future__ import annotations

from tests.doors.recipes import PLAIN, Ask, Cast, api, doctor, form, moderator, operation, page
from toctoc.privacy.services import clear
from toctoc.questions.models import Opening, Question
from toctoc.questions.services.passing_on.pledges import declare, promise
from toctoc.questions.services.questions import answer

_RULE = 'proved and kind = "question"'


def _declared(cast: Cast) -> Question:
    """Say that the question of the cast is a survey, and return it."""
    question = Question.objects.select_related("post").get(pk=cast.question)
    declare(asker=cast.doctor, question=question, kind="survey")
    return question


def _result(cast: Cast) -> str:
    """Promise, and say the result in the thread; return its id."""
    question = _declared(cast)
    promise(asker=cast.doctor, question=question, open_result=True, answer_here=True)
    text = clear("Le résultat : https://these.exemple.test/abc")
    return str(answer(answerer=cast.doctor, question=question, to=question.post, text=text).pk)


form("questions/poser/proches", doctor, text=PLAIN, topics=["dermatologie"])
form("questions/poser/proposer", doctor, text=PLAIN, urgency="")
form("questions/courriels", doctor, courriels="oui")
form("questions/relais", moderator, rule=_RULE, why="Pour commencer.", proposer="oui")
form("questions/{q}/promesses", doctor, "declare", geste="declarer", genre="survey")
operation("post /questions/propose", text=PLAIN, kind="question")
operation("post /questions/similar", text=PLAIN, topics=["dermatologie"])
operation("post /questions/{q}/survey", kind="survey")
operation("post /questions/{q}/result", post=_result)
api(
    "post /questions/{post_id}/promises",
    lambda cast: f"/questions/{_declared(cast).pk}/promises",
    open_result=True,
    answer_here=True,
)


@page("questions/<int:question_id>/promesses")
def _kept(cast: Cast) -> Ask:
    typed = {"geste": "tenir", "reponse": _result(cast)}
    return Ask(cast.browser(cast.doctor), f"/questions/{cast.question}/promesses", typed)


@page("questions/<int:question_id>/ouverte")
def _undone(cast: Cast) -> Ask:
    Opening.objects.create(post=cast.thread(cast.question), word="doctoctoc")
    return Ask(cast.browser(cast.doctor), f"/questions/{cast.question}/ouverte")

"""Questions between the introduced people: brought to them by waves, judged, thanked for, sealed, asked again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from toctoc.community.models.notification import NotificationKind
from toctoc.community.services.notifications import notify
from toctoc.config.world import texts
from toctoc.kernel import clock
from toctoc.people.policies import viewer_for
from toctoc.privacy.services import clear
from toctoc.questions.models import Invitation, Question, Wave
from toctoc.questions.rules.life import State
from toctoc.questions.rules.routing.fit import Circle
from toctoc.questions.rules.routing.score import WEIGHTS
from toctoc.questions.services import questions, taking
from toctoc.questions.services.fragments import prepare_question
from toctoc.questions.services.passing_on.pledges import promise
from toctoc.questions.services.routing import waves

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.community.models import Post
    from toctoc.config.world.company import Company
    from toctoc.config.world.steps import Steps
    from toctoc.people.models import Actor

# What the reasons of an invitation say in a scene, from 0 to 1.
_REASONS = {"specialty": 1.0, "topics": 0.5, "available": 1.0, "place": 1.0, "language": 1.0, "reply_rate": 0.4}
_STATES = {"dissent": State.DISSENT, "closed": State.CLOSED, "consensus": State.CONSENSUS}


def open_scenes(company: Company, end: datetime, steps: Steps) -> None:
    """Play every scene in the days before ``end``."""
    told = texts.scenes("questions")
    with steps("Scenes", len(told)) as done:
        for scene in told:
            Scene(company, scene, end - timedelta(hours=scene["hours"]), end).play()
            done(1)


class Scene:
    """One question, from its asking to what came of it."""

    def __init__(self, company: Company, scene: dict[str, Any], asked_at: datetime, end: datetime) -> None:
        self._company = company
        self._scene = scene
        self._asked_at = asked_at
        # What comes after the asking fits between it and the end.
        self._beat = min((end - asked_at) / 12, timedelta(hours=3))

    def play(self) -> None:
        """Ask, bring, answer, judge, move."""
        asker = self._company[self._scene["asker"]]
        with clock.at(self._asked_at):
            question = ask(asker, self._scene)
            if self._scene.get("promises"):
                promise(asker=asker, question=question, open_result=True, answer_here=True)
            bring(question, [self._company[name] for name in self._scene["invited"]])
        answers = self._answer(question)
        self._judge(question, asker, answers)
        with clock.at(self._at(9)):
            self._end(question, asker)

    def _answer(self, question: Question) -> list[Post]:
        answers = []
        for number, (name, text) in enumerate(self._scene["answers"]):
            with clock.at(self._at(2 + number)):
                answers.append(
                    questions.answer(
                        answerer=self._company[name], question=question, to=question.post, text=clear(text)
                    )
                )
        return answers

    def _judge(self, question: Question, asker: Actor, answers: list[Post]) -> None:
        with clock.at(self._at(6)):
            for number, name, stand in self._scene["opinions"]:
                taking.judge(judge=self._company[name], question=question, answer=answers[number], stand=stand)
            for number in self._scene["thanks"]:
                taking.thank(thanker=asker, question=question, answer=answers[number])

    def _end(self, question: Question, asker: Actor) -> None:
        said = self._scene["state"]
        question.refresh_from_db()
        if said == "unanswered":
            questions.give_up_waiting(question=question)
            # Others than the first are asked, once more.
            bring(question, [self._company[name] for name in self._scene["again"]], turn=waves.AGAIN_TURN)
            return
        if said not in _STATES:
            return
        outcome = clear(self._scene.get("outcome", ""))
        questions.move(
            mover=asker, viewer=viewer_for(asker), question=question, to=_STATES[said].value, outcome=outcome
        )
        if "happened" in self._scene:
            taking.tell_what_happened(teller=asker, question=question, text=clear(self._scene["happened"]))

    def _at(self, beat: int) -> datetime:
        return self._asked_at + beat * self._beat


def ask(asker: Actor, scene: dict[str, Any]) -> Question:
    """Ask what a scene says, now."""
    draft = questions.QuestionDraft(
        clear(scene["text"]),
        tuple(scene["topics"]),
        scene.get("urgency", "week"),
        scene["audience"],
        seal=scene.get("seal", "none"),
    )
    return questions.ask(asker=asker, draft=draft)


def bring(question: Question, actors: list[Actor], turn: int = waves.FIRST) -> None:
    """Invite some people now as a wave would, and plan the next one."""
    now = clock.now()
    Wave.objects.filter(question=question, sent_at=None).delete()
    circle = Circle.SPECIALTY if turn == waves.FIRST else Circle.PROFESSION
    wave = Wave.objects.create(
        question=question, turn=turn, circle=circle, due_at=now, sent_at=now, invited_count=len(actors)
    )
    reasons = [[name, value, WEIGHTS[name], value * WEIGHTS[name]] for name, value in _REASONS.items()]
    Invitation.objects.bulk_create(
        Invitation(wave=wave, question=question, actor=actor, reasons=reasons, invited_at=now) for actor in actors
    )
    notify(NotificationKind.INVITED, recipients=actors, actor_id=question.asker_id, post=question.post)
    if turn == waves.FIRST:
        waves.resume(question=question)
    prepare_question(question)

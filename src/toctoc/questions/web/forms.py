"""What is typed on the pages of questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from toctoc.community.policies import may_write_now, voices_for
from toctoc.community.rules.drafts import Extras
from toctoc.community.web.audience import AudienceForm, Picks
from toctoc.community.web.parts.media import joined_files, media_in
from toctoc.community.web.parts.references import references_typed
from toctoc.kernel.errors import Invalid
from toctoc.privacy.forms import GuardedForm
from toctoc.privacy.services import clear
from toctoc.questions.queries import Filter
from toctoc.questions.rules.life import State
from toctoc.questions.rules.topics import TOPICS
from toctoc.questions.rules.urgency import Urgency
from toctoc.questions.services.questions import QuestionDraft, answer, ask, move

if TYPE_CHECKING:
    from django.http import QueryDict

    from toctoc.community.models import Post
    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer
    from toctoc.questions.models import Question


class AskForm(AudienceForm):
    """A question before it knocks, to peers and never to people it names: what it asks stands in lists."""

    is_for_people = False

    topics = Picks(required=False)
    urgency = forms.CharField(required=False)

    def __init__(self, typed: QueryDict | None, *, writer: Actor, asked: str = "") -> None:
        super().__init__(typed, writer=writer, asked=asked)
        self.joined = joined_files(typed, writer)
        self.initial["urgency"] = Urgency.TODAY.value

    def send(self) -> str:
        """Knock, and return the address of the question."""
        return "" if self.is_asking else self.sent(self._knock)

    def _knock(self) -> str:
        may_write_now(self.writer)
        topics, urgency = tuple(self.cleaned_data["topics"]), self.cleaned_data["urgency"]
        audience, named = self.addressed()
        if named:
            raise Invalid("Une question s’adresse à un cercle de pairs, pas à des personnes nommées.", field="audience")
        extras = Extras(media=media_in(self.typed))
        draft = QuestionDraft(self.cleared(), topics, urgency, audience, extras=extras)
        return ask(asker=self.writer, draft=draft).post.get_absolute_url()


class AnswerForm(GuardedForm):
    """An answer to ``question``, or to the reply ``to`` in its thread."""

    voice = forms.CharField(required=False)
    references = forms.CharField(required=False)

    def __init__(self, typed: QueryDict | None, *, writer: Actor, question: Question, to: Post) -> None:
        super().__init__(typed, writer=writer)
        self.joined = joined_files(typed, writer)
        self.question, self.to = question, to
        self.voices = voices_for(writer)
        self.initial["voice"] = self.voices[0]

    def send(self) -> str:
        """Answer, and return the address of the answer."""
        return self.sent(self._answer)

    def _answer(self) -> str:
        may_write_now(self.writer)
        said = answer(
            answerer=self.writer,
            question=self.question,
            to=self.to,
            text=self.cleared(),
            voice=self.cleaned_data["voice"],
            extras=Extras(media=media_in(self.typed), references=references_typed(self.typed)),
        )
        return said.get_absolute_url()


class MoveForm(GuardedForm):
    """Where the asker says the question stands; ``outcome`` is for closing it."""

    state = forms.CharField(required=False)
    outcome = forms.CharField(required=False, strip=False)

    def __init__(self, typed: QueryDict | None, *, writer: Actor, question: Question, viewer: Viewer) -> None:
        super().__init__(typed, writer=writer)
        self.question, self.viewer = question, viewer

    def send(self) -> str:
        """Move the question, and return its address."""
        return self.sent(self._move)

    def look(self) -> list[Any]:
        """Return nothing: findings of an outcome are told by its sentence."""
        return []

    def _move(self) -> str:
        # The outcome box stands in the same form as the other moves: only closing takes it.
        closing = self.cleaned_data["state"] == State.CLOSED
        try:
            outcome = self.cleared("outcome") if closing else clear("")
        except Invalid as error:
            error.field = "outcome"
            raise
        move(
            mover=self.writer,
            viewer=self.viewer,
            question=self.question,
            to=self.cleaned_data["state"],
            outcome=outcome,
        )
        return self.question.post.get_absolute_url()


def checked_filter(asked: QueryDict) -> Filter:
    """Return which questions a list asks for; raise :class:`Invalid` for a state or topic that does not exist."""
    state, topic = asked.get("etat", ""), asked.get("theme", "")
    if (state and state not in set(State)) or (topic and topic not in TOPICS):
        raise Invalid("Ce filtre n’existe pas. Revenez à toutes les questions.")
    return Filter(State(state) if state else None, topic)

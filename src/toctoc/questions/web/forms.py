"""What is typed on the pages of questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from toctoc.community.policies import may_write_now, voices_for
from toctoc.community.queries.said import names_around, told_by
from toctoc.community.rules.drafts import Extras
from toctoc.community.web.audience import AudienceForm, Picks
from toctoc.community.web.parts.media import joined_files, media_in
from toctoc.community.web.parts.references import references_typed
from toctoc.kernel.errors import Invalid
from toctoc.privacy.forms.speech import SpeechForm
from toctoc.privacy.services import clear
from toctoc.questions.queries.lists import Filter
from toctoc.questions.rules.asking import Answerers, Seal
from toctoc.questions.rules.life import State
from toctoc.questions.rules.topics import TOPICS
from toctoc.questions.rules.urgency import Urgency
from toctoc.questions.services.questions import QuestionDraft, answer, ask, move
from toctoc.questions.web.proposals import PROPOSE, with_taken

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    answerers = forms.CharField(required=False)
    seal = forms.CharField(required=False)

    def __init__(self, typed: QueryDict | None, *, writer: Actor, asked: str = "") -> None:
        self.is_proposing = typed is not None and PROPOSE in typed
        self.taken = typed.get(PROPOSE, "") if typed is not None else ""
        super().__init__(with_taken(typed) if typed is not None else None, writer=writer, asked=asked)
        self.is_changing = self.is_changing or self.is_proposing
        self.joined = joined_files(typed, writer)
        self.initial["urgency"] = Urgency.TODAY.value

    def carried(self) -> list[str]:
        """Return all that the question says, with what was said of its files before."""
        return [*super().carried(), *(one.typed for one in self.joined.files)]

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
        draft = QuestionDraft(
            self.cleared(),
            topics,
            urgency,
            audience,
            extras=extras,
            answerers=self.cleaned_data["answerers"] or Answerers.READERS,
            seal=self.cleaned_data["seal"] or Seal.NONE,
        )
        return ask(asker=self.writer, draft=draft).post.get_absolute_url()


class AnswerForm(SpeechForm):
    """An answer to ``question``, or to the reply ``to`` in its thread."""

    voice = forms.CharField(required=False)
    references = forms.CharField(required=False)

    def __init__(self, typed: QueryDict | None, *, writer: Actor, question: Question, to: Post) -> None:
        self.question, self.to = question, to
        super().__init__(typed, writer=writer)
        self.joined = joined_files(typed, writer)
        self.voices = voices_for(writer)
        self.initial["voice"] = self.voices[0]

    def names(self) -> frozenset[str]:
        """Return the names of the thread that the writer may read."""
        return names_around(self.writer, self.to)

    def told_before(self) -> Iterator[str]:
        """Return what the writer said in the thread."""
        return told_by(self.writer, self.to.thread_id)

    def carried(self) -> list[str]:
        """Return all that the answer says, with what was said of its files before."""
        return [*super().carried(), *(one.typed for one in self.joined.files)]

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


class MoveForm(SpeechForm):
    """Where the asker says the question stands; ``outcome`` is for closing it."""

    state = forms.CharField(required=False)
    outcome = forms.CharField(required=False, strip=False)

    def __init__(self, typed: QueryDict | None, *, writer: Actor, question: Question, viewer: Viewer) -> None:
        self.question, self.viewer = question, viewer
        super().__init__(typed, writer=writer)

    def names(self) -> frozenset[str]:
        """Return the names of the thread that the writer may read."""
        return names_around(self.writer, self.question.post)

    def told_before(self) -> Iterator[str]:
        """Return what the writer said in the thread."""
        return told_by(self.writer, self.question.pk)

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
            # The closing questions stand under it.
            error.field = "outcome" if error.field == "text" else error.field
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

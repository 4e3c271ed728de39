"""What a question's page shows of how its answers are taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms

from toctoc.community.policies import may_write_now
from toctoc.community.queries.language import page_language
from toctoc.community.queries.said import names_around, told_by
from toctoc.people.policies import reader_of, viewer_of
from toctoc.privacy.forms.speech import SpeechForm
from toctoc.questions.policies import is_outside
from toctoc.questions.queries.answers import (
    Taken,
    do_opinions_differ,
    gave_enough,
    is_short_of_words,
    sealed_count,
    taken_among,
)
from toctoc.questions.rules.asking import Answerers, Seal
from toctoc.questions.rules.life import State
from toctoc.questions.rules.opinions import OPINION_WORDS, Stand
from toctoc.questions.services.taking import tell_what_happened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, QueryDict

    from toctoc.community.queries.threads import Item, Replies
    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer
    from toctoc.questions.models import Question

# Where the asker may say that opinions differ.
_MAY_DIFFER = (State.ANSWERED, State.CONSENSUS)


class ToldForm(SpeechForm):
    """What happened after a question was closed."""

    text = forms.CharField(required=False, strip=False)

    def __init__(self, typed: QueryDict | None, *, writer: Actor, question: Question) -> None:
        self.question = question
        super().__init__(typed, writer=writer)
        self.initial["text"] = question.what_happened

    def names(self) -> frozenset[str]:
        """Return the names of the thread that the writer may read."""
        return names_around(self.writer, self.question.post)

    def told_before(self) -> Iterator[str]:
        """Return what the writer said in the thread."""
        return told_by(self.writer, self.question.pk)

    def send(self) -> str:
        """Tell it, and return the address of the question."""
        return self.sent(self._tell)

    def _tell(self) -> str:
        may_write_now(self.writer)
        tell_what_happened(teller=self.writer, question=self.question, text=self.cleared())
        return self.question.post.get_absolute_url()


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """A place in the thread, and how it is taken; a tombstone is taken in no way."""

    item: Item
    taken: Taken | None


@dataclass(frozen=True, slots=True)
class Taking:
    """How the answers of a question are taken, as its page shows it to one reader.

    ``sealed`` is how many answers are sealed, ``reads_sealed`` that the reader reads them, ``is_short`` that its own
    answer has too few words for that; ``is_outside`` that what the reader answers is for the asker alone; ``differs``
    that the asker may say that opinions are shared.
    """

    answers: list[ShownAnswer]
    is_sealed: bool
    sealed: int
    reads_sealed: bool
    is_short: bool
    may_open: bool
    for_peers: bool
    is_outside: bool
    is_asker: bool
    differs: bool
    told_form: ToldForm | None
    agree_words: str
    disagree_words: str


def taking_of(
    request: HttpRequest, question: Question, replies: Replies, *, moves_it: bool, told_form: ToldForm | None = None
) -> Taking:
    """Gather how the answers on a page of a thread are taken."""
    actor, viewer, english = reader_of(request), viewer_of(request), page_language() == "en"
    is_asker, is_sealed = actor is not None and actor.pk == question.asker_id, question.seal == Seal.SEALED
    return Taking(
        answers=_shown(replies, question, actor, viewer),
        is_sealed=is_sealed,
        sealed=sealed_count(question) if is_sealed else 0,
        reads_sealed=is_sealed and _reads_sealed(question, actor),
        is_short=is_sealed and not is_asker and _is_short(actor, question),
        may_open=is_sealed and moves_it,
        for_peers=question.answerers == Answerers.PROFESSIONALS,
        is_outside=_is_outside(actor, question),
        is_asker=is_asker,
        differs=moves_it and _may_say_they_differ(question),
        told_form=told_form or (_empty_form(actor, question) if is_asker else None),
        agree_words=OPINION_WORDS[Stand.AGREE][english],
        disagree_words=OPINION_WORDS[Stand.DISAGREE][english],
    )


def _empty_form(asker: Actor | None, question: Question) -> ToldForm | None:
    """Return the form for what happened, once the question is closed."""
    if asker is None or question.state != State.CLOSED:
        return None
    return ToldForm(None, writer=asker, question=question)


def _is_short(actor: Actor | None, question: Question) -> bool:
    return actor is not None and is_short_of_words(question, actor.pk)


def _may_say_they_differ(question: Question) -> bool:
    return question.state in _MAY_DIFFER and do_opinions_differ(question)


def _is_outside(actor: Actor | None, question: Question) -> bool:
    return actor is not None and is_outside(actor, question)


def _reads_sealed(question: Question, actor: Actor | None) -> bool:
    """Tell whether the reader asked, or gave a sealed answer that says enough."""
    return actor is not None and (actor.pk == question.asker_id or gave_enough(question, actor.pk))


def _shown(replies: Replies, question: Question, actor: Actor | None, viewer: Viewer) -> list[ShownAnswer]:
    ids = [item.post_id for item in replies.items if item.card]
    taken = {one.post_id: one for one in taken_among(ids, question, actor, viewer)} if ids else {}
    return [ShownAnswer(item, taken.get(item.post_id)) for item in replies.items]

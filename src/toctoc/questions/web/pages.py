"""What the pages of questions show, gathered for their templates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from toctoc.community.policies import why_no_reply
from toctoc.community.queries import prepared
from toctoc.community.queries.language import page_language
from toctoc.community.queries.notes import Beside, notes_beside
from toctoc.community.queries.posts import visible_post
from toctoc.community.queries.readership import Readership, readership_of_post
from toctoc.community.queries.threads import Item, Replies, item_of, replies_of
from toctoc.community.rules.voices import VOICES
from toctoc.community.web.audience import audiences_of
from toctoc.kernel.errors import Missing, Refused
from toctoc.kernel.ids import id_in
from toctoc.kernel.pagination import cut
from toctoc.people.policies import proved_profession, reader_of, viewer_of
from toctoc.questions.policies import may_move
from toctoc.questions.queries.letters import waiting_text
from toctoc.questions.queries.lists import is_following_question, moves_of, newest_questions
from toctoc.questions.rules.life import STATE_WORDS, Mover, State, moves_for
from toctoc.questions.rules.topics import MOST_TOPICS, TOPICS, expected_topics
from toctoc.questions.rules.urgency import URGENCY_WORDS
from toctoc.questions.web.forms import AnswerForm, AskForm, MoveForm, checked_filter
from toctoc.questions.web.promises import Promises, promises_of
from toctoc.questions.web.proposals import proposals_for
from toctoc.questions.web.taking import Taking, ToldForm, taking_of
from toctoc.questions.web.waves import told_of
from toctoc.questions.web.words import MOVE_WORDS, state_words, waiting_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.http import HttpRequest

    from toctoc.community.models import Post
    from toctoc.people.models import Actor
    from toctoc.questions.models import Question
    from toctoc.questions.web.waves import Told

# The first of the list are those that #DocTocToc readers know; the others stay folded until asked for.
HISTORIC = 17


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose."""

    value: str
    words: str
    is_chosen: bool


def list_page(request: HttpRequest) -> dict[str, object]:
    """Return the list of questions as its filters ask."""
    language, wanted, viewer = page_language(), checked_filter(request.GET), viewer_of(request)
    page = newest_questions(viewer, wanted, cut(request.GET.get("avant")))
    state = wanted.state.value if wanted.state else ""
    return {
        "cards": SafeString(prepared.cards(page.items, viewer, language)),
        "is_empty": not page.items,
        "next_before": page.next_before,
        "state": state,
        "topic": wanted.topic,
        "is_filtered": bool(state or wanted.topic),
        "is_later": "avant" in request.GET,
        "states": [Choice(s.value, words[language == "en"], s == state) for s, words in STATE_WORDS.items()],
        "topics": _topic_choices({wanted.topic}),
    }


def ask_page(form: AskForm, writer: Actor) -> dict[str, object]:
    """Return the page on which a question is written."""
    chosen = set(form["topics"].value() or [])
    expected = set(expected_topics(writer.profession, writer.specialty))
    urgency, english = form["urgency"].value(), page_language() == "en"
    return {
        "form": form,
        **topic_fields(chosen),
        "taken": form.taken,
        "is_asked": form.is_proposing,
        "proposed": proposals_for(form["text"].value() or "", chosen, urgency),
        "expected": expected,
        "urgencies": [Choice(u.value, words[english], u.value == urgency) for u, words in URGENCY_WORDS.items()],
        "audiences": audiences_of(form),
        "may_call_on_peers": bool(proved_profession(writer)),
    }


def topic_fields(chosen: set[str]) -> dict[str, object]:
    """Return the topics as a form offers them: those that stand first, and those that open later."""
    choices = _topic_choices(chosen)
    first, later = choices[:HISTORIC], choices[HISTORIC:]
    return {
        # What was chosen is seen at once, wherever it stood.
        "first_topics": [one for one in later if one.is_chosen] + first,
        "later_topics": [one for one in later if not one.is_chosen],
        "most_topics": MOST_TOPICS,
    }


def _topic_choices(chosen: set[str]) -> list[Choice]:
    english = page_language() == "en"
    return [Choice(t.slug, t.english if english else t.french, t.slug in chosen) for t in TOPICS.values()]


@dataclass(frozen=True, slots=True)
class MoveLine:
    """One line of a question's history; ``by`` is empty when time or an answer moved it."""

    words: str
    moved_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """Everything a question's page shows to one reader."""

    question: Question
    card: Item
    replies: Replies
    waiting: str
    readers: Readership
    follows: bool
    barred: str
    answer_form: AnswerForm | None
    voices: list[Choice]
    move_form: MoveForm | None
    moves: list[Choice]
    may_close: bool
    history: list[MoveLine]
    notes: Beside
    promises: Promises
    taking: Taking
    told: Told


def question_page(
    request: HttpRequest,
    question: Question,
    *,
    answer_form: AnswerForm | None = None,
    move_form: MoveForm | None = None,
    told_form: ToldForm | None = None,
) -> QuestionPage:
    """Gather a question that the reader may read; a form that was sent stands as it was typed."""
    actor, viewer, language = reader_of(request), viewer_of(request), page_language()
    barred = why_no_reply(actor, question.post)
    if actor is not None and not barred:
        answer_form = answer_form or AnswerForm(None, writer=actor, question=question, to=aim_of(request, question))
        answer_form.initial["text"] = waiting_text(actor, question, request.GET.get("courriel", ""))
    if actor is not None and _moves_it(actor, question, request):
        move_form = move_form or MoveForm(None, writer=actor, question=question, viewer=viewer)
    moves = moves_for(State(question.state), Mover.ASKER) if move_form else ()
    after = cut(request.GET.get("apres")).before
    replies = replies_of(question.post, viewer, language, after)
    taking = taking_of(request, question, replies, moves_it=move_form is not None, told_form=told_form)
    return QuestionPage(
        question=question,
        card=item_of(question.post, viewer, language),
        replies=replies,
        waiting=waiting_words(question),
        readers=readership_of_post(question.post, viewer),
        follows=actor is not None and is_following_question(actor, question),
        barred=barred,
        answer_form=answer_form,
        voices=_voice_choices(answer_form),
        move_form=move_form,
        moves=_move_choices(moves),
        may_close=State.CLOSED in moves,
        history=_history(question, language),
        notes=notes_beside(question.post, viewer, language),
        promises=promises_of(question, actor),
        taking=taking,
        told=told_of(request, question),
    )


def _move_choices(moves: Sequence[State]) -> list[Choice]:
    """Return the moves that one press makes: closing has a field of its own."""
    return [Choice(s.value, str(MOVE_WORDS[s]), is_chosen=False) for s in moves if s is not State.CLOSED]


def _history(question: Question, language: str) -> list[MoveLine]:
    return [
        MoveLine(state_words(m.after, language), m.moved_at, m.moved_by.display_name if m.moved_by else "")
        for m in moves_of(question)
    ]


def aim_of(request: HttpRequest, question: Question) -> Post:
    """Return what an answer replies to: the question, or the reply that the address or the form names."""
    named = id_in(request.POST.get("a") or request.GET.get("a") or "")
    if named is None or named == question.pk:
        return question.post
    reply = visible_post(viewer_of(request), named)
    if reply.thread_id != question.pk:
        raise Missing
    return reply


def _moves_it(actor: Actor, question: Question, request: HttpRequest) -> bool:
    try:
        may_move(actor, question, viewer_of(request))
    except Refused:
        return False
    return True


def _voice_choices(form: AnswerForm | None) -> list[Choice]:
    if form is None:
        return []
    chosen, english = form["voice"].value(), page_language() == "en"
    return [Choice(voice, VOICES[voice][english], voice == chosen) for voice in form.voices]

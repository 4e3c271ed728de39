"""Write the piece a question adds to its post, in the transaction of what changed it."""

from __future__ import annotations

from django.db import transaction

from toctoc.community.rules.markdown import rendered
from toctoc.kernel.events import publish
from toctoc.questions.events import QuestionPrepared
from toctoc.questions.models import Question, QuestionFragment
from toctoc.questions.queries.at_hand import topics_at_hand
from toctoc.questions.queries.waves import told_of
from toctoc.questions.rules.life import State
from toctoc.questions.rules.pieces import QuestionFacts, piece_html, piece_json
from toctoc.questions.rules.urgency import Urgency


def prepare_question(question: Question) -> None:
    """Write or rewrite the fragment of a question."""
    QuestionFragment.objects.bulk_create(
        [fragment_of(question, topics_at_hand(question))],
        update_conflicts=True,
        unique_fields=["post"],
        update_fields=["html_fr", "html_en", "json"],
    )
    publish(QuestionPrepared(question_id=question.pk))


@transaction.atomic
def refresh_questions(*, after: int, most: int) -> list[int]:
    """Write the fragments of the next ``most`` questions again; return the ids of the questions, in their order."""
    rows = Question.objects.filter(pk__gt=after).order_by("pk")
    questions = list(rows.select_for_update(no_key=True)[:most])
    for question in questions:
        prepare_question(question)
    return [question.pk for question in questions]


def fragment_of(question: Question, topics: tuple[str, ...]) -> QuestionFragment:
    """Return the fragment of a question without storing it."""
    facts = QuestionFacts(
        question_id=question.pk,
        state=State(question.state),
        urgency=Urgency(question.urgency),
        topics=topics,
        answers=question.answers_count,
        first_answer_at=question.first_answer_at,
        outcome=question.outcome,
        outcome_html=_html(question.outcome),
        what_happened=question.what_happened,
        what_happened_html=_html(question.what_happened),
        answerers=question.answerers,
        seal=question.seal,
        told=told_of(question) if question.state == State.UNANSWERED else 0,
    )
    return QuestionFragment(
        post_id=question.pk,
        html_fr=piece_html(facts, "fr"),
        html_en=piece_html(facts, "en"),
        json=piece_json(facts),
    )


def _html(text: str) -> str:
    return rendered(text, set()).html if text else ""

"""How answers are taken: what is sealed, thanks, what happened, help counted."""

from __future__ import annotations

from toctoc.community.models import Post
from toctoc.community.models.notification import NotificationKind
from toctoc.community.services.notifications import notify, notify_once
from toctoc.kernel.events import subscribe
from toctoc.people.events import ActorLeft, StandingChanged
from toctoc.people.models import Actor
from toctoc.questions.events import AnsweredFromOutside, AnswersOpened, AnswerThanked, OutcomeTold, QuestionMoved
from toctoc.questions.models import Question
from toctoc.questions.rules.life import State
from toctoc.questions.services.apart import follow_standing
from toctoc.questions.services.fragments import prepare_question
from toctoc.questions.services.help import count_closed, count_opened_again
from toctoc.questions.services.taking import forget_opinions
from toctoc.questions.subscribers.followers import tell_followers_of


@subscribe(AnsweredFromOutside)
def tell_asker_alone(event: AnsweredFromOutside) -> None:
    """Tell the asker of an answer that nobody else reads, unless it heard of it as of a reply."""
    question = Question.objects.select_related("asker").get(pk=event.question_id)
    answer = Post.objects.select_related("reply_to").get(pk=event.answer_id)
    if answer.reply_to is not None and answer.reply_to.author_id != question.asker_id:
        notify(NotificationKind.APART, recipients=[question.asker], actor_id=event.answerer_id, post=answer)


@subscribe(AnswersOpened)
def show_opened(event: AnswersOpened) -> None:
    """Rewrite the piece of a question whose answers were opened, and tell who follows it."""
    question = Question.objects.select_related("post").get(pk=event.question_id)
    if question.post.deleted_at is None:
        prepare_question(question)
        tell_followers_of(question, NotificationKind.QUESTION, question.post, event.opener_id or question.asker_id)


@subscribe(AnswerThanked)
def tell_thanked(event: AnswerThanked) -> None:
    """Tell somebody, once, that the asker thanks for an answer."""
    answer = Post.objects.select_related("author").get(pk=event.answer_id)
    notify_once(NotificationKind.THANKS, recipient=answer.author, actor_id=event.thanker_id, post=answer)


@subscribe(OutcomeTold)
def show_what_happened(event: OutcomeTold) -> None:
    """Rewrite the piece of a question whose asker told what happened, and tell who follows it."""
    question = Question.objects.select_related("post").get(pk=event.question_id)
    prepare_question(question)
    tell_followers_of(question, NotificationKind.QUESTION, question.post, event.teller_id)


@subscribe(QuestionMoved)
def count_help(event: QuestionMoved) -> None:
    """Count for whoever answered that a question was closed with an outcome, or is open again."""
    question = Question.objects.get(pk=event.question_id)
    if event.after == State.CLOSED:
        count_closed(question=question)
    elif event.before == State.CLOSED:
        count_opened_again(question=question)


@subscribe(StandingChanged)
def follow_standing_of(event: StandingChanged) -> None:
    """Let sealed answers follow what an actor may read: a proof was recorded, or ended."""
    follow_standing(actor=Actor.objects.get(pk=event.actor_id))


@subscribe(ActorLeft)
def forget_opinions_of(event: ActorLeft) -> None:
    """Count no opinion of somebody who leaves."""
    forget_opinions(actor_id=event.actor_id)

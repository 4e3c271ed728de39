"""What a question owes to its piece, to open screens and to those who follow it."""

from __future__ import annotations

from toctoc.community.events import PostDeleted, PostRestored
from toctoc.community.models import Post
from toctoc.community.models.notification import NotificationKind
from toctoc.community.models.post import PostKind
from toctoc.community.queries import prepared, searchable
from toctoc.community.queries.readership import channels_of_post
from toctoc.kernel.events import subscribe
from toctoc.live.services import announce
from toctoc.questions.events import QuestionAnswered, QuestionAsked, QuestionMoved
from toctoc.questions.models import Question, QuestionFragment
from toctoc.questions.queries.at_hand import question_at_hand
from toctoc.questions.queries.lists import found_by
from toctoc.questions.services.apart import open_seal
from toctoc.questions.services.fragments import prepare_question
from toctoc.questions.services.questions import hold, take_answer_back
from toctoc.questions.services.restoring import count_answer_again
from toctoc.questions.subscribers.followers import tell_followers_of
from toctoc.search.services import index

# Every prepared post of a question carries its piece, in whatever list it stands.
prepared.annex.table = "questions_questionfragment"
# A question is found by its state and its topics too.
searchable.annexes.append(found_by)


@subscribe(QuestionAsked)
def prepare_and_knock(event: QuestionAsked) -> None:
    """Prepare the question's piece and knock at every open screen of its audience."""
    prepare_question(question_at_hand(event.question_id))
    payload = {"id": str(event.question_id), "topics": list(event.topics)}
    channels = channels_of_post(event.question_id, event.audience)
    announce("question", channels=channels, payload=payload, subject=event.question_id)


@subscribe(QuestionAnswered)
def tell_followers(event: QuestionAnswered) -> None:
    """Rewrite the piece (it counts answers) and tell who follows the question; the asker hears of the reply."""
    question = Question.objects.get(pk=event.question_id)
    prepare_question(question)
    tell_followers_of(question, NotificationKind.ANSWER, Post.objects.get(pk=event.answer_id), event.answerer_id)


@subscribe(QuestionMoved)
def show_move(event: QuestionMoved) -> None:
    """Rewrite the piece, show the new state on open pages, tell who follows the question."""
    question = Question.objects.select_related("post").get(pk=event.question_id)
    prepare_question(question)
    payload = {"id": str(event.question_id), "state": event.after}
    channels = channels_of_post(event.question_id, event.audience)
    announce("state", channels=channels, payload=payload, subject=event.question_id)
    if event.actor_id is not None:
        tell_followers_of(question, NotificationKind.QUESTION, question.post, event.actor_id)


@subscribe(QuestionMoved)
def find_by_new_state(event: QuestionMoved) -> None:
    """Let a question be found by where it stands now."""
    index.refresh(searchable.POSTS, event.question_id)


@subscribe(PostDeleted)
def forget_piece(event: PostDeleted) -> None:
    """Erase what a deleted question said and take it out of every list; count a deleted answer out."""
    question = Question.objects.filter(pk=event.thread_id).first()
    # A note was never counted as an answer.
    if question is None or Post.objects.filter(pk=event.post_id, kind=PostKind.NOTE).exists():
        return
    # Before its piece, in the order of whoever moves it, so that the two never wait for each other.
    held = hold(question)
    if event.post_id == event.thread_id:
        # Nobody is left who could open what is sealed.
        open_seal(question=held, opener_id=None)
        QuestionFragment.objects.filter(post_id=event.post_id).delete()
        held.delete()
        return
    take_answer_back(question=held, answerer_id=event.author_id, answer_id=event.post_id)
    prepare_question(Question.objects.get(pk=held.pk))


@subscribe(PostRestored)
def count_again(event: PostRestored) -> None:
    """Count an answer that moderation brought back."""
    count_answer_again(post=Post.objects.get(pk=event.post_id))

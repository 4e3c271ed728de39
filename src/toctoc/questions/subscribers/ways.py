"""The ways in and out of questions: words of the place, letters, boosts, promises."""

from __future__ import annotations

from toctoc.community.events import PostDeleted, PostEdited, PostWritten
from toctoc.community.models import Post
from toctoc.community.models.post import PostKind
from toctoc.community.queries.at_hand import post_at_hand
from toctoc.kernel.events import subscribe
from toctoc.people.events import ActorLeft
from toctoc.people.rules.audience import PUBLIC
from toctoc.privacy.events import ConsentWithdrawn
from toctoc.questions.events import PeersInvited, QuestionAnswered, QuestionAsked
from toctoc.questions.models import KnockReader, LetterReader, Question, WaitingAnswer
from toctoc.questions.queries.at_hand import question_at_hand
from toctoc.questions.services.mail.knocks import write_knocks_later
from toctoc.questions.services.mail.letters import write_later
from toctoc.questions.services.passing_on.boosting import forget_boost, weigh_later
from toctoc.questions.services.passing_on.pledges import recognise, take_result_back
from toctoc.questions.services.purposes import KNOCKS, LETTERS
from toctoc.questions.services.tagged import open_if_it_knocks


@subscribe(PostWritten)
def open_question(event: PostWritten) -> None:
    """Make a question of a message that knocks by a word of the place."""
    if event.reply_to_id is None and event.kind == PostKind.POST:
        open_if_it_knocks(post=post_at_hand(event.post_id))


@subscribe(PostEdited)
def open_edited(event: PostEdited) -> None:
    """Make a question of a message that an edit lets knock, while nobody replied."""
    if event.post_id == event.thread_id:
        open_if_it_knocks(post=Post.objects.select_related("author").get(pk=event.post_id))


@subscribe(QuestionAsked)
def ask_promises_and_weigh(event: QuestionAsked) -> None:
    """Ask two promises of a survey; let a job see whether the bot passes a public question on."""
    recognise(question=question_at_hand(event.question_id))
    if event.audience == PUBLIC:
        weigh_later(question_id=event.question_id)


@subscribe(PostDeleted)
def forget_ways_out(event: PostDeleted) -> None:
    """Erase what the bot said of a question that is gone; a promise whose result is gone runs again."""
    if event.post_id == event.thread_id:
        forget_boost(question_id=event.post_id)
    else:
        take_result_back(post_id=event.post_id)


@subscribe(QuestionAnswered)
def write_letters(event: QuestionAnswered) -> None:
    """Write to those who want letters; what its author had waiting from a mail is said now."""
    question = Question.objects.get(pk=event.question_id)
    write_later(question=question, answer_id=event.answer_id, answerer_id=event.answerer_id)
    WaitingAnswer.objects.filter(owner=event.answerer_id, question=question).delete()


@subscribe(PeersInvited)
def write_knocks(event: PeersInvited) -> None:
    """Write to those of a wave who want a letter when a question knocks."""
    write_knocks_later(wave_id=event.wave)


@subscribe(ConsentWithdrawn)
def write_no_more(event: ConsentWithdrawn) -> None:
    """Send no more letters to whoever withdrew its agreement to them."""
    if event.purpose == LETTERS.slug:
        LetterReader.objects.filter(actor=event.actor_id).delete()
    elif event.purpose == KNOCKS.slug:
        KnockReader.objects.filter(actor=event.actor_id).delete()


@subscribe(ActorLeft)
def forget_letters(event: ActorLeft) -> None:
    """Erase what somebody who left had waiting, and write to it no more."""
    LetterReader.objects.filter(actor=event.actor_id).delete()
    KnockReader.objects.filter(actor=event.actor_id).delete()
    WaitingAnswer.objects.filter(owner=event.actor_id).delete()

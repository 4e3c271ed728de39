"""How answers are taken: agree or not, thank, and tell what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.community.queries.said import told_by
from toctoc.community.services.tombstones import hold
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Missing, Refused
from toctoc.kernel.events import publish
from toctoc.people.models import Account
from toctoc.people.policies import may_speak, proved_profession
from toctoc.privacy.services import speech
from toctoc.questions.events import AnswerThanked, OutcomeTold
from toctoc.questions.models import Opinion, Question, Thanks
from toctoc.questions.models.question import LONGEST_OUTCOME
from toctoc.questions.policies import may_judge, may_thank
from toctoc.questions.rules.life import State
from toctoc.questions.rules.opinions import checked_stand
from toctoc.questions.services.help import count_thanks

if TYPE_CHECKING:
    from toctoc.community.models import Post
    from toctoc.kernel.cleared import Cleared
    from toctoc.people.models import Actor


@transaction.atomic
def judge(*, judge: Actor, question: Question, answer: Post, stand: str | None) -> None:
    """Agree with an answer or not; nothing takes back what was said, and saying it twice changes nothing.

    An account counts once, whichever of its actors speaks. Raises :class:`Missing` for what the judge may not read,
    :class:`Refused` for an answer of its own, :class:`Invalid` for another word.
    """
    said = checked_stand(stand)
    held = _held(question, answer)
    account_id = may_judge(judge, held)
    if said is None:
        Opinion.objects.filter(post=held, account=account_id).delete()
        return
    values = {
        "question": question,
        "actor": judge,
        "word": said.value,
        "is_professional": _is_professional(account_id),
        "given_at": clock.now(),
    }
    Opinion.objects.update_or_create(post=held, account_id=account_id, defaults=values)


@transaction.atomic
def thank(*, thanker: Actor, question: Question, answer: Post) -> None:
    """Thank for an answer, once: the second tap changes nothing and tells nobody.

    Raises :class:`Refused` for somebody else's question, :class:`Missing` for an answer that is gone.
    """
    held = _held(question, answer)
    may_thank(thanker, question, held)
    _, is_new = Thanks.objects.get_or_create(post=held, defaults={"question": question})
    if is_new:
        count_thanks(helper_id=held.author_id)
        publish(AnswerThanked(question_id=question.pk, answer_id=held.pk, thanker_id=thanker.pk))


@transaction.atomic
def tell_what_happened(*, teller: Actor, question: Question, text: Cleared) -> Question:
    """Tell what happened after a question was closed; telling it again replaces what was told.

    Raises :class:`Refused` for somebody else's question or one that is not closed, :class:`Invalid` for no words.
    """
    may_speak(teller)
    held = Question.objects.select_for_update(no_key=True).filter(pk=question.pk).first()
    if held is None:
        raise Missing
    if held.asker_id != teller.pk:
        raise Refused("Seule la personne qui a posé la question dit ce qui s’est passé.")
    if held.state != State.CLOSED:
        raise Refused("Dites d’abord ce que vous avez fait, en fermant la question.")
    if not any(character.isalnum() for character in text.text):
        raise Invalid("Écrivez quelques mots avant d’envoyer.", field="text")
    if len(text.text) > LONGEST_OUTCOME:
        raise Invalid("Ce récit a au plus %(longest)s caractères.", field="text", longest=LONGEST_OUTCOME)
    held.what_happened = text.text
    held.save(update_fields=["what_happened"])
    speech.record(writer=teller, subject=f"post:{held.pk}", cleared=text, before=told_by(teller, held.pk))
    publish(OutcomeTold(question_id=held.pk, teller_id=teller.pk))
    return held


@transaction.atomic
def forget_opinions(*, actor_id: int) -> None:
    """Take back what an actor who leaves thought of answers."""
    Opinion.objects.filter(actor=actor_id).delete()


def _held(question: Question, answer: Post) -> Post:
    """Return an answer of the question that nobody takes back before the end of the transaction."""
    held = hold(answer.pk).get(answer.pk)
    if held is None or held.thread_id != question.pk:
        raise Missing
    return held


def _is_professional(account_id: int) -> bool:
    """Tell whether any actor of an account is proved."""
    return any(proved_profession(actor) for actor in Account.objects.get(pk=account_id).actors.all())

"""Letters about questions: one for each answer, to whoever asked for them, with an address at which to answer back.

What is not public to everybody is told by its existence and its link alone: letters lie in mailboxes that others open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import BadHeaderError, EmailMessage
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from toctoc.community.models import Post
from toctoc.community.policies import may_be_read
from toctoc.community.services.digests import LetterStays
from toctoc.jobs.services.queue import enqueue
from toctoc.kernel import clock
from toctoc.kernel.errors import Missing
from toctoc.kernel.ids import id_in
from toctoc.people.models import Actor
from toctoc.people.policies import takes_part, viewer_for
from toctoc.people.rules.audience import PUBLIC
from toctoc.people.services.keys import digest_of, key_for, unseal
from toctoc.privacy.services import consents
from toctoc.questions.models import LetterReader, Question
from toctoc.questions.rules.letters.addresses import LASTS, Reply, reply_address
from toctoc.questions.rules.letters.quoting import MARK
from toctoc.questions.services.purposes import LETTERS

if TYPE_CHECKING:
    from toctoc.people.models import Account

# The tasks that send: an answer to its readers, a word to whoever wrote to a reply address.
WRITE, TELL = "questions.write_letter", "questions.tell_sender"
# What is derived from the server's key: signatures of reply addresses, and addresses in jobs.
SIGNS, SENDERS = "question reply addresses", "senders of letters"
PAGE = "/questions/courriels"


@transaction.atomic
def choose_letters(*, actor: Actor, wants: bool) -> None:
    """Send an actor a letter for each answer to its questions and to those it follows, or none any more."""
    consents.hold(actor)
    if wants:
        LetterReader.objects.get_or_create(actor=actor)
        consents.give(actor=actor, purpose=LETTERS.slug)
    else:
        stop_letters(actor=actor)


def stop_letters(*, actor: Actor) -> None:
    """Send no more letters; doing it twice changes nothing."""
    consents.withdraw(actor=actor, purpose=LETTERS.slug)
    LetterReader.objects.filter(actor=actor).delete()


def write_later(*, question: Question, answer_id: int, answerer_id: int) -> None:
    """Let jobs write to whoever asked or follows a question and wants letters, in the caller's transaction."""
    concerned = {question.asker_id, *question.follows.values_list("actor", flat=True)} - {answerer_id}
    for actor_id in LetterReader.objects.filter(actor__in=concerned).values_list("actor", flat=True):
        enqueue(WRITE, key=f"{WRITE} {actor_id} {answer_id}", actor_id=actor_id, answer_id=answer_id)


def write_letter(*, actor_id: int, answer_id: int) -> bool:
    """Write to one reader of one answer, as it may be read now; return whether there was anything to tell.

    The letter has one Message-ID: should it be sent twice, a mailbox keeps one. Raises :class:`LetterStays`.
    """
    actor = Actor.objects.select_related("account").filter(pk=actor_id, suspended_at=None, left_at=None).first()
    answer = Post.objects.select_related("author").filter(pk=answer_id, deleted_at=None).first()
    if actor is None or answer is None or not takes_part(actor.account):
        return False
    question = Question.objects.filter(pk=answer.thread_id).first()
    wants = LetterReader.objects.filter(actor=actor).exists()
    if question is None or not wants or not may_be_read(viewer_for(actor, actor.account), answer):
        return False
    send(_letter(actor, actor.account, question, answer))
    return True


def reply_to(actor: Actor, question: Question) -> str:
    """Return the address at which ``actor`` answers ``question`` by mail; empty where nobody receives letters."""
    domain = settings.ENVIRONMENT.reply_domain
    until = (clock.now() + LASTS).date()
    return reply_address(Reply(actor.pk, question.pk, until), domain, key_for(SIGNS)) if domain else ""


def tell_sender(*, told: str, sealed: str, address: str = "", language: str = "fr") -> None:
    """Write back to whoever wrote to a reply address: ``told`` names what (templates ``questions/mail/told_*.txt``)."""
    with translation.override(language):
        facts = {"address": f"{settings.ENVIRONMENT.base_url}{address}" if address else ""}
        body = render_to_string(f"questions/mail/told_{told}.txt", facts)
        subject = settings.ACCOUNT_EMAIL_SUBJECT_PREFIX + gettext("Votre réponse par courriel")
    headers = {"Auto-Submitted": "auto-replied"}
    send(EmailMessage(subject, body.strip() + "\n", None, [unseal(SENDERS, sealed.encode())], headers=headers))


def headers_of(name: str, stop: str) -> dict[str, str]:
    """Return what marks a letter: the same Message-ID each time it is written, and the link that stops such letters."""
    return {
        "Message-ID": f"<{digest_of('question letters', name).hex()}@{settings.ENVIRONMENT.host}>",
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def stop_token(actor: Actor) -> str:
    """Return what the link at the end of a letter carries: it stops this one's letters and does nothing else."""
    return _signer().sign(str(actor.pk))


def actor_of_token(token: str) -> Actor:
    """Return whose letters a link stops; raise :class:`Missing` for a link that this server did not write."""
    try:
        found = Actor.objects.filter(pk=id_in(_signer().unsign(token)) or 0).first()
    except BadSignature:
        raise Missing from None
    if found is None:
        raise Missing
    return found


def _signer() -> Signer:
    return Signer(salt="toctoc.questions.letters", sep=".")


def send(letter: EmailMessage) -> None:
    """Give a letter to the mail server; raise :class:`LetterStays` when it does not take it."""
    try:
        letter.send()
    except (OSError, BadHeaderError) as error:
        raise LetterStays(type(error).__name__) from None


def _letter(actor: Actor, account: Account, question: Question, answer: Post) -> EmailMessage:
    base = settings.ENVIRONMENT.base_url
    stop, reply = f"{base}{PAGE}/arreter/{stop_token(actor)}", reply_to(actor, question)
    facts = {
        "is_own": question.asker_id == actor.pk,
        "name": answer.author.display_name,
        # Only what everybody may read is repeated, and never what stands behind a warning.
        "said": answer.text if answer.audience == PUBLIC and not answer.warning else "",
        "address": f"{base}{answer.get_absolute_url()}",
        "settings": f"{base}{PAGE}",
        "stop": stop,
        "mark": MARK if reply else "",
    }
    with translation.override(account.language):
        body = render_to_string("questions/mail/answer.txt", facts)
        subject = settings.ACCOUNT_EMAIL_SUBJECT_PREFIX + gettext("Une réponse vous attend")
    headers = headers_of(f"{actor.pk} {answer.pk}", stop)
    return EmailMessage(
        subject, body.strip() + "\n", None, [account.email], headers=headers, reply_to=[reply] if reply else None
    )

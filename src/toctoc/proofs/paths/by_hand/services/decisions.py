"""What a moderator does: take an application, ask, say yes or no, give it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from toctoc.jobs.services.queue import enqueue
from toctoc.kernel.errors import Invalid, Refused
from toctoc.people.queries import moderators
from toctoc.people.services.locks import locked
from toctoc.people.services.proofs import Evidence, record_proof
from toctoc.proofs.paths.by_hand.models import Application, Exchange, Voice
from toctoc.proofs.paths.by_hand.models.application import LONGEST_LINE, LONGEST_WORDS
from toctoc.proofs.paths.by_hand.policies import may_decide, must_hold, who_may_decide
from toctoc.proofs.paths.by_hand.rules.life import Mover, State, after_voices, given_back, in_hand
from toctoc.proofs.paths.by_hand.rules.reasons import REASONS
from toctoc.proofs.paths.by_hand.services.steps import LETTER, go, hold

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from toctoc.kernel.cleared import Cleared
    from toctoc.people.models import Account

BY_HAND = "by_hand"


@transaction.atomic
def take(*, moderator: Account, application: Application, seen: int) -> None:
    """Take an application in hand, so that nobody else does the same work.

    This and the others raise :class:`Stale` when something happened since the page was read, and :class:`Refused`
    for a moderator who had their say, or whose account it is about.
    """
    application = hold(application, seen=seen)
    may_decide(moderator, application)
    go(application, in_hand(application.state), Mover.MODERATOR, moved_by=moderator, holder=moderator)


@transaction.atomic
def give_back(*, moderator: Account, application: Application, seen: int) -> None:
    """Leave an application to others."""
    application = _in_hand(moderator, application, seen)
    go(application, given_back(application.state), Mover.MODERATOR, moved_by=moderator)


@transaction.atomic
def ask(*, moderator: Account, application: Application, question: Cleared, seen: int) -> None:
    """Ask the person something; their answer brings the application back to this moderator."""
    application = _in_hand(moderator, application, seen)
    if not question.text.strip() or len(question.text) > LONGEST_WORDS:
        raise Invalid("Écrivez votre question, en %(longest)s caractères au plus.", field="text", longest=LONGEST_WORDS)
    Exchange.objects.create(application=application, is_from_moderation=True, words=question.text)
    go(application, State.UNCLEAR, Mover.MODERATOR, moved_by=moderator, holder=moderator)
    enqueue(LETTER, application=application.pk, letter="unclear")


@transaction.atomic
def say_yes(*, moderator: Account, application: Application, note: Cleared, seen: int) -> None:
    """Say that it was shown; the second yes, of somebody else, records the proof.

    Raises what recording a proof raises, too: an actor suspended meanwhile proves nothing.
    """
    # First the actor's row, as whatever changes proofs does: whoever leaves at this moment waits, or is waited for.
    locked(application.actor_id)
    application = _in_hand(moderator, application, seen)
    _give_voice(application, moderator, note, is_yes=True)


@transaction.atomic
def say_no(*, moderator: Account, application: Application, reason: str, sentence: Cleared, seen: int) -> None:
    """Refuse, with a reason of ``rules.reasons`` and perhaps a sentence, both for the person.

    Raises :class:`Invalid` without a reason.
    """
    application = _in_hand(moderator, application, seen)
    if reason not in REASONS:
        raise Invalid("Choisissez pourquoi.", field="reason")
    application.reason, application.sentence = reason, sentence.text
    _give_voice(application, moderator, sentence, is_yes=False)


def _in_hand(moderator: Account, application: Application, seen: int) -> Application:
    application = hold(application, seen=seen)
    may_decide(moderator, application)
    must_hold(moderator, application)
    return application


def _voices(application: Application) -> QuerySet[Voice]:
    """Return the voices that count: of this examination, by accounts that still moderate."""
    voices = Voice.objects.filter(application=application, examination=application.examination)
    return voices.filter(moderator__in=moderators())


def _give_voice(application: Application, moderator: Account, note: Cleared, *, is_yes: bool) -> None:
    if len(note.text) > LONGEST_LINE:
        raise Invalid("Écrivez au plus %(longest)s caractères.", field="text", longest=LONGEST_LINE)
    try:
        with transaction.atomic():
            Voice.objects.create(
                application=application,
                examination=application.examination,
                moderator=moderator,
                is_yes=is_yes,
                note=note.text,
            )
    except IntegrityError:
        raise Refused("Votre avis est déjà donné. Une autre personne doit donner le sien.") from None
    voices = _voices(application)
    yes = list(voices.filter(is_yes=True).select_related("moderator").order_by("given_at", "pk"))
    no = voices.filter(is_yes=False).count()
    is_anyone_left = bool(who_may_decide(application))
    after = after_voices(application.examination, len(yes), no, is_anyone_left=is_anyone_left)
    if after is State.ACCEPTED:
        _record(application, yes[0].moderator, yes[1].moderator)
    go(application, after, Mover.MODERATOR, moved_by=moderator)


def _record(application: Application, first: Account, second: Account) -> None:
    """Record what two people established; the path is that of the seal."""
    application.reason = application.sentence = ""
    evidence = Evidence(application.profession, application.specialty, BY_HAND)
    record_proof(actor=application.actor, evidence=evidence, deciders=(first, second))

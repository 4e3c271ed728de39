"""What the person does: apply, answer a question, appeal, withdraw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction

from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Refused, TooMany
from toctoc.kernel.ids import id_at, moment_of
from toctoc.people.policies import may_be_proved
from toctoc.people.rules.professions import check_provable
from toctoc.proofs.paths.by_hand.models import Application, Exchange, Voice
from toctoc.proofs.paths.by_hand.models.application import LONGEST_WORDS
from toctoc.proofs.paths.by_hand.rules.life import APPEAL_WITHIN, Examination, Mover, State
from toctoc.proofs.paths.by_hand.rules.means import means_for
from toctoc.proofs.paths.by_hand.rules.phrases import new_phrase
from toctoc.proofs.paths.by_hand.services.steps import go, hold, keep_step

if TYPE_CHECKING:
    from toctoc.kernel.cleared import Cleared
    from toctoc.people.models import Actor

# Each application takes the time of two people.
MOST_APPLICATIONS = 5
WITHIN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody says to be (slugs), by which means they can show it, and what they add."""

    profession: str
    specialty: str
    means: str
    words: Cleared


@transaction.atomic
def apply(*, actor: Actor, asked: Asked) -> Application:
    """Ask moderators to look.

    Raises :class:`Invalid` for what is not in the lists, :class:`Refused` for an actor that can prove nothing or
    already waits, and :class:`TooMany` for a sixth application in a month.
    """
    may_be_proved(actor)
    _check(actor, asked)
    _check_pace(actor)
    application = Application(
        actor=actor,
        profession=asked.profession,
        specialty=asked.specialty,
        means=asked.means,
        words=asked.words.text,
        phrase=new_phrase(),
        state_since=clock.now(),
    )
    try:
        with transaction.atomic():
            application.save(force_insert=True)
    except IntegrityError:
        raise Refused("Une demande est déjà en cours. Elle se retire, si vous voulez en faire une autre.") from None
    keep_step(application, "", None)
    return application


@transaction.atomic
def withdraw(*, application: Application) -> None:
    """Take an open application back; what was written is forgotten. Raises :class:`Refused` when it is decided."""
    go(hold(application), State.WITHDRAWN, Mover.PERSON)


@transaction.atomic
def answer(*, application: Application, words: Cleared) -> None:
    """Answer a moderator's question, which brings the application back to them.

    Raises :class:`Refused` when nothing was asked, and :class:`Invalid` for an answer without words.
    """
    application = hold(application)
    voices = Voice.objects.filter(application=application, examination=application.examination)
    after = State.CONFIRMING if voices.exists() else State.TAKEN
    go(application, after, Mover.PERSON, holder=application.held_by)
    _write(application, words)


@transaction.atomic
def appeal(*, application: Application, words: Cleared) -> None:
    """Ask other moderators to look again, once, within a month of the refusal; the three words are new.

    Raises :class:`Refused` when it is too late, when it was done, or when another application is open.
    """
    application = hold(application)
    if not may_appeal(application):
        raise Refused("Ce refus ne peut plus être contesté. Vous pouvez faire une nouvelle demande.")
    application.examination = Examination.APPEAL
    application.phrase = new_phrase()
    try:
        with transaction.atomic():
            go(application, State.WAITING, Mover.PERSON)
    except IntegrityError:
        raise Refused("Une demande est déjà en cours. Elle se retire, si vous voulez en faire une autre.") from None
    _write(application, words)


def may_appeal(application: Application) -> bool:
    """Tell whether a refusal can still be appealed."""
    is_first = application.examination == Examination.FIRST
    in_time = clock.now() < application.state_since + APPEAL_WITHIN
    return application.state == State.REFUSED and is_first and in_time


def _check(actor: Actor, asked: Asked) -> None:
    check_provable(actor.kind, asked.profession, asked.specialty)
    if asked.means not in {means.slug for means in means_for(actor.kind, settings.ENVIRONMENT.contact)}:
        raise Invalid("Dites comment vous pouvez le montrer.", field="means")
    if len(asked.words.text) > LONGEST_WORDS:
        raise Invalid("Écrivez au plus %(longest)s caractères.", field="text", longest=LONGEST_WORDS)


def _check_pace(actor: Actor) -> None:
    """Raise :class:`TooMany` when an account asked too often; rows know, since none is deleted within a year."""
    recent = Application.objects.filter(actor__account=actor.account_id, pk__gte=id_at(clock.now() - WITHIN))
    asked = list(recent.order_by("pk").values_list("pk", flat=True))
    if len(asked) >= MOST_APPLICATIONS:
        wait = moment_of(asked[-MOST_APPLICATIONS]) + WITHIN - clock.now()
        said = "Vous avez fait beaucoup de demandes ce mois-ci. Réessayez plus tard."
        raise TooMany(said, retry_after=max(1, int(wait.total_seconds())))


def _write(application: Application, words: Cleared) -> None:
    if not words.text.strip():
        raise Invalid("Écrivez au moins une phrase.", field="text")
    if len(words.text) > LONGEST_WORDS:
        raise Invalid("Écrivez au plus %(longest)s caractères.", field="text", longest=LONGEST_WORDS)
    Exchange.objects.create(application=application, is_from_moderation=False, words=words.text)

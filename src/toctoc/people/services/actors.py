"""Make and change actors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid
from toctoc.kernel.events import publish
from toctoc.people.events import ActorChanged, StandingChanged
from toctoc.people.models import Actor, RetiredHandle
from toctoc.people.models.actor import ActorKind
from toctoc.people.policies import may_reinstate
from toctoc.people.rules.departments import DEPARTMENTS
from toctoc.people.rules.handles import checked_handle
from toctoc.people.rules.professions import PROFESSIONS, SPECIALTIES
from toctoc.people.services.keys import digest_of_handle
from toctoc.people.services.locks import locked, resting_on
from toctoc.people.services.proofs import doubt_what_rests_on, free_numbers

if TYPE_CHECKING:
    from toctoc.kernel.cleared import Cleared
    from toctoc.people.models import Account

LONGEST_NAME = 60
LONGEST_NOTE = 500
LANGUAGES = ("fr", "en")
_TAKEN = "Cet identifiant est déjà pris. Essayez-en un autre."


@dataclass(frozen=True, slots=True)
class Portrait:
    """What an actor says of itself: cleared name and note, slugs of profession and specialty, department code."""

    display_name: Cleared
    note: Cleared
    profession: str = ""
    specialty: str = ""
    department: str = ""
    languages: str = "fr"


@transaction.atomic
def make_actor(
    *, account: Account | None, handle: str, portrait: Portrait, kind: ActorKind = ActorKind.PERSON
) -> Actor:
    """Make an actor, pseudonymous unless its owner says otherwise.

    Raises :class:`Invalid` for a handle that is taken, reserved or malformed, and for a portrait that cannot be.
    """
    _check(portrait)
    actor = Actor(account=account, kind=kind, handle=checked_handle(handle))
    if RetiredHandle.objects.filter(digest=digest_of_handle(actor.handle)).exists():
        raise Invalid(_TAKEN, field="handle")
    _draw(actor, portrait)
    try:
        with transaction.atomic():
            actor.save(force_insert=True)
    except IntegrityError:
        raise Invalid(_TAKEN, field="handle") from None
    publish(ActorChanged(actor_id=actor.pk))
    return actor


@transaction.atomic
def change_portrait(*, actor: Actor, portrait: Portrait) -> Actor:
    """Change what an actor says of itself; what was proved stays as it was proved."""
    _check(portrait)
    actor.refresh_from_db(from_queryset=Actor.objects.select_for_update(no_key=True))
    _draw(actor, portrait)
    actor.save(update_fields=["display_name", "note", "profession", "specialty", "department", "languages"])
    publish(ActorChanged(actor_id=actor.pk))
    return actor


@transaction.atomic
def suspend(*, actor: Actor) -> None:
    """Silence an actor: it reads as a stranger, its posts are shown nowhere, what rests on its word is doubted."""
    locked(actor.pk, *resting_on(actor.pk))
    _set_suspended(actor, suspended=True)
    doubt_what_rests_on(actor)


@transaction.atomic
def reinstate(*, actor: Actor, decided_by: Account | None = None) -> None:
    """Undo a suspension; a number whose proof ran out meanwhile may prove another actor again.

    ``decided_by`` is who moderates, or nobody for the operator's word. Raises :class:`Missing` for an actor of their
    own.
    """
    if decided_by is not None:
        may_reinstate(decided_by, actor)
    _set_suspended(actor, suspended=False)
    free_numbers(actor=actor)


@transaction.atomic
def take_portrait(*, actor: Actor) -> tuple[str, str]:
    """Take the display name and the words of an actor away for moderation; return them. The handle is its name."""
    actor.refresh_from_db(from_queryset=Actor.objects.select_for_update(no_key=True))
    taken = (actor.display_name, actor.note)
    _write_portrait(actor, actor.handle, "")
    return taken


@transaction.atomic
def give_back_portrait(*, actor: Actor, taken: tuple[str, str]) -> None:
    """Give back what was taken, unless the actor wrote something else since."""
    actor.refresh_from_db(from_queryset=Actor.objects.select_for_update(no_key=True))
    if actor.left_at is None and (actor.display_name, actor.note) == (actor.handle, ""):
        _write_portrait(actor, *taken)


def _write_portrait(actor: Actor, name: str, words: str) -> None:
    actor.display_name, actor.note = name, words
    actor.save(update_fields=["display_name", "note"])
    publish(ActorChanged(actor_id=actor.pk))


@transaction.atomic
def limit(*, actor: Actor, limited: bool = True) -> None:
    """Keep what an actor says to those who follow it, out of public lists; or let it be heard by all again."""
    Actor.objects.filter(pk=actor.pk).update(limited_at=clock.now() if limited else None)
    actor.refresh_from_db(fields=["limited_at"])
    publish(ActorChanged(actor_id=actor.pk))


def _set_suspended(actor: Actor, *, suspended: bool) -> None:
    actor.suspended_at = clock.now() if suspended else None
    actor.save(update_fields=["suspended_at"])
    publish(StandingChanged(actor_id=actor.pk))
    publish(ActorChanged(actor_id=actor.pk))


def _draw(actor: Actor, portrait: Portrait) -> None:
    actor.display_name, actor.note = portrait.display_name.text, portrait.note.text
    actor.department, actor.languages = portrait.department, portrait.languages
    if not actor.proved_profession:
        actor.profession = portrait.profession
    if not actor.proved_specialty:
        actor.specialty = portrait.specialty


def _check(portrait: Portrait) -> None:
    _check_texts(portrait)
    _check_words(portrait)


def _check_texts(portrait: Portrait) -> None:
    if not any(character.isalnum() for character in portrait.display_name.text):
        raise Invalid("Choisissez un nom affiché : un pseudonyme convient.", field="display_name")
    if len(portrait.display_name.text) > LONGEST_NAME:
        raise Invalid("Un nom affiché a au plus 60 caractères.", field="display_name")
    if len(portrait.note.text) > LONGEST_NOTE:
        raise Invalid("Une présentation a au plus 500 caractères.", field="note")


def _check_words(portrait: Portrait) -> None:
    if portrait.profession and portrait.profession not in PROFESSIONS:
        raise Invalid("Cette profession n’est pas dans la liste.", field="profession")
    if portrait.specialty and portrait.specialty not in SPECIALTIES:
        raise Invalid("Cette spécialité n’est pas dans la liste.", field="specialty")
    if portrait.department and portrait.department not in DEPARTMENTS:
        raise Invalid("Ce département n’existe pas.", field="department")
    if any(language not in LANGUAGES for language in portrait.languages.split(",")):
        raise Invalid("Choisissez le français, l’anglais, ou les deux.", field="languages")

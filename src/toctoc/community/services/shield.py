"""Raise and lower a shield, and hold it before whoever replies, names or writes.

The check runs as a gate for posts; rooms of messages call :func:`check_message` themselves.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.community.models.shield import LetThrough, Shield
from toctoc.community.services.gates import Intent, before_writing
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Refused
from toctoc.people.models import Follow
from toctoc.people.policies import may_speak, proved_profession

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.people.models import Actor

# Long enough for most storms to pass; it can be raised again as long as one lasts.
LASTS = timedelta(days=7)


@transaction.atomic
def raise_shield(*, actor: Actor, lets_through: str) -> Shield:
    """Protect an actor for seven days from now; doing it again begins them anew, with the new choice."""
    may_speak(actor)
    if lets_through not in LetThrough.values:
        raise Invalid("Choisissez qui peut encore vous écrire.", field="lets_through")
    now = clock.now()
    values = {"lets_through": lets_through, "begun_at": now, "ends_at": now + LASTS}
    return Shield.objects.update_or_create(actor=actor, defaults=values)[0]


def lower_shield(*, actor: Actor) -> None:
    """End an actor's shield; doing it twice changes nothing."""
    Shield.objects.filter(actor=actor).delete()


def shield_of(actor: Actor) -> Shield | None:
    """Return the shield that protects an actor now."""
    return Shield.objects.filter(actor=actor, ends_at__gt=clock.now()).first()


def check_message(*, sender: Actor, recipients: Iterable[Actor]) -> None:
    """Raise :class:`Refused` when the shield of one of the recipients keeps ``sender`` away."""
    if _is_held_from(sender, {actor.pk for actor in recipients}):
        raise Refused("Cette personne a choisi de ne recevoir que certains messages pour quelques jours.")


@before_writing
def check_post(intent: Intent) -> None:
    """Raise :class:`Refused` when who is answered or named has a shield that keeps the author away."""
    author = intent.author
    if intent.to is not None and _is_held_from(author, {intent.to.author_id, intent.post.thread.author_id}):
        raise Refused("Cette personne a choisi qui peut lui répondre pour quelques jours. Vous pouvez la lire.")
    # A post for somebody by name reaches them as a message does.
    if _is_held_from(author, {actor.pk for actor in (*intent.mentioned, *intent.named)}):
        raise Refused("Une personne nommée a choisi qui peut la nommer pour quelques jours. Retirez son nom.")


def _is_held_from(author: Actor, others: set[int]) -> bool:
    """Tell whether one of ``others`` has a shield that does not let ``author`` through. One range, usually empty."""
    if not others - {author.pk}:
        return False
    shields = Shield.objects.filter(pk__in=others - {author.pk}, ends_at__gt=clock.now())
    return any(not _lets_through(shield, author) for shield in shields)


def _lets_through(shield: Shield, author: Actor) -> bool:
    if shield.lets_through == LetThrough.NOBODY:
        return False
    if shield.lets_through == LetThrough.PROVED and proved_profession(author):
        return True
    return Follow.objects.filter(follower=shield.actor_id, followee=author).exists()


def forget_ended() -> int:
    """Delete the shields whose days are over; return how many."""
    deleted, _ = Shield.objects.filter(ends_at__lte=clock.now()).delete()
    return deleted

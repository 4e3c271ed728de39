"""The place's own bot: the public voice that passes questions on. Nobody signs in as it."""

from __future__ import annotations

from django.db import transaction

from toctoc.kernel.events import publish
from toctoc.people.events import ActorChanged
from toctoc.people.models import Actor
from toctoc.people.models.actor import ActorKind

# Reserved (people.rules.handles): nobody else can have it.
BOT = "toctoc"
_NOTE = "Je relaie des questions publiques, selon une règle que chacun peut lire. Je ne réponds à rien."


@transaction.atomic
def place_bot() -> Actor:
    """Return the bot of the place, made the first time it is needed."""
    told = {"kind": ActorKind.BOT, "display_name": "Toctoc", "note": _NOTE}
    actor, is_new = Actor.objects.get_or_create(handle=BOT, domain="", defaults=told)
    if is_new:
        publish(ActorChanged(actor_id=actor.pk))
    return actor

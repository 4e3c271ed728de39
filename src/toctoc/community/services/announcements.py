"""Put announcements away, and answer them with an emoji. Doing it twice changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.community.models import Announcement, AnnouncementReaction, AnnouncementSeen
from toctoc.community.rules.emoji import is_emoji
from toctoc.kernel.errors import Invalid, Refused
from toctoc.people.policies import may_speak

if TYPE_CHECKING:
    from toctoc.people.models import Actor

# Different ones on one announcement.
MOST_REACTIONS = 8


def put_away(*, actor: Actor, announcement: Announcement) -> None:
    """Say that an announcement was read."""
    AnnouncementSeen.objects.get_or_create(actor=actor, announcement=announcement)


@transaction.atomic
def react(*, actor: Actor, announcement: Announcement, emoji: str) -> None:
    """Answer with an emoji; raise :class:`Invalid` for what is none, :class:`Refused` beyond the most."""
    may_speak(actor)
    if not is_emoji(emoji):
        raise Invalid("Ce n’est pas un émoji.", field="name")
    # Held, so that two who answer at once do not pass the limit together.
    Announcement.objects.select_for_update(no_key=True).get(pk=announcement.pk)
    known = set(AnnouncementReaction.objects.filter(announcement=announcement).values_list("emoji", flat=True))
    if emoji not in known and len(known) >= MOST_REACTIONS:
        raise Refused("Cette annonce a déjà assez de réactions différentes. Choisissez l’une d’elles.")
    AnnouncementReaction.objects.get_or_create(actor=actor, announcement=announcement, emoji=emoji)


def take_reaction_back(*, actor: Actor, announcement: Announcement, emoji: str) -> None:
    """Take an answer back."""
    AnnouncementReaction.objects.filter(actor=actor, announcement=announcement, emoji=emoji).delete()

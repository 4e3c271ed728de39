"""Announce, put announcements away, and answer them with an emoji. Doing it twice changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.community.models import Announcement, AnnouncementReaction, AnnouncementSeen
from toctoc.community.queries.announcements import lasting
from toctoc.community.rules.emoji import is_emoji
from toctoc.jobs.services.queue import enqueue
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Refused
from toctoc.live.services import announce
from toctoc.people.policies import may_speak

if TYPE_CHECKING:
    from toctoc.people.models import Actor

# Different ones on one announcement.
MOST_REACTIONS = 8
TELL = "community.tell_announcement"
# What open screens hear; no page of ours listens for it.
SHOWN, GONE, REACTION = "announcement", "announcement_gone", "announcement_reaction"
_EVERYBODY = ("announcements",)


@transaction.atomic
def announce_to_all(*, announcement: Announcement) -> None:
    """Keep an announcement, new or changed; whoever is here is told now, when it appears and when it ends."""
    announcement.save()
    tell_announcement(announcement_id=announcement.pk)
    now = clock.now()
    for moment in (announcement.published_at, announcement.ends_at):
        if moment is not None and moment > now:
            key = f"{TELL} {announcement.pk} {moment.timestamp():.0f}"
            enqueue(TELL, key=key, run_at=moment, announcement_id=announcement.pk)


@transaction.atomic
def withdraw(*, announcement: Announcement) -> None:
    """Take an announcement back, with what was answered."""
    payload = {"id": str(announcement.pk)}
    announcement.delete()
    announce(GONE, channels=_EVERYBODY, payload=payload)


def tell_announcement(*, announcement_id: int) -> None:
    """Tell open screens how an announcement stands now: there, or not; twice says the same."""
    lasts = lasting().filter(pk=announcement_id).exists()
    announce(SHOWN if lasts else GONE, channels=_EVERYBODY, payload={"id": str(announcement_id)})


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
    _, is_new = AnnouncementReaction.objects.get_or_create(actor=actor, announcement=announcement, emoji=emoji)
    if is_new:
        _tell_reaction(announcement, emoji)


@transaction.atomic
def take_reaction_back(*, actor: Actor, announcement: Announcement, emoji: str) -> None:
    """Take an answer back."""
    own = AnnouncementReaction.objects.filter(actor=actor, announcement=announcement, emoji=emoji)
    if own.delete()[0]:
        _tell_reaction(announcement, emoji)


def _tell_reaction(announcement: Announcement, emoji: str) -> None:
    announce(REACTION, channels=_EVERYBODY, payload={"id": str(announcement.pk), "emoji": emoji})

"""Follow hashtags, and show on one's profile which ones one writes about. Doing it twice changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from toctoc.community.models import FeaturedTag, FollowedTag
from toctoc.community.rules.tags import checked_word
from toctoc.kernel.errors import Refused
from toctoc.people.models import Actor
from toctoc.people.policies import may_speak

if TYPE_CHECKING:
    from toctoc.kernel.cleared import Cleared

MOST_FOLLOWED = 500
MOST_FEATURED = 10


@transaction.atomic
def follow_tag(*, actor: Actor, word: str) -> str:
    """Follow a hashtag, and return it as it is kept; nobody is told.

    Raises :class:`Invalid` for what is no hashtag, :class:`Refused` beyond :data:`MOST_FOLLOWED`.
    """
    may_speak(actor)
    tidy = checked_word(word)
    _hold(actor)
    mine = FollowedTag.objects.filter(actor=actor)
    if not mine.filter(word=tidy).exists():
        if mine.count() >= MOST_FOLLOWED:
            raise Refused("Vous suivez déjà %(most)s mots-dièse. Retirez-en un d’abord.", most=MOST_FOLLOWED)
        FollowedTag.objects.create(actor=actor, word=tidy)
        _renew(actor)
    return tidy


@transaction.atomic
def unfollow_tag(*, actor: Actor, word: str) -> str:
    """Follow a hashtag no longer; return it as it was kept."""
    tidy = checked_word(word)
    deleted, _ = FollowedTag.objects.filter(actor=actor, word=tidy).delete()
    if deleted:
        _renew(actor)
    return tidy


@transaction.atomic
def feature_tag(*, actor: Actor, word: Cleared) -> FeaturedTag:
    """Show a hashtag on one's profile.

    Raises :class:`Invalid` for what is no hashtag, :class:`Refused` beyond :data:`MOST_FEATURED`.
    """
    may_speak(actor)
    tidy = checked_word(word.text)
    _hold(actor)
    mine = FeaturedTag.objects.filter(actor=actor)
    if (known := mine.filter(word=tidy).first()) is not None:
        return known
    if mine.count() >= MOST_FEATURED:
        raise Refused("Un profil met en avant au plus %(most)s mots-dièse. Retirez-en un.", most=MOST_FEATURED)
    return FeaturedTag.objects.create(actor=actor, word=tidy)


def unfeature_tag(*, actor: Actor, word: str) -> None:
    """Show a hashtag on one's profile no longer."""
    FeaturedTag.objects.filter(actor=actor, word=checked_word(word)).delete()


def _hold(actor: Actor) -> None:
    """Let no other tab pass the limit meanwhile."""
    Actor.objects.select_for_update(no_key=True).get(pk=actor.pk)


def _renew(actor: Actor) -> None:
    """Say that lists of this reader that are kept in memory are old."""
    Actor.objects.filter(pk=actor.pk).update(follows_version=F("follows_version") + 1)

"""Erase what an actor who left wrote and did here; the answers of others stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.models import Boost, Favourite, NoteRating, Post
from toctoc.community.services.boosts import unboost
from toctoc.community.services.fragments import forget_name
from toctoc.community.services.gestures import unfavour
from toctoc.community.services.notes import forget_rating
from toctoc.community.services.own import forget_own
from toctoc.community.services.posts import erase_for_who_left
from toctoc.people.services.leaving import finish_erasing, forget_ties

if TYPE_CHECKING:
    from toctoc.kernel.progress import Progress

BATCH = 100
# The task that does it, as long as it takes.
ERASE = "community.erase_who_left"


def erase_who_left(*, actor_id: int, progress: Progress) -> None:
    """Take back every post, gesture, mention and follow, one short transaction each; run again, it goes on."""
    while some := list(Post.objects.filter(author=actor_id, deleted_at=None).order_by("pk")[:BATCH]):
        for post in some:
            erase_for_who_left(post=post)
            progress.step()
    found_useful = Favourite.objects.filter(actor=actor_id).select_related("actor", "post")
    while gestures := list(found_useful[:BATCH]):
        for gesture in gestures:
            unfavour(actor=gesture.actor, post=gesture.post)
            progress.step()
    shown = Boost.objects.filter(actor=actor_id).select_related("actor", "post")
    while boosts := list(shown[:BATCH]):
        for made in boosts:
            unboost(actor=made.actor, post=made.post)
            progress.step()
    ratings = NoteRating.objects.filter(actor=actor_id)
    while rated := list(ratings[:BATCH]):
        for rating in rated:
            forget_rating(rating=rating)
            progress.step()
    while forget_name(actor_id=actor_id, most=BATCH):
        progress.step()
    forget_own(actor_id=actor_id)
    forget_ties(actor_id=actor_id, progress=progress)
    finish_erasing(actor_id=actor_id)

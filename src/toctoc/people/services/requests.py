"""Answer those who ask to follow. Doing it twice changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.kernel.errors import Missing
from toctoc.kernel.events import publish
from toctoc.people.events import FollowAnswered
from toctoc.people.models import Actor, FollowRequest
from toctoc.people.policies import may_speak
from toctoc.people.queries import is_following
from toctoc.people.services.follows import begin, hold_both

if TYPE_CHECKING:
    from toctoc.kernel.progress import Progress

# The task that lets in everybody who waits for an actor that approves nobody any more.
LET_IN = "people.let_in_who_asked"
BATCH = 100


@transaction.atomic
def accept(*, actor: Actor, asker: Actor) -> None:
    """Let somebody follow who asked to; raise :class:`Missing` for who neither asks nor follows."""
    may_speak(actor)
    hold_both(actor, asker)
    request = FollowRequest.objects.filter(asked=actor, asker=asker, asker__suspended_at=None).first()
    if request is not None:
        _let_in(actor, asker, request)
    elif not is_following(asker.pk, actor.pk):
        raise Missing


def _let_in(actor: Actor, asker: Actor, request: FollowRequest) -> None:
    wished: dict[str, bool | str] = {name: getattr(request, name) for name in ("notify", "languages", "shows_boosts")}
    begin(follower=asker, followee=actor, wished=wished, was_asked=True)
    publish(FollowAnswered(asker_id=asker.pk, asked_id=actor.pk))


@transaction.atomic
def refuse(*, actor: Actor, asker: Actor) -> None:
    """Leave a request without a follow; its asker is not told, and may ask again."""
    deleted, _ = FollowRequest.objects.filter(asked=actor, asker=asker).delete()
    if deleted:
        publish(FollowAnswered(asker_id=asker.pk, asked_id=actor.pk))


def let_in_who_asked(*, actor_id: int, progress: Progress) -> None:
    """Accept every request to an actor that approves nobody any more, one transaction each; run again, it goes on."""
    requests = FollowRequest.objects.filter(asked=actor_id, asked__approves_followers=False).order_by("pk")
    while waiting := list(requests.select_related("asker", "asked")[:BATCH]):
        for one in waiting:
            with transaction.atomic():
                hold_both(one.asked, one.asker)
                if one.asked.suspended_at is not None or one.asker.suspended_at is not None:
                    one.delete()
                else:
                    _accepted_again(one)
            progress.step()


def _accepted_again(request: FollowRequest) -> None:
    """Accept what still waits now that both are held: it may have been answered, or withdrawn, meanwhile."""
    held = FollowRequest.objects.filter(pk=request.pk).first()
    if held is not None:
        _let_in(request.asked, request.asker, held)

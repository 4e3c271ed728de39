"""Keep what waves must know of people: who proved what, who answered lately."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q

from toctoc.community.models import Post
from toctoc.community.models.post import PostKind
from toctoc.kernel import clock
from toctoc.kernel.ids import id_at, moment_of
from toctoc.people.models import Actor
from toctoc.people.models.actor import ActorKind
from toctoc.people.policies import proved_profession
from toctoc.questions.models import Peer
from toctoc.questions.rules.routing.habits import HALF_LIFE_HOURS
from toctoc.questions.rules.routing.recency import NOTHING, with_answer, without_answer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from toctoc.kernel.progress import Progress

KNOW_PEERS = "questions.know_peers"
BATCH = 200
# Of answers older than this less than a hundredth is left.
_REMEMBERED = 8 * timedelta(hours=HALF_LIFE_HOURS)


def know(*, actor_id: int) -> None:
    """Let waves find an actor under what it has proved now, or no more."""
    actor = Actor.objects.filter(pk=actor_id).first()
    profession = proved_profession(actor) if actor is not None and _takes_part(actor) else ""
    if actor is None or not profession:
        Peer.objects.filter(pk=actor_id).delete()
        return
    told = {"profession": profession, "specialty": _specialty_of(actor)}
    if not Peer.objects.filter(pk=actor_id).exclude(**told).update(**told):
        Peer.objects.get_or_create(pk=actor_id, defaults=told)


def count_answer(*, actor_id: int, answered_at: datetime) -> None:
    """Count an answer of somebody that waves know; the row is held until the end of the transaction."""
    peer = Peer.objects.select_for_update(no_key=True).filter(pk=actor_id).first()
    if peer is not None:
        peer.habit = with_answer(peer.habit, answered_at)
        peer.last_answer_at = max(answered_at, peer.last_answer_at or answered_at)
        peer.save(update_fields=["habit", "last_answer_at"])


def count_answer_out(*, actor_id: int, answered_at: datetime) -> None:
    """Count an answer that was taken back out."""
    peer = Peer.objects.select_for_update(no_key=True).filter(pk=actor_id).first()
    if peer is not None:
        peer.habit = without_answer(peer.habit, answered_at)
        peer.last_answer_at = None if peer.habit == NOTHING else peer.last_answer_at
        peer.save(update_fields=["habit", "last_answer_at"])


def know_everybody(*, progress: Progress) -> None:
    """Read everybody's standing and answers again, a few at a time: what bypassed the events is found here."""
    last = 0
    people = Actor.objects.filter(kind=ActorKind.PERSON, account__isnull=False).exclude(proved_profession="")
    while some := list(people.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = some[-1].pk
        for actor in some:
            know(actor_id=actor.pk)
        _count_again([actor.pk for actor in some])
        progress.step()
    gone = Peer.objects.filter(Q(actor__proved_profession="") | Q(actor__account=None))
    while lost := list(gone.values_list("pk", flat=True)[:BATCH]):
        Peer.objects.filter(pk__in=lost).delete()
        progress.step()


@transaction.atomic
def _count_again(actor_ids: Iterable[int]) -> None:
    """Write what some people answered lately as if it were counted now."""
    peers = {peer.pk: peer for peer in Peer.objects.select_for_update(no_key=True).filter(pk__in=list(actor_ids))}
    for peer in peers.values():
        peer.habit, peer.last_answer_at = NOTHING, None
    oldest = id_at(clock.now() - _REMEMBERED)
    answers = Post.objects.filter(author__in=list(peers), pk__gte=oldest, reply_to__isnull=False, deleted_at=None)
    of_others = answers.filter(kind=PostKind.POST, thread__question__isnull=False).exclude(
        thread__question__asker=F("author")
    )
    for actor_id, post_id in of_others.order_by("pk").values_list("author_id", "pk"):
        peer, moment = peers[actor_id], moment_of(post_id)
        peer.habit, peer.last_answer_at = with_answer(peer.habit, moment), moment
    Peer.objects.bulk_update(peers.values(), ["habit", "last_answer_at"])


def _takes_part(actor: Actor) -> bool:
    return actor.kind == ActorKind.PERSON and actor.account_id is not None and actor.left_at is None


def _specialty_of(actor: Actor) -> str:
    """Return the specialty that was proved, or the one declared within the profession that was."""
    if actor.proved_specialty:
        return actor.proved_specialty
    return actor.specialty if actor.profession == actor.proved_profession else ""

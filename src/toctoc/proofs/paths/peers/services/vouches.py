"""Vouch for somebody, say that one does not know them, and let words fall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.jobs.services.queue import enqueue
from toctoc.kernel import clock
from toctoc.kernel.errors import Refused, Stale
from toctoc.people.models import Actor
from toctoc.people.services.proofs import Evidence, record_proof
from toctoc.proofs.paths.peers.models import Vouch, VouchRequest
from toctoc.proofs.paths.peers.policies import may_look
from toctoc.proofs.paths.peers.queries import PATH, is_worth, may_vouch_for, standing, tally_of, waiting_words_of
from toctoc.proofs.paths.peers.rules.limits import ENOUGH

if TYPE_CHECKING:
    from collections.abc import Iterable

# The task that writes to who was proved.
TELL_PROVED = "proof_peers.tell_proved"
# As many may answer a request at the same instant before somebody is asked to press again.
_MOST_LOOKS = 5


@transaction.atomic
def vouch(*, voucher: Actor, request: VouchRequest) -> bool:
    """Answer for who asked; return whether this was the second word, which makes the proof.

    Saying it twice changes nothing. Everything is checked again under locks: two who vouch at the same instant, a
    voucher revoked since. Raises :class:`Missing` for who is no peer and :class:`Refused` with the reason.
    """
    request, voucher = _held(request, voucher)
    others = [given for given in standing(request) if given.voucher_id != voucher.pk]
    may_vouch_for(voucher, request, others)
    _answer(request, voucher, knows=True)
    _let_fall(given for given in _given(request) if not is_worth(given, request.profession))
    words = standing(request)
    if len(words) < ENOUGH:
        return False
    _prove(request, words)
    return True


@transaction.atomic
def decline(*, voucher: Actor, request: VouchRequest) -> None:
    """Say that one does not know who asked, or take a word back while it has no effect; it is counted, unnamed."""
    request, voucher = _held(request, voucher)
    may_look(voucher, request.profession)
    _answer(request, voucher, knows=False)


@transaction.atomic
def let_words_fall(*, actor: Actor) -> None:
    """Take back the words of an actor that have had no effect, if it could not give them now."""
    waiting = waiting_words_of(actor)
    _let_fall(vouch for vouch in waiting if not is_worth(vouch, vouch.request.profession))


def _held(request: VouchRequest, voucher: Actor) -> tuple[VouchRequest, Actor]:
    """Return both as they are now, unchanged until the end of the transaction.

    First all its people in the order of their ids, then the request: whoever takes a proof back, suspends somebody or
    proves the same people elsewhere holds the people before requests of theirs, and waits or is seen. When somebody
    answered between looking and holding, everything is let go and held anew. Raises :class:`Refused` when the request
    is not open any more, and :class:`Stale` when too many answer at once.
    """
    for _ in range(_MOST_LOOKS):
        people = {request.actor_id, voucher.pk, *(given.voucher_id for given in _given(request))}
        with transaction.atomic():
            actors = _held_people(people)
            held = VouchRequest.objects.select_for_update().filter(pk=request.pk, proved_at=None)
            request_now = held.filter(ends_at__gt=clock.now()).first()
            if request_now is None or tally_of(request_now).is_closed:
                raise Refused("Cette demande est close. Il n’y a plus rien à faire.")
            if people.issuperset(given.voucher_id for given in _given(request_now)):
                request_now.actor = actors[request_now.actor_id]
                return request_now, actors[voucher.pk]
            # Lets go of the rows: nobody may wait for us while we wait for one more.
            transaction.set_rollback(True)
    raise Stale("Plusieurs personnes répondent en ce moment. Réessayez.")


def _held_people(people: set[int]) -> dict[int, Actor]:
    """Return actors by id, their rows held."""
    rows = Actor.objects.select_for_update(of=("self",), no_key=True).select_related("account")
    return {actor.pk: actor for actor in rows.filter(pk__in=people).order_by("pk")}


def _given(request: VouchRequest) -> list[Vouch]:
    words = Vouch.objects.filter(request=request, knows=True, fell_at=None)
    return list(words.select_related("voucher__account").order_by("pk"))


def _answer(request: VouchRequest, voucher: Actor, *, knows: bool) -> None:
    said = Vouch.objects.filter(request=request, voucher=voucher).first()
    if said is not None and said.knows == knows and said.fell_at is None:
        return
    Vouch.objects.update_or_create(
        request=request, voucher=voucher, defaults={"knows": knows, "given_at": clock.now(), "fell_at": None}
    )


def _let_fall(vouches: Iterable[Vouch]) -> None:
    Vouch.objects.filter(pk__in=[vouch.pk for vouch in vouches], fell_at=None).update(fell_at=clock.now())


def _prove(request: VouchRequest, words: list[Vouch]) -> None:
    grounds = tuple(word.voucher_id for word in words[:ENOUGH])
    evidence = Evidence(request.profession, request.specialty, PATH, grounds=grounds)
    proof = record_proof(actor=request.actor, evidence=evidence)
    VouchRequest.objects.filter(pk=request.pk).update(proved_at=clock.now())
    enqueue(TELL_PROVED, key=f"{TELL_PROVED} {proof.pk}", actor_id=request.actor_id)

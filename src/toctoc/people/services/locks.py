"""Hold the rows that a change of proofs rests on, in one order for everybody."""

from __future__ import annotations

from toctoc.kernel import clock
from toctoc.kernel.errors import Missing, Refused
from toctoc.people.models import Actor, Proof
from toctoc.people.rules.proof_life import IN_FORCE


def locked(actor_id: int, *others: int) -> Actor:
    """Return an actor as it is now, its row held until the end of the transaction, and the rows of ``others``.

    Whatever changes proofs begins here, and rows are taken in the order of their ids, so that two changes wait for
    each other and never both. (SQLite has one writer at a time.) Raises :class:`Missing` for an actor that left.
    """
    rows = Actor.objects.select_for_update(no_key=True).filter(pk__in={actor_id, *others}).order_by("pk")
    held = {actor.pk: actor for actor in rows}
    if actor_id not in held:
        raise Missing
    return held[actor_id]


def resting_on(actor_id: int) -> list[int]:
    """Return the actors whose proofs rest on the word of ``actor_id``."""
    return list(Proof.objects.filter(grounds__actor=actor_id, state__in=IN_FORCE).values_list("actor", flat=True))


def read_again(proof: Proof, actor: Actor) -> Proof:
    """Return a proof of a locked actor as it is now."""
    try:
        proof = Proof.objects.select_for_update().get(pk=proof.pk)
    except Proof.DoesNotExist:
        raise Missing from None
    proof.actor = actor
    return proof


def standing(proof: Proof, *others: int) -> Proof:
    """Return a proof in force as it is now, its actor's row held; raise :class:`Refused` for one that is over."""
    proof = read_again(proof, locked(proof.actor_id, *others))
    if proof.state not in IN_FORCE or proof.ends_at <= clock.now():
        raise Refused("Cette preuve n’est plus en cours.")
    return proof

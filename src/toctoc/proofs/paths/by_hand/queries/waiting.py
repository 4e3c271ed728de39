"""What waits: for moderators, and for the person."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from toctoc.kernel import clock
from toctoc.kernel.errors import Missing
from toctoc.kernel.pagination import Cut, Page, page_of
from toctoc.people.models import Proof, ProofMove
from toctoc.people.queries import moderators
from toctoc.people.rules.proof_life import State as ProofState
from toctoc.proofs.paths.by_hand.models import Application, Confirmation
from toctoc.proofs.paths.by_hand.policies import not_their_own, still_theirs_to_decide
from toctoc.proofs.paths.by_hand.rules.life import (
    ANSWER_WITHIN,
    APPEAL_WITHIN,
    FREE,
    HELD,
    OPEN,
    PATIENCE,
    VOICES_NEEDED,
    State,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from toctoc.people.models import Account, Actor

BATCH = 100
# Doubted proofs on one page, those that end first; the others follow when these are settled.
MOST_DOUBTS = 40


def is_anybody_missing() -> bool:
    """Tell whether there are not the two moderators that every decision needs."""
    return len(moderators()) < VOICES_NEEDED


def open_application_of(actor: Actor) -> Application | None:
    """Return what an actor has asked and nobody has decided yet."""
    return Application.objects.filter(actor=actor, state__in=OPEN).first()


def last_application_of(actor: Actor) -> Application | None:
    """Return the open application of an actor, or else its newest."""
    return open_application_of(actor) or Application.objects.filter(actor=actor).order_by("-id").first()


def to_take(moderator: Account, asked: Cut) -> Page[Application]:
    """Return a page of the applications that wait for somebody and that this moderator may take, oldest first."""
    rows = _to_take(moderator).select_related("actor").order_by("id")
    if asked.before is not None:
        rows = rows.filter(id__gt=asked.before)
    return page_of(list(rows[: asked.size + 1]), asked, lambda application: application.pk)


def in_hand(moderator: Account) -> list[Application]:
    """Return what a moderator has taken, or was handed, oldest first."""
    held = Application.objects.filter(not_their_own(moderator), state__in=HELD, held_by=moderator)
    return list(held.select_related("actor").order_by("state_since"))


def application_for(moderator: Account, application_id: int) -> Application:
    """Return an application that a moderator may see; raise :class:`Missing` for any other, their own among them."""
    rows = Application.objects.filter(not_their_own(moderator)).select_related("actor")
    found = rows.filter(pk=application_id).first()
    if found is None:
        raise Missing
    return found


def may_take(moderator: Account, application: Application) -> bool:
    """Tell whether to offer an application to a moderator."""
    return _to_take(moderator).filter(pk=application.pk).exists()


def doubted_for(moderator: Account) -> list[Proof]:
    """Return the doubted proofs that a moderator may look at, the one that ends first before the others."""
    return list(_doubted(moderator).select_related("actor").order_by("ends_at")[:MOST_DOUBTS])


def doubted_proof_for(moderator: Account, proof_id: int) -> Proof:
    """Return a doubted proof that a moderator may look at; raise :class:`Missing` for any other."""
    found = _doubted(moderator).select_related("actor").filter(pk=proof_id).first()
    if found is None:
        raise Missing
    return found


def doubts_on(proofs: list[Proof]) -> dict[int, tuple[ProofMove, set[int]]]:
    """Return, by the id of each doubted proof, the step that doubted it and the accounts that would end the doubt."""
    moves = ProofMove.objects.filter(proof__in=proofs, after=ProofState.DOUBTED).order_by("pk")
    newest = {move.proof_id: move for move in moves}
    said: defaultdict[int, set[int]] = defaultdict(set)
    confirmed = Confirmation.objects.filter(doubt__in=[move.pk for move in newest.values()])
    for doubt, moderator in confirmed.values_list("doubt_id", "moderator_id"):
        said[doubt].add(moderator)
    return {proof: (move, said[move.pk]) for proof, move in newest.items()}


def count_for(moderator: Account) -> int:
    """Return how much waits for a moderator: to take, in hand, doubted."""
    return _to_take(moderator).count() + len(in_hand(moderator)) + len(_unconfirmed(moderator))


def is_anything_waiting() -> bool:
    """Tell whether any application or doubt waits, whoever for."""
    doubted = Proof.objects.filter(state=ProofState.DOUBTED, ends_at__gt=clock.now())
    return Application.objects.filter(state__in=[*FREE, *HELD]).exists() or doubted.exists()


def neglected() -> list[Application]:
    """Return applications that their holders left for two days, or hold and moderate no more."""
    held = Application.objects.filter(state__in=HELD)
    late = held.filter(state_since__lte=clock.now() - PATIENCE)
    lost = held.exclude(held_by__in=moderators()) | held.filter(held_by=None)
    return list(late.order_by("state_since")[:BATCH]) + list(lost.order_by("state_since")[:BATCH])


def unanswered() -> list[Application]:
    """Return applications whose question to the person is a month old."""
    since = clock.now() - ANSWER_WITHIN
    return list(Application.objects.filter(state=State.UNCLEAR, state_since__lte=since).order_by("id")[:BATCH])


def refused_for_good() -> list[Application]:
    """Return refusals that can no longer be appealed and whose words are still there."""
    late = Application.objects.filter(state=State.REFUSED, state_since__lte=clock.now() - APPEAL_WITHIN)
    return list(late.exclude(phrase="").order_by("id")[:BATCH])


def _to_take(moderator: Account) -> QuerySet[Application]:
    free = Application.objects.filter(not_their_own(moderator), state__in=FREE)
    return free.filter(still_theirs_to_decide(moderator))


def _doubted(moderator: Account) -> QuerySet[Proof]:
    lasting = Proof.objects.filter(state=ProofState.DOUBTED, ends_at__gt=clock.now())
    return lasting.filter(not_their_own(moderator))


def _unconfirmed(moderator: Account) -> list[int]:
    doubts = doubts_on(doubted_for(moderator))
    return [proof for proof, (_, confirmed) in doubts.items() if moderator.pk not in confirmed]

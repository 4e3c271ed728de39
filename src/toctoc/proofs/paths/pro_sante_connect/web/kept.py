"""What the session keeps while somebody is away: departures, and an offer to choose from. Each is taken out once."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from toctoc.kernel import clock
from toctoc.kernel.errors import Stale
from toctoc.proofs.paths.pro_sante_connect.rules.departures import Departure
from toctoc.proofs.paths.pro_sante_connect.services.offers import Offer, sealed, unsealed

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase

DEPARTURES, OFFER = "pro_sante_connect departures", "pro_sante_connect offer"
# Tabs in which somebody may have left at the same time.
MOST_TABS = 5


def keep_departure(session: SessionBase, departure: Departure) -> None:
    """Keep what must come back, beside the last few that still may."""
    earlier = [entry for entry in session.get(DEPARTURES, []) if not Departure(**entry).is_over(clock.now())]
    session[DEPARTURES] = [*earlier, asdict(departure)][-MOST_TABS:]


def take_departure(session: SessionBase, state: str) -> Departure | None:
    """Take out the departure that ``state`` answers, if this browser made one and nothing answered it yet.

    It is gone from the session before anything is asked of anybody: whatever fails next, it serves once.
    """
    kept = session.get(DEPARTURES, [])
    found = [entry for entry in kept if state and entry["state"] == state]
    if not found:
        return None
    session[DEPARTURES] = [entry for entry in kept if entry not in found]
    session.save()
    return Departure(**found[0])


def keep_offer(session: SessionBase, offer: Offer) -> None:
    """Keep what to choose from; it replaces an earlier one."""
    session[OFFER] = sealed(offer)


def offer_for(session: SessionBase, actor_id: int) -> Offer | None:
    """Return what waits for this actor's choice, if it still does."""
    text = session.get(OFFER, "")
    try:
        offer = unsealed(text) if text else None
    except Stale:
        offer = None
    return offer if offer is not None and offer.actor_id == actor_id and not offer.is_over else None


def forget_offer(session: SessionBase) -> None:
    """Forget it, once chosen from."""
    session.pop(OFFER, None)

"""Accounts asked whether they act for a company, and those that were listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.kernel.errors import Missing
from toctoc.kernel.pagination import Cut, Page, page_of
from toctoc.moderation.models import Suspicion
from toctoc.moderation.models.suspicion import SuspicionState

if TYPE_CHECKING:
    from toctoc.people.models import Actor

# Dialogues shown to moderators at once.
MOST_WAITING = 50


def listed(asked: Cut) -> Page[Suspicion]:
    """Return the public list, newest first: those whose decision is in force and who have not left."""
    rows = Suspicion.objects.filter(
        state=SuspicionState.LISTED, decision__undone_at=None, actor__left_at=None
    ).select_related("actor", "decision")
    rows = rows.order_by("-pk")
    if asked.before is not None:
        rows = rows.filter(pk__lt=asked.before)
    return page_of(list(rows[: asked.size + 1]), asked, lambda suspicion: suspicion.pk)


def waiting_suspicions() -> list[Suspicion]:
    """Return the dialogues that nobody has concluded, the oldest first."""
    rows = Suspicion.objects.filter(decision=None).select_related("actor").order_by("pk")
    return list(rows[:MOST_WAITING])


def suspicion_by(suspicion_id: int) -> Suspicion:
    """Return one dialogue; raise :class:`Missing`. The door asks who may."""
    rows = Suspicion.objects.select_related("actor", "decision", "notice")
    found = rows.filter(pk=suspicion_id, actor__left_at=None).first()
    if found is None:
        raise Missing
    return found


def declared_interest(actor: Actor) -> str:
    """Return the interest that an account declared last, for its profile; an empty string for most."""
    rows = Suspicion.objects.filter(actor=actor, state=SuspicionState.DECLARED).order_by("-pk")
    return rows.values_list("interest", flat=True).first() or ""

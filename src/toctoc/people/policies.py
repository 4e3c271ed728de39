"""Who may: the only place where a profession is called proved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.kernel import clock
from toctoc.kernel.errors import Refused, SignInNeeded
from toctoc.people.rules.audience import STRANGER, Viewer

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from toctoc.people.models import Account, Actor


def proved_profession(actor: Actor) -> str:
    """Return the profession this actor has proved and that has not run out, or an empty string."""
    return proved_now(actor.proved_profession, actor.proved_until)


def proved_now(profession: str, until: datetime | None) -> str:
    """Return ``profession`` while its proof lasts; for reads that fetched columns and not an actor."""
    return profession if profession and until is not None and until > clock.now() else ""


def viewer_for(actor: Actor | None, account: Account | None = None) -> Viewer:
    """Return what policies need to know of a reader; a suspended actor reads as a stranger."""
    if actor is None or actor.suspended_at is not None:
        return STRANGER
    moderates = account is not None and (account.is_moderator or account.is_superuser)
    return Viewer(actor_id=actor.pk, profession=proved_profession(actor), is_moderator=moderates)


def may_speak(actor: Actor) -> None:
    """Raise :class:`Refused` when this actor may not post, follow or favour anything."""
    if actor.suspended_at is not None:
        raise Refused("Ce compte est suspendu. Écrivez à la modération pour en savoir plus.")


def may_record_proofs(account: Account) -> None:
    """Raise :class:`Refused` unless the account moderates or administers."""
    if not (account.is_active and (account.is_moderator or account.is_superuser)):
        raise Refused("Seule la modération peut enregistrer une preuve.")


def viewer_of(request: HttpRequest) -> Viewer:
    """Return who looks, as the door that let the request in found out."""
    viewer: Viewer = getattr(request, "viewer", STRANGER)
    return viewer


def reader_of(request: HttpRequest) -> Actor | None:
    """Return the actor who reads, or ``None`` for a stranger."""
    actor: Actor | None = getattr(request, "actor", None)
    return actor


def speaker_of(request: HttpRequest) -> Actor:
    """Return the actor in whose name a request writes; raise :class:`SignInNeeded` for a stranger."""
    actor = reader_of(request)
    if actor is None:
        raise SignInNeeded
    return actor

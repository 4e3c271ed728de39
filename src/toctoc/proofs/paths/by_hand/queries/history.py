"""What happened: to proofs, to applications, to one actor's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.kernel.errors import Missing
from toctoc.kernel.ids import moment_of
from toctoc.kernel.pagination import Cut, Page, page_of
from toctoc.people.models import Actor, Proof
from toctoc.proofs.paths.by_hand.models import Application, Voice

if TYPE_CHECKING:
    from toctoc.people.models import Account


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which proofs a search asks for; an empty word asks for any. ``handle`` is the beginning of one."""

    handle: str = ""
    profession: str = ""
    path: str = ""
    state: str = ""


def found_proofs(moderator: Account, wanted: Wanted, asked: Cut) -> Page[Proof]:
    """Return a page of the proofs that a search asks for, newest first; never those of the moderator's own actors."""
    filters = {
        "actor__handle__startswith": wanted.handle,
        "profession": wanted.profession,
        "path": wanted.path,
        "state": wanted.state,
    }
    chosen = {name: value for name, value in filters.items() if value}
    rows = Proof.objects.exclude(actor__account=moderator).filter(**chosen).select_related("actor").order_by("-id")
    if asked.before is not None:
        rows = rows.filter(id__lt=asked.before)
    return page_of(list(rows[: asked.size + 1]), asked, lambda proof: proof.pk)


def actor_for(moderator: Account, handle: str) -> Actor:
    """Return an actor of this server whose history a moderator may see; raise :class:`Missing` for their own."""
    rows = Actor.objects.exclude(account=moderator)
    found = rows.filter(handle=handle.strip().removeprefix("@").lower(), domain="").first()
    if found is None:
        raise Missing
    return found


def proofs_with_moves(actor: Actor) -> list[Proof]:
    """Return every proof of an actor with its steps, the newest first."""
    return list(Proof.objects.filter(actor=actor).prefetch_related("moves").order_by("-decided_at", "-id"))


def applications_with_steps(actor: Actor) -> list[Application]:
    """Return every application of an actor with its steps, the newest first."""
    return list(Application.objects.filter(actor=actor).prefetch_related("steps").order_by("-id"))


def voices_of(application: Application) -> list[Voice]:
    """Return what moderators said of an application, the first before."""
    return list(Voice.objects.filter(application=application).order_by("given_at", "pk"))


def archive_of(actor: Actor) -> list[dict[str, object]]:
    """Return the applications of an actor for its own archive: no moderator is in it."""
    applications = Application.objects.filter(actor=actor).prefetch_related("exchanges").order_by("id")
    return [
        {
            "asked_at": moment_of(application.pk).isoformat(),
            "profession": application.profession,
            "specialty": application.specialty,
            "means": application.means,
            "state": application.state,
            "words": application.words,
            "reason": application.reason,
            "sentence": application.sentence,
            "exchanges": [
                {"from_moderation": line.is_from_moderation, "words": line.words}
                for line in application.exchanges.all()
            ],
        }
        for application in applications
    ]

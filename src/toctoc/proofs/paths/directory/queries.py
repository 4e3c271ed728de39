"""What is asked about the directory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from toctoc.kernel import clock
from toctoc.people.models import RegisterHolder
from toctoc.people.rules.professions import profession_with_code, specialty_with_code
from toctoc.proofs.paths.directory.models import Edition, Listed, MailboxCode
from toctoc.proofs.paths.directory.rules.rows import NO_CODE, Practice

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from toctoc.people.models import Actor

# The country whose directory this is, as ``people.rules`` calls it.
REGISTER = "fr"


def is_imported() -> bool:
    """Tell whether there is a directory to look somebody up in."""
    return Edition.objects.filter(state=Edition.State.CURRENT).exists()


def current_edition() -> Edition | None:
    """Return the edition that is read."""
    return Edition.objects.filter(state=Edition.State.CURRENT).first()


def person_with(number: bytes) -> Listed | None:
    """Return the person whose identifier has this digest: one statement, two index look-ups."""
    return Listed.objects.filter(edition__state=Edition.State.CURRENT, number=number).first()


def standings(listed: Listed) -> list[tuple[str, str]]:
    """Return what somebody may prove: (profession, specialty) slugs, each once; a specialty may be empty.

    A profession without a specialty is left out where the same comes with one. Codes that nobody here knows are too.
    """
    found = []
    for practice in map(Practice.of, listed.practices.split()):
        category = practice.category if practice.category != NO_CODE else ""
        if profession := profession_with_code(REGISTER, practice.profession, category):
            found.append((profession, specialty_with_code(REGISTER, practice.specialty, profession)))
    specialised = {profession for profession, specialty in found if specialty}
    kept = [(slug, specialty) for slug, specialty in found if specialty or slug not in specialised]
    return list(dict.fromkeys(kept))


def code_of(actor: Actor) -> MailboxCode | None:
    """Return the code an actor asked for last, while it lasts."""
    return MailboxCode.objects.filter(actor=actor, expires_at__gt=clock.now()).first()


def archive_of(actor: Actor) -> list[dict[str, object]]:
    """Return when an actor asked for a code; not whether a letter left, which nobody but its mailbox learns."""
    kept = ("asked_at", "expires_at", "tries_left", "accepted_at")
    return list(MailboxCode.objects.filter(actor=actor).values(*kept))


def leavers(before: Edition, after: Edition) -> QuerySet[Listed]:
    """Return who was in one edition and is not in another."""
    still = Listed.objects.filter(edition=after, number=OuterRef("number"))
    return Listed.objects.filter(~Exists(still), edition=before)


def holders_who_left(before: Edition, after: Edition) -> list[int]:
    """Return the actors whose number was in one edition and is not in another."""
    gone = leavers(before, after).filter(number=OuterRef("digest"))
    held = RegisterHolder.objects.filter(Exists(gone), actor__isnull=False)
    return list(held.order_by("actor_id").values_list("actor", flat=True))

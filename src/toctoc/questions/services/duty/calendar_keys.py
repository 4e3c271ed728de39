"""The secret address at which somebody's calendar program reads their turns and hours; closed by deleting it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.signing import BadSignature, Signer
from django.db import transaction

from toctoc.kernel.errors import Missing
from toctoc.kernel.ids import id_in
from toctoc.people.policies import may_speak, takes_part
from toctoc.questions.models import CalendarKey

if TYPE_CHECKING:
    from toctoc.people.models import Actor

_SIGNER = Signer(salt="toctoc.duty", sep=".")


@transaction.atomic
def open_calendar(*, actor: Actor) -> CalendarKey:
    """Open the address; one is enough."""
    may_speak(actor)
    return CalendarKey.objects.get_or_create(actor=actor)[0]


@transaction.atomic
def close_calendar(*, actor: Actor) -> None:
    """Close the address for good: the next one is another. Twice changes nothing."""
    CalendarKey.objects.filter(actor=actor).delete()


def secret_of(key: CalendarKey) -> str:
    """Return what the address carries."""
    return _SIGNER.sign(str(key.pk))


def owner_of_secret(secret: str) -> Actor:
    """Return whose address this is; raise :class:`Missing` for a closed one, and for whoever takes no part any more."""
    try:
        key_id = id_in(_SIGNER.unsign(secret)) or 0
    except BadSignature:
        raise Missing from None
    found = CalendarKey.objects.select_related("actor__account").filter(pk=key_id).first()
    if found is None or found.actor.suspended_at is not None or not takes_part(found.actor.account):
        raise Missing
    return found.actor

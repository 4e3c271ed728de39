"""Ask peers, take the request back, end it."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from toctoc.kernel import clock, ids
from toctoc.kernel.errors import Refused
from toctoc.people.policies import may_be_proved
from toctoc.people.rules.professions import check_provable
from toctoc.people.services.keys import digest_of
from toctoc.proofs.paths.peers.models import VouchRequest
from toctoc.proofs.paths.peers.queries import digest_of_link, open_request
from toctoc.proofs.paths.peers.rules.limits import A_YEAR, LINK_LASTS
from toctoc.proofs.services.attempts import Limit

if TYPE_CHECKING:
    from toctoc.people.models import Actor

# Counted for each account by the door that asks.
REQUESTS = Limit("requests to peers", 10, timedelta(days=30))
# 192 bits, 32 characters.
_SECRET_BYTES = 24


@transaction.atomic
def ask_peers(*, actor: Actor, profession: str, specialty: str = "") -> VouchRequest:
    """Open a request; asking for the same again gives the one that is open.

    Raises :class:`Refused` for an actor that can prove nothing or has another request open, and :class:`Invalid` for
    words that are not in the lists.
    """
    may_be_proved(actor)
    check_provable(actor.kind, profession, specialty)
    now, identifier = clock.now(), ids.new_id()
    VouchRequest.objects.filter(actor=actor, proved_at=None, ends_at__lte=now).delete()
    try:
        with transaction.atomic():
            return VouchRequest.objects.create(
                pk=identifier,
                actor=actor,
                profession=profession,
                specialty=specialty,
                link=digest_of_link(_secret(identifier)),
                asked_at=now,
                ends_at=now + LINK_LASTS,
            )
    except IntegrityError:
        return _open_already(actor, profession, specialty)


def _open_already(actor: Actor, profession: str, specialty: str) -> VouchRequest:
    held = open_request(actor)
    if held is None or (held.profession, held.specialty) != (profession, specialty):
        raise Refused("Une demande est déjà ouverte. Annulez-la d’abord.")
    return held


def link_of(request: VouchRequest) -> str:
    """Return the secret of a request's link, for the eyes of who asked.

    It follows from the server's key, so that it can be shown again and rests nowhere. Raises :class:`Refused` when
    the key has changed since.
    """
    secret = _secret(request.pk)
    if not hmac.compare_digest(digest_of_link(secret), bytes(request.link)):
        raise Refused("Ce lien n’est plus bon. Annulez la demande et recommencez.")
    return secret


@transaction.atomic
def cancel_requests(*, actor: Actor) -> None:
    """Take back the request that is open, with the answers to it; doing it twice changes nothing."""
    waiting = VouchRequest.objects.select_for_update().filter(actor=actor, proved_at=None)
    VouchRequest.objects.filter(pk__in=[request.pk for request in waiting]).delete()


def forget_requests() -> int:
    """Delete requests whose date passed, and those that proved somebody more than a year ago; return how many."""
    now = clock.now()
    late, _ = VouchRequest.objects.filter(proved_at=None, ends_at__lte=now).delete()
    old, _ = VouchRequest.objects.filter(proved_at__lte=now - A_YEAR).delete()
    return late + old


def _secret(identifier: int) -> str:
    return urlsafe_b64encode(digest_of("peers link", str(identifier))[:_SECRET_BYTES]).decode()

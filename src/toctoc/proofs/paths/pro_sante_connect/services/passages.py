"""There and back: leave for the provider, come back with a proof."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from toctoc.kernel import clock
from toctoc.people.policies import may_be_proved
from toctoc.people.services.keys import digest_of_number
from toctoc.people.services.proofs import Evidence, record_proof
from toctoc.proofs.paths.pro_sante_connect.rules.departures import LEVEL, LEVELS, Departure, address_of
from toctoc.proofs.paths.pro_sante_connect.rules.faults import Distrusted, unsure
from toctoc.proofs.paths.pro_sante_connect.rules.professionals import professional_of
from toctoc.proofs.paths.pro_sante_connect.rules.tokens import Expected, check_identity
from toctoc.proofs.paths.pro_sante_connect.services.offers import Offer
from toctoc.proofs.paths.pro_sante_connect.services.provider import (
    claims_about,
    ours,
    signed_by,
    the_provider,
    tokens_for,
)
from toctoc.proofs.services.attempts import Limit, try_shared

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toctoc.people.models import Account, Actor, Proof
    from toctoc.proofs.paths.pro_sante_connect.rules.professionals import Choice
    from toctoc.proofs.paths.pro_sante_connect.services.provider import Provider

SLUG = "pro_sante_connect"
# Somebody who fumbles with a card begins a few times; a whole hospital may stand behind one address.
BY_ACCOUNT = Limit("pro_sante_connect account", 10, timedelta(hours=1))
BY_ADDRESS = Limit("pro_sante_connect address", 100, timedelta(hours=1))
BY_ALL = Limit("pro_sante_connect all", 5_000, timedelta(hours=1))


def depart(*, actor: Actor, account: Account, client_address: str) -> tuple[Departure, str]:
    """Return what must come back, and the address to go to.

    Raises :class:`Refused` for an actor that can prove nothing, :class:`TooMany`, ``Unreachable`` and ``Distrusted``.
    """
    may_be_proved(actor)
    try_shared((BY_ACCOUNT, str(account.pk)), (BY_ADDRESS, client_address), shared=BY_ALL)
    provider = the_provider()
    departure = Departure(
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(48),
        issuer=provider.issuer,
        actor_id=actor.pk,
        began_at=int(clock.now().timestamp()),
    )
    return departure, address_of(departure, provider.authorization_endpoint, ours().client_id, way_back())


def way_back() -> str:
    """Return the address that the provider sends people back to, as it was registered there."""
    return f"{settings.ENVIRONMENT.base_url}{reverse('proof_pro_sante_connect:back')}"


def arrive(*, departure: Departure, actor: Actor, answer: Mapping[str, str]) -> Offer:
    """Return what the provider says ``actor`` may prove, from what the browser brought back (``answer``).

    Nothing is written. Raises ``Distrusted`` for the first check that fails and ``Unreachable``.
    """
    _check_departure(departure, actor)
    provider = the_provider()
    _check_sender(departure, provider, answer.get("iss"))
    if answer.get("error") or not answer.get("code"):
        raise Distrusted("La connexion à Pro Santé Connect n’est pas allée au bout. Rien n’est enregistré.", "given up")
    tokens = tokens_for(provider, code=answer["code"], verifier=departure.verifier, back=way_back())
    identity = signed_by(provider, tokens.identity)
    client_id = ours().client_id
    check_identity(identity, Expected(provider.issuer, client_id, departure.nonce), clock.now())
    if str(identity.get("acr", LEVEL)) not in LEVELS:
        raise unsure("level")
    claims = claims_about(provider, access=tokens.access, subject=identity["sub"], client_id=client_id)
    found = professional_of(claims)
    number = digest_of_number(found.identifier)
    return Offer(actor.pk, number, found.choices, int(clock.now().timestamp()))


def _check_sender(departure: Departure, provider: Provider, named: str | None) -> None:
    """Refuse the answer of another provider, whose code ours would be given (RFC 9207, 2.4)."""
    accepted = {provider.issuer} if provider.names_itself else {provider.issuer, None}
    if departure.issuer != provider.issuer or named not in accepted:
        raise unsure("mix-up")


def _check_departure(departure: Departure, actor: Actor) -> None:
    if departure.is_over(clock.now()):
        raise Distrusted("Plus de dix minutes ont passé. Rien n’est enregistré. Recommencez.", "too late")
    if departure.actor_id != actor.pk:
        raise Distrusted(
            "Vous aviez commencé sous un autre nom. Rien n’est enregistré. Reprenez ce nom, puis recommencez.",
            "another actor",
        )


def prove(*, actor: Actor, offer: Offer, choice: Choice) -> Proof:
    """Record what the provider established; raises as :func:`record_proof`."""
    evidence = Evidence(choice.profession, choice.specialty, path=SLUG, number=offer.number)
    return record_proof(actor=actor, evidence=evidence)


def unasked() -> Distrusted:
    """Return the error of a return without a departure: replayed, of another browser, or after signing out."""
    return Distrusted(
        "Ce retour ne répond à aucun départ de ce navigateur, ou il a déjà servi. Rien n’est enregistré.", "unasked"
    )

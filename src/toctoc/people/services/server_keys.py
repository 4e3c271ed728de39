"""Keys with which this server and its actors sign, made when first asked for; private halves rest sealed."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction

from toctoc.kernel.errors import Refused, Stale
from toctoc.people.models import Actor, ActorKey, ServerKey
from toctoc.people.rules.attestations.integrity import new_private_key, public_multikey
from toctoc.people.rules.attestations.multikeys import from_multikey
from toctoc.people.rules.attestations.statements import Signer
from toctoc.people.services.keys import seal, unseal

_OF_SERVER = "server signing keys"
_OF_ACTORS = "actor signing keys"


def own_authority() -> str:
    """Return the host of this server, with its port when it is not the usual one."""
    return urlsplit(settings.ENVIRONMENT.base_url).netloc


def current_signer() -> Signer:
    """Return who signs for this server; a key that cannot be unsealed any more is retired for a new one."""
    for _ in range(2):
        row = ServerKey.objects.filter(is_current=True).first()
        try:
            if row is not None:
                return Signer(own_authority(), bytes.fromhex(unseal(_OF_SERVER, bytes(row.sealed))))
        except Stale:
            pass
        rotate_server_key()
    raise Refused("La clé du serveur n’a pas pu être lue. Prévenez l’administration.")


def rotate_server_key(*, forget_earlier: bool = False) -> str:
    """Sign with a new key from now on; return its Multikey.

    Earlier keys stay in ``did.json``, so that what they signed still holds; with ``forget_earlier``, for a key that
    somebody may have read, they go, and every attestation they signed falls with them.
    """
    private = new_private_key()
    public = public_multikey(private)
    try:
        with transaction.atomic():
            ServerKey.objects.filter(is_current=True).update(is_current=False)
            if forget_earlier:
                ServerKey.objects.all().delete()
            ServerKey.objects.create(public=public, sealed=seal(_OF_SERVER, private.hex()))
    except IntegrityError:
        # Somebody else made one at the same moment: theirs will do.
        return ServerKey.objects.get(is_current=True).public
    return public


def key_of(actor: Actor) -> str:
    """Return the Multikey that an actor is known by; one of this server gets it when first asked for.

    Raises :class:`Refused` for a remote actor whose server has not shown one.
    """
    row = ActorKey.objects.filter(actor=actor).first()
    if row is not None:
        return row.public
    if actor.domain:
        raise Refused("Ce serveur ne connaît pas la clé de cet acteur.")
    private = new_private_key()
    fresh = {"public": public_multikey(private), "sealed": seal(_OF_ACTORS, private.hex())}
    return ActorKey.objects.get_or_create(actor=actor, defaults=fresh)[0].public


def learn_key(*, actor: Actor, address: str, key: str) -> None:
    """Keep the address and the Multikey that a remote actor's own server shows for it.

    Raises :class:`Refused` for an actor of ours, an address on another server, and what is no Ed25519 key.
    """
    try:
        from_multikey(key)
    except ValueError:
        raise Refused("Ce n’est pas une clé Ed25519.") from None
    if not actor.domain or urlsplit(address).netloc != actor.domain:
        raise Refused("La clé d’un acteur vient de son propre serveur.")
    ActorKey.objects.update_or_create(actor=actor, defaults={"public": key, "address": address})

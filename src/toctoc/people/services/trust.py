"""Decide which servers are believed, for which professions and by which ways. By default nobody is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction

from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid
from toctoc.people.models import TrustedServer
from toctoc.people.policies import may_record_proofs
from toctoc.people.rules.attestations.dids import checked_authority
from toctoc.people.rules.attestations.multikeys import from_multikey
from toctoc.people.rules.paths import ELSEWHERE, path_slugs
from toctoc.people.rules.professions import INSTITUTIONS, PROFESSIONS
from toctoc.people.services.accepted import drop_what_is_not_believed
from toctoc.people.services.server_keys import own_authority
from toctoc.people.services.trusted_keys import MOST_KEYS

if TYPE_CHECKING:
    from toctoc.people.models import Account

LONGEST_DAYS = 730


@dataclass(frozen=True, slots=True)
class Terms:
    """What a server is believed for: slugs, how old a proof may be (days), Multikeys when its keys are pinned."""

    professions: tuple[str, ...]
    paths: tuple[str, ...]
    longest_days: int
    pinned_keys: tuple[str, ...] = ()


@transaction.atomic
def believe_server(*, domain: str, terms: Terms, decided_by: Account) -> TrustedServer:
    """Begin to believe a server; raises :class:`Refused` for who does not moderate, :class:`Invalid`."""
    may_record_proofs(decided_by)
    domain = checked_authority(domain, loopback=settings.ENVIRONMENT.is_loopback)
    if domain == own_authority():
        raise Invalid("C’est ce serveur-ci.", field="domain")
    server = TrustedServer(domain=domain)
    try:
        with transaction.atomic():
            _write(server, terms, decided_by)
    except IntegrityError:
        raise Invalid("Ce serveur est déjà dans la liste.", field="domain") from None
    return server


@transaction.atomic
def change_terms(*, server: TrustedServer, terms: Terms, decided_by: Account) -> None:
    """Believe a server for something else; proofs that rest on what is no longer believed end at once."""
    may_record_proofs(decided_by)
    server = TrustedServer.objects.select_for_update().get(pk=server.pk)
    _write(server, terms, decided_by)
    drop_what_is_not_believed(domain=server.domain)


@transaction.atomic
def stop_believing(*, server: TrustedServer, decided_by: Account) -> None:
    """Believe a server no longer; proofs that rest on its word end at once."""
    may_record_proofs(decided_by)
    server.delete()
    drop_what_is_not_believed(domain=server.domain)


def _write(server: TrustedServer, terms: Terms, decided_by: Account) -> None:
    _check(terms)
    server.professions, server.paths = " ".join(terms.professions), " ".join(terms.paths)
    server.longest_days, server.pinned_keys = terms.longest_days, "\n".join(terms.pinned_keys)
    server.decided_by, server.decided_at = decided_by, clock.now()
    server.save()


def _check(terms: Terms) -> None:
    if not terms.professions or not {*terms.professions} <= {*PROFESSIONS, *INSTITUTIONS}:
        raise Invalid("Choisissez au moins une profession.", field="professions")
    if not terms.paths or not {*terms.paths} <= {*path_slugs()} - {ELSEWHERE}:
        raise Invalid("Choisissez au moins une voie.", field="paths")
    if not 1 <= terms.longest_days <= LONGEST_DAYS:
        raise Invalid("Un nombre de jours entre 1 et 730.", field="longest_days")
    try:
        known = [from_multikey(key) for key in terms.pinned_keys]
    except ValueError:
        raise Invalid("Une clé commence par « z6Mk ». Une par ligne.", field="pinned_keys") from None
    if len(known) > MOST_KEYS:
        raise Invalid("Dix clés au plus.", field="pinned_keys")

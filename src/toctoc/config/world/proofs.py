"""Who proved what in a demonstration world, how, and on whose word."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from toctoc.config.world.plan import Proved
from toctoc.people.rules.professions import employers_may_attest

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.config.world.plan import Person

VALIDITY = timedelta(days=365)
# One in so many only declares a profession, or let its proof run out; never those the demonstration introduces.
_DECLARES, _LAPSES = 12, 17
_RENEWS_BEFORE = timedelta(days=20)
# Institutions are there before those whose word rests on theirs.
_DELAY, _DELAY_OF_INSTITUTIONS = timedelta(minutes=30), timedelta(minutes=5)
EMPLOYER, BY_HAND, PEERS, CONNECT, DIRECTORY = "employer", "by_hand", "peers", "pro_sante_connect", "directory"
_WITH_NUMBER = (CONNECT, DIRECTORY, CONNECT, PEERS, DIRECTORY, CONNECT, BY_HAND)
_ATTESTED = (EMPLOYER, EMPLOYER, EMPLOYER, BY_HAND)
_VOUCHERS = 2


def prove_everybody(people: list[Person], introduced: int, end: datetime) -> None:
    """Plan everybody's proofs; the first ``introduced`` of them, and institutions, never let theirs lapse."""
    for person in people:
        if person.institution or person.profession:
            person.proofs = _proofs(person, end, is_steady=person.number < introduced or bool(person.institution))
    for person in people:
        person.proofs = [_on_whose_word(person, proof, people) for proof in person.proofs]


def _proofs(person: Person, end: datetime, *, is_steady: bool) -> list[Proved]:
    """Return a proof a year long and its renewals; none for some, no renewal for others."""
    since, path = person.joined + (_DELAY_OF_INSTITUTIONS if person.institution else _DELAY), _path(person)
    if not is_steady and person.number % _DECLARES == 0:
        return []
    if not is_steady and person.number % _LAPSES == 0:
        # Whoever joined less than a year ago had a proof for a shorter time.
        return [Proved(since, min(since + VALIDITY, since + (end - since) * 0.8), path)]
    proofs = [Proved(since, since + VALIDITY, path)]
    while (renewed := proofs[-1].until - _RENEWS_BEFORE) < end:
        proofs.append(Proved(renewed, renewed + VALIDITY, path))
    return proofs


def _path(person: Person) -> str:
    if person.institution:
        return BY_HAND
    ways = _ATTESTED if employers_may_attest(person.profession) else _WITH_NUMBER
    return ways[person.number % len(ways)]


def _on_whose_word(person: Person, proof: Proved, people: list[Person]) -> Proved:
    """Return the proof with who stands behind it; by the other way where nobody could yet."""
    if proof.path == EMPLOYER:
        employers = [found for found in people if found.institution and found.stands_at(proof.since)]
        return Proved(proof.since, proof.until, EMPLOYER, (employers[person.number % len(employers)],))
    if proof.path != PEERS:
        return proof
    peers = [found for found in people if found is not person and _may_vouch(found, person, proof.since)]
    if len(peers) < _VOUCHERS:
        return Proved(proof.since, proof.until, CONNECT)
    first = person.number % len(peers)
    return Proved(proof.since, proof.until, PEERS, (peers[first], peers[first - 1]))


def _may_vouch(found: Person, person: Person, moment: datetime) -> bool:
    """Tell whether somebody holds the profession, and not by others' word either."""
    if found.profession != person.profession or not found.is_proved_at(moment):
        return False
    return all(proof.path != PEERS for proof in found.proofs)

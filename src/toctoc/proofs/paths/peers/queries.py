"""What is asked about requests and answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.kernel import clock
from toctoc.kernel.errors import Missing, Refused
from toctoc.people.models import Actor, Ground
from toctoc.people.rules.proof_life import IN_FORCE
from toctoc.people.services.keys import digest_of
from toctoc.proofs.paths.peers.models import Vouch, VouchRequest
from toctoc.proofs.paths.peers.policies import may_vouch_at_all, may_vouch_once_more, words_given_by
from toctoc.proofs.paths.peers.rules.circle import Peer, are_of_one_circle, everybody_behind, rests_on
from toctoc.proofs.paths.peers.rules.limits import MOST_STRANGERS, counts_still

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

PATH = "peers"
# One sentence for every tie between two people, so that it tells nobody which: two actors of one account least of all.
TIED = "Vous ne pouvez pas répondre de cette personne. Les règles de cette voie disent pourquoi cela arrive."


@dataclass(frozen=True, slots=True)
class Tally:
    """How many peers answered, and nothing of whom."""

    known_by: int
    unknown_to: int

    @property
    def is_closed(self) -> bool:
        """Whether so many strangers opened the link that it is closed."""
        return self.unknown_to >= MOST_STRANGERS


@dataclass(frozen=True, slots=True)
class Support:
    """For who moderates: which actors one proof rests on."""

    decided_at: datetime
    is_in_force: bool
    handles: list[str]


def digest_of_link(secret: str) -> bytes:
    """Return what rows recognise a link by."""
    return digest_of("peers link in rows", secret)


def open_request(actor: Actor) -> VouchRequest | None:
    """Return the request of an actor that waits for answers."""
    return VouchRequest.objects.filter(actor=actor, proved_at=None, ends_at__gt=clock.now()).first()


def request_at(secret: str) -> VouchRequest:
    """Return the request that a link leads to; raise :class:`Missing`."""
    found = VouchRequest.objects.select_related("actor").filter(
        link=digest_of_link(secret), ends_at__gt=clock.now(), actor__in=Actor.objects.speaking()
    )
    request = found.first()
    if request is None:
        raise Missing
    return request


def tally_of(request: VouchRequest) -> Tally:
    """Return how many answered what."""
    answers = list(Vouch.objects.filter(request=request, fell_at=None).values_list("knows", flat=True))
    return Tally(sum(answers), len(answers) - sum(answers))


def answer_by(request: VouchRequest, voucher: Actor) -> Vouch | None:
    """Return what a peer answered, when it still stands."""
    return Vouch.objects.filter(request=request, voucher=voucher, fell_at=None).first()


def answered_this_year(voucher: Actor) -> int:
    """Return for how many people somebody answers, by whatever actor of theirs, of the ten of a year."""
    given = words_given_by(voucher).values_list("given_at", flat=True)
    return sum(counts_still(moment, clock.now()) for moment in given)


def standing(request: VouchRequest) -> list[Vouch]:
    """Return the words given for a request that are still worth something, the first one first."""
    given = Vouch.objects.filter(request=request, knows=True, fell_at=None).select_related("voucher__account")
    return [vouch for vouch in given.order_by("given_at", "id") if is_worth(vouch, request.profession)]


def is_worth(vouch: Vouch, profession: str) -> bool:
    """Tell whether who gave a word could still give it."""
    try:
        may_vouch_at_all(vouch.voucher, profession)
    except (Missing, Refused):
        return False
    return True


def may_vouch_for(voucher: Actor, request: VouchRequest, others: Iterable[Vouch]) -> None:
    """Raise :class:`Refused` when a peer may not answer for this person, beside those who did already.

    Says the same of every tie between people; raises :class:`Missing` for who is no peer.
    """
    may_vouch_at_all(voucher, request.profession)
    if answer_by(request, voucher) is None:
        may_vouch_once_more(voucher)
    about, peer = request.actor_id, peer_in_graph(voucher.pk)
    is_same_person = voucher.account_id == request.actor.account_id
    beside = [peer_in_graph(other.voucher_id) for other in others if other.voucher_id != voucher.pk]
    if is_same_person or rests_on(peer, about) or any(are_of_one_circle(peer, other, about) for other in beside):
        raise Refused(TIED)


def peer_in_graph(actor_id: int) -> Peer:
    """Return where somebody stands among all who ever vouched: actors of one account are one person's."""
    own = _actors_beside(frozenset({actor_id}))
    answered_for = Ground.objects.filter(proof__path=PATH, actor__in={actor_id, *own})
    behind = everybody_behind(actor_id, _vouchers_of) | own
    return Peer(actor_id, behind, frozenset(answered_for.values_list("proof__actor", flat=True)))


def _vouchers_of(people: frozenset[int]) -> frozenset[int]:
    """Return who vouched for one of these people, under whatever name."""
    grounds = Ground.objects.filter(proof__path=PATH, proof__actor__in=people)
    vouchers = frozenset(grounds.values_list("actor", flat=True))
    return vouchers | _actors_beside(vouchers)


def _actors_beside(people: frozenset[int]) -> frozenset[int]:
    """Return the other actors of the accounts of these."""
    beside = Actor.objects.filter(account__actors__in=people).values_list("pk", flat=True)
    return frozenset(beside) - people


def waiting_words_of(actor: Actor) -> list[Vouch]:
    """Return the words an actor gave that have had no effect yet, with their requests."""
    given = Vouch.objects.filter(voucher=actor, knows=True, fell_at=None, request__proved_at=None)
    return list(given.select_related("request", "voucher__account").order_by("pk"))


def supports_of(actor: Actor) -> list[Support]:
    """Return, for who moderates, which actors each proof by peers rests on, the newest first."""
    proofs = actor.proofs.filter(path=PATH).prefetch_related("grounds__actor").order_by("-decided_at", "-id")
    return [
        Support(
            proof.decided_at, proof.state in IN_FORCE, sorted(ground.actor.handle for ground in proof.grounds.all())
        )
        for proof in proofs
    ]


def supported_by(actor: Actor) -> list[str]:
    """Return, for who moderates, the handles of the actors that proved by the word of ``actor``."""
    proved = Ground.objects.filter(proof__path=PATH, actor=actor).values_list("proof__actor__handle", flat=True)
    return sorted(set(proved))


def archive_of(actor: Actor) -> list[dict[str, object]]:
    """Return what an actor takes along: its requests and its answers, and nothing of the people on the other side."""
    asked: list[dict[str, object]] = [
        {
            "what": "request to peers",
            "profession": request.profession,
            "specialty": request.specialty,
            "asked_at": request.asked_at,
            "ends_at": request.ends_at,
            "proved_at": request.proved_at,
            "known_by": tally_of(request).known_by,
        }
        for request in VouchRequest.objects.filter(actor=actor).order_by("asked_at")
    ]
    said: list[dict[str, object]] = [
        {
            "what": "answer to a peer",
            "profession": answer.request.profession,
            "knows": answer.knows,
            "given_at": answer.given_at,
            "fell_at": answer.fell_at,
        }
        for answer in Vouch.objects.filter(voucher=actor).select_related("request").order_by("given_at")
    ]
    return asked + said

"""What is asked about people."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from toctoc.kernel import clock
from toctoc.kernel.errors import Missing
from toctoc.kernel.pagination import Cut, Page, page_of
from toctoc.people.models import (
    AcceptedAttestation,
    Account,
    Actor,
    ActorKey,
    Block,
    Follow,
    IssuedAttestation,
    Mute,
    Proof,
    ServerKey,
    TrustedServer,
)
from toctoc.people.models.actor import ActorKind
from toctoc.people.rules.attestations.verification import Trust
from toctoc.people.rules.proof_life import IN_FORCE, REMINDER, State

if TYPE_CHECKING:
    from toctoc.people.rules.audience import Viewer

# How long the keys that a server told do, when it does not answer any more.
KEYS_LAST = timedelta(days=1)


def actor_with_account(actor_id: int) -> Actor | None:
    """Return an actor and the account that it is one of, for who speaks by a token; ``None`` when there is none.

    By hand: each request asks, and building the statement anew costs four times what its rows do.
    """
    actor = next(iter(Actor.objects.raw("SELECT * FROM people_actor WHERE id = %s", [actor_id])), None)
    if actor is not None and actor.account_id is not None:
        actor.account = next(
            iter(Account.objects.raw("SELECT * FROM people_account WHERE id = %s", [actor.account_id]))
        )
    return actor


def actor_by_handle(handle: str, domain: str = "") -> Actor:
    """Return the actor that may be shown under this handle; raise :class:`Missing`.

    Never a group: who may know of one is for its own room to say.
    """
    try:
        return Actor.objects.speaking().exclude(kind=ActorKind.GROUP).get(handle=handle.lower(), domain=domain)
    except Actor.DoesNotExist:
        raise Missing from None


def actor_shown_to(viewer: Viewer, handle: str) -> Actor:
    """Return an actor as ``viewer`` may see it; raise :class:`Missing` for who blocked the viewer.

    As for a handle that nobody has: a page without posts would tell of a block, and still show what is said on it.
    """
    shown = actor_by_handle(handle)
    if viewer.has_blocks and Block.objects.filter(blocker=shown, blocked=viewer.actor_id).exists():
        raise Missing
    return shown


def is_blocking(one_id: int, other_id: int) -> bool:
    """Tell whether one actor blocked another."""
    return Block.objects.filter(blocker=one_id, blocked=other_id).exists()


def mute_of(muter_id: int, muted_id: int) -> Mute | None:
    """Return the mute by which one actor does not hear another, while it lasts."""
    lasting = Q(until=None) | Q(until__gt=clock.now())
    return Mute.objects.filter(lasting, muter=muter_id, muted=muted_id).first()


def blocks_by(actor: Actor, asked: Cut) -> Page[Block]:
    """Return whom an actor blocked, the last first; also those who are suspended, so that they can be let go."""
    rows = Block.objects.filter(blocker=actor).select_related("blocked").order_by("-id")
    if asked.before is not None:
        rows = rows.filter(id__lt=asked.before)
    return page_of(list(rows[: asked.size + 1]), asked, lambda each: each.pk)


def mutes_by(actor: Actor, asked: Cut) -> Page[Mute]:
    """Return whom an actor does not hear, the last first."""
    lasting = Q(until=None) | Q(until__gt=clock.now())
    rows = Mute.objects.filter(lasting, muter=actor).select_related("muted").order_by("-id")
    if asked.before is not None:
        rows = rows.filter(id__lt=asked.before)
    return page_of(list(rows[: asked.size + 1]), asked, lambda each: each.pk)


def whom_blocked(blocker: Actor, actor_id: int) -> Actor | None:
    """Return an actor that ``blocker`` blocked, whatever became of it; nothing for any other."""
    found = Block.objects.filter(blocker=blocker, blocked=actor_id).select_related("blocked").first()
    return found.blocked if found is not None else None


def whom_muted(muter: Actor, actor_id: int) -> Actor | None:
    """Return an actor that ``muter`` muted, whatever became of it; nothing for any other."""
    found = Mute.objects.filter(muter=muter, muted=actor_id).select_related("muted").first()
    return found.muted if found is not None else None


def actors_by_handles(handles: set[str]) -> dict[str, Actor]:
    """Return the local actors among ``handles`` (lower case), by handle; never a group."""
    found = Actor.objects.speaking().filter(handle__in=handles, domain="").exclude(kind=ActorKind.GROUP)
    return {actor.handle: actor for actor in found}


def first_actor_of(account: Account) -> Actor | None:
    """Return the actor an account speaks as when it has not chosen: its oldest."""
    return Actor.objects.filter(account=account).order_by("id").first()


def actor_of(account: Account, actor_id: int) -> Actor:
    """Return one of the account's own actors; raise :class:`Missing` for anybody else's."""
    try:
        return Actor.objects.get(account=account, pk=actor_id)
    except Actor.DoesNotExist:
        raise Missing from None


def actors_of(account: Account) -> list[Actor]:
    """Return every actor of an account, the oldest first: for the account's own eyes."""
    return list(Actor.objects.filter(account=account).order_by("id"))


def is_handle_taken(handle: str) -> bool:
    """Tell whether somebody of this server has the handle, suspended or not."""
    return Actor.objects.filter(handle=handle.lower(), domain="").exists()


def local_actor(handle: str) -> Actor:
    """Return an actor of this server, suspended or not, for who moderates; raise :class:`Missing`."""
    try:
        return Actor.objects.get(handle=handle.strip().removeprefix("@").lower(), domain="", left_at=None)
    except Actor.DoesNotExist:
        raise Missing from None


def waiting_accounts(asked: Cut) -> Page[Account]:
    """Return the accounts whose registration nobody has answered, newest first, with their actors."""
    rows = Account.objects.filter(approved_at=None).prefetch_related("actors").order_by("-id")
    if asked.before is not None:
        rows = rows.filter(id__lt=asked.before)
    return page_of(list(rows[: asked.size + 1]), asked, lambda account: account.pk)


def waiting_account(account_id: int) -> Account:
    """Return an account whose registration nobody has answered; raise :class:`Missing` for any other."""
    try:
        return Account.objects.get(pk=account_id, approved_at=None)
    except Account.DoesNotExist:
        raise Missing from None


def moderators() -> list[Account]:
    """Return the accounts that decide on registrations, proofs and suspensions (see ``policies.moderates``)."""
    deciding = Q(is_moderator=True) | Q(is_superuser=True)
    return list(Account.objects.filter(deciding, is_active=True).order_by("pk"))


def proofs_of(actor: Actor) -> list[Proof]:
    """Return every proof of an actor, the newest decision first, for who moderates."""
    return list(Proof.objects.filter(actor=actor).order_by("-decided_at", "-id"))


def standing_proof(actor: Actor, proof_id: int) -> Proof:
    """Return a proof of ``actor`` that is in force; raise :class:`Missing` for any other."""
    try:
        return Proof.objects.select_related("actor").get(pk=proof_id, actor=actor, state__in=IN_FORCE)
    except Proof.DoesNotExist:
        raise Missing from None


def current_proof(actor: Actor) -> Proof | None:
    """Return the proof behind the actor's seal, or the last one when it ran out: one that was taken back is gone."""
    lived = Proof.objects.filter(actor=actor).exclude(state=State.REPLACED)
    newest = lived.order_by("-decided_at", "-id").first()
    return newest if newest is not None and newest.state in {*IN_FORCE, State.ENDED} else None


def leaving_actors() -> list[int]:
    """Return the actors that leave and whose moment has come."""
    due = Actor.objects.filter(leaves_at__lte=clock.now(), left_at=None).order_by("leaves_at")
    return list(due.values_list("pk", flat=True))


def half_erased_actors() -> list[int]:
    """Return the actors that left and of which something is still to be erased."""
    half = Actor.objects.filter(leaves_at__isnull=False, left_at__isnull=False, suspended_at__isnull=False)
    return list(half.values_list("pk", flat=True))


def is_following(follower_id: int, followee_id: int) -> bool:
    """Tell whether one actor follows another."""
    return Follow.objects.filter(follower=follower_id, followee=followee_id).exists()


def proved_count(profession: str = "") -> int:
    """Return how many actors hold a proof that lasts: of one profession, or of any."""
    proved = Actor.objects.speaking().filter(proved_until__gt=clock.now())
    held = proved.filter(proved_profession=profession) if profession else proved.filter(proved_profession__gt="")
    return held.count()


def proved_counts() -> dict[str, int]:
    """Return how many actors hold a proof that lasts, by profession; those without anybody are left out."""
    proved = Actor.objects.speaking().filter(proved_until__gt=clock.now(), proved_profession__gt="")
    return dict(proved.order_by().values_list("proved_profession").annotate(Count("pk")))


def proofs_past_a_date(most: int = 100) -> list[Proof]:
    """Return proofs that time should move: past their end, or past their date and not yet in grace."""
    now = clock.now()
    in_force = Proof.objects.filter(state__in=IN_FORCE)
    return [
        *in_force.filter(ends_at__lte=now).order_by("ends_at")[:most],
        *in_force.filter(state=State.VALID, expires_at__lte=now, ends_at__gt=now).order_by("expires_at")[:most],
    ]


def proofs_to_remind_of(most: int = 100) -> list[Proof]:
    """Return valid proofs that reach their date within a month and whose holders were not told."""
    soon = clock.now() + REMINDER
    # A proof from elsewhere lasts a week at most, and its holder reads no letter of ours.
    due = Proof.objects.filter(state=State.VALID, expires_at__lte=soon, reminded_at=None, actor__domain="")
    return list(due.order_by("expires_at")[:most])


def server_keys() -> list[str]:
    """Return the Multikeys of this server that may have signed what is shown, the current one first."""
    return list(ServerKey.objects.order_by("-is_current", "-made_at").values_list("public", flat=True))


def attestations_given(actor: Actor) -> int:
    """Return how many attestations of an actor still stand."""
    given = IssuedAttestation.objects.filter(proof__actor=actor, revoked_at=None, ends_at__gt=clock.now())
    return given.filter(proof__state__in=IN_FORCE).count()


def archived_attestations(actor: Actor) -> list[dict[str, object]]:
    """Return when the attestations of an actor end, or were taken back, for its archive: for whom, no row says."""
    issued = IssuedAttestation.objects.filter(proof__actor=actor).order_by("ends_at", "id")
    return [{"ends_at": one.ends_at, "revoked_at": one.revoked_at} for one in issued]


def key_elsewhere(actor: Actor) -> str:
    """Return the Multikey that other servers know an actor by; empty while there is none."""
    return ActorKey.objects.filter(actor=actor).values_list("public", flat=True).first() or ""


def trusted_servers() -> list[TrustedServer]:
    """Return the servers that are believed, by name."""
    return list(TrustedServer.objects.order_by("domain"))


def trusted_server(server_id: int) -> TrustedServer:
    """Return a server that is believed; raise :class:`Missing`."""
    try:
        return TrustedServer.objects.get(pk=server_id)
    except TrustedServer.DoesNotExist:
        raise Missing from None


def trusted_server_called(domain: str) -> TrustedServer | None:
    """Return a server by its host, if it is believed."""
    return TrustedServer.objects.filter(domain=domain).first()


def trust_in(domain: str) -> Trust | None:
    """Return what a server is believed for, or ``None``."""
    server = trusted_server_called(domain)
    return trust_of(server) if server else None


def trust_of(server: TrustedServer) -> Trust:
    """Return what a row of trust says; keys that were fetched do for a day."""
    is_recent = server.fetched_at is not None and clock.now() - server.fetched_at < KEYS_LAST
    fetched = server.fetched_keys if is_recent else ""
    return Trust(
        keys=frozenset((server.pinned_keys or fetched).split()),
        professions=frozenset(server.professions.split()),
        paths=frozenset(server.paths.split()),
        longest=timedelta(days=server.longest_days),
    )


def accepted_from(domain: str = "") -> list[AcceptedAttestation]:
    """Return what was accepted and still counts: from one server, or from all."""
    rows = AcceptedAttestation.objects.filter(proof__state__in=IN_FORCE).select_related("proof__actor")
    return list((rows.filter(domain=domain) if domain else rows).order_by("list_address", "pk"))

"""Who may: the only place where a profession is called proved."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard, cast

from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Missing, Refused, SignInNeeded
from toctoc.people.rules.audience import NAMED, STRANGER, Viewer, place_of
from toctoc.people.rules.paths import ELSEWHERE
from toctoc.people.rules.proof_life import IN_FORCE, State

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from toctoc.people.models import Account, Actor, ActorChoices, Proof

    class KnownRequest(HttpRequest):
        """What a request is, to the type checker, once a door has found out who asks."""

        actor: Actor | None
        viewer: Viewer


def proved_profession(actor: Actor) -> str:
    """Return the profession this actor has proved and that has not run out, or an empty string."""
    return proved_now(actor.proved_profession, actor.proved_until)


def proved_now(profession: str, until: datetime | None) -> str:
    """Return ``profession`` while its proof lasts; for reads that fetched columns and not an actor."""
    return profession if profession and until is not None and until > clock.now() else ""


def proved_institution(actor: Actor) -> str:
    """Return what this organisation has proved to be and that has not run out, or an empty string."""
    return proved_now(actor.proved_institution, actor.proved_until)


def viewer_for(actor: Actor | None, account: Account | None = None) -> Viewer:
    """Return what policies need to know of a reader; one who is suspended, or waits, reads as a stranger."""
    if actor is None or actor.suspended_at is not None or (account is not None and is_waiting(account)):
        return STRANGER
    return Viewer(
        actor_id=actor.pk,
        profession=proved_profession(actor),
        is_moderator=moderates(account),
        memberships=actor.memberships,
        has_blocks=actor.blocks_count > 0,
        quiet=actor.quiet_version,
    )


def moderates(account: Account | None) -> bool:
    """Tell whether an account decides on registrations, proofs and suspensions."""
    return account is not None and account.is_active and (account.is_moderator or account.is_superuser)


def is_waiting(account: Account) -> bool:
    """Tell whether somebody must still accept this account's registration: until then it does nothing."""
    return account.approved_at is None


def takes_part(account: Account | None) -> TypeGuard[Account]:
    """Tell whether there is an account, accepted and not closed: then the word of its actors counts."""
    return account is not None and account.is_active and not is_waiting(account)


def may_make_actor(account: Account) -> None:
    """Raise :class:`Refused` when an account may not have another actor: a new name is no way round a suspension."""
    if is_waiting(account):
        raise Refused("Votre inscription attend une réponse.")
    if _has_suspended_actor(account):
        raise Refused("Un de vos acteurs est suspendu. Écrivez à la modération avant d’en créer un autre.")


def is_under_suspension(actor: Actor) -> bool:
    """Tell whether this actor, or another of its account, is suspended."""
    account = actor.account
    return actor.suspended_at is not None or (account is not None and _has_suspended_actor(account))


def _has_suspended_actor(account: Account) -> bool:
    return account.actors.exclude(suspended_at=None).exists()


def may_speak(actor: Actor) -> None:
    """Raise :class:`Refused` when this actor may not post, follow or favour anything."""
    if actor.suspended_at is not None:
        raise Refused("Ce compte est suspendu. Écrivez à la modération pour en savoir plus.")


def may_follow(follower: Actor, *, has_blocked: bool, is_blocked: bool) -> None:
    """Raise :class:`Refused` when ``follower`` may not, :class:`Missing` when the other blocked it: nothing is told."""
    may_speak(follower)
    if is_blocked:
        raise Missing
    if has_blocked:
        raise Refused("Vous avez bloqué ce compte. Débloquez-le avant de le suivre.")


def may_begin_with(actor: Actor, audience: str) -> None:
    """Raise :class:`Invalid` for an audience that an app cannot begin with: a place, or one the actor is not of."""
    if place_of(audience) is not None or not viewer_for(actor).may_find(audience):
        raise Invalid("Vous ne pouvez pas commencer par cette audience.", field="audience")


def default_audience(actor: Actor, choices: ActorChoices) -> str:
    """Return the audience word that an actor begins with in apps; empty when it chose none.

    Whoever lost the proof that its choice rests on begins with nobody, rather than with more people than it chose.
    """
    chosen = choices.default_audience
    return chosen if not chosen or viewer_for(actor).may_find(chosen) else NAMED


def is_discoverable(actor: Actor, choices: ActorChoices) -> bool:
    """Tell whether an actor stands in the directory and is suggested: as it chose, else :func:`is_of_the_public`."""
    chosen = choices.discoverable
    return actor.limited_at is None and (is_of_the_public(actor) if chosen is None else chosen)


def is_indexable(actor: Actor, choices: ActorChoices) -> bool:
    """Tell whether search engines may keep an actor's pages: as it chose, else :func:`is_of_the_public`."""
    return is_of_the_public(actor) if choices.indexable is None else choices.indexable


def hides_ties(actor: Actor, choices: ActorChoices) -> bool:
    """Tell whether only the actor reads whom it follows and who follows it: as it chose, else unless it is public."""
    return not is_of_the_public(actor) if choices.hides_collections is None else choices.hides_collections


def is_of_the_public(actor: Actor) -> bool:
    """Tell what is safe for an actor that chose nothing: patients and whoever proved nothing stay out of lists."""
    return actor.kind != "person" or bool(proved_profession(actor))


def may_be_proved(actor: Actor) -> None:
    """Raise :class:`Refused` for an actor that can prove nothing: suspended, or no person and no organisation."""
    if actor.suspended_at is not None:
        raise Refused("Ce compte est suspendu. Écrivez à la modération pour en savoir plus.")
    if actor.kind not in {"person", "organisation"}:
        raise Refused("Seules une personne ou une organisation prouvent ce qu’elles sont.")


def may_record_proofs(account: Account) -> None:
    """Raise :class:`Refused` unless the account moderates or administers."""
    if not moderates(account):
        raise Refused("Seule la modération peut enregistrer une preuve.")


def may_decide_on(actor: Actor, *deciders: Account) -> None:
    """Raise :class:`Refused` unless each moderates, none decides twice, and none decides on an actor of its own."""
    for account in deciders:
        may_record_proofs(account)
        if account.pk == actor.account_id:
            raise Refused("Personne ne décide de sa propre preuve.")
    if len({account.pk for account in deciders}) != len(deciders):
        raise Refused("La même personne ne décide pas deux fois.")


def may_reinstate(account: Account, actor: Actor) -> None:
    """Raise :class:`Refused` unless the account moderates, and :class:`Missing` for an actor of its own."""
    may_record_proofs(account)
    if account.pk == actor.account_id:
        raise Missing


def may_be_ground(ground: Actor | None, actor: Actor) -> None:
    """Raise :class:`Refused` when no proof of ``actor`` can rest on the word of ``ground`` any more."""
    if ground is None or ground.suspended_at or not (proved_profession(ground) or proved_institution(ground)):
        raise Refused("Une personne sur qui cette preuve reposerait a perdu la sienne.")
    if ground.pk == actor.pk:
        raise Refused("Personne ne se porte garant de soi-même.")


def may_be_attested(actor: Actor, proof: Proof | None) -> Proof:
    """Return the proof that this server may attest of an actor; raise :class:`Refused` when there is none.

    Not what another server attested (trust makes no chains), nor what is under review.
    """
    may_be_proved(actor)
    if actor.domain or not takes_part(actor.account):
        raise Refused("Ce serveur n’atteste que pour ses propres membres.")
    lasts = proof is not None and proof.state in IN_FORCE and proof.ends_at > clock.now()
    if proof is None or not lasts or proof.path == ELSEWHERE:
        raise Refused("Prouvez d’abord votre profession ici.")
    if proof.state == State.DOUBTED:
        raise Refused("Votre preuve est en réexamen. Attendez la réponse de la modération.")
    return proof


def let_in(request: HttpRequest, actor: Actor | None, viewer: Viewer) -> None:
    """Write on a request who asks: the doors do, before anything reads or writes in somebody's name."""
    known = cast("KnownRequest", request)
    known.actor, known.viewer = actor, viewer


def viewer_of(request: HttpRequest) -> Viewer:
    """Return who looks, as the door that let the request in found out."""
    viewer: Viewer = getattr(request, "viewer", STRANGER)
    return viewer


def reader_of(request: HttpRequest) -> Actor | None:
    """Return the actor who reads, or ``None`` for a stranger."""
    actor: Actor | None = getattr(request, "actor", None)
    return actor


def speaker_of(request: HttpRequest) -> Actor:
    """Return the actor in whose name a request writes; raise :class:`SignInNeeded` for a stranger."""
    actor = reader_of(request)
    if actor is None:
        raise SignInNeeded
    return actor


def account_of(request: HttpRequest) -> Account:
    """Return the account that signed in; raise :class:`SignInNeeded` for a stranger."""
    if not request.user.is_authenticated:
        raise SignInNeeded
    return request.user


def moderator_of(request: HttpRequest) -> Account:
    """Return the account of a moderator; raise :class:`Missing` for anybody else, who learns of nothing."""
    account = request.user
    if not account.is_authenticated or not moderates(account):
        raise Missing
    return account

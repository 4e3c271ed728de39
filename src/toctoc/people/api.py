"""Actors and professions in our JSON API."""

from datetime import datetime, timedelta

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from toctoc.kernel import clock
from toctoc.kernel.pagination import PAGE_SIZE, cut
from toctoc.people.models import Actor
from toctoc.people.policies import proved_institution, proved_profession, reader_of, speaker_of, viewer_of
from toctoc.people.queries import (
    actor_by_handle,
    actor_shown_to,
    blocks_by,
    is_blocking,
    is_following,
    mute_of,
    mutes_by,
)
from toctoc.people.rules.professions import PROFESSIONS
from toctoc.people.services import blocks, follows

router = Router(tags=["actors"])


class ProofOut(Schema):
    """What a seal says: how, and in which month. Never a day, a number or who decided."""

    path: str = Field(description="Slug of the way it was proved by, such as `pro_sante_connect`.")
    since: str | None = Field(description="Month of the decision, such as `2026-03`.")
    specialty: str | None = Field(description="Slug of the specialty that is proved too; else it is only declared.")
    institution: str | None = Field(description="Slug of what an organisation proved to be.")


class ActorOut(Schema):
    """A public identity, as this caller sees it."""

    id: str
    handle: str
    name: str
    kind: str
    url: str = Field(description="Path of the profile's page.")
    note: str
    profession: str | None = Field(description="Slug of the profession, declared or proved.")
    specialty: str | None
    proved: bool = Field(description="Whether the profession is proved and the proof lasts.")
    proof: ProofOut | None = Field(description="The seal, while a proof of a profession or an institution lasts.")
    department: str | None
    languages: list[str]
    created_at: datetime
    answers: int = Field(description="Answers given to others' questions.")
    posts: int
    followers: int
    following: int
    followed: bool = Field(description="Whether the caller follows this actor.")
    blocked: bool = Field(description="Whether the caller blocked this actor.")
    muted: bool = Field(description="Whether the caller muted this actor.")


class MuteIn(Schema):
    """For how long to hear nothing of an actor."""

    seconds: int | None = Field(default=None, ge=60, le=10 * 365 * 86_400, description="For good when absent.")
    notifications: bool = Field(default=True, description="Whether its notifications are left out too.")


class ApartActor(Schema):
    """An actor that the caller blocked or muted."""

    id: str
    handle: str
    until: datetime | None = Field(description="When a mute ends; empty for good.")


class ApartOut(Schema):
    """A page of them."""

    items: list[ApartActor]
    next: str | None


class ProfessionOut(Schema):
    """A profession an actor may declare and prove."""

    slug: str
    french: str
    english: str
    register_of: str | None = Field(
        alias="register", description="Slug of the register that gives its members a national number."
    )
    code: str | None = Field(description="Its code in the national directory of the country that words it.")
    is_student: bool = Field(description="Whether it is only being learnt.")


@router.get("/me", response=ActorOut, summary="Read who I am")
def read_me(request: HttpRequest) -> ActorOut:
    """Return the actor that the caller's token speaks as."""
    return _shown(speaker_of(request), request)


@router.get("/actors/{handle:handle}", response=ActorOut, summary="Read an actor")
def read_actor(request: HttpRequest, handle: str) -> ActorOut:
    """Return an actor by its handle, without the @; one who blocked the caller is not there."""
    return _shown(actor_shown_to(viewer_of(request), handle), request)


@router.post("/actors/{handle:handle}/follow", response=ActorOut, summary="Follow an actor")
def follow_actor(request: HttpRequest, handle: str) -> ActorOut:
    """Have an actor's threads on one's home timeline; the actor is told. Doing it twice changes nothing."""
    follower = speaker_of(request)
    follows.follow(follower=follower, followee=actor_shown_to(viewer_of(request), handle))
    return _shown(actor_by_handle(handle), request)


@router.post("/actors/{handle:handle}/unfollow", response=ActorOut, summary="Unfollow an actor")
def unfollow_actor(request: HttpRequest, handle: str) -> ActorOut:
    """Undo `follow`. Doing it twice changes nothing."""
    follower = speaker_of(request)
    follows.unfollow(follower=follower, followee=actor_shown_to(viewer_of(request), handle))
    return _shown(actor_by_handle(handle), request)


@router.post("/actors/{handle:handle}/block", response=ActorOut, summary="Block an actor", tags=["quiet"])
def block_actor(request: HttpRequest, handle: str) -> ActorOut:
    """Have nothing to do with an actor any more: neither reads, follows or writes to the other. It is not told."""
    blocker, actor = speaker_of(request), actor_by_handle(handle)
    blocks.block(blocker=blocker, blocked=actor)
    return _shown(actor_by_handle(handle), request)


@router.post("/actors/{handle:handle}/unblock", response=ActorOut, summary="Unblock an actor", tags=["quiet"])
def unblock_actor(request: HttpRequest, handle: str) -> ActorOut:
    """Undo `block`; who followed whom before stays undone. Doing it twice changes nothing."""
    blocker, actor = speaker_of(request), actor_by_handle(handle)
    blocks.unblock(blocker=blocker, blocked=actor)
    return _shown(actor, request)


@router.post("/actors/{handle:handle}/mute", response=ActorOut, summary="Mute an actor", tags=["quiet"])
def mute_actor(request: HttpRequest, handle: str, asked: MuteIn) -> ActorOut:
    """Meet an actor in no list and hear nothing of it, for a time or for good; nobody is told."""
    muter, actor = speaker_of(request), actor_shown_to(viewer_of(request), handle)
    until = clock.now() + timedelta(seconds=asked.seconds) if asked.seconds else None
    blocks.mute(muter=muter, muted=actor, until=until, hides_notifications=asked.notifications)
    return _shown(actor, request)


@router.post("/actors/{handle:handle}/unmute", response=ActorOut, summary="Hear an actor again", tags=["quiet"])
def unmute_actor(request: HttpRequest, handle: str) -> ActorOut:
    """Undo `mute`. Doing it twice changes nothing."""
    muter, actor = speaker_of(request), actor_by_handle(handle)
    blocks.unmute(muter=muter, muted=actor)
    return _shown(actor, request)


@router.get("/blocks", response=ApartOut, summary="List whom I blocked", tags=["quiet"])
def list_blocks(request: HttpRequest, before: str | None = None, limit: int = PAGE_SIZE) -> ApartOut:
    """Return the actors the caller blocked, the last first; `next` is not an actor's id here."""
    page = blocks_by(speaker_of(request), cut(before, limit))
    items = [ApartActor(id=str(one.blocked_id), handle=one.blocked.handle, until=None) for one in page.items]
    return ApartOut(items=items, next=str(page.next_before) if page.next_before else None)


@router.get("/mutes", response=ApartOut, summary="List whom I muted", tags=["quiet"])
def list_mutes(request: HttpRequest, before: str | None = None, limit: int = PAGE_SIZE) -> ApartOut:
    """Return the actors the caller does not hear, the last first; `next` is not an actor's id here."""
    page = mutes_by(speaker_of(request), cut(before, limit))
    items = [ApartActor(id=str(one.muted_id), handle=one.muted.handle, until=one.until) for one in page.items]
    return ApartOut(items=items, next=str(page.next_before) if page.next_before else None)


@router.get("/professions", response=list[ProfessionOut], by_alias=True, summary="List professions", tags=["lists"])
def list_professions(request: HttpRequest) -> list[dict[str, object]]:
    """Return the professions and their slugs, which audiences name."""
    _ = request
    return [
        {
            "slug": profession.slug,
            "french": profession.french,
            "english": profession.english,
            "register": profession.register or None,
            "code": next(iter(profession.codes), None),
            "is_student": bool(profession.learns),
        }
        for profession in PROFESSIONS.values()
    ]


def _shown(actor: Actor, request: HttpRequest) -> ActorOut:
    reader = reader_of(request)
    return ActorOut(
        id=str(actor.pk),
        handle=actor.handle,
        name=actor.display_name,
        kind=actor.kind,
        url=f"/@{actor.handle}",
        note=actor.note,
        profession=actor.profession or None,
        specialty=actor.specialty or None,
        proved=bool(proved_profession(actor)),
        proof=_seal(actor),
        department=actor.department or None,
        languages=actor.languages.split(","),
        created_at=actor.created_at,
        answers=actor.answers_count,
        posts=actor.posts_count,
        followers=actor.followers_count,
        following=actor.following_count,
        followed=reader is not None and is_following(reader.pk, actor.pk),
        blocked=reader is not None and is_blocking(reader.pk, actor.pk),
        muted=reader is not None and mute_of(reader.pk, actor.pk) is not None,
    )


def _seal(actor: Actor) -> ProofOut | None:
    institution = proved_institution(actor)
    if not (institution or proved_profession(actor)):
        return None
    return ProofOut(
        path=actor.proved_path,
        since=actor.proved_since.strftime("%Y-%m") if actor.proved_since else None,
        specialty=actor.proved_specialty or None,
        institution=institution or None,
    )

"""Actors and professions in our JSON API."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from toctoc.people.models import Actor
from toctoc.people.policies import proved_institution, proved_profession, reader_of, speaker_of
from toctoc.people.queries import actor_by_handle, is_following
from toctoc.people.rules.professions import PROFESSIONS
from toctoc.people.services import follows

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
    """Return an actor by its handle, without the @."""
    return _shown(actor_by_handle(handle), request)


@router.post("/actors/{handle:handle}/follow", response=ActorOut, summary="Follow an actor")
def follow_actor(request: HttpRequest, handle: str) -> ActorOut:
    """Have an actor's threads on one's home timeline; the actor is told. Doing it twice changes nothing."""
    follower = speaker_of(request)
    follows.follow(follower=follower, followee=actor_by_handle(handle))
    return _shown(actor_by_handle(handle), request)


@router.post("/actors/{handle:handle}/unfollow", response=ActorOut, summary="Unfollow an actor")
def unfollow_actor(request: HttpRequest, handle: str) -> ActorOut:
    """Undo `follow`. Doing it twice changes nothing."""
    follower = speaker_of(request)
    follows.unfollow(follower=follower, followee=actor_by_handle(handle))
    return _shown(actor_by_handle(handle), request)


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

"""Actors and professions in our JSON API."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from toctoc.people.models import Actor
from toctoc.people.policies import proved_profession, reader_of, speaker_of
from toctoc.people.queries import actor_by_handle, is_following
from toctoc.people.rules.professions import PROFESSIONS
from toctoc.people.services import follows

router = Router(tags=["actors"])


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


@router.get("/professions", response=list[ProfessionOut], summary="List professions", tags=["lists"])
def list_professions(request: HttpRequest) -> list[ProfessionOut]:
    """Return the professions and their slugs, which audiences name."""
    _ = request
    return [ProfessionOut(slug=p.slug, french=p.french, english=p.english) for p in PROFESSIONS.values()]


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
        department=actor.department or None,
        languages=actor.languages.split(","),
        created_at=actor.created_at,
        answers=actor.answers_count,
        posts=actor.posts_count,
        followers=actor.followers_count,
        following=actor.following_count,
        followed=reader is not None and is_following(reader.pk, actor.pk),
    )

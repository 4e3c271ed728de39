"""Filters and quiet threads in our JSON API."""

from datetime import datetime
from typing import Literal

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from toctoc.community.models import Filter
from toctoc.community.queries.posts import visible_post
from toctoc.community.queries.quiet import filters_of
from toctoc.community.rules.filters import LONGEST_PHRASE, MOST_PHRASES
from toctoc.community.services.quiet import Wanted, leave_thread, make_filter, rejoin_thread, remove_filter
from toctoc.people.policies import speaker_of, viewer_of
from toctoc.privacy.services import clear, clear_line

router = Router(tags=["quiet"])
PlaceWord = Literal["home", "lists", "notifications", "threads"]


class FilterIn(Schema):
    """Words that the caller does not want to read."""

    name: str = Field(default="", max_length=60, description="What a folded post says; the first phrase when empty.")
    phrases: list[str] = Field(
        min_length=1, max_length=MOST_PHRASES, description=f"Whole words, at most {LONGEST_PHRASE} characters each."
    )
    places: list[PlaceWord] = Field(default=["home", "lists", "notifications"], min_length=1)
    action: Literal["fold", "hide"] = "fold"
    until: datetime | None = Field(default=None, description="For good when absent.")


class FilterOut(FilterIn):
    """A filter of the caller."""

    id: str


@router.get("/filters", response=list[FilterOut], summary="List my filters")
def list_filters(request: HttpRequest) -> list[FilterOut]:
    """Return the caller's filters that last, the newest first; there are never more than fifty."""
    return [_shown(kept) for kept in filters_of(speaker_of(request))]


@router.post("/filters", response=FilterOut, summary="Make a filter")
def post_filter(request: HttpRequest, asked: FilterIn) -> FilterOut:
    """Fold or hide the posts that say one of the phrases; the same filter made twice is one."""
    wanted = Wanted(
        name=clear_line(asked.name),
        phrases=clear("\n".join(" ".join(phrase.split()) for phrase in asked.phrases)),
        places=tuple(asked.places),
        hides=asked.action == "hide",
        until=asked.until,
    )
    return _shown(make_filter(actor=speaker_of(request), wanted=wanted))


@router.delete("/filters/{id:filter_id}", response={204: None}, summary="Remove a filter")
def delete_filter(request: HttpRequest, filter_id: str) -> Status[None]:
    """Take a filter of the caller's away. Doing it twice changes nothing."""
    remove_filter(actor=speaker_of(request), filter_id=int(filter_id))
    return Status(204, None)


@router.post("/posts/{id:post_id}/mute", response={204: None}, summary="Hear nothing more of a thread")
def mute_thread(request: HttpRequest, post_id: str) -> Status[None]:
    """Be told nothing more of the thread that a post is part of; it is still read. Doing it twice changes nothing."""
    leave_thread(actor=speaker_of(request), post=visible_post(viewer_of(request), int(post_id)))
    return Status(204, None)


@router.post("/posts/{id:post_id}/unmute", response={204: None}, summary="Hear of a thread again")
def unmute_thread(request: HttpRequest, post_id: str) -> Status[None]:
    """Undo `mute`. Doing it twice changes nothing."""
    rejoin_thread(actor=speaker_of(request), post=visible_post(viewer_of(request), int(post_id)))
    return Status(204, None)


def _shown(kept: Filter) -> FilterOut:
    return FilterOut.model_validate(
        {
            "id": str(kept.pk),
            "name": kept.name,
            "phrases": kept.phrases.splitlines(),
            "places": kept.places.split(),
            "action": kept.action,
            "until": kept.until,
        }
    )

"""The pictures of a profile: somebody's own, or those that are made for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.community.models import PicturePlace, ProfilePicture
from toctoc.people.queries.ties import not_blocked_either_way
from toctoc.people.rules.drawing import header_address, picture_address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toctoc.media.models import File
    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """One picture: the path of its bytes, another with each change; what it shows, in words."""

    address: str
    description: str = ""
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Portraits:
    """Both pictures of a profile."""

    avatar: ShownPicture
    header: ShownPicture


def shows_portrait(viewer: Viewer, file: File) -> bool:
    """Tell whether ``viewer`` may see the profile that shows ``file``: everybody may, but for blocks."""
    shown = ProfilePicture.objects.filter(file=file.pk, actor__suspended_at=None, actor__left_at=None)
    return shown.filter(not_blocked_either_way(viewer, "actor")).exists()


def pictures_of(actor: Actor) -> dict[str, ProfilePicture]:
    """Return the pictures that an actor chose, by their place, ready or not."""
    return {picture.place: picture for picture in ProfilePicture.objects.filter(actor=actor).select_related("file")}


def portraits_of(actor: Actor) -> Portraits:
    """Return both pictures of an actor: one statement."""
    return _portraits(actor, pictures_of(actor))


def portraits_among(actors: Sequence[Actor]) -> dict[int, Portraits]:
    """Return the pictures of some actors, by their id: one statement, whatever their number."""
    chosen: dict[int, dict[str, ProfilePicture]] = {actor.pk: {} for actor in actors}
    for picture in ProfilePicture.objects.filter(actor__in=chosen).select_related("file"):
        chosen[picture.actor_id][picture.place] = picture
    return {actor.pk: _portraits(actor, chosen[actor.pk]) for actor in actors}


def _portraits(actor: Actor, chosen: dict[str, ProfilePicture]) -> Portraits:
    return Portraits(
        _shown(chosen.get(PicturePlace.AVATAR), "small", picture_address(actor.handle, actor.display_name)),
        _shown(chosen.get(PicturePlace.HEADER), "image", header_address(actor.handle)),
    )


def _shown(picture: ProfilePicture | None, variant: str, made: str) -> ShownPicture:
    if picture is None:
        return ShownPicture(made)
    if not picture.file.is_ready or variant not in picture.file.variants:
        # Another address while a file is made safe: whoever sent it sees that it came.
        return ShownPicture(f"{made}?{picture.file_id}")
    return ShownPicture(picture.file.address(variant), picture.file.description, is_own=True)

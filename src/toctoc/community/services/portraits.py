"""Show a picture on one's profile, describe it, take it away. Doing it twice changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.community.models import PicturePlace, ProfilePicture
from toctoc.community.services.fragments import prepare_author
from toctoc.kernel.errors import Invalid, Missing
from toctoc.media.models.file import FileState
from toctoc.media.rules.kinds import Kind
from toctoc.media.services import files
from toctoc.people.models import Actor
from toctoc.people.policies import may_speak

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from toctoc.kernel.cleared import Cleared
    from toctoc.media.models import File

NO_PICTURE = "Une image de profil est une photo ou un dessin, pas un son ni un document."


@transaction.atomic
def show_picture(*, actor: Actor, place: PicturePlace, file: File) -> None:
    """Show a file of one's own in a place of one's profile; the one before is erased.

    The room of files took its metadata away and hid the faces it found; nothing of it changes from now on. Raises
    :class:`Missing` for a file of somebody else, :class:`Invalid` for what is no picture or was refused.
    """
    may_speak(actor)
    if file.kind != Kind.PICTURE:
        raise Invalid(NO_PICTURE, field=place)
    _hold(actor)
    before = ProfilePicture.objects.filter(actor=actor, place=place).select_related("file").first()
    if before is not None and before.file_id == file.pk:
        return
    files.use(owner=actor, file_ids=[file.pk])
    if before is not None:
        _erase(before)
    ProfilePicture.objects.create(actor=actor, place=place, file=file)
    prepare_author(actor)


def send_picture(*, actor: Actor, place: PicturePlace, upload: UploadedFile[bytes], description: Cleared) -> None:
    """Take a picture in and show it as soon as it is made safe, its faces hidden: for apps, which ask nothing more."""
    file = files.receive(owner=actor, upload=upload, description=description)
    try:
        show_picture(actor=actor, place=place, file=file)
    except Invalid:
        files.erase(file=file)
        raise


@transaction.atomic
def take_picture_away(*, actor: Actor, place: PicturePlace) -> None:
    """Show the picture made for the handle again; the file is erased."""
    _hold(actor)
    shown = ProfilePicture.objects.filter(actor=actor, place=place).select_related("file").first()
    if shown is not None:
        _erase(shown)
        prepare_author(actor)


def take_pictures_away(*, actor: Actor) -> None:
    """Show none of an actor's own pictures any more, for moderation: their bytes are erased."""
    for place in PicturePlace:
        take_picture_away(actor=actor, place=place)


@transaction.atomic
def describe_picture(*, actor: Actor, place: PicturePlace, description: Cleared) -> None:
    """Say what a picture shows; raise :class:`Missing` when there is none of one's own."""
    shown = ProfilePicture.objects.filter(actor=actor, place=place).select_related("file").first()
    if shown is None:
        raise Missing
    files.describe(owner=actor, file=shown.file, description=description)


@transaction.atomic
def show_again_with(*, file_id: int) -> None:
    """Prepare the profile again whose picture is ready or described anew; forget one that cannot be shown."""
    shown = ProfilePicture.objects.filter(file=file_id).select_related("file", "actor").first()
    if shown is None:
        return
    if shown.file.state == FileState.REFUSED or shown.file.kind != Kind.PICTURE:
        _erase(shown)
    prepare_author(shown.actor)


@transaction.atomic
def detach(*, file_id: int) -> None:
    """Show a profile without a picture whose file is about to be erased."""
    shown = ProfilePicture.objects.filter(file=file_id).select_related("actor").first()
    if shown is not None:
        shown.delete()
        prepare_author(shown.actor)


def _erase(shown: ProfilePicture) -> None:
    shown.delete()
    files.erase(file=shown.file)


def _hold(actor: Actor) -> None:
    """Let no other tab change the same pictures meanwhile."""
    Actor.objects.select_for_update(no_key=True).get(pk=actor.pk)

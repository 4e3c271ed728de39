"""Receive, describe, use and erase files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.jobs.services.queue import enqueue
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Missing, Refused, TooMany
from toctoc.kernel.events import publish
from toctoc.kernel.ids import id_at
from toctoc.media.events import FileErased, FileSettled
from toctoc.media.models import File
from toctoc.media.models.file import FileState, new_key
from toctoc.media.rules.focus import MIDDLE, checked_focus
from toctoc.media.rules.kinds import HEAD, Kind, Sniffed, sniff
from toctoc.media.rules.limits import (
    KEPT_UNUSED,
    LARGEST,
    LONGEST_DESCRIPTION,
    LONGEST_TRANSCRIPT,
    MEGABYTE,
    MOST_A_DAY,
    MOST_WAITING,
)
from toctoc.media.rules.refusals import refusal
from toctoc.media.services import quarantine
from toctoc.people.policies import may_speak

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from toctoc.kernel.cleared import Cleared
    from toctoc.people.models import Actor

# The tasks that work on files.
MAKE = "media.make_safe"
ERASE_BYTES = "media.erase_bytes"
ERASE_PIXELS = "media.erase_pixels"
FIELD = "media"
# What a picture given with it may stand for.
_WITH_POSTER = {Kind.FILM, Kind.SOUND}


def receive(
    *,
    owner: Actor,
    upload: UploadedFile[bytes],
    description: Cleared,
    focus: tuple[float, float] = MIDDLE,
    poster: UploadedFile[bytes] | None = None,
) -> File:
    """Take a file in; a worker makes it safe, and until then only its owner knows of it.

    ``focus`` is what must stay in view when it is cut; ``poster``, a picture that stands for a film or a sound, is made
    safe as pictures are, and left out for other kinds.

    Raises :class:`Invalid` for what is empty, too large or of no kind that is accepted, :class:`TooMany` for an owner
    who sends without end.
    """
    sniffed = _accepted(upload)
    _check_description(description, sniffed.kind)
    across, up = checked_focus(*focus)
    stands_for = _poster_form(poster) if poster is not None and sniffed.kind in _WITH_POSTER else ""
    may_send_now(owner)
    key = new_key()
    # Before the row: if the row fails, the daily sweep erases what no row names.
    spool_key = quarantine.shut_in(upload, quarantine.place_of(key))
    poster_key = quarantine.shut_in(poster, quarantine.poster_of(key)) if poster is not None and stands_for else ""
    with transaction.atomic():
        file = File.objects.create(
            owner=owner,
            kind=sniffed.kind.value,
            form=sniffed.form,
            key=key,
            description=description.text,
            language=description.language,
            spool_key=spool_key,
            focus_x=across,
            focus_y=up,
            poster_form=stands_for,
            poster_key=poster_key,
        )
        enqueue(MAKE, file_id=file.pk)
    return file


def may_send_now(owner: Actor) -> None:
    """Raise :class:`Refused` for a suspended owner, :class:`TooMany` for one who sent a great deal lately."""
    may_speak(owner)
    mine = File.objects.filter(owner=owner, id__gte=id_at(clock.now() - KEPT_UNUSED))
    states = list(mine.order_by("-id").values_list("state", flat=True)[:MOST_A_DAY])
    if len(states) >= MOST_A_DAY:
        raise TooMany("Vous avez envoyé beaucoup de fichiers aujourd’hui. Reprenez demain.", retry_after=3600)
    if states.count(FileState.WAITING) >= MOST_WAITING:
        raise TooMany("Vos fichiers précédents sont encore en préparation. Patientez un instant.", retry_after=30)


def _accepted(upload: UploadedFile[bytes]) -> Sniffed:
    upload.seek(0)
    sniffed = sniff(upload.read(HEAD))
    upload.seek(0)
    if isinstance(sniffed, str):
        raise Invalid(refusal(sniffed), field=FIELD)
    if (upload.size or 0) > LARGEST[sniffed.kind]:
        raise Invalid(
            "Ce fichier est trop lourd : %(most)s Mo au plus.", field=FIELD, most=LARGEST[sniffed.kind] // MEGABYTE
        )
    return sniffed


def _poster_form(poster: UploadedFile[bytes]) -> str:
    sniffed = _accepted(poster)
    if sniffed.kind != Kind.PICTURE:
        raise Invalid("L’image de couverture doit être une image.", field="thumbnail")
    return sniffed.form


def _check_description(description: Cleared, kind: str) -> None:
    if kind == Kind.SOUND and len(description.text) > LONGEST_TRANSCRIPT:
        raise Invalid("Une transcription a au plus %(longest)s caractères.", field=FIELD, longest=LONGEST_TRANSCRIPT)
    if kind != Kind.SOUND and len(description.text) > LONGEST_DESCRIPTION:
        raise Invalid("Une description a au plus %(longest)s caractères.", field=FIELD, longest=LONGEST_DESCRIPTION)


@transaction.atomic
def describe(*, owner: Actor, file: File, description: Cleared) -> File:
    """Say what a file shows, again; raises :class:`Missing` for a file of somebody else."""
    may_speak(owner)
    _check_description(description, file.kind)
    held = _held(owner, [file.pk])[0]
    if held.description != description.text:
        held.description, held.language = description.text, description.language
        held.save(update_fields=["description", "language"])
        publish(FileSettled(file_id=held.pk))
    return held


@transaction.atomic
def set_focus(*, owner: Actor, file: File, focus: tuple[float, float]) -> File:
    """Say again what must stay in view; raises :class:`Missing` for a file of somebody else."""
    may_speak(owner)
    across, up = checked_focus(*focus)
    held = _held(owner, [file.pk])[0]
    if (held.focus_x, held.focus_y) != (across, up):
        held.focus_x, held.focus_y = across, up
        held.save(update_fields=["focus_x", "focus_y"])
        publish(FileSettled(file_id=held.pk))
    return held


@transaction.atomic
def use(*, owner: Actor, file_ids: Iterable[int]) -> list[File]:
    """Put files to the one use they will have, and return them in the order they are named.

    Raises :class:`Missing` for a file that is not the owner's, :class:`Invalid` for one that was refused,
    :class:`Refused` for one that is used already.
    """
    wanted = list(dict.fromkeys(file_ids))
    files = _held(owner, wanted)
    for file in files:
        if file.state == FileState.REFUSED:
            raise Invalid(refusal(file.reason), field=FIELD)
        if file.kept_until is None:
            raise Refused("Ce fichier est déjà joint à un message. Envoyez-le de nouveau.")
    File.objects.filter(pk__in=wanted).update(kept_until=None)
    _forget_pixels([file for file in files if file.state == FileState.READY])
    return files


def _forget_pixels(files: list[File]) -> None:
    """Forget what lies under the masks of pictures that are shown from now on; a job erases the bytes."""
    for file in files:
        if file.spool_key:
            file.spool_key = ""
            enqueue(ERASE_PIXELS, file_key=file.key)
    File.objects.filter(pk__in=[file.pk for file in files]).update(spool_key="")


@transaction.atomic
def keep(*, owner: Actor, file_ids: Iterable[int], until: datetime) -> None:
    """Keep files that nothing uses yet until a moment: those of a draft, or of a message that will go later."""
    File.objects.filter(owner=owner, pk__in=list(file_ids), kept_until__lt=until).update(kept_until=until)


@transaction.atomic
def release(*, owner: Actor, file_ids: Iterable[int]) -> None:
    """Let files wait for another use, as if they had just been sent: what used them is gone, or says so."""
    until = clock.now() + KEPT_UNUSED
    File.objects.filter(owner=owner, pk__in=list(file_ids), kept_until=None).update(kept_until=until)


def let_go(*, owner: Actor, file_ids: Iterable[int]) -> None:
    """Keep files that nothing uses no longer than if they had just been sent; the daily sweep erases them."""
    until = clock.now() + KEPT_UNUSED
    File.objects.filter(owner=owner, pk__in=list(file_ids), kept_until__gt=until).update(kept_until=until)


@transaction.atomic
def erase(*, file: File) -> None:
    """Erase a file: nobody reads it from the end of the transaction, and a job erases its bytes (see ``subscribers``).

    Doing it twice changes nothing. The sweep finds what a crash leaves.
    """
    held = File.objects.select_for_update().filter(pk=file.pk).first()
    if held is None:
        return
    publish(FileErased(file_id=held.pk))
    held.delete()


def take_back(*, owner: Actor, file: File) -> None:
    """Erase a file of one's own; raises :class:`Missing` for that of somebody else."""
    if file.owner_id != owner.pk:
        raise Missing
    erase(file=file)


def _held(owner: Actor, file_ids: list[int]) -> list[File]:
    """Return files of the owner, which nobody else changes before the end of the transaction."""
    rows = File.objects.filter(owner=owner, pk__in=file_ids).order_by("pk").select_for_update(no_key=True)
    found = {file.pk: file for file in rows}
    if len(found) < len(file_ids):
        raise Missing
    return [found[file_id] for file_id in file_ids]

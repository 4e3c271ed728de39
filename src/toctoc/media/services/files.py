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
from toctoc.media.rules.kinds import HEAD, Sniffed, sniff
from toctoc.media.rules.limits import (
    KEPT_UNUSED,
    LARGEST,
    LONGEST_DESCRIPTION,
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
FIELD = "media"


def receive(*, owner: Actor, upload: UploadedFile[bytes], description: Cleared) -> File:
    """Take a file in; a worker makes it safe, and until then only its owner knows of it.

    Raises :class:`Invalid` for what is empty, too large or of no kind that is accepted, :class:`TooMany` for an owner
    who sends without end.
    """
    sniffed = _accepted(upload)
    _check_description(description)
    may_send_now(owner)
    key = new_key()
    # Before the row: if the row fails, the daily sweep erases what no row names.
    quarantine.shut_in(upload, key)
    with transaction.atomic():
        file = File.objects.create(
            owner=owner,
            kind=sniffed.kind.value,
            form=sniffed.form,
            key=key,
            description=description.text,
            language=description.language,
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


def _check_description(description: Cleared) -> None:
    if len(description.text) > LONGEST_DESCRIPTION:
        raise Invalid("Une description a au plus %(longest)s caractères.", field=FIELD, longest=LONGEST_DESCRIPTION)


@transaction.atomic
def describe(*, owner: Actor, file: File, description: Cleared) -> File:
    """Say what a file shows, again; raises :class:`Missing` for a file of somebody else."""
    may_speak(owner)
    _check_description(description)
    held = _held(owner, [file.pk])[0]
    if held.description != description.text:
        held.description, held.language = description.text, description.language
        held.save(update_fields=["description", "language"])
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
    return files


@transaction.atomic
def keep(*, owner: Actor, file_ids: Iterable[int], until: datetime) -> None:
    """Keep files that nothing uses yet until a moment: those of a draft, or of a message that will go later."""
    File.objects.filter(owner=owner, pk__in=list(file_ids), kept_until__lt=until).update(kept_until=until)


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

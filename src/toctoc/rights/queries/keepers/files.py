"""What ``media`` keeps: safe copies of files, and their descriptions."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

from toctoc.media.models import File
from toctoc.media.models.file import FileState
from toctoc.media.services.store import store
from toctoc.rights.queries.keepers.keeper import Keeper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from toctoc.people.models import Actor

PIECE = 256 * 1024


def ready_files(actor: Actor) -> QuerySet[File]:
    """Return the files of an actor of which there are bytes."""
    return File.objects.filter(owner=actor, state=FileState.READY).order_by("pk")


def files_of(actor: Actor) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield the files of an actor, each with its name in the archive and its bytes a piece at a time."""
    for file in ready_files(actor):
        name = max(file.variants, key=lambda variant: int(file.variants[variant]["size"]))
        ending = mimetypes.guess_extension(str(file.variants[name]["type"])) or ""
        yield f"{file.pk}{ending}", _pieces(file.key, name)


def _pieces(key: str, name: str) -> Iterator[bytes]:
    with store().open(key, name) as source:
        while piece := source.read(PIECE):
            yield piece


def _file(file: File) -> dict[str, object]:
    return {
        "id": str(file.pk),
        "kind": file.kind,
        "state": file.state,
        "description": file.description,
        "language": file.language,
        "at": file.created_at,
        "looked": file.looked,
        "masks": file.masks,
        "found": file.found,
        "unmasked": file.unmasked,
        "shows_patient": file.shows_patient,
    }


KEEPERS = (
    Keeper(
        "files",
        _("Images, sons, films, documents"),
        _("Jusqu’à ce que vous retiriez le message qui les porte."),
        lambda actor: File.objects.filter(owner=actor),
        _file,
    ),
)

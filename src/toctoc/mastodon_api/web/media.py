"""Files: https://docs.joinmastodon.org/methods/media/."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext

from toctoc.community.services.attachments import describe
from toctoc.community.web.parts.media import cleared_description
from toctoc.kernel.errors import Invalid
from toctoc.mastodon_api.queries.media import attachment
from toctoc.mastodon_api.web.endpoints import endpoint
from toctoc.mastodon_api.web.replies import EMPTY, Reply, failed, said
from toctoc.media.models.file import FileState
from toctoc.media.queries import own_file
from toctoc.media.rules.focus import MIDDLE, focus_in
from toctoc.media.rules.refusals import refusal
from toctoc.media.services import files
from toctoc.privacy.services.speech import NOTHING_SAID

if TYPE_CHECKING:
    from toctoc.mastodon_api.web.calls import Call
    from toctoc.media.models import File

_ONE = "api/v1/media/<id:file_id>"
_WRITE = "write:media"
_DIFFERS = "A file is made safe before anybody sees it, so that it is never ready at once: 202, then 206, then 200."


class MediumIn(msgspec.Struct):
    """What is said of a file."""

    description: str | None = None
    focus: str | None = None


@endpoint("POST", "api/v2/media", scope=_WRITE, differs=_DIFFERS)
def send(call: Call) -> Reply:
    """Take a file in."""
    return _told(_received(call), waiting=202)


@endpoint("POST", "api/v1/media", scope=_WRITE, differs=_DIFFERS)
def send_old(call: Call) -> Reply:
    """Take a file in, for apps that know no other address."""
    return _told(_received(call), waiting=200)


@endpoint("GET", _ONE, scope=_WRITE)
def show(call: Call, file_id: str) -> Reply:
    """Return a file of the caller's own: 206 until it is ready."""
    return _told(own_file(call.actor, int(file_id)), waiting=206)


@endpoint("PUT", _ONE, scope=_WRITE, differs="The thumbnail is given with the file.")
def change(call: Call, file_id: str) -> Reply:
    """Say again what a file of the caller's own shows."""
    return _told(_described(call, own_file(call.actor, int(file_id))), waiting=200)


@endpoint("DELETE", _ONE, scope=_WRITE)
def drop(call: Call, file_id: str) -> Reply:
    """Erase a file of the caller's own that no status carries."""
    file = own_file(call.actor, int(file_id))
    if file.kept_until is None:
        return failed(422, "Media attachment is currently used by a status")
    files.take_back(owner=call.actor, file=file)
    return EMPTY


def _received(call: Call) -> File:
    upload, asked = call.tree.get("file"), call.read(MediumIn)
    if not isinstance(upload, UploadedFile):
        raise Invalid("Joignez un fichier.", field="file")
    thumbnail = call.tree.get("thumbnail")
    return files.receive(
        owner=call.actor,
        upload=upload,
        description=cleared_description(asked.description or "", call.actor, NOTHING_SAID),
        focus=focus_in(asked.focus) if asked.focus else MIDDLE,
        poster=thumbnail if isinstance(thumbnail, UploadedFile) else None,
    )


def _described(call: Call, file: File) -> File:
    asked = call.read(MediumIn)
    if asked.focus:
        file = files.set_focus(owner=call.actor, file=file, focus=focus_in(asked.focus))
    if asked.description is None:
        return file
    shown = cleared_description(asked.description, call.actor, NOTHING_SAID)
    return describe(owner=call.actor, file=file, description=shown)


def _told(file: File, *, waiting: int) -> Reply:
    if file.state == FileState.REFUSED:
        return failed(422, gettext(refusal(file.reason)))
    return said(attachment(file, file.owner_id), 200 if file.is_ready else waiting)

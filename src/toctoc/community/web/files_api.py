"""Files in our JSON API: sent first, then named by a post."""

from typing import Annotated

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from toctoc.community.rules.shapes import MediaShape
from toctoc.community.services.attachments import describe
from toctoc.community.services.parts.media import json_of
from toctoc.community.web.parts.media import cleared_description
from toctoc.media.models import File as Sent
from toctoc.media.queries import own_file
from toctoc.media.services import files
from toctoc.media.web.serving import answered
from toctoc.people.policies import speaker_of
from toctoc.privacy.forms.client import SpeechIn
from toctoc.privacy.services.speech import NOTHING_SAID

router = Router(tags=["media"])

Sending = Annotated[UploadedFile, File(description="The bytes, as a part of a form.")]
Telling = Annotated[str, Form(description="What it shows or says, for those who cannot see or hear it.")]
# What the document says of an answer that is a file, of the kind its headers tell.
BYTES = {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}


class Description(SpeechIn):
    """What a file shows or says."""

    description: str


@router.post("/media", response={201: MediaShape}, summary="Send a file")
def send_file(request: HttpRequest, file: Sending, description: Telling = "") -> Status[MediaShape]:
    """Take a file in; it is `waiting` until it was made safe, and a post may name it meanwhile.

    Nothing uses it at first: without a post it is erased after a day. Send it without an `Idempotency-Key`.
    """
    owner = speaker_of(request)
    sent = files.receive(owner=owner, upload=file, description=cleared_description(description, owner, NOTHING_SAID))
    return Status(201, _told(sent))


@router.get("/media/{id:file_id}", response=MediaShape, summary="See where a file stands")
def get_file(request: HttpRequest, file_id: str) -> MediaShape:
    """Return one of the caller's own files."""
    return _told(own_file(speaker_of(request), int(file_id)))


@router.put("/media/{id:file_id}", response=MediaShape, summary="Describe a file")
def describe_file(request: HttpRequest, file_id: str, told: Description) -> MediaShape:
    """Say again what one of the caller's own files shows."""
    owner = speaker_of(request)
    file = own_file(owner, int(file_id))
    return _told(
        describe(owner=owner, file=file, description=cleared_description(told.description, owner, told.assured))
    )


@router.delete("/media/{id:file_id}", response={204: None}, summary="Erase a file")
def erase_file(request: HttpRequest, file_id: str) -> Status[None]:
    """Erase one of the caller's own files; the post that carries it goes on without it."""
    owner = speaker_of(request)
    files.take_back(owner=owner, file=own_file(owner, int(file_id)))
    return Status(204, None)


@router.get(
    "/media/{id:file_id}/{name}",
    summary="Read a file",
    response={200: None, 206: None},
    openapi_extra={"responses": {200: BYTES, 206: BYTES}},
)
def read_file(request: HttpRequest, file_id: str, name: str) -> HttpResponseBase:
    """Return the bytes of a file that the caller may see, or a range of them; as `/media/…` does for browsers."""
    return answered(request, int(file_id), name)


def _told(file: Sent) -> MediaShape:
    return MediaShape.model_validate(json_of(file))

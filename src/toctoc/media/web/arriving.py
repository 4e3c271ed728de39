"""How uploads reach this server: streamed into the quarantine, never held in memory, never elsewhere on the disk."""

from __future__ import annotations

from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload, TemporaryFileUploadHandler

from toctoc.media.rules.limits import LARGEST_ARRIVAL, MEGABYTE, MOST_PICTURES
from toctoc.media.services.quarantine import folder

if TYPE_CHECKING:
    from django.http import HttpRequest

# All of one form: four pictures, or one film; and what stands around them.
LARGEST_FORM = LARGEST_ARRIVAL + MOST_PICTURES * MEGABYTE
# What is a little too large is read to its end, so that its sender gets a sentence; much more is cut off.
_CUT_OFF = 4 * LARGEST_FORM
# Set on a request (``META``) whose files were left unread.
TOO_LARGE = "toctoc.too_large"


class Arriving(TemporaryUploadedFile):
    """A file on its way, in the quarantine, readable by this server alone; erased when its request ends."""

    def __init__(self, upload: FileUploadHandler) -> None:
        # Not the constructor between: it would write where other programs of the machine do.
        UploadedFile.__init__(
            self,
            NamedTemporaryFile(dir=folder(), prefix="arriving-"),  # noqa: SIM115 closed with the request
            upload.file_name,
            upload.content_type,
            0,
            upload.charset,
        )


class ToQuarantine(TemporaryFileUploadHandler):
    """Streams each file to the quarantine folder, and stops at what is larger than anything accepted."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.taken = 0

    def new_file(
        self,
        field_name: str,
        file_name: str,
        content_type: str,
        content_length: int | None,
        charset: str | None = None,
        content_type_extra: dict[str, bytes] | None = None,
    ) -> None:
        """Make room for one file."""
        FileUploadHandler.new_file(
            self, field_name, file_name, content_type, content_length, charset, content_type_extra
        )
        self.file = Arriving(self)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Write, up to the limit."""
        self.taken += len(raw_data)
        if self.taken > LARGEST_FORM:
            told = self.request.META if self.request is not None else {}
            told[TOO_LARGE] = True
            length = str(told.get("CONTENT_LENGTH") or "")
            raise StopUpload(connection_reset=not length.isdigit() or int(length) > _CUT_OFF)
        return super().receive_data_chunk(raw_data, start)

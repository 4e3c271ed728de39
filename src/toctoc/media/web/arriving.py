"""How uploads reach this server: sealed as they come, never held in memory whole, never in clear on the disk."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from toctoc.kernel.ids import id_in
from toctoc.media.rules.limits import LARGEST_ARRIVAL, MEGABYTE, MOST_PICTURES
from toctoc.media.rules.sealing import PIECE
from toctoc.media.services.quarantine import Arrival

if TYPE_CHECKING:
    from django.http import HttpRequest

# All of one form: four pictures, or one film; and what stands around them.
LARGEST_FORM = LARGEST_ARRIVAL + MOST_PICTURES * MEGABYTE
# What is a little too large is read to its end, so that its sender gets a sentence; much more is cut off.
_CUT_OFF = 4 * LARGEST_FORM
# Set on a request (``META``) whose files were left unread.
TOO_LARGE = "toctoc.too_large"


class Arrived(TemporaryUploadedFile):
    """A file that arrived in the quarantine, which this process alone can read; erased when its request ends."""

    def __init__(self, arrival: Arrival, upload: FileUploadHandler, size: int) -> None:
        self.arrival = arrival
        opened = io.BufferedReader(arrival.opened(), PIECE)
        # Not the constructor between: it would write where other programs of the machine do.
        UploadedFile.__init__(self, opened, upload.file_name, upload.content_type, size, upload.charset)

    def close(self) -> None:
        """Erase it, unless somebody took it in."""
        UploadedFile.close(self)
        self.arrival.drop()


class ToQuarantine(FileUploadHandler):
    """Seals each file into the quarantine folder, and stops at what is larger than anything accepted."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.taken = 0
        self.arrival: Arrival | None = None

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
        super().new_file(field_name, file_name, content_type, content_length, charset, content_type_extra)
        self.arrival = Arrival()

    def receive_data_chunk(self, raw_data: bytes, _start: int) -> bytes | None:
        """Seal and write, up to the limit."""
        self.taken += len(raw_data)
        if self.taken > LARGEST_FORM:
            told = self.request.META if self.request is not None else {}
            told[TOO_LARGE] = True
            length = str(told.get("CONTENT_LENGTH") or "")
            self.upload_interrupted()
            raise StopUpload(connection_reset=(id_in(length) or _CUT_OFF + 1) > _CUT_OFF)
        if self.arrival is not None:
            self.arrival.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:
        """Return the file, sealed to its end."""
        if self.arrival is None:
            return None
        self.arrival.end()
        arrived, self.arrival = Arrived(self.arrival, self, file_size), None
        return arrived

    def upload_interrupted(self) -> None:
        """Erase what arrived of a file that will not be whole."""
        if self.arrival is not None:
            self.arrival.drop()
            self.arrival = None

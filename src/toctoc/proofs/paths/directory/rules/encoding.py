"""In which letters a file is written: UTF-8, or Windows-1252 (of which Latin-1 is a part)."""

from __future__ import annotations

import codecs

from toctoc.kernel.errors import Invalid

UTF_8, WINDOWS = "utf-8", "cp1252"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MIXED = "Ligne %(line)s : les lettres sont en %(found)s, le début du fichier en %(begun)s. Rien n’est importé."


class Letters:
    """Turns lines into text as the first one is written; its accents decide, for the header has some."""

    def __init__(self, header: bytes) -> None:
        if header.startswith(_UTF_16):
            raise Invalid("Le fichier est en UTF-16. Enregistrez-le en UTF-8.", field="file")
        self.encoding = UTF_8 if is_utf_8(header) else WINDOWS
        self.header = _text(header.removeprefix(codecs.BOM_UTF8), self.encoding)

    def text(self, line: bytes, number: int) -> str:
        """Return a line as text; raise :class:`Invalid` when it is written in other letters than the header.

        In Windows-1252 almost any bytes are letters: a line of which every accent is well-formed UTF-8 is taken
        for that, since such pairs of signs ("Ã©") are in no French name.
        """
        if line.isascii():
            return line.decode("ascii")
        if is_utf_8(line) != (self.encoding == UTF_8):
            words = ("UTF-8", "Latin-1")
            found, begun = words if self.encoding == WINDOWS else words[::-1]
            raise Invalid(_MIXED, field="file", line=number, found=found, begun=begun)
        return _text(line, self.encoding)


def is_utf_8(line: bytes) -> bool:
    """Tell whether bytes are well-formed UTF-8."""
    try:
        line.decode(UTF_8)
    except UnicodeDecodeError:
        return False
    return True


def _text(line: bytes, encoding: str) -> str:
    # The five bytes that Windows-1252 leaves empty are in no name; Latin-1 has control characters there.
    return line.decode(encoding, "replace")

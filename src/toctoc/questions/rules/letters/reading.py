"""Read one letter (RFC 5322 and MIME) as far as an answer needs it; nothing in it is trusted."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from email import policy
from email.parser import BytesParser
from email.utils import getaddresses, parseaddr
from typing import TYPE_CHECKING

from toctoc.questions.rules.letters.plain import plain_text
from toctoc.questions.rules.letters.quoting import said_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

# In bytes; attachments are not taken, but mail programs send them along.
LARGEST = 30 * 1024 * 1024
# Of one text part, in bytes: a bound on work, longer than any answer.
LARGEST_TEXT = 512 * 1024
_MOST_PARTS = 50
_ADDRESSED = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
_ADDRESS = re.compile(r"[^@\s<>\"',;:()]{1,64}@[^@\s<>\"',;:()]{3,255}")
# Letters that no person wrote (RFC 3834, 2; RFC 2919; what list and auto-reply programs write).
_BY_LIST = ("List-Id", "List-Unsubscribe", "X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress-By")
_BULK = frozenset(("bulk", "junk", "list", "auto_reply"))
_REPORTS = frozenset(("multipart/report", "message/delivery-status", "text/calendar"))


@dataclass(frozen=True, slots=True)
class Letter:
    """What was read; ``sender`` is an address in lower case, empty when there is none or several."""

    message_id: str
    sender: str
    recipients: tuple[str, ...]
    text: str
    has_attachments: bool
    is_automatic: bool


class Unreadable(Exception):
    """Bytes that are no letter, or too many of them."""


def read_letter(raw: bytes) -> Letter:
    """Return what a letter says; raise :class:`Unreadable`."""
    if len(raw) > LARGEST or not raw.strip():
        raise Unreadable
    try:
        return _read(raw)
    except (ValueError, LookupError, RecursionError):
        # Parts within parts without end, names in an encoding that nothing decodes: one letter must not stop the next.
        raise Unreadable from None


def _read(raw: bytes) -> Letter:
    message = BytesParser(policy=policy.compat32).parsebytes(raw)
    texts, attached = _parts(message)
    return Letter(
        message_id=_header(message, "Message-ID").strip().strip("<>")[:250],
        sender=_sender(message),
        recipients=tuple(_recipients(message)),
        text=_said(texts),
        has_attachments=attached,
        is_automatic=_is_automatic(message),
    )


def _header(message: Message, name: str) -> str:
    # What is not ASCII comes as it stood, with characters that no text can hold.
    return "".join(one for one in str(message.get(name, "")) if one.isprintable())


def _sender(message: Message) -> str:
    said = message.get_all("From", [])
    address = parseaddr(str(said[0]))[1].lower() if len(said) == 1 else ""
    return address if _ADDRESS.fullmatch(address) else ""


def _recipients(message: Message) -> Iterator[str]:
    for name in _ADDRESSED:
        told = [str(value) for value in message.get_all(name, [])]
        for _, address in getaddresses(told)[:50]:
            if address:
                yield address


def _is_automatic(message: Message) -> bool:
    submitted = _header(message, "Auto-Submitted").partition(";")[0].strip().lower()
    if submitted not in {"", "no"} or _header(message, "Precedence").strip().lower() in _BULK:
        return True
    if any(name in message for name in _BY_LIST) or message.get_content_type() in _REPORTS:
        return True
    # An empty return path is that of reports (RFC 5321, 4.5.5).
    return _header(message, "Return-Path").strip() == "<>" or _sender(message).startswith(
        ("mailer-daemon@", "postmaster@")
    )


def _parts(message: Message) -> tuple[dict[str, str], bool]:
    """Return the first text of each kind, and whether anything else came along."""
    texts: dict[str, str] = {}
    attached = False
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            return texts, True
        if part.is_multipart():
            continue
        kind, is_file = part.get_content_type(), bool(part.get_filename()) or "attachment" in _disposition(part)
        if kind in {"text/plain", "text/html"} and not is_file:
            texts.setdefault(kind, _decoded(part))
        else:
            attached = True
    return texts, attached


def _disposition(part: Message) -> str:
    return _header(part, "Content-Disposition").lower()


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    body = payload[:LARGEST_TEXT] if isinstance(payload, bytes) else b""
    for charset in (part.get_content_charset() or "utf-8", "utf-8"):
        with contextlib.suppress(LookupError, ValueError):
            text = body.decode(charset)
            # Halves of characters, which some encodings may write, cannot be stored.
            text.encode()
            return text
    return body.decode("latin-1")


def _said(texts: dict[str, str]) -> str:
    """Return what is said in the plain part, or in the HTML of a letter that has nothing else."""
    if said := said_in(texts.get("text/plain", "")):
        return said
    return said_in(plain_text(texts.get("text/html", "")))

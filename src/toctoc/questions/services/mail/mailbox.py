"""Fetch the answers that wait in a mailbox (IMAP4rev1, RFC 3501), where an operator names one."""

from __future__ import annotations

import imaplib
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from django.conf import settings

from toctoc.questions.rules.letters.reading import LARGEST
from toctoc.questions.services.mail.receiving import receive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toctoc.kernel.progress import Progress

STEP_LASTS = 30.0
# In one visit; the next one is a minute later.
MOST = 50
_SEALED, _BARE = 993, 143


class MailboxAway(Exception):
    """The mailbox did not answer as it should; says nothing of what is in it."""


def fetch_letters(*, progress: Progress) -> int:
    """Take each letter that was not seen yet and mark it as seen; return how many.

    A letter whose mark is lost is fetched again and known again. Raises :class:`MailboxAway`, to be tried again.
    """
    if not settings.ENVIRONMENT.reply_mailbox:
        return 0
    try:
        with _connected() as box:
            _open(box)
            found = _told(box.uid("SEARCH", "UNSEEN"))
            uids = found[0].split()[:MOST] if found and isinstance(found[0], bytes) else []
            for uid in uids:
                _take(box, uid.decode())
                progress.step()
            return len(uids)
    except (imaplib.IMAP4.error, OSError) as error:
        raise MailboxAway(type(error).__name__) from None


def _connected() -> imaplib.IMAP4:
    parts = urlsplit(settings.ENVIRONMENT.reply_mailbox)
    connect, port = (imaplib.IMAP4_SSL, _SEALED) if parts.scheme == "imaps" else (imaplib.IMAP4, _BARE)
    return connect(parts.hostname or "", parts.port or port, timeout=STEP_LASTS)


def _open(box: imaplib.IMAP4) -> None:
    parts = urlsplit(settings.ENVIRONMENT.reply_mailbox)
    box.login(unquote(parts.username or ""), unquote(parts.password or ""))
    _told(box.select(unquote(parts.path.strip("/")) or "INBOX"))


def _take(box: imaplib.IMAP4, uid: str) -> None:
    size = _told(box.uid("FETCH", uid, "(RFC822.SIZE)"))
    if _size_in(size) <= LARGEST:
        parts = _told(box.uid("FETCH", uid, "(BODY.PEEK[])"))
        for raw in (part[1] for part in parts if isinstance(part, tuple)):
            receive(raw=raw)
    _told(box.uid("STORE", uid, "+FLAGS", r"(\Seen)"))


def _size_in(told: Sequence[object]) -> int:
    words = b" ".join(part for part in told if isinstance(part, bytes))
    size = words.rpartition(b"RFC822.SIZE ")[2].split(b")")[0].split(b" ")[0]
    return int(size) if size.isdigit() else LARGEST + 1


def _told(answer: tuple[str, Sequence[object]]) -> Sequence[object]:
    """Return what a server told; raise for a refusal."""
    status, told = answer
    if status != "OK":
        raise imaplib.IMAP4.error(status)
    return told

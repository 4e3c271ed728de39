"""Mail for a server without a mail server: printed, and kept in the data folder."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend

from toctoc.kernel import ids

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.mail import EmailMessage


class KeptAndPrinted(BaseEmailBackend):
    """Writes each message as ``mail/ID.eml`` and prints its text, so that a first start needs no mail server."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep and print; return how many."""
        settings.MAIL_FOLDER.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            path = settings.MAIL_FOLDER / f"{ids.new_id()}.eml"
            path.write_bytes(message.message().as_bytes())
            sys.stdout.write(f"--- {message.subject} → {', '.join(message.to)} ({path})\n{message.body}\n---\n")
            sys.stdout.flush()
        return len(email_messages)

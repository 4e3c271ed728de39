"""Write the letters with codes."""

from __future__ import annotations

import json

from django.core.mail import BadHeaderError

from toctoc.kernel import clock
from toctoc.people.services.keys import unseal
from toctoc.proofs.paths.directory.models import MailboxCode
from toctoc.proofs.paths.directory.services.codes import LASTS, SEALED_FOR
from toctoc.proofs.services.letters import write_to_address


class LetterStays(Exception):
    """The mail server did not take a letter; says nothing of whom it was for, as jobs keep the words of errors."""


def send_code(*, actor_id: int) -> None:
    """Send the letter that waits, and forget its address and its code; a second time nothing is there to send.

    Outside of transactions: a slow mail server keeps no row locked. Raises :class:`LetterStays`, to be tried again.
    """
    row = (
        MailboxCode.objects.filter(actor=actor_id, expires_at__gt=clock.now()).select_related("actor__account").first()
    )
    if row is None or not row.letter:
        return
    letter = json.loads(unseal(SEALED_FOR, bytes(row.letter)))
    account = row.actor.account
    if letter["to"] and account is not None:
        minutes = int(LASTS.total_seconds()) // 60
        code = f"{letter['code'][:4]} {letter['code'][4:]}"
        try:
            write_to_address(letter["to"], account.language, "proof_directory/mail/code", code=code, minutes=minutes)
        except (OSError, BadHeaderError) as error:
            raise LetterStays(type(error).__name__) from None
    MailboxCode.objects.filter(actor=actor_id, asked_at=row.asked_at).update(letter=b"")

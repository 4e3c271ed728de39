"""Send a code to a professional mailbox, and take it back: the answers say nothing of who is in the directory.

Number and name are public, so that they show nothing by themselves: what shows who somebody is, is that they read a
mailbox. It must be the one the directory gives to this number alone, or carry the person's name and be one that the
directory gives or of a domain kept for professionals (``domains.toml``).

Whatever was typed, the same statements run, the same row is written, the same job is enqueued. When nothing fits, the
row holds a code that nobody can type and the letter has no address.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import timedelta
from hmac import compare_digest
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from toctoc.jobs.services.queue import enqueue
from toctoc.kernel import clock
from toctoc.kernel.errors import TooMany
from toctoc.people.policies import may_be_proved
from toctoc.people.services.keys import digest_of, digest_of_number, seal
from toctoc.proofs.paths.directory.models import MailboxCode
from toctoc.proofs.paths.directory.queries import person_with
from toctoc.proofs.paths.directory.rules.mailboxes import Mailbox, domains
from toctoc.proofs.paths.directory.rules.names import carries, folded
from toctoc.proofs.paths.directory.services.digests import bound, is_among, mailbox_digest, name_digest
from toctoc.proofs.services.attempts import Limit, try_once, try_shared

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.people.models import Actor
    from toctoc.proofs.paths.directory.models import Listed

FIGURES = 8
TRIES = 3
LASTS = timedelta(minutes=30)
SEALED_FOR = "directory letters"
LETTER_SIZE = 512
_NOTHING = (b"", b"", b"")

# How often one account, one network address, everybody may ask for a code and guess one. An account or an address
# that is over its own limit no longer counts for the last, so that one of them cannot use up what is everybody's:
# that takes some ten addresses and fifteen accounts at once, is written to the log, is said to whoever is refused with
# the minutes to wait, and ends with its ten minutes. Three tries a code and 200 guesses in ten minutes leave whoever
# has all of that a chance of 0.03 % a day to be let in once, for 10,000 letters that professionals receive.
ASK_ACCOUNT = Limit("directory.ask.account", 6, timedelta(days=1))
ASK_ADDRESS = Limit("directory.ask.address", 30, timedelta(hours=1))
ASK_ALL = Limit("directory.ask.all", 200, timedelta(minutes=10))
GUESS_ACCOUNT = Limit("directory.guess.account", 18, timedelta(days=1))
GUESS_ADDRESS = Limit("directory.guess.address", 60, timedelta(hours=1))
GUESS_ALL = Limit("directory.guess.all", 200, timedelta(minutes=10))
# Letters to one mailbox, whoever asks: beyond it none leaves, and the page says nothing of it.
LETTERS = Limit("directory.letters", 5, timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class Claim:
    """Who somebody says to be: the national identifier, names as typed, a mailbox.

    ``may_be_sent`` is what :func:`count_asking` found: not too many letters have left for this mailbox lately.
    """

    identifier: str
    last: str
    first: str
    mailbox: Mailbox
    may_be_sent: bool = True


def count_asking(*, actor: Actor, address: str, mailbox: Mailbox) -> bool:
    """Count a request for a code; raise :class:`TooMany`. Tell whether the mailbox may receive another letter."""
    try_shared((ASK_ACCOUNT, _whom(actor)), (ASK_ADDRESS, address), shared=ASK_ALL)
    try:
        try_once((LETTERS, str(mailbox)))
    except TooMany:
        return False
    return True


def count_guess(*, actor: Actor, address: str) -> None:
    """Count a guess; raise :class:`TooMany`, before the code has lost a try."""
    try_shared((GUESS_ACCOUNT, _whom(actor)), (GUESS_ADDRESS, address), shared=GUESS_ALL)


@transaction.atomic
def ask(*, actor: Actor, claim: Claim) -> None:
    """Send a code to the mailbox of ``claim`` if everything in it fits, and replace the one asked for before.

    Raises :class:`Refused` for an actor that can prove nothing.
    """
    may_be_proved(actor)
    number, now = digest_of_number(claim.identifier), clock.now()
    fits = fits_directory(person_with(number), number, claim)
    code = f"{secrets.randbelow(10**FIGURES):0{FIGURES}}"
    is_sent = fits and claim.may_be_sent
    MailboxCode.objects.update_or_create(
        actor=actor,
        defaults={
            "number": number,
            "code": code_digest(actor, now, code if is_sent else secrets.token_hex()),
            "tries_left": TRIES,
            "letter": _letter(str(claim.mailbox) if is_sent else "", code),
            "asked_at": now,
            "expires_at": now + LASTS,
            "accepted_at": None,
        },
    )
    enqueue("proof_directory.send_code", actor_id=actor.pk)


def fits_directory(listed: Listed | None, number: bytes, claim: Claim) -> bool:
    """Tell whether the directory has this number under this name, and the mailbox is one to write to."""
    typed = folded(claim.last, claim.first)
    name = name_digest(claim.identifier, typed[0] if typed else "")
    mailbox = bound(number, mailbox_digest(str(claim.mailbox)))
    names, own, shared = (
        (bytes(listed.names), bytes(listed.own_mailboxes), bytes(listed.shared_mailboxes)) if listed else _NOTHING
    )
    is_named, is_own, is_shared = is_among(name, names), is_among(mailbox, own), is_among(mailbox, shared)
    is_theirs = carries(claim.mailbox.local, claim.last, claim.first)
    is_professional = domains().hold(claim.mailbox.domain)
    return is_named and (is_own or (is_theirs and (is_shared or is_professional)))


@transaction.atomic
def give(*, actor: Actor, typed: str) -> bool:
    """Tell whether a code is the one that was sent; wrong, too late, a second time and too often look the same.

    A wrong one costs one of three tries. A right one is used up: what it shows can be proved until it would have
    expired.
    """
    row = MailboxCode.objects.select_for_update().filter(actor=actor, expires_at__gt=clock.now()).first()
    given = code_digest(actor, row.asked_at if row else clock.now(), "".join(typed.split()))
    is_right = compare_digest(given, bytes(row.code) if row else b"")
    if row is None or row.accepted_at is not None or row.tries_left == 0:
        return False
    if is_right:
        MailboxCode.objects.filter(pk=row.pk).update(accepted_at=clock.now(), code=b"", letter=b"")
        return True
    MailboxCode.objects.filter(pk=row.pk).update(tries_left=F("tries_left") - 1)
    return False


def code_digest(actor: Actor, asked_at: datetime, code: str) -> bytes:
    """Return the digest that stands for a code of one actor and one request."""
    return digest_of("directory codes", f"{actor.pk}\0{asked_at.isoformat()}\0{code}")


@transaction.atomic
def forget_code_of(*, actor: Actor) -> None:
    """Forget the code of an actor: the number that it showed proves another."""
    MailboxCode.objects.filter(actor=actor).delete()


def forget_codes() -> int:
    """Delete codes that have run out; return how many."""
    deleted, _ = MailboxCode.objects.filter(expires_at__lte=clock.now()).delete()
    return deleted


def _letter(address: str, code: str) -> bytes:
    """Seal what the letter needs; every letter has the same length, those without an address too."""
    text = json.dumps({"to": address, "code": code if address else ""})
    return seal(SEALED_FOR, text.ljust(LETTER_SIZE))


def _whom(actor: Actor) -> str:
    return f"account {actor.account_id}"

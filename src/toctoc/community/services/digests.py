"""Letters of what somebody missed: daily, weekly, or never, which is how it begins.

A room adds to them by registering a part: a function of the reader and of the moment from which the letter tells, which
returns a :class:`Section` or nothing. Letters leave the house and lie in mailboxes that others may open: a part tells
of closed places in figures and links alone, and repeats words of what is public to everybody at most. It runs in the
reader's language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import BadHeaderError, EmailMessage
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from toctoc.community.models import Digest, Frequency
from toctoc.community.rules.mornings import next_morning, zone_of
from toctoc.community.services.purposes import DIGEST
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Missing
from toctoc.kernel.ids import id_in
from toctoc.people.policies import takes_part
from toctoc.people.services.keys import digest_of
from toctoc.privacy.services import consents

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from toctoc.people.models import Account, Actor


@dataclass(frozen=True, slots=True)
class Line:
    """One thing told, and the path of the page it is about."""

    words: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """What one room tells, in the order it is read."""

    heading: str
    lines: tuple[Line, ...]


digest_parts: list[Callable[[Actor, datetime], Section | None]] = []


class LetterStays(Exception):
    """The mail server did not take a letter; says nothing of whom it was for."""


def digest_part(part: Callable[[Actor, datetime], Section | None]) -> Callable[[Actor, datetime], Section | None]:
    """Register a part; the order is that of the rooms, lower ones first."""
    if part not in digest_parts:
        digest_parts.append(part)
    return part


@transaction.atomic
def choose_digest(*, actor: Actor, frequency: str) -> Digest:
    """Send an actor letters so often from now on; the first tells of what happens from here.

    Raises :class:`Invalid` for what is not offered.
    """
    if frequency not in Frequency.values:
        raise Invalid("Choisissez parmi les rythmes de la liste.", field="frequency")
    consents.hold(actor)
    digest, _ = Digest.objects.get_or_create(actor=actor)
    if digest.frequency == frequency:
        return digest
    if digest.frequency == Frequency.NEVER:
        digest.told_up_to = clock.now()
    digest.frequency = frequency
    digest.due_at = _next_due(actor, frequency)
    digest.save()
    if frequency == Frequency.NEVER:
        consents.withdraw(actor=actor, purpose=DIGEST.slug)
    else:
        consents.give(actor=actor, purpose=DIGEST.slug)
    return digest


def frequency_of(actor: Actor) -> str:
    """Return how often an actor gets a letter."""
    found = Digest.objects.filter(actor=actor).values_list("frequency", flat=True).first()
    return found or Frequency.NEVER


def due_digests(most: int = 100) -> list[int]:
    """Return the letters whose morning has come, the longest due first."""
    due = Digest.objects.filter(due_at__lte=clock.now()).order_by("due_at")
    return list(due.values_list("pk", flat=True)[:most])


def send_digest(*, digest_id: int) -> bool:
    """Send a letter that is due and say when the next one is; return whether there was anything to tell.

    The letter of one morning has one Message-ID: should a process die between the mail server and the mark, the mailbox
    that gets it twice keeps one (RFC 5322, 3.6.4). Raises :class:`LetterStays`, to be tried again.
    """
    digest = Digest.objects.select_related("actor__account").get(pk=digest_id)
    due_at, now, actor = digest.due_at, clock.now(), digest.actor
    if due_at is None or due_at > now:
        return False
    letter = _letter(digest) if takes_part(actor.account) and actor.suspended_at is None else None
    if letter is not None:
        try:
            letter.send()
        except (OSError, BadHeaderError) as error:
            raise LetterStays(type(error).__name__) from None
    # Whoever chose another rhythm meanwhile has another morning.
    same = Digest.objects.filter(pk=digest_id, due_at=due_at)
    same.update(due_at=_next_due(actor, digest.frequency), told_up_to=now)
    return letter is not None


def stop_token(digest: Digest) -> str:
    """Return what the link at the end of a letter carries: it stops this one's letters and does nothing else."""
    return _signer().sign(str(digest.pk))


def digest_of_token(token: str) -> Digest:
    """Return the letters that a link stops; raise :class:`Missing` for a link that this server did not write."""
    try:
        found = Digest.objects.filter(pk=id_in(_signer().unsign(token)) or 0).first()
    except BadSignature:
        raise Missing from None
    if found is None:
        raise Missing
    return found


def stop_digest(*, digest: Digest) -> None:
    """Send no more letters; doing it twice changes nothing."""
    consents.withdraw(actor=digest.actor, purpose=DIGEST.slug)
    Digest.objects.filter(pk=digest.pk).update(frequency=Frequency.NEVER, due_at=None)


def _signer() -> Signer:
    return Signer(salt="toctoc.digests", sep=".")


def _next_due(actor: Actor, frequency: str) -> datetime | None:
    if frequency == Frequency.NEVER:
        return None
    return next_morning(clock.now(), zone_of(actor.department), weekly=frequency == Frequency.WEEKLY)


def _letter(digest: Digest) -> EmailMessage | None:
    account: Account | None = digest.actor.account
    if account is None:
        return None
    with translation.override(account.language):
        found = [part(digest.actor, digest.told_up_to) for part in digest_parts]
        sections = [section for section in found if section is not None and section.lines]
        return _written(digest, account, sections) if sections else None


def _written(digest: Digest, account: Account, sections: list[Section]) -> EmailMessage:
    base = settings.ENVIRONMENT.base_url
    stop = f"{base}/resumes/arreter/{stop_token(digest)}"
    body = render_to_string("community/mail/digest.txt", {"sections": sections, "base_url": base, "stop": stop})
    subject = settings.ACCOUNT_EMAIL_SUBJECT_PREFIX + gettext("Ce que vous avez manqué")
    name = digest_of("digests", f"{digest.pk} {digest.due_at:%Y-%m-%dT%H:%M}").hex()
    headers = {
        "Message-ID": f"<{name}@{settings.ENVIRONMENT.host}>",
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return EmailMessage(subject, body.strip() + "\n", None, [account.email], headers=headers)

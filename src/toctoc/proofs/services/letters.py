"""Letters about proofs, in the language of who reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import BadHeaderError, EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from toctoc.people.services.keys import digest_of

if TYPE_CHECKING:
    from toctoc.people.models import Account


class LetterStays(Exception):
    """The mail server did not take a letter.

    Says nothing of whom it was for: a job keeps the words of its error beside the proof that the letter is about.
    """


def write_to(account: Account, letter: str, *, same_as: str = "", **values: object) -> None:
    """Send ``<letter>_subject.txt`` and ``<letter>_message.txt`` to the address of an account.

    Raises :class:`LetterStays`, to be tried again.
    """
    try:
        write_to_address(account.email, account.language, letter, same_as=same_as, **values)
    except (OSError, BadHeaderError) as error:
        raise LetterStays(type(error).__name__) from None


def write_to_address(address: str, language: str, letter: str, *, same_as: str = "", **values: object) -> None:
    """Send the same to an address that rows may not hold.

    Letters with one ``same_as`` have one Message-ID: a mailbox that gets the second keeps one (RFC 5322, 3.6.4).
    """
    context = {"base_url": settings.ENVIRONMENT.base_url, **values}
    with translation.override(language):
        subject = " ".join(render_to_string(f"{letter}_subject.txt", context).split())
        body = render_to_string(f"{letter}_message.txt", context)
    mail = EmailMessage(settings.ACCOUNT_EMAIL_SUBJECT_PREFIX + subject, body.strip() + "\n", None, [address])
    if same_as:
        mail.extra_headers["Message-ID"] = f"<{digest_of('letters', same_as).hex()}@{settings.ENVIRONMENT.host}>"
    mail.send()

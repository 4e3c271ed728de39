"""Answer a registration: the decision, and the mail that says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation

from toctoc.people.services import accounts

if TYPE_CHECKING:
    from toctoc.people.models import Account


def approve(*, account: Account, decided_by: Account) -> None:
    """Accept a registration and write to its owner."""
    accounts.approve(account=account, decided_by=decided_by)
    _write(account, "approved", {})


def refuse(*, account: Account, sentence: str, decided_by: Account) -> None:
    """Refuse a registration, erase it, and write ``sentence`` to who asked."""
    accounts.refuse(account=account, decided_by=decided_by)
    _write(account, "refused", {"sentence": sentence})


def _write(account: Account, decision: str, values: dict[str, str]) -> None:
    context = {"base_url": settings.ENVIRONMENT.base_url, **values}
    with translation.override(account.language):
        subject = " ".join(render_to_string(f"moderation/mail/{decision}_subject.txt", context).split())
        body = render_to_string(f"moderation/mail/{decision}_message.txt", context)
    send_mail(settings.ACCOUNT_EMAIL_SUBJECT_PREFIX + subject, body.strip() + "\n", None, [account.email])

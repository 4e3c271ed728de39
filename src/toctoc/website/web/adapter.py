"""How django-allauth meets our accounts."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter

from toctoc.people.models import Account


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Placeholder until the sign-in pages land."""


def account_words(account: Account) -> str:
    """Return how mails call an account: by nothing that identifies it."""
    return ""

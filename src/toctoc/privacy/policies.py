"""Who may change the register of rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.kernel.errors import Missing

if TYPE_CHECKING:
    from django.http import HttpRequest

    from toctoc.people.models import Account


def may_change_rules(account: Account) -> None:
    """Raise :class:`Missing` unless the account administers the server."""
    if not (account.is_active and account.is_superuser):
        raise Missing


def administrator_of(request: HttpRequest) -> Account:
    """Return the account of an administrator; raise :class:`Missing` for anybody else, who learns of nothing."""
    account = request.user
    if not account.is_authenticated:
        raise Missing
    may_change_rules(account)
    return account

"""Sign-in for everybody of a demonstration world, with one password."""

from __future__ import annotations

from functools import cache
from string import ascii_letters, digits
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from toctoc.config.world.cast import PASSWORD
from toctoc.config.world.chance import chance_for
from toctoc.people.models import Account

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.config.world.plan import Person

_SALT_LENGTH = 22


def account_of(person: Person, seed: int) -> Account:
    """Return the account behind a person, not yet stored."""
    return Account(
        email=person.email,
        password=_password_hash(seed),
        language="fr",
        approved_at=person.joined,
        date_joined=person.joined,
        is_moderator=person.is_moderator,
        is_staff=person.is_administrator,
        is_superuser=person.is_administrator,
    )


def add_addresses(accounts: Iterable[Account]) -> None:
    """Tell the sign-in pages that every address was confirmed."""
    EmailAddress.objects.bulk_create(
        [EmailAddress(user=account, email=account.email, verified=True, primary=True) for account in accounts],
        batch_size=2_000,
    )


@cache
def _password_hash(seed: int) -> str:
    """Return one hash for all: hashing is slow on purpose, and the password is printed anyway."""
    chance = chance_for("salt", seed)
    return make_password(PASSWORD, salt="".join(chance.choices(ascii_letters + digits, k=_SALT_LENGTH)))

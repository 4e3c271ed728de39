"""Make and approve accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password
from django.db import transaction

from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid
from toctoc.kernel.events import publish
from toctoc.people.events import ActorChanged
from toctoc.people.models import Account
from toctoc.people.policies import may_record_proofs

if TYPE_CHECKING:
    from toctoc.people.models.account import AccountManager

LANGUAGES = ("fr", "en")


@transaction.atomic
def make_account(*, email: str, password: str | None, language: str = "fr") -> Account:
    """Make an approved account for an operator or a test; raise :class:`Invalid` when the address is taken."""
    manager: AccountManager = Account.objects
    address = manager.normalize_email(email).lower()
    if Account.objects.filter(email=address).exists():
        raise Invalid("Un compte a déjà cette adresse.", field="email")
    return Account.objects.create(
        email=address, password=make_password(password), language=language, approved_at=clock.now()
    )


@transaction.atomic
def approve(*, account: Account, decided_by: Account) -> None:
    """Accept a sign-up, whose actors others see from now on; raises :class:`Refused` for who does not moderate."""
    may_record_proofs(decided_by)
    if Account.objects.filter(pk=account.pk, approved_at=None).update(approved_at=clock.now()):
        for actor_id in account.actors.order_by("pk").values_list("pk", flat=True):
            publish(ActorChanged(actor_id=actor_id))


@transaction.atomic
def refuse(*, account: Account, decided_by: Account) -> None:
    """Erase a sign-up that was not accepted, with its actors; raises :class:`Refused` as :func:`approve` does."""
    may_record_proofs(decided_by)
    Account.objects.filter(pk=account.pk, approved_at=None).delete()


def choose_language(*, account: Account, language: str) -> None:
    """Keep the language an account reads pages and mails in."""
    if language not in LANGUAGES:
        raise Invalid("Choisissez le français ou l’anglais.", field="language")
    account.language = language
    account.save(update_fields=["language"])


def make_administrator(*, account: Account) -> None:
    """Let an account administer and moderate the server: the operator's word, from the command line."""
    account.is_staff = account.is_superuser = account.is_moderator = True
    account.save(update_fields=["is_staff", "is_superuser", "is_moderator"])

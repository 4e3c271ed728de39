"""How django-allauth meets our accounts."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.utils.translation import get_language

from toctoc.kernel import clock
from toctoc.proofs.web.addresses import client_address

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpRequest

    from toctoc.people.models import Account

# Values of TOCTOC_REGISTRATION; the third, "approval", lets people sign up and wait.
CLOSED, OPEN = "closed", "open"


class AccountAdapter(DefaultAccountAdapter):
    """Signs up according to the operator's registration mode, and names nobody."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Tell whether anybody may sign up at all."""
        _ = request
        return bool(settings.ENVIRONMENT.registration != CLOSED)

    def save_user(self, request: HttpRequest, user: Account, form: BaseForm, commit: bool = True) -> Account:  # noqa: FBT001, FBT002 allauth's signature
        """Keep the language of the page, and accept the account at once when registration is open."""
        user.registered_itself = True
        user.language = (get_language() or settings.LANGUAGE_CODE)[:2]
        if settings.ENVIRONMENT.registration == OPEN:
            user.approved_at = clock.now()
        saved: Account = super().save_user(request, user, form, commit)
        return saved

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address that attempts are counted by."""
        return client_address(request)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors whose secrets do not rest in clear, and passkeys that carry no name."""

    def encrypt(self, text: str) -> str:
        """Return a secret as it is stored."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a stored secret."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Say for which host passkeys are made, under the service's own name."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": "Toctoc"}


def _cipher() -> Fernet:
    """Return the cipher of stored secrets; its key follows from the server's secret key."""
    digest = hashlib.sha256(b"toctoc second factors" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def account_words(account: Account) -> str:
    """Return how pages and mails call an account: by nothing that identifies it."""
    _ = account
    return "Toctoc"

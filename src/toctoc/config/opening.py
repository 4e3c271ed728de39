"""Open an account as an operator does: approved, its address confirmed, with an actor and perhaps a proof."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import chain, count
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from toctoc.kernel.errors import Invalid
from toctoc.people.queries import is_handle_taken
from toctoc.people.rules.handles import LONGEST, checked_handle
from toctoc.people.services.accounts import make_account, make_administrator
from toctoc.people.services.actors import Portrait, make_actor
from toctoc.people.services.proofs import Evidence, record_proof
from toctoc.privacy.services import Blocked, clear, clear_line

if TYPE_CHECKING:
    from toctoc.kernel.cleared import Cleared
    from toctoc.people.models import Account, Actor

# For a name without any letter that a handle can hold.
NAMELESS = "acteur"
_NOT_IN_HANDLE = re.compile(r"[^a-z0-9]+")
# Room for "_2", "_3", …
_ROOM = 6


@dataclass(frozen=True, slots=True)
class Opening:
    """What an operator asks for; an empty ``handle`` is made from the name, no ``password`` is one nobody knows."""

    email: str
    name: str
    handle: str = ""
    profession: str = ""
    specialty: str = ""
    is_proved: bool = False
    is_administrator: bool = False
    password: str | None = None


@transaction.atomic
def open_account(opening: Opening) -> tuple[Account, Actor]:
    """Make the account, its actor and its proof: all of them or none. Raises :class:`Invalid`."""
    _check(opening)
    account = make_account(email=opening.email, password=opening.password)
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    if opening.is_administrator:
        make_administrator(account=account)
    portrait = Portrait(_cleared(opening.name, "name"), clear(""), opening.profession, opening.specialty)
    # A telephone number has the letters of a handle.
    handle = _cleared(opening.handle, "handle").text or free_handle(opening.name)
    actor = make_actor(account=account, handle=handle, portrait=portrait)
    if opening.is_proved:
        evidence = Evidence(opening.profession, opening.specialty)
        record_proof(actor=actor, evidence=evidence)
    return account, actor


def free_handle(name: str) -> str:
    """Return a handle made from ``name`` that nobody has: ``anne_dupre``, else ``anne_dupre_2``."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = _NOT_IN_HANDLE.sub("_", letters)[: LONGEST - _ROOM].strip("_") or NAMELESS
    for handle in chain([stem], (f"{stem}_{number}" for number in count(2))):
        if _can_be(handle) and not is_handle_taken(handle):
            return handle
    raise AssertionError  # count() does not end


def _can_be(handle: str) -> bool:
    try:
        return bool(checked_handle(handle))
    except Invalid:
        return False


def _check(opening: Opening) -> None:
    try:
        validate_email(opening.email)
    except ValidationError:
        raise Invalid("Cette adresse électronique n’a pas la forme attendue.", field="email") from None
    if opening.password is not None:
        try:
            validate_password(opening.password)
        except ValidationError as error:
            raise Invalid(" ".join(error.messages), field="password") from None


def _cleared(words: str, field: str) -> Cleared:
    try:
        return clear_line(words)
    except Blocked as blocked:
        raise Invalid(blocked.reasons[0], field=field) from blocked

"""Let somebody leave, and write to the address that is then forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.people.services.leaving import leave
from toctoc.proofs.services.letters import write_to_address

if TYPE_CHECKING:
    from toctoc.people.models import Account, Actor


def say_goodbye(*, account: Account, speaking: Actor | None) -> None:
    """Erase an account, then tell its address once: whoever did not ask for it must hear of it."""
    address, language = account.email, account.language
    leave(account=account, speaking=speaking)
    write_to_address(address, language, "settings/mail/left")

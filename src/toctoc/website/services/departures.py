"""Let somebody leave, and write to the address that is then forgotten."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from toctoc.people.services.leaving import leave
from toctoc.proofs.services.letters import write_to_address
from toctoc.rights.services.receipts import open_receipt

if TYPE_CHECKING:
    from toctoc.people.models import Account, Actor

_log = logging.getLogger("toctoc.website")


def say_goodbye(*, account: Account, speaking: Actor | None) -> str:
    """Erase an account, then tell its address once: whoever did not ask for it must hear of it.

    Returns the secret of the receipt, which is also in the letter.

    A mail server that does not take the letter changes nothing of the rest; there is nowhere to keep it for later.
    """
    address, language = account.email, account.language
    with transaction.atomic():
        secret = open_receipt(account=account)
        leave(account=account, speaking=speaking)
    try:
        receipt = f"{settings.ENVIRONMENT.base_url}/recus/{secret}"
        write_to_address(address, language, "settings/mail/left", receipt=receipt)
    except OSError as error:
        _log.warning("the letter to somebody who left did not leave: %s", type(error).__name__)
    return secret

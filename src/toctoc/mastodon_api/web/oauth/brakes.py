"""How often one network address may ask for what makes rows: apps, tokens, accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from toctoc.proofs.services.attempts import Limit, try_once
from toctoc.proofs.web.addresses import client_address

if TYPE_CHECKING:
    from django.http import HttpRequest


def brake(request: HttpRequest, *limits: Limit) -> None:
    """Count one attempt; raise :class:`TooMany` when there were too many.

    Not where one tries the program out, on one's own machine: a suite of tests signs up hundreds of people.
    """
    if settings.ENVIRONMENT.email_confirmation:
        try_once(*((limit, client_address(request)) for limit in limits))

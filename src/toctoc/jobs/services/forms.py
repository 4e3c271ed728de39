"""A form sent twice writes once."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from toctoc.jobs.services.receipts import Answer, once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SEE_OTHER = 303
_LONGEST_KEY = 80


def once_per_form(*, owner: int, key: str, typed: Iterable[tuple[str, list[str]]], write: Callable[[], str]) -> str:
    """Run ``write`` and return the address it leads to; the same form sent again gets the same address.

    ``key`` is the hidden one of the form and ``typed`` its fields: somebody who goes back, changes the text and
    sends again means another message, so what was typed is part of the key.
    """
    content = repr(sorted(typed)).encode()
    digest = hashlib.sha256(content).hexdigest()
    return once(
        owner=owner,
        key=f"{key[:_LONGEST_KEY]}.{digest}",
        request=content,
        write=lambda: Answer(SEE_OTHER, write()),
    ).body

"""Handles: the short name after the @, which never tells who somebody is."""

from __future__ import annotations

import re

from toctoc.kernel.errors import Invalid

LONGEST = 30
PATTERN = re.compile(r"[a-z0-9_]{2,30}")
# Words that would read as the service speaking, or as one of its addresses.
RESERVED = frozenset({
    "admin", "administrateur", "administration", "moderation", "moderateur", "toctoc", "root", "system", "systeme",
    "support", "aide", "help", "api", "oauth", "instance", "actor", "inbox", "outbox", "samu", "urgence", "urgences",
    "null", "none", "undefined",
})  # fmt: skip


def checked_handle(handle: str) -> str:
    """Return the handle in lower case without its @; raise :class:`Invalid` when it cannot be one."""
    tidy = handle.strip().removeprefix("@").lower()
    if not PATTERN.fullmatch(tidy):
        raise Invalid(
            "Un identifiant a de 2 à 30 caractères : lettres sans accent, chiffres ou tirets bas.", field="handle"
        )
    if tidy in RESERVED:
        raise Invalid("Cet identifiant est réservé. Choisissez-en un autre.", field="handle")
    return tidy

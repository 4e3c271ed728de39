"""Names of servers, as one row keeps them."""

from __future__ import annotations

import re

from toctoc.kernel.errors import Invalid

LONGEST_DOMAIN = 255
# RFC 1123 (1989), 2.1: labels of letters, digits and hyphens; at least two, and the last is no number.
_NAME = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


def checked_domain(written: str) -> str:
    """Return the name of a server in lower case, international letters encoded; raise :class:`Invalid` for none."""
    bare = written.strip().lower().removeprefix("https://").removeprefix("http://").rstrip("/.")
    try:
        tidy = bare.encode("idna").decode() if bare and len(bare) <= LONGEST_DOMAIN else ""
    except UnicodeError:
        tidy = ""
    if not _NAME.fullmatch(tidy):
        raise Invalid("Ce nom de serveur n’existe pas. Exemple : exemple.social", field="domain")
    return tidy

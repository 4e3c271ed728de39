"""Know the keys of the servers that are believed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from toctoc.kernel import clock
from toctoc.kernel.errors import Refused
from toctoc.people.rules.attestations.canonical import NotCanonical
from toctoc.people.rules.attestations.dids import DOCUMENT_PATH, LONGEST_DOCUMENT, keys_in, root_of
from toctoc.people.services.fetching import fetch

if TYPE_CHECKING:
    from toctoc.people.models import TrustedServer

MOST_KEYS = 10
# Keys are asked for anew after this; when the server does not answer, the earlier ones do for a day (queries).
ASKED_AGAIN = timedelta(hours=1)
# Keys are rotated: for one that is not known yet, and never oftener.
ASKED_FOR_A_NEW_ONE = timedelta(minutes=1)


def refresh_keys(*, server: TrustedServer, wanted: str = "") -> None:
    """Ask a server for its keys when they are not pinned and were not asked for within the hour.

    ``wanted`` is a key that is not among them: then a minute is enough, for keys are rotated. Raises
    :class:`Unreachable` when the server does not answer.
    """
    is_new = wanted and wanted not in server.fetched_keys.split()
    patience = ASKED_FOR_A_NEW_ONE if is_new else ASKED_AGAIN
    if server.pinned_keys or (server.fetched_at is not None and clock.now() - server.fetched_at < patience):
        return
    text = fetch(root_of(server.domain) + DOCUMENT_PATH, LONGEST_DOCUMENT)
    try:
        keys = keys_in(text, server.domain)[:MOST_KEYS]
    except NotCanonical:
        raise Refused("Le document des clés de ce serveur n’est pas le sien.") from None
    server.fetched_keys, server.fetched_at = "\n".join(keys), clock.now()
    server.save(update_fields=["fetched_keys", "fetched_at"])

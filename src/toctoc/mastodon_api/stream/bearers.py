"""Whose a token is, asked by hand: twin of ``people.services.tokens.bearer_of``, which a test holds equal."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toctoc.kernel import clock
from toctoc.mastodon_api.stream.reading import chunks, marks, moment_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from toctoc.live.stream.sources import Source

# Who answers for the token: the actor it was given to, or the first of its account. Suspended actors hear nothing.
_BEARER = """
SELECT t.id, t.scope, t.expires, a.id, c.registered_itself, t.application_id, EXISTS (
SELECT 1 FROM account_emailaddress e WHERE e.user_id = c.id AND e.verified)
FROM oauth2_provider_accesstoken t
JOIN people_account c ON c.id = t.user_id
LEFT JOIN people_tokenvoice v ON v.token_id = t.id
JOIN people_actor a ON a.id = COALESCE(v.actor_id, (SELECT MIN(o.id) FROM people_actor o WHERE o.account_id = c.id))
WHERE {which} AND c.is_active AND c.approved_at IS NOT NULL AND a.suspended_at IS NULL
AND (v.token_id IS NULL OR NOT v.is_decoy)
"""
_BY_CHECKSUM = _BEARER.format(which="t.token_checksum = %s")


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whose token it is, what it may hear, and until when."""

    token_id: int
    actor_id: int
    scopes: frozenset[str]
    expires_at: datetime


class Bearers:
    """Asks the database of tokens; ``confirms`` tells that addresses must be confirmed (a setting)."""

    def __init__(self, source: Source, *, confirms: bool) -> None:
        self.source = source
        self.confirms = confirms

    async def bearer_of(self, token: str) -> Bearer | None:
        """Return whose token it is; ``None`` when it opens nothing now."""
        checksum = hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
        rows = await self.source.rows(_BY_CHECKSUM, checksum)
        found = self._good(rows)
        return found[0] if found else None

    async def still_good(self, token_ids: Iterable[int]) -> dict[int, Bearer]:
        """Return those of some tokens that still open something, by their id."""
        good: dict[int, Bearer] = {}
        for some in chunks(token_ids):
            rows = await self.source.rows(_BEARER.format(which=f"t.id IN ({marks(some)})"), *some)
            good |= {bearer.token_id: bearer for bearer in self._good(rows)}
        return good

    def _good(self, rows: list[tuple[Any, ...]]) -> list[Bearer]:
        now, good = clock.now(), []
        for token_id, scopes, expires, actor_id, registered_itself, application_id, is_confirmed in rows:
            is_unconfirmed = self.confirms and application_id is not None and registered_itself and not is_confirmed
            expires_at = moment_in(expires)
            if not is_unconfirmed and expires_at > now:
                good.append(Bearer(token_id, actor_id, frozenset(scopes.split()), expires_at))
        return good

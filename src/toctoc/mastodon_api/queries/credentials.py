"""An account as its owner sees it: with what it typed, and what it chose."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec

from toctoc.mastodon_api.queries.statuses import AS_BYTES
from toctoc.mastodon_api.rules import stitch
from toctoc.mastodon_api.rules.visibility import visibility_of
from toctoc.people.queries.statements import execute, placeholders
from toctoc.people.rules.audience import NAMED, PUBLIC

if TYPE_CHECKING:
    from toctoc.people.rules.audience import Viewer

# One statement: every app asks this first, and often.
_STATEMENT = """
SELECT {account}, w.followers_count, w.following_count, w.posts_count, w.last_thread_id, w.note,
CAST(c.fields AS TEXT), c.default_audience, c.default_sensitive, c.default_language,
c.discoverable, c.indexable, c.hides_collections,
(SELECT count(*) FROM people_followrequest r JOIN people_actor q ON q.id = r.asker_id
WHERE r.asked_id = w.id AND q.suspended_at IS NULL)
FROM people_actor w JOIN mastodon_api_accountform a ON a.actor_id = w.id
LEFT JOIN people_actorchoices c ON c.actor_id = w.id WHERE w.id = %s
"""
# Who moderates does it on the pages of the place: apps are given no powers.
_ROLE = msgspec.json.encode({"id": "-99", "name": "", "permissions": "0", "color": "", "highlighted": False})
_INDEXABLE = b'"indexable":true'


@dataclass(frozen=True, slots=True)
class Own:
    """What an actor typed of itself and chose; ``None`` where it chose nothing."""

    account: bytes
    note: str
    fields: list[dict[str, str]]
    privacy: str
    is_sensitive: bool
    language: str
    discoverable: bool | None
    indexable: bool
    hides_collections: bool | None
    requests: int


def own_of(viewer: Viewer) -> Own | None:
    """Return what the viewer keeps of itself; nothing for a stranger, or for somebody suspended: one statement."""
    if viewer.actor_id is None:
        return None
    rows = execute(_statement(), [viewer.actor_id])
    return _own(rows[0], viewer) if rows else None


def credentials(own: Own) -> bytes:
    """Return a CredentialAccount (https://docs.joinmastodon.org/entities/Account/#CredentialAccount)."""
    source = {
        "note": own.note,
        "fields": [{**line, "verified_at": None} for line in own.fields],
        "privacy": own.privacy,
        "sensitive": own.is_sensitive,
        "language": own.language,
        "follow_requests_count": own.requests,
        "hide_collections": own.hides_collections,
        "discoverable": own.discoverable,
        "indexable": own.indexable,
        "attribution_domains": [],
        # Whoever reads a post may quote it before the same readers: community.policies.may_quote.
        "quote_policy": "public",
    }
    return b'%s,"source":%s,"role":%s}' % (own.account[:-1], msgspec.json.encode(source), _ROLE)


def privacy_of(chosen: str, viewer: Viewer) -> str:
    """Return the visibility that an actor begins with: its choice, unless it rests on a proof that was lost."""
    return visibility_of(chosen if viewer.may_find(chosen) else NAMED) if chosen else PUBLIC


@lru_cache(maxsize=1)
def _statement() -> str:
    return placeholders(_STATEMENT.format(account=AS_BYTES.format(table="a")))


def _own(row: tuple[Any, ...], viewer: Viewer) -> Own:
    (note, fields, audience, is_sensitive, language, discoverable, indexable, hides, requests) = row[5:]
    account = stitch.account(*row[:5])
    return Own(
        account=account,
        note=note,
        fields=msgspec.json.decode(fields) if fields else [],
        privacy=privacy_of(audience or "", viewer),
        is_sensitive=bool(is_sensitive),
        language=language or "",
        discoverable=_chosen(discoverable),
        indexable=_INDEXABLE in account if indexable is None else bool(indexable),
        hides_collections=_chosen(hides),
        requests=requests,
    )


def _chosen(said: int | None) -> bool | None:
    return None if said is None else bool(said)

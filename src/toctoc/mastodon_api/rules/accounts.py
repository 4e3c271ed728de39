"""The Account entity (https://docs.joinmastodon.org/entities/Account/), made from what an actor shows."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import msgspec

from toctoc.mastodon_api.rules.statuses import absolute
from toctoc.mastodon_api.rules.times import midnight
from toctoc.people.rules.professions import standing_words

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What of an actor stands in its account; ``proved`` is empty unless the proof lasts."""

    actor_id: int
    handle: str
    domain: str
    display_name: str
    kind: str
    note_html: str
    base_url: str
    profession: str
    specialty: str
    proved: str
    proved_specialty: str
    institution: str
    proved_since: date | None
    created_at: datetime
    is_limited: bool
    # Paths of both pictures, and what they show in words.
    avatar: str
    avatar_words: str
    header: str
    header_words: str
    # The lines of its profile; values are HTML.
    fields: tuple[tuple[str, str], ...] = ()
    is_locked: bool = False
    is_bot: bool = False
    is_discoverable: bool = False
    is_indexable: bool = False
    hides_ties: bool = False


PROFESSION = "Profession"


def account_json(facts: AccountFacts) -> str:
    """Return an account open at its end: the counters follow (:func:`rules.stitch.account`)."""
    return msgspec.json.encode(_account(facts)).decode()[:-1]


def _account(facts: AccountFacts) -> dict[str, object]:
    acct = f"{facts.handle}@{facts.domain}" if facts.domain else facts.handle
    address = f"{facts.base_url}/@{acct}"
    avatar, header = f"{facts.base_url}{facts.avatar}", f"{facts.base_url}{facts.header}"
    return {
        "id": str(facts.actor_id),
        "username": facts.handle,
        "acct": acct,
        # Whoever chose no name is called by its handle: apps show that by themselves.
        "display_name": "" if facts.display_name == facts.handle else facts.display_name,
        "locked": facts.is_locked,
        "bot": facts.is_bot,
        "group": facts.kind == "group",
        "discoverable": facts.is_discoverable,
        "indexable": facts.is_indexable,
        "noindex": not facts.is_indexable,
        "hide_collections": facts.hides_ties,
        "created_at": midnight(facts.created_at),
        "note": absolute(facts.note_html, facts.base_url),
        "url": address,
        "uri": address,
        "avatar": avatar,
        "avatar_static": avatar,
        "avatar_description": facts.avatar_words,
        "header": header,
        "header_static": header,
        "header_description": facts.header_words,
        "limited": facts.is_limited,
        "emojis": [],
        "roles": [],
        "fields": [
            *_seal(facts),
            *({"name": n, "value": absolute(v, facts.base_url), "verified_at": None} for n, v in facts.fields),
        ],
        "toctoc": {
            "kind": facts.kind,
            "profession": facts.proved or facts.profession or None,
            "specialty": facts.proved_specialty or facts.specialty or None,
            "proved": bool(facts.proved or facts.institution),
            "institution": facts.institution or None,
        },
    }


def _seal(facts: AccountFacts) -> list[dict[str, object]]:
    """Return the profession as a profile field: with the date that apps show as verified only while it is proved."""
    proved = facts.proved or facts.institution
    said = standing_words(proved, facts.proved_specialty, "fr") or standing_words(
        facts.profession, facts.specialty, "fr"
    )
    if not said:
        return []
    since = f"{facts.proved_since.isoformat()}T00:00:00.000Z" if proved and facts.proved_since else None
    return [{"name": PROFESSION, "value": escape(said), "verified_at": since}]

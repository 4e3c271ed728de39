"""Announcements: https://docs.joinmastodon.org/methods/announcements/."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.queries.announcements import announced_to, announcement
from toctoc.community.rules.markdown import rendered
from toctoc.community.services.announcements import put_away, react, take_reaction_back
from toctoc.mastodon_api.rules.announcements import AnnouncementFacts, announcement_of, reaction_of
from toctoc.mastodon_api.rules.statuses import absolute
from toctoc.mastodon_api.services.forms import BASE_URL
from toctoc.mastodon_api.web.endpoints import endpoint
from toctoc.mastodon_api.web.replies import EMPTY, Reply, said

if TYPE_CHECKING:
    from toctoc.community.queries.announcements import Announced
    from toctoc.mastodon_api.web.calls import Call

PLACE = "api/v1/announcements"
_ONE = PLACE + "/<id:announcement_id>"


@endpoint("GET", PLACE)
def index(call: Call) -> Reply:
    """Return what the place announces, the newest first."""
    return said([_told(each) for each in announced_to(call.actor)])


@endpoint("POST", f"{_ONE}/dismiss", scope="write:accounts")
def dismiss(call: Call, announcement_id: str) -> Reply:
    """Say that an announcement was read."""
    put_away(actor=call.actor, announcement=announcement(int(announcement_id)))
    return EMPTY


@endpoint("PUT", f"{_ONE}/reactions/<str:name>", scope="write:favourites")
def answer(call: Call, announcement_id: str, name: str) -> Reply:
    """Answer an announcement with an emoji."""
    react(actor=call.actor, announcement=announcement(int(announcement_id)), emoji=name)
    return EMPTY


@endpoint("DELETE", f"{_ONE}/reactions/<str:name>", scope="write:favourites")
def take_back(call: Call, announcement_id: str, name: str) -> Reply:
    """Take an answer back."""
    take_reaction_back(actor=call.actor, announcement=announcement(int(announcement_id)), emoji=name)
    return EMPTY


def _told(each: Announced) -> dict[str, object]:
    row = each.announcement
    facts = AnnouncementFacts(
        announcement_id=row.pk,
        content=absolute(rendered(row.text, set()).html, BASE_URL),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        all_day=row.all_day,
        published_at=row.published_at,
        updated_at=row.updated_at,
    )
    reactions = [reaction_of(one.emoji, one.count, is_own=one.is_own) for one in each.reactions]
    return announcement_of(facts, reactions, is_seen=each.is_seen)

"""The home timeline: https://docs.joinmastodon.org/methods/timelines/#home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.mastodon_api.queries.home import home_glance, shown
from toctoc.mastodon_api.web.endpoints import endpoint
from toctoc.mastodon_api.web.replies import Disabled

if TYPE_CHECKING:
    from toctoc.mastodon_api.web.calls import Call
    from toctoc.mastodon_api.web.replies import Reply


@endpoint(
    "GET",
    "api/v1/timelines/home",
    scope="read:statuses",
    differs="Threads and boosts; replies stand in their thread.",
)
def home(call: Call) -> Reply:
    """Return the newest threads and boosts of those that somebody follows, and of its groups."""
    glance = home_glance(call.actor_id, call.range())
    if glance.viewer.actor_id is None:
        raise Disabled
    keys = [entry.entry_id for entry in glance.entries]
    return call.page(shown(glance), keys, is_last=glance.page.next_before is None)

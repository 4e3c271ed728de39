"""What many speak of, and how a post is shown elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import person, post_by
from tests.mastodon_api.caller import STRANGER, app_of
from tests.mastodon_api.entities_notices import OEmbed, Tag, TrendsLink, checked
from toctoc.community.queries.trends import forget_trends
from toctoc.community.services import gestures

if TYPE_CHECKING:
    from toctoc.people.models import Actor

BASE = "http://127.0.0.1:8000"


@pytest.fixture(autouse=True)
def _counted_anew() -> None:
    forget_trends()


def test_only_what_enough_people_do_is_told(ruisseau: Actor) -> None:
    post, people = post_by(ruisseau), [person(f"foule{number}") for number in range(5)]
    for actor in people[:4]:
        post_by(actor, "#asthme https://exemple.test/page")
        gestures.favour(actor=actor, post=post)
    for path in ("tags", "links", "statuses"):
        assert STRANGER.get(f"v1/trends/{path}").body == []
    post_by(people[4], "#asthme https://exemple.test/page")
    gestures.favour(actor=people[4], post=post)
    forget_trends()
    [tag] = checked(STRANGER.get("v1/trends/tags").body, list[Tag])
    assert (tag.name, tag.history[0]["accounts"]) == ("asthme", "5")
    assert STRANGER.get("v1/trends").body[0]["name"] == "asthme"
    assert app_of(ruisseau).get("v1/trends/tags").body[0]["following"] is False
    [link] = checked(STRANGER.get("v1/trends/links").body, list[TrendsLink])
    assert (link.url, link.provider_name) == ("https://exemple.test/page", "exemple.test")
    assert [status["id"] for status in STRANGER.get("v1/trends/statuses").body] == [str(post.pk)]
    assert STRANGER.get("v1/trends/tags", offset=1).body == []
    assert STRANGER.get("v1/trends/tags", limit="beaucoup").status == 422


def test_a_public_post_is_shown_elsewhere_and_no_other(ruisseau: Actor) -> None:
    ruisseau.display_name = 'Dr "<b>"'
    ruisseau.save()
    post, closed = post_by(ruisseau), post_by(ruisseau, audience="members")
    told = checked(STRANGER.get("oembed", url=f"{BASE}/messages/{post.pk}", maxwidth=99_999).body, OEmbed)
    assert f"{BASE}/messages/{post.pk}" in told.html
    assert "<b>" not in told.html
    assert told.width == 2_000
    for other in (
        f"{BASE}/messages/{closed.pk}",
        f"{BASE}/messages/1",
        f"{BASE}/@ruisseau",
        "https://x.test/1",
        "",
        "junk",
    ):
        assert app_of(ruisseau).get("oembed", url=other).status == 404

"""How far somebody has read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import post_by
from tests.mastodon_api.caller import STRANGER, app_of
from tests.mastodon_api.entities_notices import Marker, checked
from toctoc.community.models import Notification
from toctoc.community.services import gestures
from toctoc.kernel.errors import Stale
from toctoc.mastodon_api.models import Marker as Row
from toctoc.mastodon_api.services import marks

if TYPE_CHECKING:
    from toctoc.people.models import Actor

PLACE = "v1/markers"


def test_marks_are_kept_and_their_versions_grow(ruisseau: Actor, avril: Actor) -> None:
    app = app_of(ruisseau)
    assert app.get(PLACE).body == app.get(PLACE, **{"timeline[]": "home"}).body == {}
    told = checked(app.post(PLACE, {"home": {"last_read_id": "12"}}).body, dict[str, Marker])
    assert (told["home"].last_read_id, told["home"].version) == ("12", 1)
    app.form("POST", PLACE, "home[last_read_id]=13&notifications[last_read_id]=4")
    both = checked(app.get(PLACE, **{"timeline[]": ["home", "notifications"]}).body, dict[str, Marker])
    assert {name: (mark.last_read_id, mark.version) for name, mark in both.items()} == {
        "home": ("13", 2),
        "notifications": ("4", 1),
    }
    assert app_of(avril).get(PLACE, **{"timeline[]": "home"}).body == {}


def test_notifications_below_the_mark_are_read(ruisseau: Actor, avril: Actor) -> None:
    for _ in range(2):
        gestures.favour(actor=avril, post=post_by(ruisseau))
    older, newer = Notification.objects.order_by("id")
    app = app_of(ruisseau)
    app.post(PLACE, {"notifications": {"last_read_id": str(older.pk)}})
    assert app.get("v1/notifications/unread_count").body == {"count": 1}
    app.post(PLACE, {"notifications": {"last_read_id": str(newer.pk)}})
    assert app.get("v1/notifications/unread_count").body == {"count": 0}


def test_two_devices_at_the_same_moment(ruisseau: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    app = app_of(ruisseau)
    app.post(PLACE, {"home": {"last_read_id": "1"}})

    class Late:
        pk, version = Row.objects.get().pk, 0

    monkeypatch.setattr(Row.objects, "get_or_create", lambda **_: (Late, False))
    assert app.post(PLACE, {"home": {"last_read_id": "2"}}).status == 409
    with pytest.raises(Stale):
        marks.mark(actor=ruisseau, timeline="home", read_id=3)


@pytest.mark.parametrize(
    "body", [{"home": {"last_read_id": "abc"}}, {"home": "12"}, {"home": {}}, {"home": {"last_read_id": ["1", "2"]}}]
)
def test_junk_is_refused(ruisseau: Actor, body: dict[str, object]) -> None:
    answer = app_of(ruisseau).post(PLACE, body)
    assert answer.status == 422 or answer.body["home"]["last_read_id"] == "2"
    assert app_of(ruisseau).post(PLACE, {"local": {"last_read_id": "1"}}).body == {}
    assert STRANGER.post(PLACE, body).status == 401

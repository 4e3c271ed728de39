"""Announcements in streams: as the endpoint tells each reader, when they appear, change, are answered, end."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils.timezone import localtime

from tests.mastodon_api.caller import app_of
from tests.mastodon_api.listening import Listening
from tests.media.conftest import work
from toctoc.community.models import Announcement
from toctoc.kernel import clock

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.people.models import Account, Actor

pytestmark = pytest.mark.django_db
PLACE = "v1/announcements"
PAGE = "/administration/community/announcement/"


@pytest.fixture
def office(vigie: Account) -> Client:
    """Return the browser of somebody who keeps the place."""
    vigie.is_staff = vigie.is_superuser = True
    vigie.save()
    browser = Client()
    browser.force_login(vigie, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def announced(
    office: Client, path: str = "add/", ends_at: datetime | None = None, changes: dict[str, object] | None = None
) -> Announcement:
    form: dict[str, object] = {
        "text": "Coupure mardi : voir [la page](/regles).",
        **moments("published_at", clock.now()),
    }
    if ends_at is not None:
        form |= moments("ends_at", ends_at)
    answer = office.post(f"{PAGE}{path}", {**form, **(changes or {})})
    assert answer.status_code == 302, answer.content[:2000]
    return Announcement.objects.get()


def moments(name: str, moment: datetime) -> dict[str, object]:
    """Return a moment as the two fields of a form, by the clock of the place."""
    here = localtime(moment)
    return {f"{name}_0": f"{here:%Y-%m-%d}", f"{name}_1": f"{here:%H:%M:%S}"}


def listed(actor: Actor) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = app_of(actor).get(PLACE).body
    return told


def test_what_is_announced_is_heard_by_everybody_as_it_is_listed(office: Client, ruisseau: Actor, avril: Actor) -> None:
    listening = Listening()
    home, other, public = (
        listening.phone(actor, stream) for actor, stream in ((ruisseau, "user"), (avril, "user"), (avril, "public"))
    )
    row = announced(office, ends_at=clock.now() + timedelta(days=1))
    listening.catch_up()
    assert home.heard("announcement") == listed(ruisseau)
    assert other.heard("announcement") == listed(avril)
    assert public.frames == []
    app_of(ruisseau).put(f"{PLACE}/{row.pk}/reactions/👍")
    app_of(ruisseau).post(f"{PLACE}/{row.pk}/dismiss")
    announced(office, f"{row.pk}/change/", changes={"text": "Coupure mercredi."})
    listening.catch_up()
    told = [phone.heard("announcement")[-1] for phone in (home, other)]
    assert told == [listed(actor)[0] for actor in (ruisseau, avril)]
    assert [(each["read"], each["reactions"][0]["me"]) for each in told] == [(True, True), (False, False)]
    assert "mercredi" in told[0]["content"]


def test_answers_are_counted_as_they_come(office: Client, ruisseau: Actor, avril: Actor) -> None:
    row = announced(office)
    listening = Listening()
    phone = listening.phone(avril, "user")
    path = f"{PLACE}/{row.pk}/reactions/👍"
    for actor in (ruisseau, ruisseau, avril):
        assert app_of(actor).put(path).status == 200
    for _ in range(2):
        assert app_of(ruisseau).delete(path).status == 200
    listening.catch_up()
    heard = phone.heard("announcement.reaction")
    # Each is counted when it is told; what changes nothing is not.
    assert heard == [{"name": "👍", "count": 1, "announcement_id": str(row.pk)}] * 3
    app_of(avril).delete(path)
    listening.catch_up()
    assert phone.heard("announcement.reaction")[-1]["count"] == 0


@pytest.mark.parametrize("page", ["", "{}/delete/"])
def test_what_is_taken_back_goes(office: Client, avril: Actor, page: str) -> None:
    row = announced(office)
    listening = Listening()
    phone = listening.phone(avril, "user")
    # Among several, or from its own page.
    office.post(PAGE + page.format(row.pk), {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"})
    assert not Announcement.objects.exists()
    listening.catch_up()
    assert [(frame["event"], frame["payload"]) for frame in phone.frames] == [("announcement.delete", str(row.pk))]


def test_what_is_for_later_is_heard_at_its_time_and_goes_at_its_end(office: Client, avril: Actor) -> None:
    listening = Listening()
    phone = listening.phone(avril, "user")
    begin, end = (clock.now() + timedelta(hours=hours) for hours in (1, 2))
    row = announced(office, ends_at=end, changes=moments("published_at", begin))
    listening.catch_up()
    assert phone.heard("announcement") == listed(avril) == []
    with clock.at(begin + timedelta(minutes=1)):
        work()
        listening.catch_up()
        assert phone.heard("announcement") == listed(avril)
    phone.frames.clear()
    with clock.at(end + timedelta(minutes=1)):
        work()
        listening.catch_up()
        assert listed(avril) == []
    assert [(frame["event"], frame["payload"]) for frame in phone.frames] == [("announcement.delete", str(row.pk))]

"""Every endpoint about something, asked by somebody whose it is not: as if it were not there."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.conftest import person
from tests.groups.cast import group_by
from tests.mastodon_api.caller import STRANGER, App, app_of
from tests.mastodon_api.fields import writing
from tests.mastodon_api.uses import POLL
from tests.media import made
from tests.media.conftest import upload
from toctoc.kernel import clock
from toctoc.mastodon_api.web.endpoints import REGISTER, Access
from toctoc.media.models import File
from toctoc.people.services.actors import suspend
from toctoc.people.services.blocks import block
from toctoc.people.services.follows import follow

if TYPE_CHECKING:
    from toctoc.people.models import Actor

_ID = re.compile(r"<id:(\w+)>")
ABSENT = 12_345
# What the place announces is for everybody.
FOR_ALL = "announcement_id"
# Whoever was blocked may block in turn: that is no way to learn of it.
IN_TURN = "POST api/v1/accounts/<id:account_id>/block"


def about(*names: str) -> list[str]:
    """Return the endpoints whose address names one thing of those kinds; of any kind when none is named."""
    every = [f"{method} {path}" for path, methods in REGISTER.items() for method in methods]
    found = {name: set(_ID.findall(name)) - {FOR_ALL} for name in every}
    return sorted(name for name, ids in found.items() if (ids & {*names} if names else ids))


class Theirs:
    """What a doctor has, by the name that addresses give to its id; nothing of it is for a patient."""

    def __init__(self, doctor: Actor, peer: Actor) -> None:
        app = app_of(doctor)
        status = self._made(app, "v1/statuses", status="Entre nous.", poll=POLL, toctoc={"audience": "professionals"})
        kept = self._made(app, "v2/filters", title="a", context=["home"], keywords_attributes=[{"keyword": "chimio"}])
        self.ids = {
            "status_id": status["id"],
            "poll_id": status["id"],
            "quoting_id": status["id"],
            "file_id": app.multipart("POST", "v2/media", {"file": upload(made.photograph())}).body["id"],
            "unsent_id": self._made(app, "v1/statuses", status="Plus tard.", scheduled_at=in_an_hour())["id"],
            "list_id": self._made(app, "v1/lists", title="Soignants")["id"],
            "filter_id": kept["id"],
            "keyword_id": kept["keywords"][0]["id"],
            "filtered_id": self._made(app, f"v2/filters/{kept['id']}/statuses", status_id=status["id"])["id"],
            "thread_id": self._made(app, "v1/statuses", status=f"@{peer.handle} Bonjour.", visibility="direct")["id"],
            "tag_id": self._made(app, "v1/featured_tags", name="sommeil")["id"],
            "account_id": str(group_by(doctor, reach="hidden").pk),
        }
        follow(follower=peer, followee=doctor)
        self.ids["notice_id"] = app.get("v1/notifications").body[0]["id"]
        app.patch("v2/notifications/policy", {"for_not_following": "filter"})
        follow(follower=person("autre"), followee=doctor)
        self.ids["request_id"] = app.get("v1/notifications/requests").body[0]["id"]

    @staticmethod
    def _made(app: App, path: str, **typed: object) -> dict[str, object]:
        answer = app.post(path, typed)
        assert answer.status == 200, answer.body
        told: dict[str, object] = answer.body
        return told


def in_an_hour() -> str:
    return (clock.now() + timedelta(hours=1)).isoformat()


def asked(app: App, name: str, ids: dict[str, str]) -> tuple[int, object]:
    """Return what an endpoint answers about things with these ids."""
    method, _, path = name.partition(" ")
    where = _ID.sub(lambda match: ids[match[1]], path.removeprefix("api/"))
    answer = app.send(method, where, {}, {} if name in writing() else None)
    return answer.status, answer.body


@pytest.fixture
def theirs(ruisseau: Actor, carrelet: Actor) -> Theirs:
    return Theirs(ruisseau, carrelet)


def test_what_is_not_for_one_is_not_there(theirs: Theirs, avril: Actor) -> None:
    app = app_of(avril)
    wrong = {}
    for name in about():
        found = asked(app, name, theirs.ids)
        absent = asked(app, name, dict.fromkeys(theirs.ids, str(ABSENT)))
        if found != absent or found != (404, {"error": "Record not found"}):
            wrong[name] = (found, absent)
    assert not wrong


def test_its_owner_finds_it(theirs: Theirs, ruisseau: Actor) -> None:
    """The other side: what the test above asks about is there."""
    app = app_of(ruisseau)
    for name in about():
        if name.startswith("GET"):
            assert asked(app, name, theirs.ids)[0] in {200, 206}, name


def test_nothing_of_it_is_there_for_strangers(theirs: Theirs) -> None:
    for name in about():
        method, _, path = name.partition(" ")
        expected = 404 if REGISTER[path][method].access is Access.OPEN else 401
        assert asked(STRANGER, name, theirs.ids)[0] == expected, name


def test_nothing_of_what_is_not_for_one_changed(theirs: Theirs, ruisseau: Actor, avril: Actor) -> None:
    """An answer may say that nothing is there, after having done it."""
    app, doctor = app_of(avril), app_of(ruisseau)
    reading = [name for name in about() if name.startswith("GET")]
    before = {name: asked(doctor, name, theirs.ids) for name in reading}
    for name in about():
        if not name.startswith("GET"):
            asked(app, name, theirs.ids)
    assert {name: asked(doctor, name, theirs.ids) for name in reading} == before


@pytest.mark.parametrize("name", about("account_id"))
def test_an_account_that_is_not_shown_is_not_there(name: str, ruisseau: Actor, carrelet: Actor, avril: Actor) -> None:
    app = app_of(avril)
    block(blocker=carrelet, blocked=avril)
    suspend(actor=ruisseau)
    hidden = [ruisseau] if name == IN_TURN else [ruisseau, carrelet]
    for actor in hidden:
        assert asked(app, name, {"account_id": str(actor.pk)}) == (404, {"error": "Record not found"}), actor.handle


def test_nobody_carries_nor_describes_the_file_of_another(theirs: Theirs, avril: Actor) -> None:
    app, file_id = app_of(avril), theirs.ids["file_id"]
    own = app.post("v1/statuses", {"status": "Bonjour."}).body["id"]
    carried: dict[str, object] = {"status": "Regardez.", "media_ids": [file_id]}
    described = {"media_attributes": [{"id": file_id, "description": "Volé."}]}
    asks = [
        app.post("v1/statuses", carried),
        app.post("v1/statuses", {**carried, "scheduled_at": in_an_hour()}),
        app.put(f"v1/statuses/{own}", carried),
        app.put(f"v1/statuses/{own}", described),
    ]
    assert [(answer.status, answer.body) for answer in asks] == [(404, {"error": "Record not found"})] * len(asks)
    assert app.get("v1/scheduled_statuses").body == []
    assert File.objects.get(pk=file_id).description == ""

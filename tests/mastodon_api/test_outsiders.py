"""Every endpoint about something, asked by somebody whose it is not: as if it were not there."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

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
from toctoc.people.services.choices import Chosen, change_choices
from toctoc.people.services.follows import follow

if TYPE_CHECKING:
    from toctoc.people.models import Actor

_ID = re.compile(r"<id:(\w+)>")
_WORD = re.compile(r"<str:(\w+)>")
# Words of an address that are hashtags.
_TAGS = {"word", "name"}
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
        status = self._made(
            app, "v1/statuses", status="Entre nous. #sommeil", poll=POLL, toctoc={"audience": "professionals"}
        )
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
        follow(follower=doctor, followee=peer)
        app.post(f"v1/lists/{self.ids['list_id']}/accounts", {"account_ids": [str(peer.pk)]})
        follow(follower=peer, followee=doctor)
        self.ids["notice_id"] = app.get("v1/notifications").body[0]["id"]
        app.patch("v2/notifications/policy", {"for_not_following": "filter"})
        follow(follower=person("autre"), followee=doctor)
        self.ids["request_id"] = app.get("v1/notifications/requests").body[0]["id"]

    @staticmethod
    def _made(app: App, path: str, **typed: object) -> dict[str, Any]:
        answer = app.post(path, typed)
        assert answer.status == 200, answer.body
        told: dict[str, Any] = answer.body
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


def test_no_page_tells_of_what_is_not_for_one(theirs: Theirs, ruisseau: Actor, carrelet: Actor, avril: Actor) -> None:
    for app in (app_of(avril), STRANGER):
        for name in pages():
            for actor in (ruisseau, carrelet):
                where = _ID.sub(str(actor.pk), name).replace("<str:word>", "sommeil").replace("<str:name>", "sommeil")
                told = json.dumps(app.get(where.removeprefix("api/"), q="sommeil", resolve="true", limit=40).body)
                shown = {kind for kind, number in theirs.ids.items() if f'"{number}"' in told}
                # Hashtags on a profile are for everybody.
                assert not shown - {"tag_id"}, name
    several = {"id[]": [*theirs.ids.values()]}
    for path in ("v1/statuses", "v1/accounts", "v1/accounts/relationships"):
        assert app_of(avril).get(path, **several).body == []


def pages() -> list[str]:
    """Return the paths that are read about nothing, about an account, or about a hashtag."""
    read = [path for path, methods in REGISTER.items() if "GET" in methods and path.startswith("api/")]
    return [
        path for path in read if set(_ID.findall(path)) <= {"account_id"} and not (set(_WORD.findall(path)) - _TAGS)
    ]


def test_its_owner_reads_of_it_on_those_pages(theirs: Theirs, ruisseau: Actor, carrelet: Actor) -> None:
    """The other side: what the test above looks for stands there for who may read it."""
    app, told = app_of(ruisseau), ""
    for name in pages():
        where = _ID.sub(str(carrelet.pk), name).replace("<str:word>", "sommeil").replace("<str:name>", "sommeil")
        told += json.dumps(app.get(where.removeprefix("api/"), q="sommeil", limit=40).body)
    missing = {kind for kind, number in theirs.ids.items() if f'"{number}"' not in told}
    # A file and a post that a filter names are told with what carries them, a group by its id.
    assert missing <= {"file_id", "account_id"}


@pytest.mark.parametrize("name", about("account_id"))
def test_an_account_that_is_not_shown_is_not_there(name: str, ruisseau: Actor, carrelet: Actor, avril: Actor) -> None:
    app = app_of(avril)
    block(blocker=carrelet, blocked=avril)
    suspend(actor=ruisseau)
    hidden = [ruisseau] if name == IN_TURN else [ruisseau, carrelet]
    for actor in hidden:
        assert asked(app, name, {"account_id": str(actor.pk)}) == (404, {"error": "Record not found"}), actor.handle


def test_nobody_sees_nor_answers_who_asks_to_follow_another(ruisseau: Actor, carrelet: Actor, avril: Actor) -> None:
    change_choices(actor=ruisseau, chosen=Chosen(approves_followers=True))
    follow(follower=carrelet, followee=ruisseau)
    app, path = app_of(avril), "v1/follow_requests"
    assert [account["acct"] for account in app_of(ruisseau).get(path).body] == ["carrelet"]
    assert app.get(path).body == []
    assert [app.post(f"{path}/{carrelet.pk}/{word}").status for word in ("authorize", "reject")] == [404, 404]
    assert len(app_of(ruisseau).get(path).body) == 1


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

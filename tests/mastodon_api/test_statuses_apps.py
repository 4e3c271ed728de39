"""A status names the app it came by; and who quotes it is told to those who may read that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conftest import post_by
from tests.mastodon_api.caller import App, app_of
from tests.mastodon_api.entities import Application, Status, assert_is
from tests.mastodon_api.oauth_flow import code_of, consent, register
from toctoc.community.services.fragments import refresh_posts
from toctoc.mastodon_api.models import PostedWith

if TYPE_CHECKING:
    from toctoc.people.models import Actor


def app_called(actor: Actor, name: str, **more: str) -> App:
    made = register(client_name=name, **more)
    answer = made.exchange(code_of(consent(made, actor, scope="read write")))
    return App(answer.json()["access_token"])


def test_a_status_names_the_app_it_came_by(avril: Actor) -> None:
    app = app_called(avril, 'Phare "rouge" \\ <b>', website="https://phare.exemple.test")
    told = app.post("v1/statuses", {"status": 'Dire "application":null ne change rien.'})
    assert_is(Status, told.body)
    wanted = {"name": 'Phare "rouge" \\ <b>', "website": "https://phare.exemple.test"}
    assert told.body["application"] == wanted
    assert assert_is(Application, told.body["application"]).name
    path = f"v1/statuses/{told.body['id']}"
    assert app.get(path).body == {**told.body}
    refresh_posts(after=0, most=100)
    assert app.get(path).body["application"] == wanted
    assert app.put(path, {"status": "Autre"}).body["application"] == wanted
    app.delete(path)
    assert not PostedWith.objects.exists()


def test_an_app_without_a_website_is_named_all_the_same(avril: Actor) -> None:
    told = app_called(avril, "Phare").post("v1/statuses", {"status": "Un."}).body
    assert told["application"] == {"name": "Phare", "website": None}


def test_what_came_by_another_door_names_none(avril: Actor) -> None:
    assert app_of(avril).get(f"v1/statuses/{post_by(avril).pk}").body["application"] is None
    assert app_of(avril).post("v1/statuses", {"status": "Un."}).body["application"] is None


def test_a_quote_that_one_may_not_read_is_not_told(ruisseau: Actor, avril: Actor) -> None:
    quoted = post_by(avril)
    told = {"status": "Entre pairs", "visibility": "private", "quoted_status_id": str(quoted.pk)}
    quoting = app_of(ruisseau).post("v1/statuses", told)
    assert quoting.body["quote"]["quoted_status"]["id"] == str(quoted.pk)
    path = f"v1/statuses/{quoted.pk}/quotes"
    assert [one["id"] for one in app_of(ruisseau).get(path).body] == [quoting.body["id"]]
    hidden = app_of(avril).get(path)
    assert hidden.body == []
    assert quoting.body["id"] not in hidden.headers.get("Link", "")

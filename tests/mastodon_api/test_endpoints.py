"""Who may call, and how this API says no."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.config.hot_caller import connection_kept, counted_front, get
from tests.conftest import post_by
from tests.mastodon_api.caller import STRANGER, App, app_of
from toctoc.community.models import Favourite
from toctoc.kernel import clock
from toctoc.mastodon_api.rules import limits
from toctoc.mastodon_api.web.endpoints import REGISTER, Access
from toctoc.people.services.tokens import revoke_token

if TYPE_CHECKING:
    from toctoc.people.models import Actor


def test_a_bad_token_opens_nothing_not_even_what_is_open(ruisseau: Actor) -> None:
    post = post_by(ruisseau)
    assert STRANGER.get(f"v1/statuses/{post.pk}").status == 200
    answer = App("mauvais-jeton").get(f"v1/statuses/{post.pk}")
    assert (answer.status, answer.body) == (401, {"error": "The access token is invalid"})
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_scope_is_asked_for(ruisseau: Actor) -> None:
    post = post_by(ruisseau)
    path = f"v1/statuses/{post.pk}"
    assert app_of(ruisseau, "read:statuses").get(path).status == 200
    assert app_of(ruisseau, "read").get(path).status == 200
    answer = app_of(ruisseau, "read:accounts", "write").get(path)
    assert (answer.status, answer.body["error"]) == (403, "This action is outside the authorized scopes")


def test_what_is_not_there_and_what_is_not_for_one_look_the_same(ruisseau: Actor, avril: Actor) -> None:
    closed = post_by(ruisseau, audience="professionals")
    hidden = app_of(avril).get(f"v1/statuses/{closed.pk}")
    absent = app_of(avril).get("v1/statuses/12345")
    assert hidden.status == absent.status == 404
    assert hidden.body == absent.body == {"error": "Record not found"}


@pytest.mark.parametrize(
    "path", ["v1/nowhere", "v2/nowhere", "v9/statuses", "v1/statuses/1/2/3/4", "v1/statuses/nimporte-quoi"]
)
def test_an_address_that_nobody_has_is_missing(db: None, path: str) -> None:
    with connection_kept():
        answer = get(counted_front(), f"/api/{path}")
    assert (answer.status, answer.body) == ("404 Not Found", b'{"error": "Record not found"}')


def test_another_method_is_refused() -> None:
    answer = STRANGER.send("PATCH", "v1/timelines/public", {})
    assert answer.status == 405


@pytest.mark.parametrize("body", ["{", "[1", '{"a": NaN}', "\xff", '{"status": "\\u0000"}', "[" * 5000])
def test_a_body_that_cannot_be_read_is_refused(ruisseau: Actor, body: str) -> None:
    answer = app_of(ruisseau).form("POST", "v1/statuses", body, kind="application/json")
    assert answer.status in {400, 422}


def test_every_endpoint_that_is_not_open_refuses_a_stranger(db: None) -> None:
    for path, methods in REGISTER.items():
        for method, each in methods.items():
            if each.access is Access.OPEN or not path.startswith("api/"):
                continue
            address = path.removeprefix("api/")
            for name in ("<id:", "<str:", "<slug:", "<handle:", "<int:", "<path:"):
                while name in address:
                    start = address.index(name)
                    address = address[:start] + "1" + address[address.index(">", start) + 1 :]
            assert STRANGER.send(method, address, {}).status == 401, f"{method} {path}"


def test_apps_in_browsers_may_call_from_anywhere(ruisseau: Actor) -> None:
    post_by(ruisseau)
    with connection_kept():
        asked = get(counted_front(), "/api/v1/timelines/public", REQUEST_METHOD="OPTIONS")
        called = get(counted_front(), "/api/v1/timelines/public")
    headers = dict(asked.headers)
    assert asked.status.startswith("204")
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "Authorization" in headers["Access-Control-Allow-Headers"]
    assert "PATCH" in headers["Access-Control-Allow-Methods"]
    headers = dict(called.headers)
    assert called.status.startswith("200")
    assert "Link" in headers["Access-Control-Expose-Headers"]
    # What was shown to somebody is never shown to another page of the same browser: no cookie counts here.
    assert "Access-Control-Allow-Credentials" not in headers


def test_who_calls_too_often_is_told_when_to_come_back(ruisseau: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "requests", limits.Counter())
    monkeypatch.setattr(limits, "OF_ACCOUNT", 3)
    post, app = post_by(ruisseau), app_of(ruisseau)
    answers = [app.get(f"v1/statuses/{post.pk}") for _ in range(4)]
    assert [answer.status for answer in answers] == [200, 200, 200, 429]
    assert [answer.headers["X-RateLimit-Remaining"] for answer in answers] == ["2", "1", "0", "0"]
    assert answers[0].headers["X-RateLimit-Limit"] == "3"
    assert 0 < int(answers[3].headers["Retry-After"]) <= limits.WINDOW
    assert answers[3].body == {"error": "Too many requests"}
    assert {answer.headers["X-RateLimit-Reset"] for answer in answers} == {answers[0].headers["X-RateLimit-Reset"]}
    resets_at = datetime.fromisoformat(answers[0].headers["X-RateLimit-Reset"])
    assert timedelta(0) < resets_at - clock.now() <= timedelta(seconds=limits.WINDOW)
    # Another account is counted apart.
    assert STRANGER.get(f"v1/statuses/{post.pk}").status == 200


def test_a_stranger_is_counted_by_address_and_so_is_a_token_that_opens_nothing(
    ruisseau: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "requests", limits.Counter())
    monkeypatch.setattr(limits, "OF_ADDRESS", 2)
    path = f"/api/v1/statuses/{post_by(ruisseau).pk}"
    guess = {"Authorization": "Bearer un-essai"}
    assert [Client().get(path, headers=guess).status_code for _ in range(3)] == [401, 401, 429]
    assert Client().get(path).status_code == 429
    assert Client().get(path, REMOTE_ADDR="192.0.2.7").status_code == 200
    assert app_of(ruisseau).get(path.removeprefix("/api/")).status == 200


def test_the_count_begins_anew_with_each_window_and_stays_bounded() -> None:
    counter = limits.Counter()
    assert counter.taken("a", 2, 0.0).left == 1
    assert counter.taken("a", 2, 299.0).left == 0
    assert counter.taken("a", 2, 299.0).is_over
    assert counter.taken("a", 2, 300.0).left == 1
    for number in range(limits.MOST_COUNTED + 10):
        counter.taken(str(number), 2, 301.0)
    assert len(counter.counts) <= limits.MOST_COUNTED


def test_what_was_seen_is_not_sent_again(ruisseau: Actor) -> None:
    post, app = post_by(ruisseau), app_of(ruisseau)
    first = app.get(f"v1/statuses/{post.pk}")
    tag = first.headers["ETag"]
    headers = {"Authorization": f"Bearer {app.token}", "If-None-Match": tag}
    again = Client().get(f"/api/v1/statuses/{post.pk}", headers=headers)
    assert (again.status_code, again.content) == (304, b"")
    Favourite.objects.create(post=post, actor=ruisseau)
    assert Client().get(f"/api/v1/statuses/{post.pk}", headers=headers).status_code == 200


def test_a_tag_of_what_another_saw_opens_nothing(ruisseau: Actor, avril: Actor) -> None:
    post = post_by(ruisseau, audience="professionals")
    app = app_of(ruisseau)
    tag = app.get(f"v1/statuses/{post.pk}").headers["ETag"]
    narrow = app_of(ruisseau, "write")
    for asking, status in ((app_of(avril), 404), (STRANGER, 404), (App("mauvais-jeton"), 401), (narrow, 403)):
        answer = asking.send("GET", f"v1/statuses/{post.pk}", {}, None, {"If_None_Match": tag})
        assert answer.status == status
        assert "ETag" not in answer.headers
    revoke_token(token=app.token)
    assert app.send("GET", f"v1/statuses/{post.pk}", {}, None, {"If_None_Match": tag}).status == 401


def test_what_differs_has_another_tag(ruisseau: Actor) -> None:
    one, other = post_by(ruisseau, "Un."), post_by(ruisseau, "Il.")
    tags = {app_of(ruisseau).get(f"v1/statuses/{post.pk}").headers["ETag"] for post in (one, other)}
    assert len(tags) == 2

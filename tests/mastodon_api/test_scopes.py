"""What a token may do, endpoint by endpoint: each asks for its own scope, and nothing that writes is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.mastodon_api.caller import App, app_of
from tests.mastodon_api.fields import writing
from tests.mastodon_api.oauth_flow import register
from toctoc.kernel import clock
from toctoc.mastodon_api.web.endpoints import REGISTER, Access, Endpoint
from toctoc.people.rules.scopes import FOLLOW, OFFLINE, PROFILE, PUSH, READ, SCOPES, WRITE, is_covered
from toctoc.people.services.tokens import VALIDITY, revoke_token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.people.models import Actor

EVERY = [each for methods in REGISTER.values() for each in methods.values()]
_PART = re.compile(r"<\w+:\w+>")
OUTSIDE = {"error": "This action is outside the authorized scopes"}
# Which part of writing each address is of, by words of it: the first that fits.
PARTS = (
    ("push/subscription", PUSH),
    ("oauth/userinfo", PROFILE),
    ("/translate", "read:statuses"),
    ("/favourite", "write:favourites"),
    ("/unfavourite", "write:favourites"),
    ("/reactions/", "write:favourites"),
    ("/bookmark", "write:bookmarks"),
    ("/unbookmark", "write:bookmarks"),
    ("follow_requests", "write:follows"),
    ("/follow", "write:follows"),
    ("/unfollow", "write:follows"),
    ("/remove_from_followers", "write:follows"),
    ("/mute", "write:mutes"),
    ("/unmute", "write:mutes"),
    ("/block", "write:blocks"),
    ("/unblock", "write:blocks"),
    ("domain_blocks", "write:blocks"),
    ("v1/lists", "write:lists"),
    ("/filters", "write:filters"),
    ("/media", "write:media"),
    ("/conversations", "write:conversations"),
    ("/notifications", "write:notifications"),
    ("/reports", "write:reports"),
    ("/suggestions", WRITE),
    ("/statuses/<id:status_id>/pin", "write:accounts"),
    ("/statuses/<id:status_id>/unpin", "write:accounts"),
    ("/statuses", "write:statuses"),
    ("scheduled_statuses", "write:statuses"),
    ("/polls/", "write:statuses"),
    ("/markers", "write:statuses"),
    ("", "write:accounts"),
)


def named(each: Endpoint) -> str:
    return f"{each.method} {each.path}"


def send(app: App, each: Endpoint) -> tuple[int, object]:
    path = _PART.sub("1", each.path.removeprefix("api/"))
    answer = app.send(each.method, path, {}, {} if named(each) in writing() else None)
    return answer.status, answer.body


def of_api() -> Iterator[Endpoint]:
    return (each for each in EVERY if each.path.startswith("api/"))


def test_each_endpoint_that_writes_asks_for_its_part_of_writing() -> None:
    asked = {named(each): each.scope for each in EVERY if named(each) in writing() and each.scope}
    assert asked == {name: next(scope for word, scope in PARTS if word in name) for name in asked}


def test_what_asks_for_no_scope_speaks_for_nobody() -> None:
    """Apps register, sign somebody up or wait for an address to be confirmed before a token has any scope."""
    free = {named(each) for each in EVERY if not each.scope and named(each) in writing()}
    assert free == {"POST api/v1/apps", "POST api/v1/emails/confirmations"}


def test_nothing_that_is_read_asks_to_write() -> None:
    """Not for what it is, but so that nobody gives an app more than it needs."""
    reading = [each for each in EVERY if named(each) not in writing() and each.scope.startswith(WRITE)]
    # As in Mastodon: whoever sends a file looks whether it is ready.
    assert [each.path for each in reading] == ["api/v1/media/<id:file_id>"]


def test_a_token_that_has_every_scope_but_the_one_asked_for_does_nothing(avril: Actor) -> None:
    apps: dict[str, App] = {}
    for each in of_api():
        if not each.scope:
            continue
        others = [scope for scope in SCOPES if not is_covered(each.scope, frozenset({scope}))]
        app = apps.setdefault(each.scope, app_of(avril, *others))
        assert send(app, each) == (403, OUTSIDE), named(each)
    assert len(apps) > 20


def test_a_token_that_has_the_one_scope_is_let_in(avril: Actor) -> None:
    for each in of_api():
        if each.scope and each.access is not Access.APP:
            assert send(app_of(avril, each.scope), each) != (403, OUTSIDE), named(each)


@pytest.mark.parametrize("scope", [READ, FOLLOW, PUSH, PROFILE, OFFLINE, "write:media", "write:statuses"])
def test_a_broad_or_narrow_scope_covers_its_own_and_nothing_else(scope: str, avril: Actor) -> None:
    app = app_of(avril, scope)
    for each in of_api():
        if each.scope and not is_covered(each.scope, frozenset({scope})):
            assert send(app, each) == (403, OUTSIDE), named(each)


def test_the_token_of_an_app_itself_speaks_for_nobody(db: None) -> None:
    app = App(register().token(grant_type="client_credentials", scope="read write follow push").json()["access_token"])
    for each in of_api():
        if each.access is Access.USER:
            assert send(app, each) == (422, {"error": "This method requires an authenticated user"}), named(each)


@pytest.mark.parametrize("case", ["unknown", "revoked", "expired"])
def test_a_token_that_is_none_opens_nothing_anywhere(case: str, avril: Actor) -> None:
    app = app_of(avril, *SCOPES) if case != "unknown" else App("mauvais-jeton")
    # Believed a moment ago.
    app.get("v1/accounts/verify_credentials")
    if case == "revoked":
        revoke_token(token=app.token)
    with clock.at(clock.now() + VALIDITY * 2 if case == "expired" else clock.now()):
        for each in of_api():
            assert send(app, each)[0] == 401, named(each)

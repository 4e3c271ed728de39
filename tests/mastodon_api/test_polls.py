"""Polls through apps: one vote each, kept nowhere, and figures for those who may see them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.mastodon_api.caller import STRANGER, app_of
from tests.mastodon_api.entities import Poll, assert_is
from toctoc.community.models import Ballot
from toctoc.community.models import Poll as PollRow
from toctoc.kernel import clock
from toctoc.people.services.blocks import block

if TYPE_CHECKING:
    from toctoc.people.models import Actor


def asked(actor: Actor, **poll: Any) -> str:
    told = {"options": ["foo", "bar", "baz"], "expires_in": 86_400, **poll}
    answer = app_of(actor).post("v1/statuses", {"status": "Laquelle ?", "poll": told, "visibility": "public"})
    assert answer.status == 200, answer.body
    poll_id: str = assert_is(Poll, answer.body["poll"]).id
    return poll_id


def votes_in(body: dict[str, Any]) -> list[int | None]:
    return [option["votes_count"] for option in body["options"]]


def test_who_has_not_voted_sees_no_figures(ruisseau: Actor, avril: Actor) -> None:
    poll_id = asked(ruisseau)
    assert votes_in(app_of(ruisseau).get(f"v1/polls/{poll_id}").body) == [0, 0, 0]
    for app in (app_of(avril), STRANGER):
        told = app.get(f"v1/polls/{poll_id}").body
        assert_is(Poll, told)
        assert votes_in(told) == [None, None, None]
    assert "voted" not in STRANGER.get(f"v1/polls/{poll_id}").body


def test_a_vote_is_counted_and_what_was_chosen_told_once(ruisseau: Actor, avril: Actor) -> None:
    poll_id = asked(ruisseau)
    answer = app_of(avril).form("POST", f"v1/polls/{poll_id}/votes", "choices[]=1")
    assert_is(Poll, answer.body)
    assert (votes_in(answer.body), answer.body["voted"], answer.body["own_votes"]) == ([0, 1, 0], True, [1])
    later = app_of(avril).get(f"v1/polls/{poll_id}").body
    assert (votes_in(later), later["voted"], later["own_votes"]) == ([0, 1, 0], True, [])


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ([5], "The chosen vote option does not exist"),
        ([-1], "The chosen vote option does not exist"),
        ([], "The chosen vote option does not exist"),
        (list(range(900)), "The chosen vote option does not exist"),
        ([0, 2], "You have already voted on this poll"),
    ],
)
def test_what_does_not_count_is_said_as_apps_know_it(
    ruisseau: Actor, avril: Actor, choices: list[int], words: str
) -> None:
    poll_id = asked(ruisseau)
    answer = app_of(avril).post(f"v1/polls/{poll_id}/votes", {"choices": choices})
    assert (answer.status, answer.body["error"]) == (422, f"Validation failed: {words}")
    assert not Ballot.objects.exists()


def test_nobody_votes_twice_nor_for_itself_nor_late(ruisseau: Actor, avril: Actor) -> None:
    poll_id = asked(ruisseau, multiple=True)
    path = f"v1/polls/{poll_id}/votes"
    assert app_of(avril).post(path, {"choices": ["0", "2"]}).body["own_votes"] == [0, 2]
    assert "already voted" in app_of(avril).post(path, {"choices": [0]}).body["error"]
    assert app_of(ruisseau).post(path, {"choices": [0]}).status == 422
    PollRow.objects.update(closes_at=clock.now() - timedelta(minutes=1))
    assert "already ended" in app_of(avril).post(path, {"choices": [0]}).body["error"]
    assert votes_in(STRANGER.get(f"v1/polls/{poll_id}").body) == [1, 0, 1]


def test_totals_that_are_hidden_are_hidden_from_all_until_the_end(ruisseau: Actor, avril: Actor) -> None:
    poll_id = asked(ruisseau, hide_totals=True)
    assert votes_in(app_of(avril).post(f"v1/polls/{poll_id}/votes", {"choices": [0]}).body) == [None] * 3
    assert votes_in(app_of(ruisseau).get(f"v1/polls/{poll_id}").body) == [None] * 3
    PollRow.objects.update(closes_at=clock.now() - timedelta(minutes=1))
    assert votes_in(app_of(avril).get(f"v1/polls/{poll_id}").body) == [1, 0, 0]


def test_a_poll_is_for_the_readers_of_its_status(ruisseau: Actor, avril: Actor, dehors: Actor) -> None:
    poll_id = asked(ruisseau)
    block(blocker=ruisseau, blocked=dehors)
    dehors.refresh_from_db()
    for path in (f"v1/polls/{poll_id}", "v1/polls/12345"):
        assert app_of(dehors).get(path).status == 404
        assert app_of(dehors).post(f"{path}/votes", {"choices": [0]}).status == 404
    plain = app_of(avril).post("v1/statuses", {"status": "Sans sondage."}).body["id"]
    assert app_of(avril).get(f"v1/polls/{plain}").status == 404
    assert app_of(avril).post(f"v1/polls/{plain}/votes", {"choices": [0]}).status == 404


def test_a_poll_that_is_asked_anew_begins_again(ruisseau: Actor, avril: Actor) -> None:
    poll_id = asked(ruisseau)
    app_of(avril).post(f"v1/polls/{poll_id}/votes", {"choices": [0]})
    app = app_of(ruisseau)
    same = {"options": ["foo", "bar", "baz"], "expires_in": 3_600}
    assert votes_in(app.put(f"v1/statuses/{poll_id}", {"poll": same}).body["poll"]) == [1, 0, 0]
    other = {"options": ["oui", "non"], "expires_in": 3_600}
    told = app.put(f"v1/statuses/{poll_id}", {"status": "Alors ?", "poll": other}).body["poll"]
    assert (votes_in(told), [one["title"] for one in told["options"]]) == ([0, 0], ["oui", "non"])
    named = {"options": ["Mme Durand", "non"], "expires_in": 3_600}
    assert app.put(f"v1/statuses/{poll_id}", {"poll": named}).status == 422
    assert app.put(f"v1/statuses/{poll_id}", {"poll": None, "status": "Sans."}).body["poll"] is None

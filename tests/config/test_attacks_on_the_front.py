"""What attackers sent to the hot front: odd cookies, two sessions in one header, sentences said once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import RequestFactory

from tests.config.hot_caller import at_home, connection_kept, counted_front, get, session_of
from tests.conftest import post_by, question_by
from toctoc.kernel import clock
from toctoc.people.services import follows
from toctoc.people.services.proofs import Evidence, record_proof
from toctoc.people.services.tokens import issue_token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.config.hot.front import Front
    from toctoc.people.models import Actor


@pytest.fixture
def front() -> Iterator[Front]:
    with connection_kept():
        yield counted_front()


@pytest.mark.parametrize("secret", ["!" * 32, '"abc"', "<script>alert(1)</script>", "é", "a" * 64, "a", ""])
def test_an_odd_form_secret_is_left_to_the_site(front: Front, carrelet: Actor, secret: str) -> None:
    session = at_home(front, carrelet).partition(";")[0]
    answered = get(front, "/", cookie=f"{session}; csrftoken={secret}")
    assert (answered.status, answered.reached_site) == ("200 OK", True)
    assert b"<script>alert(1)" not in answered.body


@pytest.mark.parametrize("pair", ["{mine}; sessionid ={theirs}", "{mine}; sessionid\t= {theirs}"])
def test_a_session_does_not_outlive_itself_behind_another(
    front: Front, ruisseau: Actor, avril: Actor, carrelet: Actor, pair: str
) -> None:
    card = f"/messages/{post_by(ruisseau, 'Entre nous.', 'professionals').pk}/carte"
    mine, theirs = session_of(avril), session_of(carrelet)
    both = pair.format(mine=mine, theirs=theirs.partition("=")[2])
    for _ in range(2):
        assert "Entre nous" in get(front, card, cookie=both).body.decode()
    SessionStore(theirs.partition("=")[2]).delete()
    for cookie in (both, mine):
        assert "Entre nous" not in get(front, card, cookie=cookie).body.decode()


def test_a_sentence_said_once_is_not_said_again(front: Front, carrelet: Actor) -> None:
    cookie = at_home(front, carrelet)
    storage = CookieStorage(RequestFactory().get("/"))
    storage.add(25, "Preuve enregistrée.")
    answer = HttpResponse()
    storage.update(answer)
    said = answer.cookies["messages"].coded_value
    front.readers = type(front.readers)()
    for _ in range(2):
        first = get(front, "/", cookie=f"{cookie}; messages={said}")
    assert "Preuve enregistrée" in first.body.decode()
    for _ in range(2):
        assert "Preuve enregistrée" not in get(front, "/", cookie=cookie).body.decode()


def test_a_proof_that_runs_out_closes_every_lane_at_that_moment(front: Front, ruisseau: Actor, avril: Actor) -> None:
    """The token and the session outlive the proof here: the lanes still answer, and say less."""
    assert avril.account is not None
    ends = clock.now() + timedelta(days=1)
    record_proof(actor=avril, evidence=Evidence("nurse", expires_at=ends))
    follows.follow(follower=avril, followee=ruisseau)
    card = f"/messages/{question_by(ruisseau, 'Entre nous ?').pk}/carte"
    cookie, token = at_home(front, avril), issue_token(account=avril.account)
    get(front, card, cookie=cookie)
    paths = ["/", card, "/api/toctoc/v1/timelines/home", "/api/toctoc/v1/questions"]

    def seen() -> list[bool]:
        answers = [get(front, path, cookie=cookie, token=token) for path in paths]
        assert {answered.status[:3] for answered in answers} <= {"200", "404"}
        return ["Entre nous" in answered.body.decode() for answered in answers]

    assert seen() == [True] * 4
    with clock.at(ends - timedelta(seconds=1)):
        assert seen() == [True] * 4
    with clock.at(ends + timedelta(seconds=1)):
        assert seen() == [False] * 4

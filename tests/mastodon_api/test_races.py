"""Several apps ask for the same at the same moment, of a real server with two processes: it happens once."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from tests.config.program import PATIENCE, ROOT, Serving, variables
from tests.mastodon_api.racing import ROUNDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow
RACERS = 8
SERVE = ("-m", "toctoc.config.cli", "serve", "--workers", "2")
SET_UP = "import django; django.setup(); from tests.mastodon_api.racing import prepare; prepare()"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
Told = tuple[int, Any]
# A method, a path, a token, a form.
Ask = tuple[str, str, str, dict[str, Any]]


@dataclass
class Track:
    """A server, and what there is to race for."""

    port: int
    told: dict[str, Any]

    def ask(self, method: str, path: str, token: str = "", form: dict[str, Any] | None = None, key: str = "") -> Told:
        sent = {**FORM, "Idempotency-Key": key}
        if token:
            sent["Authorization"] = f"Bearer {token}"
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as there:
            there.request(method, path, urlencode(form or {}), sent)
            answer = there.getresponse()
            return answer.status, json.loads(answer.read())

    def race(self, *asks: Ask, key: str = "") -> list[Told]:
        """Let everybody ask at once, each in turn one of ``asks``; return the answers."""
        start = threading.Barrier(RACERS)

        def run(number: int) -> Told:
            start.wait(timeout=PATIENCE)
            return self.ask(*asks[number % len(asks)], key=key)

        with ThreadPoolExecutor(RACERS) as racers:
            return list(racers.map(run, range(RACERS)))

    def exchange(self, code: str) -> Ask:
        form = {**self.told["app"], "grant_type": "authorization_code", "code": code}
        return ("POST", "/oauth/token", "", form)

    def by_peer(self, path: str, form: dict[str, Any] | None = None) -> Ask:
        return ("POST", path, self.told["peer"], form or {})

    def status(self, **said: object) -> str:
        """Return the id of a new status of the doctor's."""
        code, body = self.ask("POST", "/api/v1/statuses", self.told["doctor"], {"status": "Bonjour.", **said})
        assert code == 200, body
        found: str = body["id"]
        return found


@pytest.fixture(scope="module")
def track(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Track]:
    folder: Path = tmp_path_factory.mktemp("raced")
    environment = variables(folder, DJANGO_SETTINGS_MODULE="toctoc.config.settings")
    tables = [sys.executable, "-m", "toctoc.config.serve.prepare"]
    subprocess.run(tables, env=environment, cwd=ROOT, check=True, timeout=4 * PATIENCE)
    prepare = [sys.executable, "-c", SET_UP]
    made = subprocess.run(prepare, env=environment, cwd=ROOT, check=True, timeout=4 * PATIENCE, capture_output=True)
    server = Serving(folder, command=SERVE)
    try:
        yield Track(server.port, json.loads(made.stdout))
    finally:
        server.end()


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_a_code_is_exchanged_once_whoever_is_faster(track: Track, turn: int) -> None:
    code = track.told["codes"][turn]
    answers = track.race(track.exchange(code))
    tokens = [body["access_token"] for status, body in answers if status == 200]
    refused = [(status, body["error"]) for status, body in answers if status != 200]
    assert len(tokens) == 1
    assert refused == [(400, "invalid_grant")] * (RACERS - 1)
    # It was used more than once (RFC 6749, 4.1.2): what it gave ends.
    assert track.ask(*track.exchange(code))[0] == 400
    assert track.ask("GET", "/api/v1/accounts/verify_credentials", tokens[0])[0] == 401


def test_a_status_that_is_sent_by_many_with_one_key_is_posted_once(track: Track) -> None:
    said: Ask = ("POST", "/api/v1/statuses", track.told["doctor"], {"status": "Une seule fois."})
    answers = track.race(said, key="une-cle")
    assert {status for status, _ in answers} == {200}
    assert len({body["id"] for _, body in answers}) == 1
    found = track.ask("GET", f"/api/v1/accounts/{track.told['doctor_id']}/statuses?limit=40")[1]
    assert [status["content"] for status in found].count("<p>Une seule fois.</p>") == 1


@pytest.mark.parametrize(
    ("gesture", "undone", "count"),
    [("favourite", "unfavourite", "favourites_count"), ("reblog", "unreblog", "reblogs_count")],
)
def test_a_gesture_made_at_once_is_counted_once(track: Track, gesture: str, undone: str, count: str) -> None:
    path = f"/api/v1/statuses/{track.status()}"
    made, taken = (track.by_peer(f"{path}/{word}") for word in (gesture, undone))
    assert {status for status, _ in track.race(made)} == {200}
    assert track.ask("GET", path)[1][count] == 1
    # Some do, some undo: the figure stays that of what is there.
    assert {status for status, _ in track.race(made, taken)} == {200}
    track.ask(*made)
    assert track.ask("GET", path)[1][count] == 1
    assert {status for status, _ in track.race(taken)} == {200}
    assert track.ask("GET", path)[1][count] == 0


def test_a_follow_asked_at_once_is_counted_once(track: Track) -> None:
    account = f"/api/v1/accounts/{track.told['doctor_id']}"
    made, taken = (track.by_peer(f"{account}/{word}") for word in ("follow", "unfollow"))
    assert {status for status, _ in track.race(made)} == {200}
    assert track.ask("GET", account)[1]["followers_count"] == 1
    assert {status for status, _ in track.race(made, taken)} == {200}
    track.ask(*made)
    assert track.ask("GET", account)[1]["followers_count"] == 1


def test_who_votes_several_times_at_once_votes_once(track: Track) -> None:
    poll = {"poll[options][0]": "oui", "poll[options][1]": "non", "poll[expires_in]": 3_600}
    path = f"/api/v1/polls/{track.status(**poll)}"
    answers = track.race(track.by_peer(f"{path}/votes", {"choices[]": 1}))
    refused = sorted(status for status, _ in answers)[1:]
    # Whoever is slower by a moment is refused by the service, in its own words.
    assert len(refused) == RACERS - 1
    assert {*refused} <= {403, 422}
    told = track.ask("GET", path, track.told["peer"])[1]
    assert [option["votes_count"] for option in told["options"]] == [0, 1]

"""What no app sends and an attacker does: every endpoint refuses it in its own words, and keeps nothing of it."""

from __future__ import annotations

import io
import json
import random
import re
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote_to_bytes

import msgspec
import pytest
from django.core.signals import got_request_exception

from tests.config.hot_caller import connection_kept, counted_front, get
from tests.conftest import post_by
from tests.mastodon_api.caller import app_of
from toctoc.config.api import addresses  # noqa: F401 loads the register
from toctoc.mastodon_api.rules import limits
from toctoc.mastodon_api.web.endpoints import REGISTER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytest_django.fixtures import Settings

    from toctoc.mastodon_api.web.endpoints import Endpoint
    from toctoc.people.models import Actor

FORM, JSON, MULTIPART = "application/x-www-form-urlencoded", "application/json", "multipart/form-data; boundary=BB"
FIGURES = "9" * 5_000
IDS = ["0", "-1", str(2**63 - 1), str(2**63), str(2**64), "abc", "٣", "1.5", "9" * 300, "%00", "%ff", "a%2fb"]
WORDS = [
    *("", "0", "-1", str(2**63), str(2**64), "abc", "٣", FIGURES, "1e9", "1e400", "NaN", "null", "#", "@@@", "a@b@c"),
    *("0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2042-02-30", "99999-01-01", "nan,nan", "1e309,0"),
    *("javascript:alert(1)", "http://[::1", "http://℀.test/", "😀" * 500, "x" * 70_000, "\udcff\udcfe", "\0"),
]
THINGS: list[object] = [
    *(None, True, 0, -1, 2**63, 2**64, 1.5, 1e308, "", "abc", "٣", FIGURES, "x" * 70_000, [], {}, [[]], [{}], [None]),
    *({"a": {}}, {"0": 1}, {"": ""}, ["x"] * 10_000, list(range(10_000)), [1, "a", None, {}]),
]
# What endpoints need before they look at the rest.
GOOD = {"status": "Bonjour.", "title": "Titre", "phrase": "mot", "context": ["home"], "visibility": "public"}
BODIES: list[tuple[str, bytes]] = [
    *((JSON, body) for body in (b"", b"null", b"1", b"[]", b"[[{}]]", b"{", b"[" * 50_000, b'{"a":' * 3_000, b"\xff{")),
    *((JSON, body) for body in (b'{"id":%s}' % FIGURES.encode(), b'{"id":1e999}', b'{"id":"\\ud800"}', b'{"":0}')),
    *((FORM, body) for body in (b"&&==&=&a", b"a=1&" * 1_100, b"id=%ff%fe", b"id[][][]=1", b"x" * 1_200_000)),
    *((kind, b"{}") for kind in ("text/plain", "application/xml", "\xe9", "application/json; charset=zzz")),
    (f"{FORM}; charset=utf-16", b"a=1"),
    ("multipart/form-data", b"--BB--"),
    ("multipart/form-data; boundary=", b"--BB--"),
    (MULTIPART, b'--BB\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\nabc'),
    (MULTIPART, b'--BB\r\nContent-Disposition: form-data; name="status"\r\n\r\n' + b"x" * 1_200_000 + b"\r\n--BB--"),
    (MULTIPART, b'--BB\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' * 400 + b"--BB--"),
    (MULTIPART, b'--BB\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\n1\r\n' * 120 + b"--BB--"),
]
ASKED_OF_EACH = 5
# What may be answered; 503 where a program is not there that translates.
KNOWN = {200, 202, 204, 206, 304, 307, 400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 503}


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    headers: dict[str, str]


class Attacker:
    """Sends requests as they come over the wire, and notes what the program did not catch."""

    def __init__(self) -> None:
        self.front = counted_front()
        self.faults: list[BaseException | None] = []

    def note(self, **_: object) -> None:
        self.faults.append(sys.exc_info()[1])

    def send(
        self, method: str, address: str, kind: str = "", body: bytes = b"", token: str = "", **more: str
    ) -> Answer:
        path, _, query = address.partition("?")
        said = {"CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body)} if kind else {}
        told = unquote_to_bytes(path).decode("latin-1")
        self.faults.clear()
        found = get(self.front, f"{told}?{query}", token=token, REQUEST_METHOD=method, **said, **more)  # type: ignore[arg-type]
        return Answer(int(found.status[:3]), found.body, dict(found.headers))

    def assert_answered(self, answer: Answer, told: str) -> None:
        assert not self.faults, f"{told}: {self.faults}"
        assert answer.status in KNOWN, f"{told}: {answer.status}"
        if answer.status >= 400:
            assert answer.headers["Content-Type"].startswith("application/json"), told
            error = json.loads(answer.body)["error"]
            assert isinstance(error, str), told
            assert error, told


@pytest.fixture
def attacker(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Attacker]:
    monkeypatch.setattr(limits, "OF_ACCOUNT", 1_000_000)
    monkeypatch.setattr(limits, "OF_ADDRESS", 1_000_000)
    made = Attacker()
    got_request_exception.connect(made.note)
    with connection_kept():
        yield made
    got_request_exception.disconnect(made.note)


def fields_of(endpoint: Endpoint) -> list[str]:
    """Return the names that the endpoints of a module know."""
    shapes = [each for each in vars(sys.modules[endpoint.run.__module__]).values() if isinstance(each, type)]
    known = {name for each in shapes if issubclass(each, msgspec.Struct) for name in each.__struct_fields__}
    return sorted(known | {"limit", "max_id", "since_id", "min_id", "id", "q", "file"})


class Junk:
    """Requests that make little sense, the same at every run."""

    def __init__(self, endpoint: Endpoint, ids: list[str]) -> None:
        self.chance = random.Random(f"{endpoint.method} {endpoint.path}")
        self.ids = ids
        self.names = fields_of(endpoint)

    def address(self, path: str) -> str:
        chosen = re.sub("<[^>]*>", lambda _: self.chance.choice([*self.ids, *self.ids, *self.ids, *IDS]), path)
        return f"/{chosen}?{self.pairs(self.chance.randrange(3))}"

    def pairs(self, count: int) -> str:
        found = [(self.spelled(self.chance.choice(self.names)), self.chance.choice(WORDS)) for _ in range(count)]
        return "&".join(f"{quote(name, safe='[]')}={quote(word, errors='surrogateescape')}" for name, word in found)

    def spelled(self, name: str) -> str:
        ends = ["", "", "", "", "[]", "[0]", "[-1]", "[٣]", f"[{FIGURES}]", "[a]", "[a][]", "[][a]", "[0][0]", "]["]
        return name + self.chance.choice(ends)

    def body(self) -> tuple[str, bytes]:
        make: Callable[[], tuple[str, bytes]] = self.chance.choice([self._json, self._json, self._form, self._any])
        return make()

    def _json(self) -> tuple[str, bytes]:
        said = {self.chance.choice(self.names): self.chance.choice(THINGS) for _ in range(self.chance.randrange(1, 4))}
        return JSON, json.dumps(GOOD | said if self.chance.random() < 0.5 else said).encode()

    def _form(self) -> tuple[str, bytes]:
        return FORM, self.pairs(self.chance.randrange(1, 5)).encode()

    def _any(self) -> tuple[str, bytes]:
        return self.chance.choice(BODIES)


@pytest.mark.slow
def test_no_endpoint_breaks_and_each_refuses_in_words(attacker: Attacker, ruisseau: Actor, carrelet: Actor) -> None:
    ids = [str(each.pk) for each in (post_by(ruisseau), post_by(carrelet), ruisseau, carrelet)]
    asked = 0
    for path, methods in sorted(REGISTER.items()):
        for method, endpoint in sorted(methods.items()):
            if not path.startswith("api/"):
                continue
            token, junk = app_of(carrelet).token, Junk(endpoint, ids)
            for _ in range(ASKED_OF_EACH):
                address = junk.address(path)
                kind, body = ("", b"") if method == "GET" else junk.body()
                answer = attacker.send(method, address, kind, body, token)
                attacker.assert_answered(answer, f"{method} {address[:300]} {kind} {body[:200]!r}")
                asked += 1
    assert asked > 700


@pytest.mark.parametrize(("kind", "body"), BODIES)
def test_a_body_that_makes_no_sense_is_refused_in_words(
    attacker: Attacker, ruisseau: Actor, kind: str, body: bytes
) -> None:
    token = app_of(ruisseau).token
    for address in ("/api/v1/statuses", "/api/v1/media", "/oauth/token"):
        answer = attacker.send("POST", address, kind, body, token)
        attacker.assert_answered(answer, address)
        assert answer.status in {400, 401, 413, 422}, (address, answer)


@pytest.mark.parametrize("place", [FIGURES, "٣", "9" * 30])
def test_a_place_in_an_array_that_no_array_has_is_a_name(attacker: Attacker, ruisseau: Actor, place: str) -> None:
    query = f"id[{quote(place)}]={ruisseau.pk}"
    answer = attacker.send("GET", f"/api/v1/accounts/relationships?{query}", token=app_of(ruisseau).token)
    attacker.assert_answered(answer, query)
    assert answer.status == 422


def test_a_host_that_is_not_this_one_is_refused_in_the_form_of_each_door(attacker: Attacker) -> None:
    answer = attacker.send("GET", "/api/v1/timelines/public", HTTP_HOST="autre.exemple.test")
    attacker.assert_answered(answer, "host")
    assert answer.status == 400
    problem = attacker.send("GET", "/api/toctoc/v1/questions", HTTP_HOST="autre.exemple.test")
    assert (problem.status, problem.headers["Content-Type"]) == (400, "application/problem+json")
    page = attacker.send("GET", "/connexion", HTTP_HOST="autre.exemple.test")
    assert page.status == 400
    assert b"<h1>Cette demande est illisible" in page.body


@pytest.mark.parametrize(("kind", "body"), [(MULTIPART, b"--"), (FORM, b"x" * 1_200_000), ("multipart/form-data", b"")])
def test_a_form_that_cannot_be_read_leads_nowhere_as_any_other(attacker: Attacker, kind: str, body: bytes) -> None:
    answer = attacker.send("POST", "/nulle-part", kind, body)
    assert not attacker.faults
    assert answer.status == 404


def file_part(name: str, more: str = "") -> bytes:
    said = f'--BB\r\nContent-Disposition: form-data; name="{name}"; filename="a.png"{more}\r\n\r\n'
    return said.encode() + b"x" * 200_000 + b"\r\n"


@pytest.mark.parametrize(
    ("address", "body"),
    [
        ("/api/v1/statuses", file_part("file") + b"--BB--"),
        ("/api/v2/media", file_part("autre") + b"--BB--"),
        ("/api/v2/media", file_part("file") + file_part("file") + b"--BB--"),
        ("/api/v2/media", file_part("file[a][b][c][d][e][f]") + b"--BB--"),
        ("/api/v2/media", file_part("file") + file_part("b", "\r\nContent-Transfer-Encoding: base64") + b"--BB--"),
        ("/api/v2/media", file_part("file") * 120 + b"--BB--"),
        ("/oauth/token", file_part("file") + b"--BB--"),
    ],
    ids=["unasked", "another name", "two", "too deep", "broken", "too many", "no token"],
)
def test_nothing_is_left_of_files_that_nobody_took_in(
    attacker: Attacker, ruisseau: Actor, settings: Settings, tmp_path: Path, address: str, body: bytes
) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, data_dir=tmp_path, media_url="", clamav_url="")
    answer = attacker.send("POST", address, MULTIPART, body, app_of(ruisseau).token)
    attacker.assert_answered(answer, address)
    assert answer.status in {400, 401, 422}
    assert list((tmp_path / "quarantine").iterdir()) == []

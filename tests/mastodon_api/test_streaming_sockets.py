"""A running server, with sockets and server-sent events as apps open them."""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.config.program import Serving, toctoc
from tests.databases import rows
from toctoc.community.rules.markdown import MOST_HASHTAGS
from toctoc.config.serve import stream
from toctoc.mastodon_api.stream.ears import MOST_MESSAGES, MOST_PER_ACTOR, MOST_SUBSCRIPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 20.0
# Long enough for what must not come, after something that did.
MOMENT = 0.3
SOCKET = "/api/v1/streaming"
NAMES = ("Souffle", "Galet", "Marelle")


@dataclass
class Site:
    """The server, and the tokens of a few people by name."""

    server: Serving
    folder: Path
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def port(self) -> int:
        """Where streams are."""
        return self.server.port + 1

    def join(self, name: str, *more: str) -> str:
        """Make somebody; return the handle."""
        address = f"{name.lower()}@exemple.test"
        done = toctoc(self.folder, "account", "create", "--email", address, "--name", name, "--token", *more)
        handle, token = done.stdout.split()
        self.tokens[name] = token
        return handle

    def open(self, name: str = "", query: str = "", path: str = SOCKET, **options: Any) -> ClientConnection:
        """Open a socket with somebody's token in its header."""
        headers = {"Authorization": f"Bearer {self.tokens[name]}"} if name else {}
        address = f"ws://127.0.0.1:{self.port}{path}{query}"
        there: ClientConnection = connect(
            address, additional_headers=headers, proxy=None, open_timeout=PATIENCE, **options
        )
        return there

    def post(self, name: str, text: str, kind: str = "public") -> str:
        """Say something; return its id."""
        body = {"text": text, "audience": {"kind": kind}}
        return str(self.call(name, "POST", "/api/toctoc/v1/posts", body)["id"])

    def call(self, name: str, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """Call the site."""
        headers = {"Authorization": f"Bearer {self.tokens[name]}", "Content-Type": "application/json"}
        with closing(http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)) as there:
            there.request(method, path, json.dumps(body) if body else None, headers)
            answer = there.getresponse()
            said = answer.read()
            assert answer.status < 300, said
            return json.loads(said or b"null")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("streamed")
    server = Serving(folder)
    try:
        made = Site(server, folder)
        for name in NAMES:
            made.join(name)
        yield made
    finally:
        server.end()


def received(there: ClientConnection) -> dict[str, Any]:
    frame: dict[str, Any] = json.loads(there.recv(timeout=PATIENCE))
    return frame


def hears_nothing(there: ClientConnection) -> bool:
    try:
        there.recv(timeout=MOMENT)
    except TimeoutError:
        return True
    return False


def told(there: ClientConnection, **message: str) -> None:
    there.send(json.dumps(message))


def asked(site: Site, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    with closing(http.client.HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE)) as there:
        there.request(method, path, headers=headers)
        answer = there.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def test_a_socket_subscribes_hears_and_leaves(site: Site) -> None:
    with site.open("Galet") as there:
        told(there, type="subscribe", stream="user")
        told(there, type="subscribe", stream="hashtag", tag="Rosée")
        # What is answered tells that what went before was done.
        told(there, type="subscribe", stream="nowhere")
        assert received(there) == {"error": "Unknown stream type", "status": 400}
        post = site.post("Galet", "Un matin #rosée")
        frames = [received(there), received(there)]
        assert {(frame["event"], json.loads(frame["payload"])["id"]) for frame in frames} == {("update", post)}
        assert sorted(frame["stream"] for frame in frames) == [["hashtag", "rosée"], ["user"]]
        told(there, type="unsubscribe", stream="user")
        told(there, type="unsubscribe", stream="hashtag", tag="rosée")
        told(there, type="unsubscribe", stream="public")
        told(there, type="subscribe", stream="public")
        site.post("Galet", "Un soir #rosée")
        assert received(there)["stream"] == ["public"]
        assert hears_nothing(there)


@pytest.mark.parametrize("path", [SOCKET, f"{SOCKET}/"])
def test_a_token_is_read_wherever_apps_put_it(site: Site, path: str) -> None:
    token = site.tokens["Souffle"]
    with ExitStack() as stack:
        query = stack.enter_context(site.open(path=path, query=f"?stream=public:local&access_token={token}"))
        protocol = stack.enter_context(site.open(path=path, query="?stream=public", subprotocols=[token]))
        assert protocol.subprotocol == token
        header = stack.enter_context(site.open("Souffle", "?stream=public", path=path))
        post = site.post("Marelle", "Pour tous.")
        assert {json.loads(received(there)["payload"])["id"] for there in (query, protocol, header)} == {post}
    assert token not in site.server.written()


@pytest.mark.parametrize(
    ("name", "query", "status", "words"),
    [
        ("", "", 401, "Missing access token"),
        ("", "?stream=public", 401, "Missing access token"),
        ("", "?stream=public&access_token=faux", 401, "Invalid access token"),
        ("Galet", "?stream=nowhere", 400, "Unknown stream type"),
        ("Galet", "?stream=hashtag", 400, "Missing tag name parameter"),
        ("Galet", "?stream=list&list=12", 404, "Not authorized to stream this list"),
    ],
)
def test_a_socket_is_refused_with_words(site: Site, name: str, query: str, status: int, words: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        site.open(name, query)
    answer = refused.value.response
    assert (answer.status_code, json.loads(answer.body or b"")["error"]) == (status, words)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_other_addresses_open_no_socket(site: Site) -> None:
    with pytest.raises(InvalidStatus) as refused:
        site.open("Galet", path="/flux")
    assert refused.value.response.status_code == 403


def test_scopes_say_what_a_token_hears(site: Site) -> None:
    site.join("Laiton")
    token = site.tokens["Laiton"]
    rows(site.folder, "UPDATE oauth2_provider_accesstoken SET scope = 'read:notifications' WHERE id = ?", newest(site))
    assert asked(site, f"{SOCKET}/user?access_token={token}")[0] == 401
    with site.open("Laiton", "?stream=user:notification") as there:
        told(there, type="subscribe", stream="public")
        assert received(there)["error"] == "Access token does not cover required scopes"


def newest(site: Site) -> int:
    number: int = rows(site.folder, "SELECT max(id) FROM oauth2_provider_accesstoken")[0][0]
    return number


def test_events_come_as_lines_too(site: Site) -> None:
    headers = {"Authorization": f"Bearer {site.tokens['Galet']}", "Origin": "https://app.example"}
    with closing(http.client.HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE)) as there:
        there.request("GET", f"{SOCKET}/hashtag/local?tag=%23Lignes", headers=headers)
        answer = there.getresponse()
        assert answer.status == 200
        assert answer.getheader("Content-Type") == "text/event-stream; charset=utf-8"
        assert answer.getheader("Access-Control-Allow-Origin") == "*"
        post = site.post("Marelle", "À la ligne #lignes")
        assert said_next(answer) == b"event: update"
        assert json.loads(said_next(answer).removeprefix(b"data: "))["id"] == post
        site.call("Marelle", "DELETE", f"/api/toctoc/v1/posts/{post}")
        assert [said_next(answer), said_next(answer)] == [b"event: delete", f"data: {post}".encode()]


def said_next(answer: http.client.HTTPResponse) -> bytes:
    """Return the next line that is neither empty nor a comment."""
    while not (line := answer.readline().strip()) or line.startswith(b":"):
        pass
    return line


@pytest.mark.parametrize(
    ("path", "status", "error"),
    [
        ("/user", 401, "Missing access token"),
        ("/nowhere", 400, "Unknown channel requested"),
        ("/hashtag", 400, "Missing tag name parameter"),
        ("/list?list=x", 400, "Missing list name parameter"),
        ("", 404, "Unknown channel requested"),
    ],
)
def test_lines_are_refused_with_words(site: Site, path: str, status: int, error: str) -> None:
    got, headers, body = asked(site, f"{SOCKET}{path}")
    assert (got, json.loads(body)["error"]) == (status, error)
    assert headers["access-control-allow-origin"] == "*"


def test_health_and_what_browsers_ask_first(site: Site) -> None:
    assert asked(site, f"{SOCKET}/health")[::2] == (200, b"OK")
    status, headers, _ = asked(site, f"{SOCKET}/user", "OPTIONS", Origin="https://app.example")
    assert status == 204
    assert "Authorization" in headers["access-control-allow-headers"]
    assert asked(site, f"{SOCKET}/user", "POST")[0] == 405


def test_a_revoked_token_closes_its_streams_within_a_moment(site: Site) -> None:
    handle = site.join("Ecume")
    with site.open("Ecume", "?stream=user") as there:
        rows(site.folder, "DELETE FROM people_tokenvoice WHERE token_id = ?", newest(site))
        rows(site.folder, "DELETE FROM oauth2_provider_accesstoken WHERE id = ?", newest(site))
        actor = rows(site.folder, "SELECT id FROM people_actor WHERE handle = ?", handle.removeprefix("@"))[0][0]
        announce_standing(site.folder, actor)
        with pytest.raises(ConnectionClosed) as closed:
            there.recv(timeout=PATIENCE)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1008


def announce_standing(folder: Path, actor_id: int) -> None:
    """Say, as the web process does, that somebody's rights changed."""
    moment = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime())
    rows(
        folder,
        "INSERT INTO live_liveevent (channels, kind, subject, payload, created_at) VALUES (?, 'standing', 0, '{}', ?)",
        f"actor:{actor_id}",
        moment,
    )


def hear_all(there: ClientConnection) -> None:
    while True:
        there.recv(timeout=PATIENCE)


def test_a_flood_a_long_message_and_bytes_close_the_socket(site: Site) -> None:
    def code_after(send: Any) -> int:
        with site.open("Marelle") as there:
            send(there)
            with pytest.raises(ConnectionClosed) as closed:
                hear_all(there)
        assert closed.value.rcvd is not None
        return closed.value.rcvd.code

    def flood(there: ClientConnection) -> None:
        for _ in range(MOST_MESSAGES + 1):
            told(there, type="subscribe", stream="public")

    assert code_after(flood) == 1008
    assert code_after(lambda there: there.send("x" * 5_000)) == 1009
    assert code_after(lambda there: there.send(b"{}")) == 1003


@pytest.mark.parametrize(
    "message",
    [
        *("", "{", "[]", "null", '"x"', "[" * 4_000),
        *('{"type": 1}', '{"type": ["subscribe"]}', '{"type": {}}', '{"type": "subscribe", "stream": {}}'),
    ],
)
def test_what_is_no_message_is_answered_with_an_error(site: Site, message: str) -> None:
    with site.open("Marelle") as there:
        there.send(message)
        assert received(there)["status"] == 400


def test_nobody_opens_too_many_connections_or_subscriptions(site: Site) -> None:
    site.join("Ruche")
    with ExitStack() as stack:
        for _ in range(MOST_PER_ACTOR):
            there = stack.enter_context(site.open("Ruche"))
        with pytest.raises(InvalidStatus) as refused:
            site.open("Ruche")
        assert refused.value.response.status_code == 429
        for number in range(MOST_SUBSCRIPTIONS + 1):
            told(there, type="subscribe", stream="hashtag", tag=f"mot{number}")
        assert received(there) == {"error": "Too many subscriptions", "status": 429}
    # They are forgotten as soon as the server saw them leave.
    deadline = time.monotonic() + PATIENCE
    while not opens(site, "Ruche"):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def opens(site: Site, name: str) -> bool:
    try:
        with site.open(name):
            return True
    except InvalidStatus:
        return False


@pytest.mark.slow
def test_a_client_that_never_reads_is_dropped_before_it_weighs(site: Site) -> None:
    site.join("Sourde")
    words = [f"mot{number}" for number in range(MOST_HASHTAGS)]
    with socket.socket() as there:
        there.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        there.settimeout(PATIENCE)
        there.connect(("127.0.0.1", site.port))
        there.sendall(HANDSHAKE.format(token=site.tokens["Sourde"]).encode())
        assert there.recv(12) == b"HTTP/1.1 101"
        for word in words:
            for stream_name in ("hashtag", "hashtag:local"):
                message = json.dumps({"type": "subscribe", "stream": stream_name, "tag": word}).encode()
                there.sendall(framed(message))
        # Each of these weighs as much as all of its hashtags together.
        text = f"{'Une phrase de plus. ' * 100} {' '.join(f'#{word}' for word in words)}"
        for number in range(28):
            site.post("Souffle", f"{number} {text}")
        assert site.server.facts_with('"app stream closed"', "1008")["code"] == 1008


HANDSHAKE = (
    "GET /api/v1/streaming?access_token={token} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dG9jdG9jdG9jdG9jdG9jIQ==\r\n\r\n"
)


def framed(message: bytes) -> bytes:
    """Return a short text message as a client sends it, masked with noughts."""
    assert len(message) < 126
    return bytes([0x81, 0x80 | len(message), 0, 0, 0, 0]) + message


@pytest.mark.slow
def test_who_asks_for_nothing_is_not_waited_for(site: Site) -> None:
    with socket.create_connection(("127.0.0.1", site.port), timeout=stream.REQUEST_SECONDS + PATIENCE) as there:
        there.sendall(b"GET /api/v1/streaming HTTP/1.1\r\nHost: x\r\n")
        began = time.monotonic()
        assert there.recv(1) == b""
        assert time.monotonic() - began < stream.REQUEST_SECONDS + PATIENCE


def test_the_stream_process_knows_no_django() -> None:
    look = "import sys, toctoc.config.serve.stream; print([name for name in sys.modules if name.startswith('django')])"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"

"""Calls the program as a WSGI server does, and notes whether the hot front answered by itself."""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from toctoc.config.wsgi import front as made_front

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.config.hot.front import Front
    from toctoc.people.models import Actor


@dataclass
class Answered:
    status: str
    headers: list[tuple[str, str]]
    body: bytes
    reached_site: bool


class Counting:
    """A WSGI application that notes whether it was reached."""

    def __init__(self, application: Any) -> None:
        self.application = application
        self.calls = 0

    def __call__(self, environ: Any, start_response: Any) -> Any:
        self.calls += 1
        return self.application(environ, start_response)


def counted_front() -> Front:
    """Return the program with its two sites watched."""
    built = made_front()
    built.site, built.api = Counting(built.site), Counting(built.api)
    return built


def get(front: Front, path: str, *, token: str = "", cookie: str = "", **more: str) -> Answered:
    bare, _, query = path.partition("?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": bare,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "HTTP_HOST": settings.ENVIRONMENT.base_url.partition("://")[2],
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        **more,
    }
    if token:
        environ["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    if cookie:
        environ["HTTP_COOKIE"] = cookie
    seen: dict[str, Any] = {}

    def start_response(status: str, headers: list[tuple[str, str]], _error: object = None) -> None:
        seen.update(status=status, headers=headers)

    before = front.site.calls + front.api.calls  # type: ignore[attr-defined]
    body = b"".join(front(environ, start_response))  # type: ignore[arg-type]
    after = front.site.calls + front.api.calls  # type: ignore[attr-defined]
    return Answered(seen["status"], sorted(seen["headers"]), body, after > before)


@contextmanager
def connection_kept() -> Iterator[None]:
    """Keep the connection that holds the test's transaction, which Django would drop around a request."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def by_site(front: Front, path: str, **how: str) -> Answered:
    """Ask in a way that no lane takes: under another of the server's names."""
    found = get(front, path, **how, HTTP_HOST="localhost:8000")
    assert found.reached_site
    return found


def session_of(actor: Actor) -> str:
    assert actor.account is not None
    session = SessionStore()
    session[SESSION_KEY] = str(actor.account.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = actor.account.get_session_auth_hash()
    session.save()
    return f"sessionid={session.session_key}"


def at_home(front: Front, actor: Actor) -> str:
    """Visit the home page until the front knows the reader; return the cookies."""
    cookie = session_of(actor)
    first = get(front, "/", cookie=cookie)
    token = next(value for name, value in first.headers if name == "Set-Cookie").strip().partition(";")[0]
    cookie = f"{cookie}; {token}"
    assert get(front, "/", cookie=cookie).reached_site
    assert not get(front, "/", cookie=cookie).reached_site
    return cookie

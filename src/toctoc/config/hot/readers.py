"""Which actor reads behind a session's cookie, remembered between requests and checked at each."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import parse_cookie

from toctoc.community.queries.standing import moment
from toctoc.people.queries.statements import execute, placeholders
from toctoc.website.web.reader import READER_NOTE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

MOST_READERS = 4_000

_SESSION = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"
_STATE = (
    "SELECT s.session_data, a.password, a.is_active, a.approved_at IS NOT NULL, a.language "
    "FROM django_session s, people_account a WHERE s.session_key = %s AND s.expire_date > %s AND a.id = %s"
)


@dataclass(slots=True)
class Reader:
    """Who was found behind a session, and the state of session and account that made it so.

    While the rows still say ``state`` the site would find the same reader; a sign-out, a new password, another actor or
    language change them.
    """

    account_id: int
    actor_id: int
    language: str
    state: tuple[Any, ...]
    # The frame of the reader's home page (see ``pages``), when it was shown lately.
    home: object = None


class Readers:
    """The readers this process has seen, by what their browser sends."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, str, str], Reader] = OrderedDict()

    def of(self, environ: WSGIEnvironment) -> Reader | None:
        """Return the reader of a request, if it is known and nothing about it has changed."""
        key = _key(environ)
        reader = self._known.get(key) if key is not None else None
        if key is None or reader is None:
            return None
        rows = execute(placeholders(_STATE), [key[0], moment(), reader.account_id])
        if not rows or tuple(rows[0]) != reader.state:
            self._known.pop(key, None)
            return None
        return reader

    def watched(
        self, site: WSGIApplication, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Let the site answer, and remember who it found to be reading."""
        key = _key(environ)
        if key is None:
            return site(environ, start_response)
        if environ["REQUEST_METHOD"] != "GET":
            self._known.pop(key, None)
            return site(environ, start_response)
        # Read before the site looks: if the session changes meanwhile, what is remembered is old and matches nothing.
        rows = execute(placeholders(_SESSION), [key[0], moment()])
        answer = site(environ, start_response)
        note = environ.get(READER_NOTE)
        if rows and note is not None:
            self._remember(key, Reader(note.account_id, note.actor_id, note.language, (rows[0][0], *note.account)))
        return answer

    def _remember(self, key: tuple[str, str, str], reader: Reader) -> None:
        before = self._known.get(key)
        if before is not None and before.state == reader.state:
            return
        self._known[key] = reader
        if len(self._known) > MOST_READERS:
            self._known.popitem(last=False)


def cookies_of(environ: WSGIEnvironment) -> dict[str, str]:
    """Return the cookies of a request, by name, as the site reads them: both must find the same session."""
    return parse_cookie(environ.get("HTTP_COOKIE", ""))


def _key(environ: WSGIEnvironment) -> tuple[str, str, str] | None:
    """Return what makes the reader of a request: session, language chosen, languages of the browser."""
    cookies = cookies_of(environ)
    session = cookies.get(settings.SESSION_COOKIE_NAME)
    if not session:
        return None
    chosen = cookies.get(settings.LANGUAGE_COOKIE_NAME, "")
    return session, chosen, environ.get("HTTP_ACCEPT_LANGUAGE", "")

"""The WSGI application around the site."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, connection

from toctoc.config.hot import apps, lists, pages
from toctoc.config.hot.readers import Readers, cookies_of
from toctoc.website.web.headers import PERSONAL, headers_of_every_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from _typeshed import OptExcInfo

    from toctoc.config.hot.answers import Answer

log = logging.getLogger("toctoc.front")

API = "/api/"


class Front:
    """Answers hot addresses itself; gives the rest of the API to ``api`` and everything else to ``site``."""

    def __init__(self, *, site: WSGIApplication, api: WSGIApplication) -> None:
        self.site = site
        self.api = api
        self.readers = Readers()
        self.host = settings.ENVIRONMENT.base_url.partition("://")[2]
        self.headers = [*headers_of_every_answer(), PERSONAL]

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        path = environ["PATH_INFO"]
        if environ["REQUEST_METHOD"] == "GET" and environ.get("HTTP_HOST") == self.host:
            answer = self._hot(path, environ)
            if answer is not None:
                length = ("Content-Length", str(len(answer.body)))
                start_response("200 OK", [*answer.headers, *self.headers, length])
                return [answer.body]
        if path.startswith(API):
            return self.api(environ, self._protected(start_response))
        return self._shown(environ, start_response)

    def _shown(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Let the site show a page; keep the frame of a home page for the reader's next visit."""
        is_home = environ["PATH_INFO"] == "/" and environ["REQUEST_METHOD"] == "GET" and not environ["QUERY_STRING"]
        # What is said once is in no frame.
        is_plain = is_home and pages.MESSAGES not in cookies_of(environ)
        reader = self.readers.of(environ) if is_plain else None
        looked = pages.before_home(reader) if reader is not None else None
        answer = self.readers.watched(self.site, environ, start_response)
        if reader is None or looked is None:
            return answer
        page = b"".join(answer)
        close = getattr(answer, "close", None)
        if close is not None:
            close()
        reader.home = pages.framed(looked, page.decode())
        return [page]

    def _protected(self, start_response: StartResponse) -> StartResponse:
        """Add to the API's answers the headers that pages get from their middleware, at a fraction of its cost."""

        def start(
            status: str, headers: list[tuple[str, str]], exc_info: OptExcInfo | None = None
        ) -> Callable[[bytes], object]:
            return start_response(status, [*headers, *self.headers], exc_info)

        return start

    def _hot(self, path: str, environ: WSGIEnvironment) -> Answer | None:
        try:
            if path == apps.HOME:
                return apps.answer(environ)
            if path in lists.LISTS:
                return lists.answer(environ)
            if path == "/" or path.endswith("/carte"):
                return pages.answer(self.readers, environ)
        except DatabaseError:
            # The site opens a fresh connection, and says what is wrong if something is.
            log.warning("a hot lane lost its database connection", exc_info=True)
            connection.close()
        return None

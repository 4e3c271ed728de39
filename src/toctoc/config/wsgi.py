"""The site, for a WSGI server: request lines around the hot front, around Django."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toctoc.config.settings")

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.urls import set_urlconf

django.setup(set_prefix=False)

from toctoc.config.hot.front import Front  # noqa: E402 models load once Django is set up
from toctoc.config.logs import RequestLines  # noqa: E402 same


class ApiSite(WSGIHandler):
    """The site with only the addresses of the JSON API, and the little middleware that it needs."""

    def get_response(self, request: HttpRequest) -> HttpResponseBase:
        """Answer from the API's own addresses, and leave the thread to those of the site."""
        request.urlconf = "toctoc.config.api.addresses"
        try:
            return super().get_response(request)
        finally:
            set_urlconf(None)

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: FBT001, FBT002 Django's own signature
        """Build the chain from ``API_MIDDLEWARE``."""
        of_pages = settings.MIDDLEWARE
        settings.MIDDLEWARE = settings.API_MIDDLEWARE
        try:
            super().load_middleware(is_async)
        finally:
            settings.MIDDLEWARE = of_pages


def front() -> Front:
    """Return the whole program but its log: hot addresses, the API, pages."""
    return Front(site=WSGIHandler(), api=ApiSite())


application = RequestLines(front())

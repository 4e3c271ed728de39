"""Our JSON API at ``/api/toctoc/v1``: the rooms' routers, one way to authenticate, to fail and to repeat."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.urls import URLPattern, re_path
from django.urls.converters import StringConverter, register_converter
from ninja import NinjaAPI

from toctoc import __version__
from toctoc.config.api import problems
from toctoc.config.api.bearer import identify
from toctoc.config.api.openapi import DESCRIPTION, described
from toctoc.config.api.repeats import answer_once

if TYPE_CHECKING:
    from django.urls import URLResolver

ROOT = "api/toctoc/v1/"
# An address is looked for in this order: masks before the files of posts, then the hottest.
ROOMS = ("media", "community", "questions", "people", "groups", "conversations")


class IdConverter(StringConverter):
    """An id in an address: figures only, as many as 63 bits take; anything else is an address that does not exist."""

    regex = "[0-9]{1,18}"


class HandleConverter(StringConverter):
    """A handle in an address, whatever its case; anything else is an address that does not exist."""

    regex = "[A-Za-z0-9_]{1,30}"


register_converter(IdConverter, "id")
register_converter(HandleConverter, "handle")


class ToctocAPI(NinjaAPI):
    """The API whose OpenAPI document says of every operation how it can fail."""

    def get_openapi_schema(self, **options: Any) -> dict[str, Any]:  # type: ignore[override]  # noqa: ANN401 theirs
        """Return the document with the problem answers that all operations share."""
        return described(super().get_openapi_schema(**options))


def _made_api() -> ToctocAPI:
    api = ToctocAPI(
        title="Toctoc",
        version=__version__,
        description=DESCRIPTION,
        auth=identify,
        docs_url=None,  # the page of django-ninja loads its script from another host
        urls_namespace="toctoc-api",
    )
    problems.register(api)
    api.add_decorator(answer_once(api), mode="view")
    for room in ROOMS:
        # Loaded here and not at the top: routers name the converters above when they are made.
        api.add_router("", import_module(f"toctoc.{room}.api").router)
    return api


api = _made_api()


def _addresses() -> list[URLPattern | URLResolver]:
    """Return the API's addresses, and after them the answer of those that nobody has."""
    addresses: list[URLPattern | URLResolver] = []
    for pattern in api.urls[0]:
        if isinstance(pattern, URLPattern):
            is_root = pattern.name == "api-root"
            pattern.callback = problems.nothing_here if is_root else problems.all_problems(pattern.callback)
        addresses.append(pattern)
    return [*addresses, re_path("", problems.nothing_here)]


urls = (_addresses(), "ninja", "toctoc-api")

"""The home page as HTML: the lane, the site's own view, and templates over the ORM."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.core.handlers.wsgi import WSGIHandler

from bench.figures import Figure, cpu_per_call
from bench.people import session_of
from bench.site import bodies, caller, environ, first_home, first_site, front_site, reader_and_token

if TYPE_CHECKING:
    from collections.abc import Callable

_POSTS = re.compile(r'<div class="text"[^>]*>(.*?)</div></div>', re.DOTALL)
SECRET = "a" * 32


def measure() -> list[Figure]:
    """Return the figures; every variant shows the same posts."""
    reader, _ = reader_and_token()
    bodies([post.pk for post in first_home(reader)])
    cookie = f"sessionid={session_of(reader)}; csrftoken={SECRET}"
    variants: dict[str, Callable[[], bytes]] = {
        "lane": caller(front_site(), environ("/", cookie=cookie)),
        "view": caller(WSGIHandler(), environ("/", cookie=cookie)),
        "first": caller(first_site(), environ("/page", cookie=cookie)),
    }
    for _ in range(3):
        shown = {name: _stream_of(call().decode()) for name, call in variants.items()}
    if not shown["lane"] == shown["view"] == shown["first"]:
        raise SystemExit("The variants do not show the same posts.")
    taken = cpu_per_call(variants, rounds=7, seconds=0.4)
    return [
        Figure("posts on the page", len(shown["lane"]), "", note=f"{len(variants['lane']()) / 1000:.0f} kB"),
        *(Figure(f"{name}: CPU per page", value, "µs") for name, value in taken.items()),
        Figure("templates + ORM against the lane", taken["first"] / taken["lane"], "times", at_least=30),
        Figure("templates + ORM against the site's view", taken["first"] / taken["view"], "times"),
    ]


def _stream_of(page: str) -> list[str]:
    """Return the texts of the stream's posts, whatever waits above them."""
    return _POSTS.findall(page.partition('<div class="cards"')[2])

"""A list of posts as JSON: the floor, the hot lane, the site's own view, and the first version one would write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.figures import Figure, cpu_per_call
from bench.site import (
    Floor,
    agree,
    api_site,
    bodies,
    caller,
    environ,
    first_site,
    front_site,
    reader_and_token,
)
from toctoc.community.queries import prepared
from toctoc.people.policies import viewer_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from toctoc.community.models import Post
    from toctoc.people.models import Actor


def measured(address: str, first_address: str, first_posts: Callable[[Actor], list[Post]]) -> list[Figure]:
    """Return the CPU of each variant and their ratios, once all of them have said the same."""
    reader, token = reader_and_token()
    ids = [post.pk for post in first_posts(reader)]
    bodies(ids)
    asked = environ(address, token=token)
    variants = {
        "floor": caller(Floor(ids, viewer_for(reader), prepared.JSON), asked),
        "lane": caller(front_site(), asked),
        "view": caller(api_site(), asked),
        "first": caller(first_site(), environ(first_address) | {"HTTP_X_READER": str(reader.pk)}),
    }
    agree({name: call() for name, call in variants.items()})
    return ratios(cpu_per_call(variants, rounds=7, seconds=0.4))


def ratios(taken: dict[str, float]) -> list[Figure]:
    """Return how the lane and the view stand to the floor and to the first version."""
    floor, lane, view, first = (taken[name] for name in ("floor", "lane", "view", "first"))
    return [
        *(Figure(f"{name}: CPU per request", value, "µs") for name, value in taken.items()),
        Figure("lane against the floor", lane / floor, "times", at_most=1.5),
        Figure("site's view against the floor", view / floor, "times", at_most=3.5),
        Figure("first version against the site's view", first / view, "times", at_least=15),
        Figure("first version against the lane", first / lane, "times", at_least=35),
    ]

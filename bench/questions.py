"""List of questions as JSON: the same four as for the home timeline."""

from __future__ import annotations

from bench.figures import Figure, cpu_per_call
from bench.ratios import ratios
from bench.site import (
    Floor,
    agree,
    api_site,
    bodies,
    caller,
    environ,
    first_questions,
    first_site,
    front_site,
    reader_and_token,
)
from toctoc.community.queries import prepared
from toctoc.people.policies import viewer_for

ADDRESS = "/api/toctoc/v1/questions"


def measure() -> list[Figure]:
    """Return the figures."""
    reader, token = reader_and_token()
    ids = [post.pk for post in first_questions(reader)]
    bodies(ids)
    asked = environ(ADDRESS, token=token)
    variants = {
        "floor": caller(Floor(ids, viewer_for(reader), prepared.JSON), asked),
        "lane": caller(front_site(), asked),
        "view": caller(api_site(), asked),
        "first": caller(first_site(), environ("/questions") | {"HTTP_X_READER": str(reader.pk)}),
    }
    agree({name: call() for name, call in variants.items()})
    return ratios(cpu_per_call(variants, rounds=7, seconds=0.4), lane=1.5, view=3.5, first_view=15, first_lane=35)

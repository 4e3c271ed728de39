"""The site leads to its streams."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:
    from django.conf import LazySettings

PATHS = ("/api/v1/streaming", "/api/v1/streaming/user", "/api/v1/streaming/public/local")


@pytest.mark.parametrize("path", PATHS)
def test_an_app_that_asks_the_site_is_led_to_the_streams(path: str, settings: LazySettings) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, stream_url="https://flux.example")
    answer = Client().get(f"{path}?stream=user&access_token=a%26b")
    assert (answer.status_code, answer["Location"]) == (
        307,
        f"https://flux.example{path}?stream=user&access_token=a%26b",
    )


def test_where_a_proxy_should_have_led_there_is_nothing(settings: LazySettings) -> None:
    there = settings.ENVIRONMENT
    settings.ENVIRONMENT = replace(there, stream_url=there.base_url)
    assert Client().get("/api/v1/streaming/user").status_code == 404

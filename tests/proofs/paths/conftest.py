"""A stand-in for Pro Santé Connect, and somebody at a browser who has proved nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache

from tests.conftest import signed_in
from tests.identity import Identity, listening

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.conf import LazySettings
    from django.test import Client

    from toctoc.people.models import Actor


@pytest.fixture(autouse=True)
def _nothing_believed_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def psc(settings: LazySettings) -> Iterator[Identity]:
    with listening() as identity:
        settings.ENVIRONMENT = identity.settings(settings.ENVIRONMENT)
        yield identity


@pytest.fixture
def browser(dehors: Actor) -> Client:
    """The browser of somebody who says to be a doctor, and has proved nothing."""
    return signed_in(dehors).client

"""The two conversations of the small demonstration."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import person
from toctoc.config.world.conversations import open_conversations
from toctoc.config.world.steps import silent
from toctoc.conversations.models import Conversation, Message
from toctoc.conversations.queries import requests_waiting, unread_conversations
from toctoc.kernel import clock

if TYPE_CHECKING:
    from toctoc.people.models import Actor


@pytest.fixture
def stars(db: None) -> dict[str, Actor]:
    """Those of the demonstration who write."""
    return {name: person(name) for name in ("medecin", "dermatologue", "patient", "pharmacie")}


def test_one_is_answered_and_the_other_waits(stars: dict[str, Actor]) -> None:
    open_conversations(clock.now(), silent)
    assert Conversation.objects.count() == 2
    assert Message.objects.count() == 4
    assert unread_conversations(stars["dermatologue"].pk) == 1
    assert unread_conversations(stars["medecin"].pk) == 0
    assert requests_waiting(stars["pharmacie"].pk) == 1

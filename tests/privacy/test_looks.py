"""What is only worth a look stops nothing, at no door."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.config.api_caller import caller
from tests.conftest import signed_in
from toctoc.community.models import Post
from toctoc.privacy.rules.findings import Level
from toctoc.privacy.rules.guard import inspect
from toctoc.privacy.services import clear
from toctoc.privacy.services.speech import clear_speech

if TYPE_CHECKING:
    from toctoc.people.models import Actor

TEXT = "Quelqu’un a-t-il un avis sur le protocole Zarbalix ou sur la version 4821 ?"


def test_the_sample_holds_looks_alone() -> None:
    assert {finding.level for finding in inspect(TEXT)} == {Level.LOOK}


@pytest.mark.django_db
def test_a_look_stops_no_text() -> None:
    assert clear(TEXT).text == TEXT
    assert clear_speech(TEXT).text == TEXT


def test_a_look_stops_no_door(avril: Actor) -> None:
    typed = {"text": TEXT, "audience": "public", "cle": "k"}
    assert signed_in(avril).client.post("/messages/nouveau", typed).status_code == 302
    assert caller(avril).post("/posts", {"text": TEXT, "audience": {"kind": "public"}}).status == 201
    assert [post.text for post in Post.objects.all()] == [TEXT, TEXT]

"""Texts are read while they are typed, at a pace that nobody types faster than."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.config.api_caller import caller
from tests.conftest import signed_in
from toctoc.questions.models import Question
from toctoc.questions.services import pace

if TYPE_CHECKING:
    from toctoc.people.models import Actor

TEXT = "Éruption annulaire sous dermocorticoïde depuis six semaines. Psoriasis ou mycose ?"
BOTH = (("/questions/poser/proposer", "/questions/propose"), ("/questions/poser/proches", "/questions/similar"))


@pytest.mark.parametrize(("page", "endpoint"), BOTH)
def test_what_is_read_too_often_waits_through_both_doors(
    page: str, endpoint: str, ruisseau: Actor, carrelet: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "MOST", 3)
    # No minute ends between two of them.
    monkeypatch.setattr(pace, "WINDOW", timedelta(days=1))
    client, api = signed_in(ruisseau).client, caller(ruisseau)
    first = [client.post(page, {"text": TEXT}).status_code for _ in range(2)]
    assert [*first, api.post(endpoint, {"text": TEXT}).status] == [200, 200, 200]
    late, refused = client.post(page, {"text": TEXT}), api.post(endpoint, {"text": TEXT})
    assert (late.status_code, refused.status) == (429, 429)
    assert 1 <= int(late.headers["Retry-After"]) <= pace.WINDOW.total_seconds()
    assert 1 <= int(refused.headers["Retry-After"]) <= pace.WINDOW.total_seconds()
    assert caller(carrelet).post(endpoint, {"text": TEXT}).status == 200


def test_a_question_leaves_however_often_its_text_was_read(ruisseau: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "MOST", 0)
    client = signed_in(ruisseau).client
    assert client.post("/questions/poser/proposer", {"text": TEXT}).status_code == 429
    sent = {"text": TEXT, "urgency": "today", "audience": "professionals", "cle": "k", "topics": ["dermatologie"]}
    assert client.post("/questions/poser", sent).status_code == 302
    assert Question.objects.count() == 1


def test_the_pace_is_faster_than_anybody_types() -> None:
    # The page asks at most once in 900 milliseconds.
    assert pace.WINDOW.total_seconds() / 0.9 < pace.MOST


@pytest.mark.parametrize("text", ["e" * 20_000, "\x00" * 20_000, "🙂" * 20_000, "كيف نعالج هذا المريض؟ " * 900])
def test_a_strange_text_is_answered_at_the_door(text: str, ruisseau: Actor) -> None:
    client = signed_in(ruisseau).client
    assert [client.post(page, {"text": text}).status_code for page, _ in BOTH] == [200, 200]
    assert all(caller(ruisseau).post(endpoint, {"text": text}).status in {200, 422} for _, endpoint in BOTH)

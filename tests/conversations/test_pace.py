"""How much one writes, and to how many strangers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.config.api_caller import caller
from tests.conftest import person
from tests.conversations.talking import friends, press, said
from tests.pages import words_of
from toctoc.conversations.models import Conversation, Message
from toctoc.conversations.rules.pace import OF_MESSAGES, OF_REQUESTS, check_pace
from toctoc.kernel import clock
from toctoc.kernel.errors import TooMany
from toctoc.kernel.ids import id_at

if TYPE_CHECKING:
    from toctoc.people.models import Actor

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("pace", [*OF_MESSAGES, *OF_REQUESTS])
def test_a_pace_ends_at_its_number_and_opens_after_its_window(pace: object) -> None:
    chosen = next(one for one in (*OF_MESSAGES, *OF_REQUESTS) if one is pace)
    newest = [id_at(NOON)] * chosen.most
    check_pace([chosen], newest[1:], NOON)
    with pytest.raises(TooMany) as refused:
        check_pace([chosen], newest, NOON)
    assert refused.value.retry_after == chosen.window.total_seconds() + 1
    check_pace([chosen], newest, NOON + chosen.window)
    with pytest.raises(TooMany):
        check_pace([chosen], [], NOON, more=chosen.most + 1)


def test_an_eleventh_stranger_waits_for_tomorrow(avril: Actor) -> None:
    for number in range(10):
        said(avril, person(f"inconnu{number}"))
    last = person("dernier")
    refused = press(avril, "/nouvelle", to="dernier", text="Bonjour.", cle="k")
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 80_000
    assert "Attendez demain" in words_of(refused)
    # Somebody who follows is no stranger.
    friends(avril, last)
    assert press(avril, "/nouvelle", to="dernier", text="Bonjour.", cle="l").status_code == 302


def test_leaving_gives_no_new_requests(avril: Actor) -> None:
    for number in range(10):
        message = said(avril, person(f"inconnu{number}"))
        press(avril, f"/{message.conversation_id}/quitter")
    person("dernier")
    assert press(avril, "/nouvelle", to="dernier", text="Bonjour.", cle="k").status_code == 429


def test_messages_have_a_pace_at_both_doors(ruisseau: Actor, carrelet: Actor) -> None:
    friends(ruisseau, carrelet)
    two = said(ruisseau, carrelet).conversation_id
    now = clock.now()
    more = [Message(pk=id_at(now - timedelta(minutes=1), n), conversation_id=two, author=ruisseau) for n in range(60)]
    Message.objects.bulk_create(more)
    assert press(ruisseau, f"/{two}/ecrire", text="Encore.", cle="k").status_code == 429
    assert caller(ruisseau).post(f"/conversations/{two}/messages", {"text": "Encore."}).status == 429
    assert caller(ruisseau).post("/conversations", {"to": ["carrelet"], "text": "Encore."}).status == 429
    assert press(carrelet, f"/{two}/ecrire", text="Moi, si.", cle="k").status_code == 302


def test_a_program_talks_as_a_person_does(ruisseau: Actor, carrelet: Actor, avril: Actor) -> None:
    friends(ruisseau, carrelet)
    begun = caller(ruisseau).post("/conversations", {"to": ["@carrelet"], "text": "Bonjour.", "subject": "Lundi"})
    assert begun.status == 201
    path = f"/conversations/{begun.body['conversation']}"
    [line] = caller(carrelet).get("/conversations").body["items"]
    assert (line["subject"], line["unread"], line["actors"]) == ("Lundi", 1, ["ruisseau"])
    [message] = caller(carrelet).get(f"{path}/messages").body["items"]
    assert (message["text"], message["author"]) == ("Bonjour.", "ruisseau")
    assert caller(carrelet).get("/conversations/unread").body == {"conversations": 1, "requests": 0}
    assert caller(carrelet).post(f"{path}/read", {"up_to": message["id"]}).status == 204
    assert caller(carrelet).get("/conversations/unread").body == {"conversations": 0, "requests": 0}
    for verb in ("mute", "unmute", "leave"):
        assert caller(carrelet).post(f"{path}/{verb}").status == 204
    assert caller(carrelet).get(f"{path}/messages").status == 404
    asked = caller(avril).post("/conversations", {"to": ["ruisseau"], "text": "Bonjour."}).body["conversation"]
    assert [item["id"] for item in caller(ruisseau).get("/conversations?requests=true").body["items"]] == [asked]
    assert caller(ruisseau).post(f"/conversations/{asked}/accept").status == 204
    assert caller(ruisseau).post(f"/conversations/{asked}/refuse").status == 403
    assert Conversation.objects.count() == 2

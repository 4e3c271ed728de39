"""What moderation reads of a conversation: the messages that the reader chose, and no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import SignedIn, signed_in
from tests.conversations.talking import added, friends, said
from tests.moderation.conftest import RULING, gesture, give_notice, told
from toctoc.moderation.models import Notice
from toctoc.moderation.services.notices import excerpt_of

if TYPE_CHECKING:
    from django.test import Client

    from toctoc.conversations.models import Message
    from toctoc.people.models import Actor

pytestmark = pytest.mark.django_db
CHOSEN, OTHER = "Tu vas le regretter.", "Un mot sans rapport."


@pytest.fixture
def threat(avril: Actor, dehors: Actor) -> Message:
    """A message to complain of, followed by another."""
    friends(avril, dehors)
    first = said(dehors, avril, text=CHOSEN)
    added(dehors, first.conversation_id, OTHER)
    return first


def test_the_chosen_messages_reach_moderation_and_their_author_answers_for_them(
    avril: Actor, dehors: Actor, guard: SignedIn, threat: Message
) -> None:
    about, client = f"conversation:{threat.conversation_id}", signed_in(avril).client
    page = client.get("/signaler", {"objet": about, "messages": str(threat.pk)}).content.decode()
    assert CHOSEN in page
    assert OTHER not in page
    assert f'name="messages" value="{threat.pk}"' in page
    give_notice(client, about, messages=str(threat.pk))
    notice = Notice.objects.get()
    assert CHOSEN in excerpt_of(notice)
    assert OTHER not in excerpt_of(notice)
    assert notice.target == dehors
    address = f"/moderation/signalements/{notice.pk}"
    assert CHOSEN not in guard.client.get(address).content.decode()
    gesture(guard, address, "prendre")
    assert CHOSEN in guard.client.get(address).content.decode()
    gesture(guard, address, "decider", **RULING | {"measure": "suspend"})
    dehors.refresh_from_db()
    assert dehors.suspended_at is not None


def test_an_outsider_shows_nothing_by_naming_messages(client: Client, ruisseau: Actor, threat: Message) -> None:
    about, missing = f"conversation:{threat.conversation_id}", f"conversation:{threat.conversation_id + 1}"
    for outsider in (client, signed_in(ruisseau).client):
        for objet in (about, missing):
            page = outsider.get("/signaler", {"objet": objet, "messages": str(threat.pk)})
            assert (page.status_code, CHOSEN in page.content.decode()) == (200, False)
    give_notice(client, about, messages=str(threat.pk))
    notice = Notice.objects.get()
    assert (excerpt_of(notice), notice.target) == ("", None)
    refused = signed_in(ruisseau).client.post("/signaler", told(about, messages=str(threat.pk)))
    assert refused.status_code == 422
    assert CHOSEN not in refused.content.decode()
    assert Notice.objects.count() == 1


def test_what_one_wrote_oneself_accuses_nobody(avril: Actor, dehors: Actor, threat: Message) -> None:
    mine = added(avril, threat.conversation_id, "Laisse-moi tranquille.")
    give_notice(signed_in(avril).client, f"conversation:{threat.conversation_id}", messages=str(mine.pk))
    assert Notice.objects.get().target is None
    assert dehors.suspended_at is None

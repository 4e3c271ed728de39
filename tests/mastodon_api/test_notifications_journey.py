"""Every type of notification, each made to happen by an app or a page, read by one app and heard by another."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.mastodon_api.caller import App, app_of
from tests.mastodon_api.entities_notices import Notification as Entity
from tests.mastodon_api.entities_notices import checked
from tests.mastodon_api.listening import Listening
from tests.media.conftest import work
from tests.moderation.conftest import decide, guard
from toctoc.kernel import clock
from toctoc.mastodon_api.rules.notices import TYPES
from toctoc.moderation.models import Notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import SignedIn
    from toctoc.people.models import Actor

pytestmark = pytest.mark.django_db
__all__ = ["guard"]


class Story:
    """Avril's app listens and reads; Ruisseau does things to her by another."""

    def __init__(self, avril: Actor, ruisseau: Actor) -> None:
        self.avril, self.ruisseau = avril, ruisseau
        self.own, self.other = app_of(avril), app_of(ruisseau)
        self.listening = Listening()
        self.phones = [self.listening.phone(avril, stream) for stream in ("user", "user:notification")]

    def says(self, app: App, text: str = "Bonjour.", **status: Any) -> str:
        answer = app.post("v1/statuses", {"status": text, "visibility": "public", **status})
        assert answer.status == 200, answer.body
        status_id: str = answer.body["id"]
        return status_id

    def does(self, app: App, path: str, body: object = None) -> Any:
        answer = app.post(path, body)
        assert answer.status == 200, answer.body
        return answer.body

    def heard(self, of_type: str) -> Entity:
        """Return the only news, of a type, that both streams brought; hold it equal to what is read."""
        work()
        self.listening.catch_up()
        alone, home = (phone.heard("notification") for phone in self.phones)
        for phone in self.phones:
            phone.frames.clear()
        read = self.own.get("v1/notifications", limit=1).body
        assert alone == home == read
        assert [each["type"] for each in read] == [of_type]
        assert self.own.get(f"v1/notifications/{read[0]['id']}").body == read[0]
        grouped = self.own.get("v2/notifications", limit=1).body["notification_groups"]
        assert [each["type"] for each in grouped] == [of_type]
        (entity,) = checked(read, list[Entity])
        return entity


def mention(story: Story) -> str:
    return story.says(story.other, "Bonjour @avril")


def reply(story: Story) -> str:
    return story.says(story.other, "D’accord.", in_reply_to_id=story.says(story.own))


def favourite(story: Story) -> str:
    post_id = story.says(story.own)
    story.does(story.other, f"v1/statuses/{post_id}/favourite")
    return post_id


def reblog(story: Story) -> str:
    post_id = story.says(story.own)
    story.does(story.other, f"v1/statuses/{post_id}/reblog")
    return post_id


def quote(story: Story) -> str:
    return story.says(story.other, "Je redis.", quoted_status_id=story.says(story.own))


def status(story: Story) -> str:
    story.does(story.own, f"v1/accounts/{story.ruisseau.pk}/follow", {"notify": True})
    return story.says(story.other)


def update(story: Story) -> str:
    post_id = story.says(story.other)
    story.does(story.own, f"v1/statuses/{post_id}/reblog")
    work()
    assert story.other.put(f"v1/statuses/{post_id}", {"status": "Corrigé."}).status == 200
    return post_id


def follow(story: Story) -> str:
    story.does(story.other, f"v1/accounts/{story.avril.pk}/follow")
    return ""


def follow_request(story: Story) -> str:
    assert story.own.patch("v1/accounts/update_credentials", {"locked": True}).status == 200
    assert story.does(story.other, f"v1/accounts/{story.avril.pk}/follow")["requested"] is True
    return ""


@pytest.mark.parametrize(
    ("of_type", "happen"),
    [
        ("mention", mention),
        ("mention", reply),
        ("favourite", favourite),
        ("reblog", reblog),
        ("quote", quote),
        ("status", status),
        ("update", update),
        ("follow", follow),
        ("follow_request", follow_request),
    ],
)
def test_what_another_does_is_read_and_heard(
    avril: Actor, ruisseau: Actor, of_type: str, happen: Callable[[Story], str]
) -> None:
    story = Story(avril, ruisseau)
    post_id = happen(story)
    told = story.heard(of_type)
    assert told.account["id"] == str(ruisseau.pk)
    assert (told.status["id"] if told.status else "") == post_id


def test_a_poll_that_closed_is_read_and_heard_by_its_voters(avril: Actor, ruisseau: Actor) -> None:
    story = Story(avril, ruisseau)
    poll = {"options": ["Oui", "Non"], "expires_in": 3_600}
    post_id = story.says(story.other, poll=poll)
    story.does(story.own, f"v1/polls/{post_id}/votes", {"choices": [0]})
    with clock.at(clock.now() + timedelta(hours=2)):
        told = story.heard("poll")
    assert told.status is not None
    assert (told.status["id"], told.status["poll"]["expired"]) == (post_id, True)
    assert (told.status["poll"]["voted"], told.status["poll"]["own_votes"]) == (True, [])


def test_a_decision_is_read_and_heard_by_whom_it_touches(avril: Actor, ruisseau: Actor, guard: SignedIn) -> None:
    story = Story(avril, ruisseau)
    report = {"account_id": str(avril.pk), "status_ids": [story.says(story.own)], "comment": "Publicité."}
    story.does(story.other, "v1/reports", report)
    decide(guard, Notice.objects.get().pk)
    told = story.heard("moderation_warning")
    # Neither who gave notice nor who decided.
    assert told.account["id"] == str(avril.pk)
    assert told.moderation_warning is not None
    assert "/moderation/decisions/" in told.moderation_warning["text"]


def test_there_is_no_other_type() -> None:
    known = {"mention", "status", "reblog", "follow", "follow_request", "favourite", "poll", "update", "quote"}
    assert set(TYPES) == known | {"moderation_warning"}

"""What the place announces."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.conftest import person
from tests.mastodon_api.caller import STRANGER, App, app_of
from tests.mastodon_api.entities_notices import Announcement as Entity
from tests.mastodon_api.entities_notices import checked
from toctoc.community.models import Announcement
from toctoc.community.rules.emoji import is_emoji
from toctoc.kernel import clock

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from toctoc.people.models import Account, Actor

PLACE = "v1/announcements"


def announced(text: str = "Coupure mardi : voir [la page](/regles).", **more: object) -> Announcement:
    return Announcement.objects.create(text=text, **more)


def listed(app: App) -> list[Entity]:
    return checked(app.get(PLACE).body, list[Entity])


def test_what_lasts_is_told_and_what_is_over_or_to_come_is_not(ruisseau: Actor) -> None:
    now = clock.now()
    lasting = announced(starts_at=now, ends_at=now + timedelta(hours=1))
    announced(ends_at=now - timedelta(hours=1))
    announced(published_at=now + timedelta(hours=1))
    [told] = listed(app_of(ruisseau))
    assert (told.id, told.read, told.reactions) == (str(lasting.pk), False, [])
    assert 'href="/' not in told.content
    assert STRANGER.get(PLACE).status == 401


def test_each_puts_it_away_for_itself(ruisseau: Actor, avril: Actor) -> None:
    row, app = announced(), app_of(ruisseau)
    for _ in range(2):
        assert app.post(f"{PLACE}/{row.pk}/dismiss").body == {}
    assert (listed(app)[0].read, listed(app_of(avril))[0].read) == (True, False)
    assert app.post(f"{PLACE}/1/dismiss").status == 404


def test_one_answers_with_an_emoji_once(ruisseau: Actor, avril: Actor) -> None:
    row, app = announced(), app_of(ruisseau)
    for _ in range(2):
        assert app.put(f"{PLACE}/{row.pk}/reactions/%F0%9F%91%8D").body == {}
    app_of(avril).put(f"{PLACE}/{row.pk}/reactions/👍")
    [reaction] = listed(app)[0].reactions
    assert (reaction.name, reaction.count, reaction.me) == ("👍", 2, True)
    assert app.delete(f"{PLACE}/{row.pk}/reactions/👍").body == {}
    [reaction] = listed(app)[0].reactions
    assert (reaction.count, reaction.me) == (1, False)
    assert app.put(f"{PLACE}/{row.pk}/reactions/idiot").status == 422
    assert app.put(f"{PLACE}/1/reactions/👍").status == 404


def test_there_are_not_too_many_different_ones(ruisseau: Actor) -> None:
    row, app = announced(), app_of(ruisseau)
    assert [app.put(f"{PLACE}/{row.pk}/reactions/{emoji}").status for emoji in "😀😁😂😃😄😅😆😇😈"] == [200] * 8 + [
        403
    ]
    assert app_of(person("autre")).put(f"{PLACE}/{row.pk}/reactions/😀").status == 200


@pytest.mark.parametrize("text", ["👍", "👍🏽", "❤️", "👩‍⚕️", "🇫🇷", "1️⃣", "🏳️‍🌈", "👨‍👩‍👧‍👦", "✅"])
def test_an_emoji_is_one(text: str) -> None:
    assert is_emoji(text)


@pytest.mark.parametrize(
    "text", ["", "a", "1", "👍👍", "👍a", ":thonking:", "<b>", "\u200d", "🇫🇷🇧🇪", "é", "👍" * 40, "\ufe0f"]
)
def test_anything_else_is_none(text: str) -> None:
    assert not is_emoji(text)


def test_a_page_costs_the_same_whatever_it_holds(
    ruisseau: Actor, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    app = app_of(ruisseau)
    for _ in range(5):
        app.put(f"{PLACE}/{announced().pk}/reactions/👍")
    with django_assert_max_num_queries(5):
        assert len(listed(app)) == 5


def test_an_administrator_announces(vigie: Account) -> None:

    vigie.is_staff = vigie.is_superuser = True
    vigie.save()
    browser = Client()
    browser.force_login(vigie, backend="django.contrib.auth.backends.ModelBackend")
    form = {"text": "Bonjour\u200b à tous.", "published_at_0": "2026-01-01", "published_at_1": "10:00:00"}
    answer = browser.post("/administration/community/announcement/add/", form)
    assert answer.status_code == 302, answer.content[:2000]
    assert Announcement.objects.get().text.startswith("Bonjour")

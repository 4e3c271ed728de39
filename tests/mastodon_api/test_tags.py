"""Hashtags: followed, shown on a profile, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.conftest import post_by
from tests.mastodon_api.caller import STRANGER, app_of
from tests.mastodon_api.entities_accounts import FeaturedTag, Tag, each, typed
from toctoc.community.models import FollowedTag

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from toctoc.people.models import Actor


def test_a_hashtag_is_followed_and_counted(ruisseau: Actor, avril: Actor) -> None:
    post_by(avril, "Sur la #Douleur et la #douleur.")
    post_by(avril, "La #douleur, entre nous.", audience="members")
    app = app_of(ruisseau)
    told = typed(app.get("v1/tags/DOULEUR").body, Tag)
    assert (told.name, told.following, told.featuring) == ("douleur", False, False)
    assert [(day.uses, day.accounts) for day in told.history] == [("1", "1"), *[("0", "0")] * 6]
    assert int(told.history[0].day) - int(told.history[1].day) == 86_400
    for _ in range(2):
        assert typed(app.post("v1/tags/Douleur/follow").body, Tag).following
    assert typed(app.post(f"v1/tags/{quote('épilepsie')}/follow").body, Tag).name == "épilepsie"
    assert [tag.name for tag in each(app.get("v1/followed_tags").body, Tag)] == ["épilepsie", "douleur"]
    page = app.get("v1/followed_tags", limit="1")
    assert [tag["name"] for tag in page.body] == ["épilepsie"]
    assert 'rel="next"' in page.headers["Link"]
    assert not typed(app.post("v1/tags/douleur/unfollow").body, Tag).following
    assert app_of(avril).get("v1/followed_tags").body == []
    stranger = STRANGER.get("v1/tags/douleur").body
    assert "following" not in stranger
    typed(stranger, Tag)


@pytest.mark.parametrize("word", ["a", "x" * 51, "deux mots", "1234", "é%00"])
def test_what_no_text_could_carry_is_no_hashtag(ruisseau: Actor, word: str) -> None:
    app = app_of(ruisseau)
    assert app.get(f"v1/tags/{quote(word)}").status == 404
    assert app.post(f"v1/tags/{quote(word)}/follow").status == 422
    assert app.post("v1/featured_tags", {"name": word}).status == 422
    assert not FollowedTag.objects.exists()


def test_a_profile_shows_hashtags(ruisseau: Actor, avril: Actor) -> None:
    post_by(ruisseau, "Sur la #douleur.")
    app = app_of(ruisseau)
    assert [tag.name for tag in each(app.get("v1/featured_tags/suggestions").body, Tag)] == ["douleur"]
    first = typed(app.post("v1/featured_tags", {"name": "#Douleur"}).body, FeaturedTag)
    assert (first.name, first.statuses_count) == ("douleur", "1")
    assert first.last_status_at is not None
    assert typed(app.post("v1/tags/migraine/feature").body, Tag).featuring
    assert [tag.name for tag in each(app.get("v1/featured_tags").body, FeaturedTag)] == ["douleur", "migraine"]
    shown = STRANGER.get(f"v1/accounts/{ruisseau.pk}/featured_tags")
    assert [tag.name for tag in each(shown.body, FeaturedTag)] == ["douleur", "migraine"]
    assert app_of(avril).delete(f"v1/featured_tags/{first.id}").status == 404
    assert app.delete(f"v1/featured_tags/{first.id}").body == {}
    assert app.delete(f"v1/featured_tags/{first.id}").status == 404
    assert not typed(app.post("v1/tags/migraine/unfeature").body, Tag).featuring
    assert app.get("v1/featured_tags").body == []
    assert STRANGER.get("v1/accounts/12345/featured_tags").status == 404


def test_followed_hashtags_cost_the_same_for_two_and_for_twenty(
    ruisseau: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    app = app_of(ruisseau)
    app.get("v1/lists")
    for many in (2, 20):
        for number in range(FollowedTag.objects.count(), many):
            FollowedTag.objects.create(actor=ruisseau, word=f"mot{number}")
        # The actor, its account, the rows, what they are used for, what is followed, what is shown.
        with django_assert_num_queries(6):
            assert len(app.get("v1/followed_tags").body) == many

"""What apps find."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import person, post_by, question_by
from tests.mastodon_api.caller import STRANGER, App, app_of
from tests.mastodon_api.entities_notices import Search, SearchV1, checked
from tests.search.indexing import build
from toctoc.people.services.actors import limit, suspend
from toctoc.people.services.blocks import block
from toctoc.people.services.follows import follow

if TYPE_CHECKING:
    from pathlib import Path

    from toctoc.people.models import Actor


def found(app: App, text: str, **query: Any) -> Search:
    answer = app.get("v2/search", q=text, **query)
    assert answer.status == 200, answer.body
    return checked(answer.body, Search)


def names(app: App, text: str, **query: Any) -> list[str]:
    return [account["acct"] for account in found(app, text, **query).accounts]


def test_who_signed_up_a_moment_ago_is_found_without_an_index(
    ruisseau: Actor, avril: Actor, index_folder: Path
) -> None:
    app = app_of(avril)
    assert names(app, "ruisseau") == ["ruisseau"]
    assert names(app, "@ruisseau@127.0.0.1:8000") == ["ruisseau"]
    told = found(app, "ruisseau")
    assert (told.statuses, told.hashtags) == ([], [])


def test_a_word_behind_its_sign_is_a_hashtag_and_nothing_else(ruisseau: Actor, index_folder: Path) -> None:
    for letter in "zxy":
        post_by(ruisseau, f"#mot_{letter}")
    post_by(ruisseau, "mot")
    told = found(app_of(ruisseau), "#mot")
    assert [tag.name for tag in told.hashtags] == ["mot_x", "mot_y", "mot_z"]
    assert (told.accounts, told.statuses) == ([], [])
    assert [tag.name for tag in found(STRANGER, "#mot", limit=1).hashtags] == ["mot_x"]
    assert [tag.name for tag in found(STRANGER, "#mot", type="hashtags", limit=1, offset=1).hashtags] == ["mot_y"]
    old = checked(STRANGER.get("v1/search", q="#MOT_x").body, SearchV1)
    assert old.hashtags == ["mot_x"]


def test_hashtags_of_what_one_may_not_read_are_not_told(ruisseau: Actor, dehors: Actor, index_folder: Path) -> None:
    post_by(ruisseau, "#secret_des_pros", audience="professionals")
    post_by(ruisseau, "#secret_discret", audience="unlisted")
    post_by(dehors, "#secret_limite")
    limit(actor=dehors)
    assert found(STRANGER, "#secret").hashtags == []
    assert [tag.name for tag in found(app_of(ruisseau), "#secret").hashtags] == ["secret_des_pros"]


def test_posts_are_found_within_their_audience(ruisseau: Actor, avril: Actor, index: Any) -> None:
    open_one, closed = post_by(ruisseau, "Un eczéma tenace."), question_by(ruisseau, "Un eczéma suintant ?").post
    build()
    assert {each["id"] for each in found(app_of(avril), "eczéma").statuses} == {str(open_one.pk)}
    mine = found(app_of(ruisseau), "eczéma", type="statuses", account_id=ruisseau.pk)
    assert {each["id"] for each in mine.statuses} == {str(open_one.pk), str(closed.pk)}
    assert found(app_of(ruisseau), "eczéma", type="accounts").statuses == []
    assert found(app_of(ruisseau), "eczéma", account_id=avril.pk).statuses == []
    older = found(app_of(ruisseau), "eczéma", max_id=closed.pk).statuses
    assert [each["id"] for each in older] == [str(open_one.pk)]
    newer = found(app_of(ruisseau), "eczéma", min_id=open_one.pk).statuses
    assert [each["id"] for each in newer] == [str(closed.pk)]


def test_an_address_of_this_place_leads_to_what_it_shows(ruisseau: Actor, avril: Actor, index_folder: Path) -> None:
    public, closed = post_by(ruisseau), post_by(ruisseau, audience="professionals")
    base = "http://127.0.0.1:8000"
    assert [each["id"] for each in found(STRANGER, f"{base}/messages/{public.pk}").statuses] == [str(public.pk)]
    assert found(STRANGER, f"{base}/messages/{closed.pk}").statuses == []
    assert [each["id"] for each in found(app_of(ruisseau), f"{base}/messages/{closed.pk}#m1").statuses] == [
        str(closed.pk)
    ]
    assert names(STRANGER, f"{base}/@ruisseau") == ["ruisseau"]
    for other in ("https://ailleurs.test/@ruisseau", f"{base}/@personne", f"{base}/regles", f"{base}.mal.test/@avril"):
        told = found(app_of(avril), other, resolve="true")
        assert (told.accounts, told.statuses, told.hashtags) == ([], [], [])


def test_whom_one_may_not_see_is_not_found(ruisseau: Actor, avril: Actor, dehors: Actor, index_folder: Path) -> None:
    block(blocker=ruisseau, blocked=avril)
    assert names(app_of(avril), "ruisseau") == []
    suspend(actor=dehors)
    assert names(app_of(avril), "dehors") == []


def test_one_looks_among_those_one_follows(ruisseau: Actor, index_folder: Path) -> None:
    followed = person("foule_une")
    person("foule_deux")
    follow(follower=ruisseau, followee=followed)
    assert set(names(app_of(ruisseau), "foule")) == {"foule_une", "foule_deux"}
    assert names(app_of(ruisseau), "foule", following="true") == ["foule_une"]


@pytest.mark.parametrize(
    "query",
    [{}, {"q": ""}, {"q": " "}, {"q": "x" * 5000}, {"q": "a", "type": "tout"}, {"q": "a", "limit": "beaucoup"}],
)
def test_junk_is_refused(ruisseau: Actor, query: dict[str, str]) -> None:
    assert STRANGER.get("v2/search", **query).status == 422


@pytest.mark.parametrize(
    "text", ["#", "@", "@@", "# #", "a' OR 1=1 --", "%", "_", "é" * 100, "#" + "a" * 400, "\U0010ffff", "\ud7ff"]
)
def test_strange_words_find_nothing_and_break_nothing(ruisseau: Actor, index_folder: Path, text: str) -> None:
    told = found(app_of(ruisseau), text, offset="-5", limit="-1", account_id="junk", max_id="x")
    assert (told.statuses, told.hashtags) == ([], [])

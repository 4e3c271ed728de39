"""Filters of both kinds, and what they make of what is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import post_by, signed_in
from tests.mastodon_api.caller import Answer, App, app_of
from tests.mastodon_api.entities_accounts import (
    Filter,
    FilterKeyword,
    FilterResult,
    FilterStatus,
    FirstFilter,
    each,
    typed,
)
from toctoc.community.models import Filter as Row
from toctoc.community.rules.filters import keywords_of
from toctoc.people.services.blocks import mute
from toctoc.people.services.follows import follow

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_django import DjangoAssertNumQueries

    from toctoc.people.models import Actor

EVERYWHERE = ["home", "notifications", "public", "thread", "account"]


def made(app: App, **asked: object) -> Filter:
    """Make a filter; what is told of it is what it is."""
    body = {"title": "Pas ce soir", "context": EVERYWHERE, **asked}
    answer = app.post("v2/filters", body)
    assert answer.status == 200, answer.body
    kept = typed(answer.body, Filter)
    assert typed(app.get(f"v2/filters/{kept.id}").body, Filter) == kept
    return kept


def words(*typed_words: str, **more: object) -> list[dict[str, object]]:
    """Return words as apps send them."""
    return [{"keyword": word, **more} for word in typed_words]


def results(app: App, path: str) -> dict[str, list[FilterResult]]:
    """Return what is filtered in a list, by the text of each status."""
    body = app.get(path).body
    shown = body if isinstance(body, list) else [body]
    return {
        one["content"].removeprefix("<p>").removesuffix("</p>"): each(one["filtered"], FilterResult) for one in shown
    }


def test_a_filter_lives(ruisseau: Actor) -> None:
    app = app_of(ruisseau)
    kept = made(app, keywords_attributes=[*words("chimio"), *words("rechute", whole_word=True)], expires_in=3600)
    assert (kept.title, kept.filter_action, kept.context) == ("Pas ce soir", "warn", EVERYWHERE)
    assert [(word.keyword, word.whole_word) for word in kept.keywords] == [("chimio", False), ("rechute", True)]
    assert kept.expires_at is not None
    first, second = kept.keywords
    edits = [
        {"id": first.id, "keyword": "chimiothérapie"},
        {"id": second.id, "_destroy": True},
        *words("métastase", whole_word="true"),
    ]
    told = app.put(f"v2/filters/{kept.id}", {"keywords_attributes": edits, "filter_action": "hide", "expires_in": ""})
    changed = typed(told.body, Filter)
    assert [(word.keyword, word.whole_word) for word in changed.keywords] == [
        ("chimiothérapie", False),
        ("métastase", True),
    ]
    assert changed.keywords[0].id == first.id
    assert (changed.filter_action, changed.expires_at, changed.title) == ("hide", None, "Pas ce soir")
    assert [one.id for one in each(app.get("v2/filters").body, Filter)] == [kept.id]
    assert app.delete(f"v2/filters/{kept.id}").body == {}
    assert app.get("v2/filters").body == []
    assert app.delete(f"v2/filters/{kept.id}").status == 404


def test_words_have_ids_that_last(ruisseau: Actor) -> None:
    app = app_of(ruisseau)
    kept = made(app)
    assert kept.keywords == []
    word = typed(
        app.post(f"v2/filters/{kept.id}/keywords", {"keyword": "chimio", "whole_word": True}).body, FilterKeyword
    )
    other = typed(app.post(f"v2/filters/{kept.id}/keywords", {"keyword": "rechute"}).body, FilterKeyword)
    assert [one.id for one in each(app.get(f"v2/filters/{kept.id}/keywords").body, FilterKeyword)] == [
        word.id,
        other.id,
    ]
    changed = app.put(f"v2/filters/keywords/{word.id}", {"keyword": "radio", "whole_word": False})
    assert typed(changed.body, FilterKeyword) == FilterKeyword(word.id, "radio", whole_word=False)
    assert app.get(f"v2/filters/keywords/{word.id}").body == changed.body
    assert app.delete(f"v2/filters/keywords/{other.id}").body == {}
    for method in (app.get, app.delete):
        assert method(f"v2/filters/keywords/{other.id}").status == 404
    assert app.get(f"v2/filters/keywords/{word.id}").body == changed.body


def test_words_typed_before_they_had_ids_have_one_that_does_not_move() -> None:
    first = keywords_of(1 << 60, "chimio\nrechute", [])
    assert [word.id for word in keywords_of(1 << 60, "rechute\nchimio", [])] == [first[1].id, first[0].id]
    assert len({word.id for word in (*first, *keywords_of(2 << 60, "chimio", []))}) == 3
    assert all(word.id < 1 << 63 for word in first)


def test_a_page_of_the_place_keeps_what_an_app_said_of_words(ruisseau: Actor) -> None:
    app = app_of(ruisseau)
    kept = made(app, keywords_attributes=words("chimio"))
    form = {"phrases": "chimio\nrechute", "name": "Soir", "places": ["home"], "action": "fold"}
    assert signed_in(ruisseau).client.post(f"/reglages/filtres/{kept.id}", form).status_code == 302
    told = typed(app.get(f"v2/filters/{kept.id}").body, Filter)
    assert told.keywords[0] == kept.keywords[0]
    assert (told.keywords[1].keyword, told.keywords[1].whole_word) == ("rechute", True)


def test_a_status_says_which_words_of_which_filter_it_meets(ruisseau: Actor, avril: Actor) -> None:
    follow(follower=ruisseau, followee=avril)
    caught, plain = post_by(avril, "La chimiothérapie et la rechute."), post_by(avril, "Il fait beau.")
    app = app_of(ruisseau)
    kept = made(app, keywords_attributes=[*words("chimio"), *words("rechute", "beau temps", whole_word=True)])
    for path in ("v1/timelines/home", "v1/timelines/public", f"v1/accounts/{avril.pk}/statuses"):
        told = results(app, path)
        assert told["Il fait beau."] == []
        (result,) = told["La chimiothérapie et la rechute."]
        assert (result.filter.id, result.filter.title, result.filter.filter_action) == (kept.id, "Pas ce soir", "warn")
        assert result.filter.context == EVERYWHERE
        assert (result.keyword_matches, result.status_matches) == (["chimio", "rechute"], None)
    assert results(app, f"v1/statuses/{plain.pk}") == {"Il fait beau.": []}
    assert not results(app_of(avril), f"v1/statuses/{caught.pk}")["La chimiothérapie et la rechute."]


def test_what_is_hidden_is_in_no_list_and_is_told_where_it_is_opened(ruisseau: Actor, avril: Actor) -> None:
    follow(follower=ruisseau, followee=avril)
    post = post_by(avril, "La chimio commence.")
    app = app_of(ruisseau)
    made(app, filter_action="hide", keywords_attributes=words("CHIMIO"))
    for path in ("v1/timelines/home", "v1/timelines/public", f"v1/accounts/{avril.pk}/statuses"):
        assert app.get(path).body == [], path
    (result,) = results(app, f"v1/statuses/{post.pk}")["La chimio commence."]
    assert (result.filter.filter_action, result.keyword_matches) == ("hide", ["CHIMIO"])


@pytest.mark.parametrize(
    ("context", "where"),
    [("home", {"home"}), ("public", {"public", "account"}), ("account", {"public", "account"}), ("thread", set())],
)
def test_a_filter_counts_where_it_was_asked_to(ruisseau: Actor, avril: Actor, context: str, where: set[str]) -> None:
    follow(follower=ruisseau, followee=avril)
    post_by(avril, "La chimio commence.")
    app = app_of(ruisseau)
    made(app, context=[context], keywords_attributes=words("chimio"))
    paths = {
        "home": "v1/timelines/home",
        "public": "v1/timelines/public",
        "account": f"v1/accounts/{avril.pk}/statuses",
    }
    assert {name for name, path in paths.items() if results(app, path)["La chimio commence."]} == where


def test_a_filter_names_a_post_whatever_it_says(ruisseau: Actor, avril: Actor, dehors: Actor) -> None:
    post = post_by(avril, "Il fait beau.")
    app = app_of(ruisseau)
    kept = made(app)
    named = typed(app.post(f"v2/filters/{kept.id}/statuses", {"status_id": str(post.pk)}).body, FilterStatus)
    assert named.status_id == str(post.pk)
    assert typed(app.get(f"v2/filters/{kept.id}").body, Filter).statuses == [named]
    (result,) = results(app, f"v1/statuses/{post.pk}")["Il fait beau."]
    assert (result.keyword_matches, result.status_matches) == (None, [str(post.pk)])
    assert app.get(f"v2/filters/statuses/{named.id}").body == {"id": named.id, "status_id": named.status_id}
    assert app_of(dehors).get(f"v2/filters/statuses/{named.id}").status == 404
    assert app_of(dehors).delete(f"v2/filters/statuses/{named.id}").status == 404
    assert app.delete(f"v2/filters/statuses/{named.id}").body == {}
    assert results(app, f"v1/statuses/{post.pk}")["Il fait beau."] == []
    closed = post_by(avril, "Entre nous.", audience="members")
    closed.audience = "professionals"
    closed.save(update_fields=["audience"])
    answer = app_of(dehors).post(f"v2/filters/{made(app_of(dehors)).id}/statuses", {"status_id": str(closed.pk)})
    assert answer.status == 404


def test_filters_are_ones_own(ruisseau: Actor, dehors: Actor) -> None:
    kept = made(app_of(ruisseau), keywords_attributes=words("chimio"))
    other, word = app_of(dehors), kept.keywords[0].id
    attempts: list[tuple[Callable[..., Answer], str, dict[str, str] | None]] = [
        (other.get, f"v2/filters/{kept.id}", None),
        (other.put, f"v2/filters/{kept.id}", {"title": "À moi"}),
        (other.delete, f"v2/filters/{kept.id}", None),
        (other.post, f"v2/filters/{kept.id}/keywords", {"keyword": "x"}),
        (other.get, f"v2/filters/{kept.id}/keywords", None),
        (other.get, f"v2/filters/keywords/{word}", None),
        (other.put, f"v2/filters/keywords/{word}", {"keyword": "x"}),
        (other.delete, f"v2/filters/keywords/{word}", None),
        (other.get, f"v1/filters/{word}", None),
        (other.delete, f"v1/filters/{word}", None),
    ]
    for method, path, body in attempts:
        answer = method(path, body) if body else method(path)
        assert answer.status == 404, path
    assert other.get("v2/filters").body == []
    mine = made(other, keywords_attributes=words("autre"))
    stolen = other.put(f"v2/filters/{mine.id}", {"keywords_attributes": [{"id": word, "_destroy": True}]})
    assert stolen.status == 404
    assert Row.objects.get(pk=kept.id).phrases == "chimio"


@pytest.mark.parametrize(
    "body",
    [
        {"title": ""},
        {"context": []},
        {"context": ["partout"]},
        {"filter_action": "burn"},
        {"expires_in": -5},
        {"expires_in": "demain"},
        {"keywords_attributes": words("")},
        {"keywords_attributes": words("!!!")},
        {"keywords_attributes": words("x" * 61)},
        {"keywords_attributes": words(*(f"mot{number}" for number in range(11)))},
        {"title": "x" * 61},
        {"title": "NIR 2 69 05 49 588 157 80"},
    ],
)
def test_what_is_no_filter_is_refused(ruisseau: Actor, body: dict[str, Any]) -> None:
    answer = app_of(ruisseau).post("v2/filters", {"title": "Soir", "context": ["home"], **body})
    assert answer.status == 422, answer.body
    assert not Row.objects.exists()


def test_older_apps_know_each_word_by_itself(ruisseau: Actor, avril: Actor) -> None:
    app = app_of(ruisseau)
    asked = {"phrase": "chimio", "context": ["home", "thread"], "whole_word": "true", "irreversible": "false"}
    first = typed(app.post("v1/filters", asked).body, FirstFilter)
    assert (first.phrase, first.context, first.whole_word, first.irreversible) == (
        "chimio",
        ["home", "thread"],
        True,
        False,
    )
    assert app.get(f"v1/filters/{first.id}").body == app.get("v1/filters").body[0]
    kept = typed(app.get("v2/filters").body[0], Filter)
    assert [word.id for word in kept.keywords] == [first.id]
    changed = {"phrase": "radio", "context": ["home"], "irreversible": True, "expires_in": 600}
    told = typed(app.put(f"v1/filters/{first.id}", changed).body, FirstFilter)
    assert (told.id, told.phrase, told.irreversible, told.whole_word) == (first.id, "radio", True, True)
    assert told.expires_at is not None
    app.post(f"v2/filters/{kept.id}/keywords", {"keyword": "rechute"})
    assert app.delete(f"v1/filters/{first.id}").body == {}
    (left,) = each(app.get("v1/filters").body, FirstFilter)
    assert left.phrase == "rechute"
    assert app.delete(f"v1/filters/{left.id}").body == {}
    assert app.get("v2/filters").body == []
    assert app.post("v1/filters", {"phrase": "x"}).status == 422


def test_forms_number_their_words(ruisseau: Actor) -> None:
    body = (
        "title=Soir&context[]=home&context[]=public&filter_action=warn"
        "&keywords_attributes[0][keyword]=chimio&keywords_attributes[0][whole_word]=true"
        "&keywords_attributes[1][keyword]=rechute&keywords_attributes[1][whole_word]=false"
    )
    kept = typed(app_of(ruisseau).form("POST", "v2/filters", body).body, Filter)
    assert [(word.keyword, word.whole_word) for word in kept.keywords] == [("chimio", True), ("rechute", False)]


def test_whom_one_muted_is_left_out_of_lists_and_read_where_one_opens_it(ruisseau: Actor, avril: Actor) -> None:
    post = post_by(avril, "Il fait beau.")
    mute(muter=ruisseau, muted=avril)
    app = app_of(ruisseau)
    assert app.get("v1/timelines/public").body == []
    assert results(app, f"v1/statuses/{post.pk}") == {"Il fait beau.": []}


def test_filters_cost_one_statement_more(
    ruisseau: Actor, avril: Actor, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(10):
        post_by(avril, f"La chimio, {number}.")
    app = app_of(ruisseau)
    made(app, keywords_attributes=words("chimio"))
    app.get("v1/timelines/public")
    with django_assert_max_num_queries(4):
        app.get("v1/timelines/public")
    with django_assert_max_num_queries(5):
        assert app.get("v2/filters").status == 200

"""What apps' hot addresses may cost, with boosts, filters, silences and blocks in the data; counted as the others."""

from __future__ import annotations

import io
import itertools
import json
import sys
from typing import TYPE_CHECKING

import pytest
from bench.counting import Cost
from django.db import connection

from tests.config.hot_caller import connection_kept, counted_front, get
from tests.config.test_budgets import assert_kept, warm_cost
from tests.conftest import person, post_by
from tests.mastodon_api.caller import app_of
from toctoc.community.services import posts
from toctoc.community.services.boosts import boost
from toctoc.people.models import Follow
from toctoc.people.services import follows
from toctoc.people.services.blocks import block, mute
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.config.hot_caller import Answered
    from toctoc.community.models import Post
    from toctoc.config.hot.front import Front
    from toctoc.people.models import Actor

    Ask = Callable[[Front, str], Answered]

# A warm request, of twenty where it is a list: bytecodes, steps of SQLite's machine, statements.
BUDGETS = {
    "home": Cost(17_000, 4_100, 3),
    "home, nothing kept quiet": Cost(7_800, 3_550, 3),
    "public": Cost(20_500, 3_950, 3),
    "tag": Cost(21_000, 4_500, 3),
    "context": Cost(15_000, 4_350, 4),
    "account statuses": Cost(35_000, 4_700, 6),
    "verify_credentials": Cost(14_700, 105, 2),
    "post": Cost(150_000, 1_100, 25),
}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        connection.vendor != "sqlite" or sys.version_info[:2] != (3, 11),
        reason="counts are those of SQLite and Python 3.11",
    ),
]


@pytest.fixture
def thread(ruisseau: Actor, carrelet: Actor) -> Post:
    """Have five authors write to carrelet, who keeps quiet a word, one of them and two strangers; return a thread."""
    authors = [ruisseau, *(person(f"auteur{number}") for number in range(4))]
    for author in authors:
        follows.follow(follower=carrelet, followee=author)
        for number in range(13):
            post_by(author, f"Le numéro {number} de #semaine, et {'du café' if number % 4 == 0 else 'du thé'}.")
    others = [person(f"autre{number}") for number in range(4)]
    for other in others[:2]:
        boost(actor=ruisseau, post=post_by(other, "À relayer #semaine."))
    mute(muter=carrelet, muted=others[2])
    block(blocker=carrelet, blocked=others[3])
    for other in others[2:]:
        post_by(other, "Sans suite #semaine.")
    app = app_of(carrelet)
    for word, action in (("café", "warn"), ("chocolat", "hide")):
        keywords = [{"keyword": word, "whole_word": True}]
        asked = {"title": word, "context": ["home", "public", "thread"], "filter_action": action}
        assert app.post("v2/filters", {**asked, "keywords_attributes": keywords}).status == 200
    first = post_by(ruisseau, "Que faites-vous #semaine ?")
    for number in range(20):
        posts.reply(author=authors[number % 5], to=first, answer=posts.Answer(clear(f"Ceci {number}.")))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return first


@pytest.fixture
def asked(thread: Post, ruisseau: Actor, carrelet: Actor, plumier: Actor) -> Iterator[dict[str, Ask]]:
    """Every hot address, as carrelet's app asks for it; and home, as somebody's who keeps nothing quiet."""
    token = app_of(carrelet).token
    for followed in Follow.objects.filter(follower=carrelet).select_related("followee"):
        follows.follow(follower=plumier, followee=followed.followee)
    paths = {
        "home": "timelines/home",
        "public": "timelines/public",
        "tag": "timelines/tag/semaine",
        "context": f"statuses/{thread.pk}/context",
        "account statuses": f"accounts/{ruisseau.pk}/statuses",
        "verify_credentials": "accounts/verify_credentials",
    }
    addresses = {name: asking(path, token) for name, path in paths.items()}
    addresses["home, nothing kept quiet"] = asking(paths["home"], app_of(plumier).token)
    with connection_kept():
        yield {**addresses, "post": posting(token)}


def asking(path: str, token: str) -> Ask:
    return lambda front, query: get(front, f"/api/v1/{path}{query}", token=token)


def posting(token: str) -> Ask:
    numbers = itertools.count()

    def post(front: Front, _query: str) -> Answered:
        body = json.dumps({"status": f"Bonjour à tous, pour la fois {next(numbers) % 10}.", "visibility": "public"})
        said = {"CONTENT_TYPE": "application/json", "CONTENT_LENGTH": str(len(body.encode()))}
        sent = {"REQUEST_METHOD": "POST", "wsgi.input": io.BytesIO(body.encode()), **said}
        return get(front, "/api/v1/statuses", token=token, **sent)  # type: ignore[arg-type]

    return post


@pytest.mark.parametrize("name", BUDGETS)
def test_an_address_of_apps_keeps_its_budget(asked: dict[str, Ask], name: str) -> None:
    assert_kept(warm_cost(asked[name]), BUDGETS[name], name)


def test_what_is_counted_is_what_is_meant(asked: dict[str, Ask]) -> None:
    front = counted_front()
    told = {name: json.loads(ask(front, "").body) for name, ask in asked.items()}
    # Of a page that hides something, the rest is shown.
    assert {len(told[name]) for name in ("home", "home, nothing kept quiet", "account statuses")} == {20}
    assert all(18 <= len(told[name]) < 20 for name in ("public", "tag"))
    assert len(told["context"]["descendants"]) == 20
    assert any(status["filtered"] for status in told["home"])
    assert any(status["reblog"] for status in told["home"])
    assert told["verify_credentials"]["acct"] == "carrelet"
    assert told["post"]["account"]["acct"] == "carrelet"

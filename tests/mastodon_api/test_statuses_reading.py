"""A status as each reader sees it: the same as a slow serialiser says, in its thread, and nothing of what is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import eyes_of, person, post_by, question_by
from tests.mastodon_api.caller import STRANGER, app_of
from tests.mastodon_api.entities import Context, PreviewCard, Status, assert_is
from tests.mastodon_api.slow_status import slow_status
from toctoc.community.models import Post
from toctoc.community.rules.drafts import Extras
from toctoc.community.services import gestures, posts
from toctoc.community.services.boosts import boost
from toctoc.community.services.pins import pin
from toctoc.mastodon_api.queries.statuses import statuses_by_id
from toctoc.mastodon_api.rules.contexts import Bounds, around
from toctoc.people.rules.audience import STRANGER as NOBODY
from toctoc.people.services.actors import suspend
from toctoc.people.services.blocks import block
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from toctoc.people.models import Actor


def reply_to(author: Actor, to: Post, text: str = "Une réponse.") -> Post:
    return posts.reply(author=author, to=to, answer=posts.Answer(clear(text)))


def ids_in(half: list[dict[str, Any]]) -> list[int]:
    return [int(one["id"]) for one in half]


def context_of(actor: Actor | None, post: Post) -> tuple[list[int], list[int]]:
    answer = (app_of(actor) if actor else STRANGER).get(f"v1/statuses/{post.pk}/context")
    assert answer.status == 200, answer.body
    assert_is(Context, answer.body)
    return ids_in(answer.body["ancestors"]), ids_in(answer.body["descendants"])


def of_every_kind(ruisseau: Actor, avril: Actor) -> list[Post]:
    app, own = app_of(avril), app_of(ruisseau)
    poll = {"options": ["oui", "non"], "expires_in": 3_600}
    first = post_by(avril, "Un **message** de #peau, voir https://exemple.test/a pour @ruisseau")
    sent = [
        app.post("v1/statuses", {"status": "Laquelle ?", "poll": poll}),
        app.post("v1/statuses", {"status": "Vu ?", "poll": {**poll, "hide_totals": True, "multiple": True}}),
        app.post("v1/statuses", {"status": "Cité.", "quoted_status_id": str(first.pk)}),
        app.post("v1/statuses", {"status": "Ah", "spoiler_text": "Attention <b>", "visibility": "private"}),
        app.post("v1/statuses", {"status": "Pour @ruisseau", "visibility": "direct"}),
        app.post("v1/statuses", {"status": "Sans liste", "visibility": "unlisted", "sensitive": True}),
        own.post("v1/statuses", {"status": "Entre pairs", "visibility": "private", "language": "en"}),
    ]
    made = [first, reply_to(ruisseau, first), *Post.objects.filter(pk__in=[int(one.body["id"]) for one in sent])]
    made += [question_by(ruisseau).post, question_by(ruisseau, audience="public").post]
    edited = post_by(avril, "Avant")
    app.put(f"v1/statuses/{edited.pk}", {"status": "Après"})
    gestures.favour(actor=ruisseau, post=first)
    gestures.keep(actor=avril, post=first)
    boost(actor=ruisseau, post=first)
    pin(author=avril, post=first)
    own.post(f"v1/polls/{sent[0].body['id']}/votes", {"choices": [1]})
    app.post(f"v1/statuses/{edited.pk}/mute")
    return [*Post.objects.filter(pk__in=[post.pk for post in (*made, edited)])]


def test_what_was_prepared_is_what_a_slow_serialiser_says(ruisseau: Actor, avril: Actor, dehors: Actor) -> None:
    made = of_every_kind(ruisseau, avril)
    blocked = person("bloquee")
    block(blocker=blocked, blocked=ruisseau)
    behind = post_by(blocked)
    suspended = person("suspendue")
    gone = post_by(suspended)
    suspend(actor=suspended)
    seen = 0
    for actor in (ruisseau, avril, dehors, None):
        if actor is not None:
            actor.refresh_from_db()
        viewer = eyes_of(actor) if actor else NOBODY
        ids = [post.pk for post in (*made, behind, gone)]
        found = statuses_by_id(ids, viewer)
        for post_id in ids:
            wanted = slow_status(post_id, viewer)
            if wanted is None:
                assert post_id not in found
                continue
            told = (app_of(actor) if actor else STRANGER).get(f"v1/statuses/{post_id}").body
            assert_is(Status, told)
            assert told == wanted
            seen += 1
    assert seen > len(made)


def test_a_page_costs_the_same_whatever_stands_on_it(
    ruisseau: Actor, avril: Actor, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    ids = [post.pk for post in of_every_kind(ruisseau, avril)]
    viewer = eyes_of(ruisseau)
    statuses_by_id(ids, viewer)
    with django_assert_max_num_queries(6):
        assert len(statuses_by_id(ids, viewer)) == len(ids)


def test_one_status_costs_two_statements(avril: Actor, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    post, app = post_by(avril), app_of(avril)
    app.get(f"v1/statuses/{post.pk}")
    with django_assert_max_num_queries(2):
        app.get(f"v1/statuses/{post.pk}")


def test_a_question_says_so_to_every_app(ruisseau: Actor) -> None:
    told = app_of(ruisseau).get(f"v1/statuses/{question_by(ruisseau).pk}").body
    assert assert_is(Status, told).visibility == "private"
    assert assert_is(PreviewCard, told["card"]).type == "link"
    assert told["poll"] is None
    assert told["toctoc"]["question"]["topics"] == ["dermatologie", "traitement"]


def test_several_are_read_at_once(avril: Actor, ruisseau: Actor) -> None:
    one, two, closed = post_by(avril), post_by(avril), post_by(ruisseau, audience="professionals")
    app = app_of(avril)
    told = app.send("GET", "v1/statuses", {"id[]": [str(two.pk), "12345", str(closed.pk), "junk", str(one.pk)]})
    assert ids_in(told.body) == [two.pk, one.pk]
    many = app.send("GET", "v1/statuses", {"id[]": [str(number) for number in range(900)]})
    assert many.body == []


def test_a_thread_is_told_depth_first(avril: Actor, dehors: Actor) -> None:
    root = post_by(avril)
    one = reply_to(dehors, root)
    two = reply_to(avril, root)
    one_a = reply_to(avril, one)
    two_a = reply_to(dehors, two)
    one_a_a = reply_to(dehors, one_a)
    assert context_of(avril, root) == ([], [one.pk, one_a.pk, one_a_a.pk, two.pk, two_a.pk])
    assert context_of(None, one_a) == ([root.pk, one.pk], [one_a_a.pk])
    app_of(avril).delete(f"v1/statuses/{one_a.pk}")
    assert context_of(avril, root) == ([], [one.pk, one_a_a.pk, two.pk, two_a.pk])
    assert context_of(avril, one_a_a) == ([root.pk, one.pk], [])


def test_a_thread_hides_what_is_not_for_its_reader(ruisseau: Actor, carrelet: Actor, avril: Actor) -> None:
    root = post_by(ruisseau)
    shown = reply_to(carrelet, root)
    posts.reply(author=carrelet, to=root, answer=posts.Answer(clear("Entre nous."), audience="professionals"))
    hidden = Post.objects.latest("id")
    below = reply_to(ruisseau, hidden)
    assert context_of(ruisseau, root)[1] == [shown.pk, hidden.pk, below.pk]
    assert context_of(avril, root)[1] == context_of(None, root)[1] == [shown.pk]
    block(blocker=carrelet, blocked=avril)
    avril.refresh_from_db()
    assert context_of(avril, root)[1] == []
    suspend(actor=carrelet)
    assert context_of(ruisseau, root)[1] == [below.pk]
    assert app_of(ruisseau).get(f"v1/statuses/{shown.pk}/context").status == 404
    assert app_of(avril).get(f"v1/statuses/{hidden.pk}/context").status == 404


def test_strangers_are_shown_less_of_a_thread() -> None:
    chain: list[tuple[int, int | None, bool]] = [(1, None, False), *((n, n - 1, False) for n in range(2, 100))]
    found = around(50, 49, chain, Bounds(40, 60, 20))
    assert (found.above, found.below) == (list(range(10, 50)), list(range(51, 71)))
    wide: list[tuple[int, int | None, bool]] = [(1, None, False), *((n, 1, False) for n in range(2, 100))]
    assert around(1, None, wide, Bounds(40, 60, 20)).below == list(range(2, 62))


def test_a_thread_costs_the_same_whatever_its_length(
    avril: Actor, dehors: Actor, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    root = post_by(avril)
    for _ in range(30):
        reply_to(dehors, root)
    app = app_of(avril)
    context_of(avril, root)
    with django_assert_max_num_queries(5):
        app.get(f"v1/statuses/{root.pk}/context")


@pytest.mark.parametrize("what", ["", "/context", "/history", "/card", "/favourited_by", "/reblogged_by"])
def test_who_may_not_read_it_reads_nothing_of_it(ruisseau: Actor, avril: Actor, what: str) -> None:
    closed = post_by(ruisseau, audience="professionals")
    for app in (app_of(avril), STRANGER):
        for post_id in (closed.pk, 12345, 0, "9" * 18):
            assert app.get(f"v1/statuses/{post_id}{what}").status == 404


def test_nothing_is_translated(avril: Actor) -> None:
    assert app_of(avril).post(f"v1/statuses/{post_by(avril).pk}/translate").status == 503
    assert app_of(avril).post("v1/statuses/12345/translate").status == 404


def test_the_source_is_for_readers(ruisseau: Actor, avril: Actor) -> None:
    closed = post_by(ruisseau, audience="professionals")
    assert app_of(avril).get(f"v1/statuses/{closed.pk}/source").status == 404
    warned = posts.write(
        author=avril, draft=posts.Draft(clear("Un *texte*."), "public", extras=Extras(warning=clear("Ah")))
    )
    told = app_of(avril).get(f"v1/statuses/{warned.pk}/source").body
    assert told == {"id": str(warned.pk), "text": "Un *texte*.", "spoiler_text": "Ah"}

"""Timelines of the place: who finds what in them, and pages in all three directions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import eyes_of, person, post_by
from tests.mastodon_api.caller import STRANGER, App, app_of
from toctoc.community.models import Attachment
from toctoc.community.queries.trends import forget_trends
from toctoc.community.services import posts
from toctoc.mastodon_api.queries import timelines
from toctoc.mastodon_api.queries.timelines import Tagged
from toctoc.mastodon_api.rules.pages import Range
from toctoc.media.models import File
from toctoc.people.services.actors import limit, suspend
from toctoc.people.services.blocks import block, mute
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from toctoc.community.models import Post
    from toctoc.people.models import Account, Actor


def shown(app: App, path: str, **query: object) -> list[int]:
    answer = app.get(f"v1/timelines/{path}", **query)
    assert answer.status == 200, answer.body
    return [int(status["id"]) for status in answer.body]


def reply_to(post: Post, author: Actor, text: str) -> Post:
    return posts.reply(author=author, to=post, answer=posts.Answer(clear(text)))


def test_the_newest_threads_are_those_the_reader_may_read(ruisseau: Actor, avril: Actor) -> None:
    public, members = post_by(ruisseau), post_by(ruisseau, audience="members")
    closed, unlisted = post_by(ruisseau, audience="professionals"), post_by(ruisseau, audience="unlisted")
    reply_to(public, avril, "Merci.")
    assert shown(STRANGER, "public") == [public.pk]
    assert shown(app_of(avril), "public") == [members.pk, public.pk]
    assert shown(app_of(ruisseau), "public") == [closed.pk, members.pk, public.pk]
    assert unlisted.pk not in shown(app_of(ruisseau), "public")
    assert shown(STRANGER, "public", local="true") == [public.pk]
    assert shown(STRANGER, "public", remote="true") == []


@pytest.mark.parametrize("path", ["public", "tag/asthme"])
def test_pages_go_in_all_three_directions(ruisseau: Actor, path: str) -> None:
    ids = [post_by(ruisseau, f"#asthme {n}").pk for n in range(6)][::-1]
    assert shown(STRANGER, path, limit=2) == ids[:2]
    assert shown(STRANGER, path, limit=2, max_id=ids[1]) == ids[2:4]
    assert shown(STRANGER, path, limit=2, since_id=ids[4]) == ids[:2]
    assert shown(STRANGER, path, limit=2, min_id=ids[4]) == ids[2:4]
    assert shown(STRANGER, path, min_id=ids[4], max_id=ids[0]) == ids[1:4]
    assert shown(STRANGER, path, since_id=ids[0]) == []
    assert shown(STRANGER, path, max_id="nimporte", min_id="'; --", limit="beaucoup") == ids


def test_pages_name_their_neighbours_with_what_was_asked(ruisseau: Actor) -> None:
    ids = [post_by(ruisseau, "#asthme #toux").pk for _ in range(3)][::-1]
    header = STRANGER.get("v1/timelines/tag/asthme", limit=2, **{"all[]": "toux"}).headers["Link"]
    assert f'all%5B%5D=toux&max_id={ids[1]}>; rel="next"' in header
    assert f'min_id={ids[0]}>; rel="prev"' in header
    last = STRANGER.get("v1/timelines/tag/asthme", limit=2, max_id=ids[1]).headers["Link"]
    assert 'rel="next"' not in last


def test_hashtags_are_joined_and_left_out(ruisseau: Actor) -> None:
    one, other = post_by(ruisseau, "#asthme"), post_by(ruisseau, "#toux")
    both = post_by(ruisseau, "#Asthme et #toux")
    assert shown(STRANGER, "tag/ASTHME") == [both.pk, one.pk]
    assert shown(STRANGER, "tag/%23asthme") == [both.pk, one.pk]
    assert shown(STRANGER, "tag/asthme", **{"any[]": "toux"}) == [both.pk, other.pk, one.pk]
    assert shown(STRANGER, "tag/asthme", **{"all[]": "toux"}) == [both.pk]
    assert shown(STRANGER, "tag/asthme", **{"none[]": "toux"}) == [one.pk]
    assert shown(STRANGER, "tag/asthme", **{"any[]": [f"mot{n}" for n in range(200)]}) == [both.pk, one.pk]
    assert shown(STRANGER, f"tag/{'x' * 3000}") == []


def test_a_hashtag_holds_replies_and_nothing_that_is_not_for_the_reader(ruisseau: Actor, avril: Actor) -> None:
    public = post_by(ruisseau, "#asthme")
    closed = post_by(ruisseau, "#asthme", audience="professionals")
    post_by(ruisseau, "#asthme", audience="unlisted")
    reply = reply_to(public, avril, "#asthme aussi")
    gone = post_by(ruisseau, "#asthme")
    posts.delete(deleter=ruisseau, post=gone)
    assert shown(STRANGER, "tag/asthme") == [reply.pk, public.pk]
    assert shown(app_of(ruisseau), "tag/asthme") == [reply.pk, closed.pk, public.pk]


@pytest.mark.parametrize("path", ["public", "tag/asthme"])
def test_whom_one_does_not_read_is_in_no_timeline(
    ruisseau: Actor, avril: Actor, dehors: Actor, vigie: Account, path: str
) -> None:
    mine, theirs = post_by(avril, "#asthme"), post_by(dehors, "#asthme")
    block(blocker=avril, blocked=dehors)
    assert shown(app_of(avril), path) == [mine.pk]
    assert shown(app_of(dehors), path) == [theirs.pk]
    hers = post_by(ruisseau, "#asthme")
    mute(muter=avril, muted=ruisseau)
    assert hers.pk not in shown(app_of(avril), path)
    limit(actor=ruisseau)
    assert hers.pk not in shown(STRANGER, path)
    suspend(actor=dehors)
    assert shown(STRANGER, path) == [mine.pk]


def test_threads_with_files_alone(ruisseau: Actor, avril: Actor) -> None:
    post_by(ruisseau, "#asthme")
    shot, closed = post_by(ruisseau, "#asthme"), post_by(ruisseau, "#asthme", audience="professionals")
    for post in (shot, closed):
        file = File.objects.create(owner=ruisseau, kind="picture", state="ready")
        Attachment.objects.create(post=post, file=file, position=0)
    for path in ("public", "tag/asthme"):
        assert shown(STRANGER, path, only_media="true") == [shot.pk]
        assert shown(app_of(ruisseau), path, only_media="true") == [closed.pk, shot.pk]
        assert shown(app_of(ruisseau), path, only_media="true", min_id=shot.pk) == [closed.pk]


def test_an_address_has_a_timeline_once_many_give_it(db: None) -> None:
    address = "https://exemple.test/recommandation"
    forget_trends()
    given = [post_by(person(f"foule{n}"), f"Lisez {address}").pk for n in range(4)]
    assert STRANGER.get("v1/timelines/link", url=address).status == 404
    given.append(post_by(person("foule9"), f"Voyez {address}").pk)
    post_by(person("foule10"), "Rien à voir.")
    forget_trends()
    assert shown(STRANGER, "link", url=address) == given[::-1]
    assert shown(STRANGER, "link", url=address, limit=2, max_id=given[-1]) == given[::-1][1:3]
    assert STRANGER.get("v1/timelines/link").status == STRANGER.get("v1/timelines/link", url="%").status == 404


@pytest.mark.parametrize("path", ["public", "tag/asthme"])
def test_a_page_costs_the_same_whatever_it_holds(
    ruisseau: Actor, path: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    app = app_of(ruisseau)
    for n in range(30):
        post_by(ruisseau, f"#asthme {n}")
    shown(app, path)
    with django_assert_max_num_queries(6):
        assert len(shown(app, path, limit=30)) == 30


def test_not_even_the_number_of_what_is_closed_is_looked_up(ruisseau: Actor, avril: Actor, dehors: Actor) -> None:
    address = "https://exemple.test/page"
    public = post_by(ruisseau, f"#asthme {address}")
    closed = post_by(ruisseau, "#asthme", audience="professionals")
    for post in (public, closed):
        file = File.objects.create(owner=ruisseau, kind="picture", state="ready")
        Attachment.objects.create(post=post, file=file, position=0)
    eyes, tagged = eyes_of(avril), Tagged(("asthme",))
    assert timelines.tag_page(eyes, tagged, Range()).items == [public.pk]
    assert timelines.public_page_with_files(eyes, Range()).items == [public.pk]
    assert timelines.link_page(eyes, address, Range()).items == [public.pk]
    block(blocker=ruisseau, blocked=avril)
    avril.refresh_from_db()
    eyes = eyes_of(avril)
    assert timelines.tag_page(eyes, tagged, Range()).items == []
    assert timelines.public_page_with_files(eyes, Range()).items == []
    assert timelines.link_page(eyes, address, Range()).items == []
    assert timelines.tag_page(eyes_of(dehors), tagged, Range()).items == [public.pk]

"""What one account said and boosted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import eyes_of, post_by
from tests.groups.cast import group_by
from tests.mastodon_api.caller import STRANGER, App, app_of
from tests.media import made
from tests.media.conftest import received
from toctoc.community.rules.drafts import Extras
from toctoc.community.services import posts
from toctoc.community.services.boosts import boost, unboost
from toctoc.community.services.pins import pin
from toctoc.groups.services.membership import join
from toctoc.kernel import clock
from toctoc.mastodon_api.queries.accounts import kind_of
from toctoc.people.models import Account, Actor
from toctoc.people.rules.audience import STRANGER as VIEWER
from toctoc.people.services.actors import suspend
from toctoc.people.services.blocks import block, mute
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from toctoc.community.models import Post


def reply_by(author: Actor, aim: Post, text: str = "Merci.") -> Post:
    """Answer a post."""
    return posts.reply(author=author, to=aim, answer=posts.Answer(clear(text)))


def said(app: App, actor: Actor, **query: object) -> list[int]:
    """Return the ids of the posts that an app is shown, what is boosted by its own id."""
    answer = app.get(f"v1/accounts/{actor.pk}/statuses", **query)
    assert answer.status == 200, answer.body
    return [int((one["reblog"] or one)["id"]) for one in answer.body]


def test_answers_and_boosts_stand_between_threads(ruisseau: Actor, carrelet: Actor, avril: Actor) -> None:
    theirs = post_by(carrelet)
    first = post_by(ruisseau)
    answer = reply_by(ruisseau, theirs)
    shown = boost(actor=ruisseau, post=theirs)
    own = reply_by(ruisseau, first, "J’ajoute un mot.")
    app = app_of(avril)
    assert said(app, ruisseau) == [own.pk, theirs.pk, answer.pk, first.pk]
    entry = app.get(f"v1/accounts/{ruisseau.pk}/statuses").body[1]
    assert (entry["id"], entry["account"]["acct"]) == (str(shown.pk), "ruisseau")
    assert entry["reblog"]["account"]["acct"] == "carrelet"
    assert said(app, ruisseau, exclude_reblogs="true") == [own.pk, answer.pk, first.pk]
    assert said(app, ruisseau, exclude_replies="true") == [own.pk, theirs.pk, first.pk]
    unboost(actor=ruisseau, post=theirs)
    assert said(app, ruisseau) == [own.pk, answer.pk, first.pk]


def test_each_reader_reads_what_is_for_it(ruisseau: Actor, carrelet: Actor, avril: Actor) -> None:
    public = post_by(ruisseau)
    members = post_by(ruisseau, audience="members")
    closed = post_by(ruisseau, audience="professionals")
    unlisted = post_by(ruisseau, audience="unlisted")
    assert said(STRANGER, ruisseau) == [unlisted.pk, public.pk]
    # What is not for a reader takes no place on its pages.
    assert said(STRANGER, ruisseau, limit="2") == [unlisted.pk, public.pk]
    assert said(app_of(avril), ruisseau) == [unlisted.pk, members.pk, public.pk]
    assert said(app_of(carrelet), ruisseau) == [unlisted.pk, closed.pk, members.pk, public.pk]
    boost(actor=carrelet, post=members)
    assert said(STRANGER, carrelet) == []
    assert said(app_of(avril), carrelet) == [members.pk]


def test_pages_go_both_ways_through_boosts(ruisseau: Actor, carrelet: Actor) -> None:
    ids = []
    for number in range(3):
        post_by(carrelet, f"Chez moi, {number}.")
        ids.append(post_by(ruisseau, f"Ici, {number}.").pk)
        ids.append(boost(actor=ruisseau, post=post_by(carrelet, f"Relayé, {number}.")).pk)
    path = f"v1/accounts/{ruisseau.pk}/statuses"
    seen, query = [], path + "?limit=2"
    while query:
        answer = STRANGER.get(query)
        seen += [int(one["id"]) for one in answer.body]
        links = answer.headers.get("Link", "")
        query = links.partition('>; rel="next"')[0].partition("/api/")[2] if 'rel="next"' in links else ""
    assert seen == ids[::-1]
    climbed = STRANGER.get(path, min_id=str(ids[1]), limit="2")
    assert [int(one["id"]) for one in climbed.body] == [ids[3], ids[2]]
    since = STRANGER.get(path, since_id=str(ids[3]))
    assert [int(one["id"]) for one in since.body] == [ids[5], ids[4]]
    assert STRANGER.get(path, max_id="junk", limit="-1").status == 200


def test_only_what_carries_files_a_hashtag_or_a_pin(ruisseau: Actor, carrelet: Actor) -> None:
    plain = post_by(ruisseau)
    tagged = post_by(ruisseau, "Sur la #Douleur.")
    pin(author=ruisseau, post=plain)
    boost(actor=ruisseau, post=post_by(carrelet, "Aussi la #douleur."))
    app = app_of(carrelet)
    assert said(app, ruisseau, tagged="DOULEUR") == [tagged.pk]
    assert said(app, ruisseau, tagged="#douleur") == [tagged.pk]
    assert said(app, ruisseau, pinned="true") == [plain.pk]
    assert said(app, ruisseau, only_media="true") == []
    file = received(ruisseau, made.photograph(), "Un phare.")
    draft = posts.Draft(clear("Une photo."), "public", extras=Extras(media=(file.pk,)))
    carried = posts.write(author=ruisseau, draft=draft)
    assert said(app, ruisseau, only_media="true") == [carried.pk]


def test_a_block_and_a_suspension_hide_all(ruisseau: Actor, dehors: Actor, carrelet: Actor) -> None:
    theirs = post_by(dehors)
    boost(actor=carrelet, post=theirs)
    post_by(ruisseau)
    path = f"v1/accounts/{ruisseau.pk}/statuses"
    block(blocker=ruisseau, blocked=dehors)
    assert app_of(dehors).get(path).status == 404
    assert said(app_of(ruisseau), dehors) == []
    assert said(app_of(ruisseau), carrelet) == []
    assert said(STRANGER, carrelet) == [theirs.pk]
    suspend(actor=dehors)
    assert said(STRANGER, carrelet) == []
    assert STRANGER.get(f"v1/accounts/{dehors.pk}/statuses").status == 404


def test_whom_one_muted_is_read_where_one_opens_it(ruisseau: Actor, dehors: Actor) -> None:
    theirs = post_by(dehors)
    mute(muter=ruisseau, muted=dehors)
    assert said(app_of(ruisseau), dehors) == [theirs.pk]


def test_a_group_shows_to_its_members_what_is_said_there(ruisseau: Actor, carrelet: Actor, avril: Actor) -> None:
    group = group_by(carrelet)
    post = post_by(carrelet, audience=group.word)
    reply_by(carrelet, post)
    assert said(app_of(avril), group.actor) == []
    join(actor=avril, group=group)
    avril.refresh_from_db()
    assert group.word in eyes_of(avril).audiences
    assert said(app_of(avril), group.actor) == [post.pk]


@pytest.mark.parametrize("many", [1, 15])
def test_a_page_costs_the_same_whatever_stands_on_it(
    ruisseau: Actor, carrelet: Actor, many: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(many):
        mine = post_by(ruisseau, f"Ici, {number}.")
        reply_by(ruisseau, mine)
        boost(actor=ruisseau, post=post_by(carrelet, f"Relayé, {number}."))
    app = app_of(carrelet)
    app.get("v1/lists")
    with django_assert_max_num_queries(5):
        app.get(f"v1/accounts/{ruisseau.pk}/statuses", limit="40")


def test_whoever_does_not_speak_shows_nothing(ruisseau: Actor, avril: Actor) -> None:
    path = f"v1/accounts/{avril.pk}/statuses"
    assert kind_of(avril.pk, VIEWER) == "person"
    for column in ("suspended_at", "left_at"):
        Actor.objects.filter(pk=avril.pk).update(**{column: clock.now()})
        assert STRANGER.get(path).status == 404, column
        assert not Actor.objects.speaking().filter(pk=avril.pk).exists()
        Actor.objects.filter(pk=avril.pk).update(**{column: None})
    assert avril.account is not None
    Account.objects.filter(pk=avril.account.pk).update(approved_at=None)
    assert not Actor.objects.speaking().filter(pk=avril.pk).exists()
    assert app_of(ruisseau).get(path).status == 404

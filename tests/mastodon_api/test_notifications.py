"""Notifications as apps page through them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import person, post_by, question_by
from tests.mastodon_api.caller import STRANGER, App, app_of
from tests.mastodon_api.entities_notices import Notification as Entity
from tests.mastodon_api.entities_notices import checked
from toctoc.community.models import Notification, Post
from toctoc.community.models.notification import NotificationKind
from toctoc.community.services import boosts, corrections, gestures, posts
from toctoc.community.services.notifications import notify
from toctoc.jobs.models import Job
from toctoc.kernel.progress import Progress
from toctoc.mastodon_api.rules.notices import TYPE_OF, TYPES, WITH_POST, type_of
from toctoc.people.services.actors import suspend
from toctoc.people.services.blocks import block, mute
from toctoc.people.services.follows import follow
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from toctoc.people.models import Actor

PLACE = "v1/notifications"


def reply(author: Actor, to: Post, text: str = "Oui.") -> Post:
    return posts.reply(author=author, to=to, answer=posts.Answer(clear(text)))


def listed(app: App, **query: Any) -> list[Entity]:
    answer = app.get(PLACE, **query)
    assert answer.status == 200, answer.body
    return checked(answer.body, list[Entity])


def test_an_app_is_told_who_did_what(ruisseau: Actor, avril: Actor) -> None:
    post = post_by(ruisseau)
    gestures.favour(actor=avril, post=post)
    boosts.boost(actor=avril, post=post)
    follow(follower=avril, followee=ruisseau)
    said = reply(avril, post, "Merci @ruisseau")
    told = listed(app_of(ruisseau))
    assert [each.type for each in told] == ["mention", "follow", "reblog", "favourite"]
    assert {each.account["acct"] for each in told} == {"avril"}
    assert told[0].status is not None
    assert told[0].status["id"] == str(said.pk)
    assert told[1].status is None
    assert [each.status and each.status["id"] for each in told[2:]] == [str(post.pk)] * 2
    assert listed(app_of(avril)) == []


def test_every_kind_comes_as_a_type_that_apps_know_and_with_what_it_needs(ruisseau: Actor, avril: Actor) -> None:
    post = post_by(ruisseau)
    for kind in NotificationKind:
        for about in (post, None):
            notify(kind, recipients=[ruisseau], actor_id=avril.pk, post=about, address="/avis")
        notify(kind, recipients=[ruisseau], actor_id=None, post=None, address='/page?a="<b>')
    told = listed(app_of(ruisseau), limit=80) + listed(
        app_of(ruisseau), limit=80, max_id=listed(app_of(ruisseau), limit=80)[-1].id
    )
    assert {each.toctoc["kind"] for each in told} == set(NotificationKind.values)
    assert set(TYPE_OF) <= set(NotificationKind.values)
    for each in told:
        assert each.type in TYPES
        assert each.type == type_of(each.toctoc["kind"])
        assert each.account["acct"] in {"avril", "ruisseau"}
        assert (each.status is not None) is (each.type in WITH_POST)
        assert (each.moderation_warning is not None) is (each.type == "moderation_warning")
        if each.status is not None:
            assert {"account", "content", "media_attachments", "mentions", "tags", "emojis"} <= set(each.status)
            assert "<b>" not in each.status["content"]


def test_pages_go_in_all_three_directions(ruisseau: Actor, avril: Actor) -> None:
    for _ in range(6):
        gestures.favour(actor=avril, post=post_by(ruisseau))
    app = app_of(ruisseau)
    ids = [each.id for each in listed(app)]
    assert [each.id for each in listed(app, limit=2, max_id=ids[1])] == ids[2:4]
    assert [each.id for each in listed(app, limit=2, since_id=ids[4])] == ids[:2]
    assert [each.id for each in listed(app, limit=2, min_id=ids[4])] == ids[2:4]
    assert [each.id for each in listed(app, max_id="junk", limit="0")] == ids[:1]
    header = app.get(PLACE, limit=2, **{"types[]": "favourite"}).headers["Link"]
    assert f'types%5B%5D=favourite&max_id={ids[1]}>; rel="next"' in header


def test_an_app_asks_for_some_alone(ruisseau: Actor, avril: Actor, plumier: Actor) -> None:
    post = post_by(ruisseau)
    gestures.favour(actor=avril, post=post)
    follow(follower=plumier, followee=ruisseau)
    app = app_of(ruisseau)
    assert [each.type for each in listed(app, **{"types[]": ["favourite", "mention"]})] == ["favourite"]
    assert [each.type for each in listed(app, **{"exclude_types[]": "favourite"})] == ["follow"]
    assert [each.type for each in listed(app, account_id=avril.pk)] == ["favourite"]
    assert listed(app, account_id="personne") == listed(app, **{"types[]": "inconnu"}) == []


def test_what_is_no_longer_the_readers_is_left_out(ruisseau: Actor, avril: Actor, dehors: Actor) -> None:
    mine = post_by(ruisseau)
    taken_back = reply(avril, mine)
    reply(dehors, mine, "Bonjour @ruisseau")
    app = app_of(ruisseau)
    assert len(listed(app)) == 2
    posts.delete(deleter=avril, post=taken_back)
    [left] = listed(app)
    suspend(actor=dehors)
    assert listed(app) == []
    assert app.get(f"{PLACE}/{left.id}").status == 404


def test_whoever_lost_its_proof_is_shown_nothing_of_professionals(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    reply(carrelet, question.post, "Non @ruisseau")
    app = app_of(ruisseau)
    assert "mention" in [each.type for each in listed(app)]
    type(ruisseau).objects.filter(pk=ruisseau.pk).update(proved_profession="")
    assert "Non" not in repr(app.get(PLACE).body)


@pytest.mark.parametrize("apart", [block, mute])
def test_whom_one_does_not_hear_is_left_out(ruisseau: Actor, avril: Actor, apart: Any) -> None:
    gestures.favour(actor=avril, post=post_by(ruisseau))
    app = app_of(ruisseau)
    [told] = listed(app)
    names = ("blocker", "blocked") if apart is block else ("muter", "muted")
    apart(**dict(zip(names, (ruisseau, avril), strict=True)))
    assert listed(app) == []
    assert app.get(f"{PLACE}/{told.id}").status == 404


def test_nobody_reads_or_deletes_anothers(ruisseau: Actor, avril: Actor, dehors: Actor) -> None:
    gestures.favour(actor=avril, post=post_by(ruisseau))
    notice = Notification.objects.get(kind="favourite")
    outsider = app_of(dehors)
    for path in (f"{PLACE}/{notice.pk}", f"{PLACE}/1", f"{PLACE}/{'9' * 18}"):
        assert outsider.get(path).status == outsider.post(f"{path}/dismiss").status == 404
    outsider.post(f"{PLACE}/clear")
    assert outsider.post(f"{PLACE}/dismiss", {"id": str(notice.pk)}).status == 404
    assert outsider.post(f"{PLACE}/dismiss", {"id": "junk"}).status == 422
    assert STRANGER.get(PLACE).status == 401
    assert app_of(ruisseau, "read:statuses").get(PLACE).status == 403
    assert app_of(ruisseau, "read:notifications").post(f"{PLACE}/clear").status == 403
    assert Notification.objects.filter(pk=notice.pk).exists()


def test_one_is_read_and_deleted(ruisseau: Actor, avril: Actor) -> None:
    gestures.favour(actor=avril, post=post_by(ruisseau))
    app = app_of(ruisseau)
    [told] = listed(app)
    assert app.get(f"{PLACE}/{told.id}").body["id"] == told.id
    assert app.post(f"{PLACE}/{told.id}/dismiss").body == {}
    assert app.post(f"{PLACE}/{told.id}/dismiss").status == 404
    gestures.favour(actor=avril, post=post_by(ruisseau))
    assert app.post(f"{PLACE}/clear").body == {}
    assert listed(app) == []


def test_what_waits_is_counted(ruisseau: Actor, avril: Actor) -> None:
    app = app_of(ruisseau)
    for _ in range(3):
        gestures.favour(actor=avril, post=post_by(ruisseau))
    follow(follower=avril, followee=ruisseau)
    assert app.get(f"{PLACE}/unread_count").body == {"count": 4}
    assert app.get(f"{PLACE}/unread_count", limit=2).body == {"count": 2}
    assert app.get(f"{PLACE}/unread_count", **{"types[]": "follow"}).body == {"count": 1}


def test_a_page_costs_the_same_whatever_it_holds(
    ruisseau: Actor, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    app, post = app_of(ruisseau), post_by(ruisseau)
    listed(app)
    for number in range(25):
        actor = person(f"foule{number}")
        gestures.favour(actor=actor, post=post)
        reply(actor, post)
    with django_assert_max_num_queries(6):
        assert len(listed(app)) == 40


def test_whoever_shows_a_post_to_others_hears_of_its_edits(ruisseau: Actor, avril: Actor, plumier: Actor) -> None:
    post = post_by(ruisseau)
    boosts.boost(actor=avril, post=post)
    for text in ("Autrement.", "Encore autrement."):
        posts.edit(editor=ruisseau, post=post, text=clear(text), revision=post.revision)
        post.refresh_from_db()
        for job in Job.objects.filter(task=corrections.TELL):
            for _ in range(2):
                corrections.tell_boosters(**job.arguments, progress=Progress(lambda *_: True))
            job.delete()
    told = listed(app_of(avril))
    assert [(each.type, each.toctoc["kind"]) for each in told] == [("update", "edit")] * 2
    assert listed(app_of(plumier)) == []

"""Blocks and mutes, through the doors: what either side meets afterwards, and what nobody learns."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.config.api_caller import Caller, caller
from tests.conftest import eyes_of, person, post_by, question_by, signed_in
from toctoc.community.models import Notification
from toctoc.community.models.notification import NotificationKind
from toctoc.community.queries.home import home_lists
from toctoc.community.queries.notifications import notifications_of, unread_count
from toctoc.community.services import gestures, posts
from toctoc.community.services.leaving import erase_who_left
from toctoc.community.services.notifications import notify
from toctoc.kernel import clock
from toctoc.kernel.errors import Missing, Refused
from toctoc.kernel.pagination import Cut
from toctoc.kernel.progress import Progress
from toctoc.people.models import Actor, Block, Follow, Mute
from toctoc.people.services.actors import suspend
from toctoc.people.services.blocks import block, end_mutes, mute
from toctoc.people.services.follows import follow
from toctoc.people.services.leaving import begin_erasing
from toctoc.privacy.services import clear
from toctoc.questions.queries.lists import waiting_for

if TYPE_CHECKING:
    from tests.pages import Response
    from toctoc.community.models import Post

pytestmark = pytest.mark.django_db


def fresh(actor: Actor) -> Actor:
    return Actor.objects.select_related("account").get(pk=actor.pk)


def plain(page: Response) -> str:
    """Return a page without the token of its forms, which is another each time."""
    return re.sub('value="[A-Za-z0-9]{64}"|billet=[^"]*', "", page.content.decode())


def told(actor: Actor) -> list[str]:
    return [notice.kind for notice in notifications_of(fresh(actor), Cut()).items]


def answer_to(post: Post, author: Actor, text: str = "Bien dit.") -> Post:
    return posts.reply(author=fresh(author), to=post, answer=posts.Answer(clear(text)))


def test_a_block_by_hand_and_taken_back_by_hand(ruisseau: Actor, avril: Actor) -> None:
    mine, hers = signed_in(ruisseau).client, signed_in(avril).client
    post_by(avril, "Mot de patiente.")
    follow(follower=ruisseau, followee=avril)
    assert "Bloquer ce compte" in mine.get("/@avril").content.decode()
    for _ in range(2):
        assert mine.post("/@avril/bloquer", {"vers": "oui"}).status_code == 302
    page = mine.get("/@avril").content.decode()
    assert "Vous avez bloqué ce compte" in page
    assert "Mot de patiente" not in page
    assert not Follow.objects.exists()
    assert hers.get("/@ruisseau").status_code == 404
    assert "@avril" in mine.get("/reglages/blocages").content.decode()
    for _ in range(2):
        assert mine.post("/reglages/blocages", {"qui": avril.pk, "geste": "debloquer"}).status_code == 302
    assert hers.get("/@ruisseau").status_code == 200
    assert "Mot de patiente" in mine.get("/@avril").content.decode()


def test_whoever_blocked_is_as_a_handle_that_nobody_has(ruisseau: Actor, avril: Actor) -> None:
    block(blocker=ruisseau, blocked=avril)
    hers = signed_in(avril).client
    for page in ("", "/preuve"):
        there, nobody = hers.get(f"/@ruisseau{page}"), hers.get(f"/@personne{page}")
        assert (there.status_code, nobody.status_code) == (404, 404)
        assert plain(there) == plain(nobody)
    for gesture, form in (("suivre", {"vers": "oui"}), ("silence", {"duree": "jour"})):
        assert hers.post(f"/@ruisseau/{gesture}", form).status_code == 404
    program = caller(avril)
    for method, path in (
        ("get", "/actors/ruisseau"),
        ("get", "/actors/ruisseau/posts"),
        ("post", "/actors/ruisseau/follow"),
    ):
        answered = program.send(method, path, None)
        assert answered.status == 404
        assert answered.body == program.send(method, path.replace("ruisseau", "personne"), None).body
    assert Client().get("/@ruisseau").status_code == 200


def test_neither_follows_reads_answers_favours_or_quotes_the_other(ruisseau: Actor, avril: Actor) -> None:
    said = {actor: post_by(actor) for actor in (ruisseau, avril)}
    block(blocker=ruisseau, blocked=avril)
    ruisseau, avril = fresh(ruisseau), fresh(avril)
    with pytest.raises(Missing):
        follow(follower=avril, followee=ruisseau)
    with pytest.raises(Refused):
        follow(follower=ruisseau, followee=avril)
    for one, other in ((ruisseau, avril), (avril, ruisseau)):
        post = said[next(actor for actor in said if actor.pk == other.pk)]
        browser = signed_in(one).client
        assert browser.get(f"/messages/{post.pk}").status_code == 404
        assert browser.get(f"/messages/{post.pk}/carte").status_code == 404
        assert browser.post(f"/messages/{post.pk}/utile").status_code == 404
        with pytest.raises(Missing):
            answer_to(post, one)
        for gesture in ("favourite", "bookmark"):
            assert caller(one).post(f"/posts/{post.pk}/{gesture}").status == 404


def test_lists_leave_the_other_out_for_both(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau, "Que faire ? #mieux")
    post_by(ruisseau, "Bonjour #mieux")
    assert waiting_for(carrelet, eyes_of(carrelet)) == [question.pk]
    block(blocker=ruisseau, blocked=carrelet)
    carrelet = fresh(carrelet)
    assert waiting_for(carrelet, eyes_of(carrelet)) == []
    browser = signed_in(carrelet).client
    for address in ("/mots/mieux", "/decouvrir", "/questions", "/"):
        page = browser.get(address).content.decode()
        assert "Que faire ?" not in page
        assert "<article" not in page
    for path in ("/timelines/public", "/timelines/home", "/questions"):
        assert caller(carrelet).get(path).body["items"] == []


def test_nothing_is_told_across_a_block_and_what_was_told_is_left_out(ruisseau: Actor, avril: Actor) -> None:
    carrelet = person("tiers", "doctor", proved=True)
    post = post_by(ruisseau)
    gestures.favour(actor=avril, post=post)
    follow(follower=avril, followee=ruisseau)
    assert unread_count(ruisseau.pk) == 2
    block(blocker=ruisseau, blocked=avril)
    assert (told(ruisseau), unread_count(ruisseau.pk)) == ([], 0)
    thread = post_by(carrelet)
    answer_to(thread, avril, "Je pense à @ruisseau.")
    notice = Notification.objects.filter(recipient=ruisseau)
    before = notice.count()
    notify(NotificationKind.NOTE, recipients=[fresh(ruisseau)], actor_id=avril.pk, post=post)
    assert (told(ruisseau), notice.count()) == ([], before)
    answer_to(thread, carrelet, "Et @ruisseau ?")
    assert (told(ruisseau), notice.count()) == (["mention"], before + 1)


def test_figures_that_stood_stay(ruisseau: Actor, avril: Actor) -> None:
    post = post_by(ruisseau)
    gestures.favour(actor=avril, post=post)
    block(blocker=ruisseau, blocked=avril)
    post.refresh_from_db()
    assert post.favourites_count == 1


def test_an_actor_that_leaves_takes_its_blocks_along(ruisseau: Actor, carrelet: Actor, avril: Actor) -> None:
    block(blocker=avril, blocked=ruisseau)
    block(blocker=carrelet, blocked=avril)
    mute(muter=ruisseau, muted=avril)
    begin_erasing(actor_id=avril.pk)
    erase_who_left(actor_id=avril.pk, progress=Progress(lambda done, total: True))
    assert not Block.objects.exists()
    assert not Mute.objects.exists()
    assert set(Actor.objects.values_list("blocks_count", flat=True)) == {0}


def test_one_who_is_suspended_can_still_be_let_go(ruisseau: Actor, avril: Actor) -> None:
    block(blocker=ruisseau, blocked=avril)
    suspend(actor=avril)
    browser = signed_in(ruisseau).client
    assert "@avril" in browser.get("/reglages/blocages").content.decode()
    browser.post("/reglages/blocages", {"qui": avril.pk, "geste": "debloquer"})
    assert not Block.objects.exists()


def test_nobody_lets_go_for_somebody_else(ruisseau: Actor, avril: Actor, dehors: Actor) -> None:
    block(blocker=ruisseau, blocked=avril)
    mute(muter=ruisseau, muted=dehors)
    outsider = signed_in(dehors).client
    for gesture in ("debloquer", "ecouter"):
        outsider.post("/reglages/blocages", {"qui": avril.pk, "geste": gesture})
    assert "@avril" not in outsider.get("/reglages/blocages").content.decode()
    assert Block.objects.count() == Mute.objects.count() == 1
    for address in ("/reglages/blocages", "/@avril/bloquer", "/@avril/silence"):
        assert Client().post(address, {"vers": "oui", "duree": "jour"}).status_code in {302, 403}
    assert Block.objects.count() == Mute.objects.count() == 1


@pytest.mark.parametrize("form", [{"duree": "siècle"}, {}])
def test_a_mute_lasts_what_the_list_offers(ruisseau: Actor, avril: Actor, form: dict[str, str]) -> None:
    assert signed_in(ruisseau).client.post("/@avril/silence", form).status_code == 422
    assert signed_in(ruisseau).client.post("/@ruisseau/silence", {"duree": "jour"}).status_code == 422
    assert signed_in(ruisseau).client.post("/@ruisseau/bloquer", {"vers": "oui"}).status_code == 422
    assert not Mute.objects.exists()


def test_a_muted_author_leaves_lists_and_stays_in_the_threads_one_opens(ruisseau: Actor, avril: Actor) -> None:
    follow(follower=ruisseau, followee=avril)
    said = post_by(avril, "Encore moi.")
    mine = post_by(ruisseau, "Mon fil.")
    answer_to(mine, avril, "Ma réponse.")
    browser = signed_in(ruisseau).client
    assert "Encore moi" in browser.get("/").content.decode()
    browser.post("/@avril/silence", {"duree": "semaine"})
    for address in ("/", "/decouvrir"):
        page = browser.get(address).content.decode()
        assert "Encore moi" not in page
        assert "Mon fil" in page
    thread = browser.get(f"/messages/{mine.pk}").content.decode()
    assert thread.index("Compte en silence") < thread.index("Ma réponse")
    assert "Encore moi" in browser.get("/@avril").content.decode()
    assert signed_in(avril).client.get(f"/messages/{mine.pk}").content.decode().count("Compte en silence") == 0
    public = caller(ruisseau).get("/timelines/public").body["items"]
    assert [item["id"] for item in public] == [str(mine.pk)]
    replies = caller(ruisseau).get(f"/posts/{mine.pk}/replies").body["items"]
    assert [item["folded"] for item in replies] == [[""]]
    assert said.pk not in home_lists.page(ruisseau.pk, Cut()).items


def test_a_mute_ends_by_itself(ruisseau: Actor, avril: Actor) -> None:
    follow(follower=ruisseau, followee=avril)
    said = post_by(avril, "Encore moi.")
    mute(muter=ruisseau, muted=avril, until=clock.now() + timedelta(days=1))
    browser = signed_in(ruisseau).client
    assert "Encore moi" not in browser.get("/").content.decode()
    with clock.at(clock.now() + timedelta(days=1, minutes=1)):
        assert end_mutes() == 1
        assert end_mutes() == 0
        assert home_lists.page(ruisseau.pk, Cut()).items == [said.pk]
        assert "Encore moi" in browser.get("/").content.decode()


@pytest.mark.parametrize(("hides", "expected"), [(True, []), (False, ["reply"])])
def test_a_mute_may_leave_notifications(ruisseau: Actor, avril: Actor, *, hides: bool, expected: list[str]) -> None:
    mine = post_by(ruisseau)
    mute(muter=ruisseau, muted=avril, hides_notifications=hides)
    answer_to(mine, avril)
    assert told(ruisseau) == expected
    assert unread_count(ruisseau.pk) == len(expected)


def test_what_moderation_says_is_always_heard(ruisseau: Actor, avril: Actor) -> None:
    block(blocker=ruisseau, blocked=avril)
    notify(NotificationKind.DECISION, recipients=[fresh(ruisseau)], actor_id=None, post=None, address="/reglages")
    assert told(ruisseau) == ["decision"]


def test_programs_block_and_mute(ruisseau: Actor, avril: Actor) -> None:
    program = caller(ruisseau)
    assert program.post("/actors/avril/block").body["blocked"] is True
    assert [one["handle"] for one in program.get("/blocks").body["items"]] == ["avril"]
    assert program.post("/actors/avril/unblock").body["blocked"] is False
    assert program.post("/actors/avril/mute", {"seconds": 3600}).body["muted"] is True
    assert program.get("/mutes").body["items"][0]["until"] is not None
    assert program.post("/actors/avril/mute", {"seconds": 1}).status == 422
    assert program.post("/actors/avril/unmute").body["muted"] is False
    assert Caller().post("/actors/avril/block").status == 401
    assert Caller().get("/blocks").status == 401

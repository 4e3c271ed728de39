"""Boosts: what may be shown to others, who hears of it, where it stands, and what ends it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.config.api_caller import STRANGER, caller
from tests.conftest import person, post_by, signed_in
from tests.pages import words_of
from toctoc.community.models import Boost, Notification, Post
from toctoc.community.queries import home, prepared
from toctoc.community.queries.home import Span, home_lists
from toctoc.community.rules.boosts import PACES
from toctoc.community.rules.filters import Place
from toctoc.community.services import posts
from toctoc.community.services.boosts import boost, unboost
from toctoc.community.services.leaving import erase_who_left
from toctoc.community.services.tombstones import remove, restore
from toctoc.kernel import clock
from toctoc.kernel.errors import Missing, Refused, TooMany
from toctoc.kernel.pagination import Cut
from toctoc.kernel.progress import Progress
from toctoc.live.models import LiveEvent
from toctoc.people.models import Actor
from toctoc.people.queries.statements import execute
from toctoc.people.rules.ties import Wishes
from toctoc.people.services import blocks, follows
from toctoc.people.services.actors import suspend
from toctoc.privacy.services import clear


def fresh(actor: Actor) -> Actor:
    """Return an actor as it is now."""
    return Actor.objects.get(pk=actor.pk)


def home_of(reader: Actor) -> list[int]:
    """Return the posts a reader's home page shows, after every check."""
    glance = home_lists.glance(reader.pk, Cut())
    return [int(item["id"]) for item in json.loads(prepared.objects(glance.page.items, glance.viewer))]


@pytest.fixture
def between(ruisseau: Actor, avril: Actor) -> Actor:
    """Avril, whom ruisseau follows."""
    follows.follow(follower=ruisseau, followee=avril)
    return avril


@pytest.mark.parametrize("audience", ["public", "unlisted", "members"])
def test_what_everybody_or_every_member_reads_is_boosted_once(carrelet: Actor, avril: Actor, audience: str) -> None:
    post = post_by(carrelet, audience=audience)
    made = boost(actor=avril, post=post)
    assert boost(actor=avril, post=post) == made
    post.refresh_from_db()
    assert (post.boosts_count, Boost.objects.count()) == (1, 1)
    for _ in range(2):
        unboost(actor=avril, post=post)
    post.refresh_from_db()
    assert (post.boosts_count, Boost.objects.count()) == (0, 0)


@pytest.mark.parametrize("audience", ["professionals", "profession:doctor"])
def test_what_is_for_some_is_boosted_by_nobody(carrelet: Actor, ruisseau: Actor, avril: Actor, audience: str) -> None:
    post = post_by(carrelet, audience=audience)
    for reader in (carrelet, ruisseau):
        with pytest.raises(Refused, match="certains lecteurs"):
            boost(actor=reader, post=post)
    # Whoever may not read it learns nothing, not even that.
    with pytest.raises(Missing):
        boost(actor=avril, post=post)
    assert not Boost.objects.exists()


def test_a_letter_is_not_boosted_even_by_its_reader(carrelet: Actor, avril: Actor, ruisseau: Actor) -> None:
    draft = posts.Draft(clear("Entre nous."), "named", named=(avril,))
    post = posts.write(author=carrelet, draft=draft)
    with pytest.raises(Refused):
        boost(actor=avril, post=post)
    with pytest.raises(Missing):
        boost(actor=ruisseau, post=post)


def test_neither_side_of_a_block_boosts_the_other(carrelet: Actor, avril: Actor) -> None:
    theirs, mine = post_by(carrelet), post_by(avril)
    blocks.block(blocker=carrelet, blocked=avril)
    with pytest.raises(Missing):
        boost(actor=fresh(avril), post=theirs)
    with pytest.raises(Missing):
        boost(actor=fresh(carrelet), post=mine)


def test_what_was_taken_back_is_not_boosted_and_loses_its_boosts(carrelet: Actor, avril: Actor) -> None:
    post = post_by(carrelet)
    boost(actor=avril, post=post)
    posts.delete(deleter=carrelet, post=post)
    post.refresh_from_db()
    assert (post.boosts_count, Boost.objects.count()) == (0, 0)
    with pytest.raises(Missing):
        boost(actor=avril, post=post)


def test_what_moderation_gives_back_has_its_boosts(ruisseau: Actor, carrelet: Actor, between: Actor) -> None:
    post = post_by(carrelet)
    boost(actor=between, post=post)
    removed = remove(post=post)
    assert home_of(ruisseau) == []
    post.refresh_from_db()
    restore(post=post, removed=removed)
    assert home_of(ruisseau) == [post.pk]


def test_its_author_hears_once_and_open_pages_hear_each_time(carrelet: Actor, avril: Actor) -> None:
    post = post_by(carrelet)
    for _ in range(3):
        made = boost(actor=avril, post=post)
        unboost(actor=avril, post=post)
    notice = Notification.objects.get(recipient=carrelet)
    assert (notice.kind, notice.actor_id, notice.post_id) == ("boost", avril.pk, post.pk)
    told = [event for event in LiveEvent.objects.order_by("pk") if event.kind in {"boost", "unboost"}]
    assert [event.kind for event in told] == ["boost", "unboost"] * 3
    assert json.loads(told[-1].payload) == {"id": str(made.pk), "post": str(post.pk), "actor": str(avril.pk)}


def test_nobody_hears_of_boosting_itself_nor_of_whom_it_mutes(carrelet: Actor, avril: Actor) -> None:
    post = post_by(carrelet)
    boost(actor=carrelet, post=post)
    blocks.mute(muter=carrelet, muted=avril)
    boost(actor=avril, post=post)
    assert not Notification.objects.exists()
    assert Post.objects.get(pk=post.pk).boosts_count == 2


def test_boosting_has_a_pace_which_doing_it_twice_does_not_meet(carrelet: Actor, avril: Actor) -> None:
    said = [post_by(carrelet, f"Message {number}.") for number in range(PACES[0].posts)]
    for post in said:
        boost(actor=avril, post=post)
    boost(actor=avril, post=said[0])
    more = post_by(avril)
    with pytest.raises(TooMany):
        boost(actor=avril, post=more)
    with clock.at(clock.now() + PACES[0].window + timedelta(seconds=1)):
        boost(actor=avril, post=more)


def test_a_boost_stands_at_its_moment_under_the_name_of_who_made_it(
    ruisseau: Actor, carrelet: Actor, between: Actor
) -> None:
    older = post_by(carrelet, "Un dosage utile.")
    newer = post_by(between, "Bonsoir.")
    browser = signed_in(ruisseau).client
    assert "Un dosage utile." not in words_of(browser.get("/"))
    boost(actor=between, post=older)
    assert home_of(ruisseau) == [older.pk, newer.pk]
    page = words_of(browser.get("/"))
    assert page.index("Un dosage utile.") < page.index("Bonsoir.")
    assert page.count(f'Relayé par <a href="/@{between.handle}">') == 1
    glance = home_lists.glance(ruisseau.pk, Cut())
    assert "Boosted by <a" in prepared.cards(glance.page.items, glance.viewer, "en", Place.HOME, glance.brought)
    unboost(actor=between, post=older)
    assert "Un dosage utile." not in words_of(browser.get("/"))


def test_a_name_that_looks_like_a_tag_is_only_a_name(ruisseau: Actor, carrelet: Actor, between: Actor) -> None:
    Actor.objects.filter(pk=between.pk).update(display_name="<b>Avril</b>")
    boost(actor=between, post=post_by(carrelet))
    page = signed_in(ruisseau).client.get("/").content.decode()
    assert "&lt;b&gt;Avril&lt;/b&gt;</a></p>" in page
    assert "<b>" not in page


def test_a_thread_that_stands_by_itself_and_one_that_many_boost_are_shown_once(
    ruisseau: Actor, carrelet: Actor, between: Actor
) -> None:
    other = person("violette")
    follows.follow(follower=ruisseau, followee=other)
    own, theirs = post_by(other), post_by(carrelet)
    for booster in (between, other):
        boost(actor=booster, post=theirs)
    boost(actor=between, post=own)
    assert home_of(ruisseau) == [theirs.pk, own.pk]


@pytest.mark.parametrize("warmth", ["known", "unknown"])
@pytest.mark.parametrize("ending", ["suspend", "mute", "block", "be_blocked", "unfollow", "hide", "block_author"])
def test_a_boost_leaves_nothing_of_whom_one_does_not_hear(
    ruisseau: Actor, carrelet: Actor, between: Actor, ending: str, warmth: str
) -> None:
    post = post_by(carrelet)
    boost(actor=between, post=post)
    if warmth == "known":
        assert home_of(ruisseau) == [post.pk]
    if ending == "suspend":
        suspend(actor=between)
    elif ending == "mute":
        blocks.mute(muter=ruisseau, muted=between)
    elif ending == "block":
        blocks.block(blocker=ruisseau, blocked=between)
    elif ending == "be_blocked":
        blocks.block(blocker=between, blocked=ruisseau)
    elif ending == "unfollow":
        follows.unfollow(follower=ruisseau, followee=between)
    elif ending == "hide":
        follows.follow(follower=ruisseau, followee=between, wishes=Wishes(shows_boosts=False))
    else:
        blocks.block(blocker=ruisseau, blocked=carrelet)
    assert home_of(fresh(ruisseau)) == []
    assert caller(ruisseau).get("/timelines/home").body["items"] == []


def test_a_boost_brings_nothing_before_whom_the_author_blocked(
    ruisseau: Actor, carrelet: Actor, between: Actor
) -> None:
    blocks.block(blocker=carrelet, blocked=ruisseau)
    post = post_by(carrelet, "Sans vous.")
    boost(actor=between, post=post)
    assert home_of(fresh(ruisseau)) == []
    assert "Sans vous." not in words_of(signed_in(ruisseau).client.get("/"))


def test_suspending_the_author_hides_what_others_boost(ruisseau: Actor, carrelet: Actor, between: Actor) -> None:
    boost(actor=between, post=post_by(carrelet))
    suspend(actor=carrelet)
    assert home_of(ruisseau) == []


def test_who_leaves_takes_its_boosts_along(ruisseau: Actor, carrelet: Actor, between: Actor) -> None:
    post = post_by(carrelet)
    boost(actor=between, post=post)
    erase_who_left(actor_id=between.pk, progress=Progress(lambda _done, _total: True))
    post.refresh_from_db()
    assert (post.boosts_count, Boost.objects.count()) == (0, 0)
    assert home_of(ruisseau) == []


def test_entries_are_paged_both_ways_by_their_own_ids(ruisseau: Actor, carrelet: Actor, between: Actor) -> None:
    made = [boost(actor=between, post=post_by(carrelet, f"Message {number}.")).pk for number in range(6)]

    def ids(*, below: int | None = None, above: int | None = None, climbs: bool = False) -> list[int]:
        return [e.entry_id for e in home_lists.span(ruisseau.pk, Span(below, above, climbs, 2)).entries]

    assert ids() == [made[5], made[4]]
    assert ids(below=made[4]) == [made[3], made[2]]
    assert ids(above=made[1]) == [made[5], made[4]]
    assert ids(above=made[1], climbs=True) == [made[3], made[2]]
    assert ids(above=made[5], climbs=True) == []


def test_a_page_of_boosts_costs_one_statement_more_whatever_their_number(
    monkeypatch: pytest.MonkeyPatch, ruisseau: Actor, carrelet: Actor, between: Actor
) -> None:
    asked: list[str] = []

    def counted(sql: str, parameters: list[int | str]) -> list[tuple[object, ...]]:
        asked.append(sql)
        return execute(sql, parameters)

    monkeypatch.setattr(home, "execute", counted)
    for count in (1, 12):
        for number in range(count):
            boost(actor=between, post=post_by(carrelet, f"Message {number}."))
        home_lists.glance(ruisseau.pk, Cut())
        asked.clear()
        assert len(home_lists.glance(ruisseau.pk, Cut()).boosters) == len(home_of(ruisseau))
        assert len(asked) == 2 * 2


def test_the_button_shows_and_takes_back_and_stands_only_where_it_may(carrelet: Actor, avril: Actor) -> None:
    post, closed = post_by(carrelet), post_by(avril, audience="members")
    browser = signed_in(avril).client
    button = f'formaction="/messages/{post.pk}/relayer" aria-pressed="%s">'
    assert button % "false" in words_of(browser.get(f"/messages/{post.pk}"))
    for pressed, count in (("true", 1), ("false", 0)):
        card = words_of(browser.post(f"/messages/{post.pk}/relayer", headers={"HX-Request": "true"}))
        assert button % pressed in card
        assert ("Relayé · 1" in card) is (count == 1)
        assert Boost.objects.count() == count
    assert f"/messages/{closed.pk}/relayer" in words_of(browser.get(f"/messages/{closed.pk}"))
    peers = post_by(carrelet, audience="professionals")
    assert f"/messages/{peers.pk}/relayer" not in words_of(signed_in(carrelet).client.get(f"/messages/{peers.pk}"))


def test_our_api_boosts_once_and_says_why_it_does_not(carrelet: Actor, avril: Actor) -> None:
    post, api = post_by(carrelet), caller(avril)
    for _ in range(2):
        said = api.post(f"/posts/{post.pk}/boost").body
    assert (said["boosts"], said["boosted"]) == (1, True)
    assert STRANGER.get(f"/posts/{post.pk}").body["boosted"] is False
    for _ in range(2):
        said = api.post(f"/posts/{post.pk}/unboost").body
    assert (said["boosts"], said["boosted"]) == (0, False)
    assert STRANGER.post(f"/posts/{post.pk}/boost").status == 401
    peers = post_by(carrelet, audience="professionals")
    assert api.post(f"/posts/{peers.pk}/boost").status == 404
    refused = caller(carrelet).post(f"/posts/{peers.pk}/boost")
    assert (refused.status, "relaie pas" in refused.body["detail"]) == (403, True)

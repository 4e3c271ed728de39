"""Hashtags that are followed, shown and trending."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.conftest import eyes_of, person, post_by, signed_in
from toctoc.community.models import FeaturedTag, FollowedTag, Notification
from toctoc.community.models.notification import NotificationKind
from toctoc.community.queries.tags import (
    featured_tags,
    followed_among,
    followed_tags,
    follows_tag,
    histories,
    own_words,
)
from toctoc.community.queries.trends import forget_trends, trending_links, trending_posts, trending_tags
from toctoc.community.services import bells, gestures
from toctoc.community.services.leaving import erase_who_left
from toctoc.community.services.tags import MOST_FEATURED, feature_tag, follow_tag, unfeature_tag, unfollow_tag
from toctoc.jobs.models import Job
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Refused
from toctoc.kernel.pagination import Cut
from toctoc.kernel.progress import Progress
from toctoc.people.rules.audience import STRANGER
from toctoc.people.rules.ties import Wishes
from toctoc.people.services.actors import limit, suspend
from toctoc.people.services.blocks import block
from toctoc.people.services.choices import Chosen, change_choices
from toctoc.people.services.follows import follow
from toctoc.people.services.leaving import begin_erasing
from toctoc.privacy.services import clear_line
from toctoc.rights.queries.keepers import KEEPERS

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from toctoc.people.models import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _counted_anew() -> None:
    forget_trends()


def crowd(how_many: int) -> list[Actor]:
    return [person(f"foule_{number}") for number in range(how_many)]


def test_a_hashtag_is_followed_once_whatever_its_writing(ruisseau: Actor) -> None:
    assert [follow_tag(actor=ruisseau, word=word) for word in ("#Asthme", "asthme", " ASTHME ")] == ["asthme"] * 3
    assert FollowedTag.objects.count() == 1
    assert follows_tag(ruisseau, "Asthme")
    assert followed_among(ruisseau, ["asthme", "eczema"]) == {"asthme"}
    for _ in range(2):
        unfollow_tag(actor=ruisseau, word="Asthme")
    assert not follows_tag(ruisseau, "asthme")


@pytest.mark.parametrize("word", ["", "#", "a", "deux mots", "mot-dièse", "12", "x" * 51, "é\x00a", "<b>"])
def test_what_no_text_could_carry_is_no_hashtag(ruisseau: Actor, word: str) -> None:
    with pytest.raises(Invalid):
        follow_tag(actor=ruisseau, word=word)
    assert not FollowedTag.objects.exists()


def test_followed_hashtags_come_in_pages_the_last_first(ruisseau: Actor) -> None:
    for number in range(5):
        follow_tag(actor=ruisseau, word=f"mot{number}")
    first = followed_tags(ruisseau, Cut(size=3))
    assert [tag.word for tag in first.items] == ["mot4", "mot3", "mot2"]
    rest = followed_tags(ruisseau, Cut(first.next_before, 3))
    assert ([tag.word for tag in rest.items], rest.next_before) == (["mot1", "mot0"], None)


def test_a_profile_shows_ten_hashtags_with_what_was_said_in_public(
    ruisseau: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    post_by(ruisseau, "Un mot sur l’#asthme.")
    post_by(ruisseau, "Un autre #asthme #toux", "members")
    assert own_words(ruisseau) == ["asthme"]
    for number in range(MOST_FEATURED - 1):
        feature_tag(actor=ruisseau, word=clear_line(f"mot{number}"))
    for _ in range(2):
        feature_tag(actor=ruisseau, word=clear_line("#Asthme"))
    with pytest.raises(Refused):
        feature_tag(actor=ruisseau, word=clear_line("toux"))
    with django_assert_num_queries(2):
        shown = featured_tags(ruisseau)
    assert (shown[-1].word, shown[-1].posts, shown[-1].last_at is not None) == ("asthme", 1, True)
    assert (shown[0].posts, shown[0].last_at) == (0, None)
    assert own_words(ruisseau) == []
    unfeature_tag(actor=ruisseau, word="asthme")
    assert FeaturedTag.objects.count() == MOST_FEATURED - 1


def test_who_is_suspended_follows_and_shows_nothing_more(ruisseau: Actor) -> None:
    suspend(actor=ruisseau)
    with pytest.raises(Refused):
        follow_tag(actor=ruisseau, word="asthme")
    with pytest.raises(Refused):
        feature_tag(actor=ruisseau, word=clear_line("asthme"))


def test_the_history_of_hashtags_counts_public_uses_of_seven_days_in_one_statement(
    ruisseau: Actor, avril: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    now = clock.now().replace(hour=12)
    with clock.at(now - timedelta(days=1)):
        post_by(ruisseau, "Hier #asthme")
    with clock.at(now - timedelta(days=9)):
        post_by(ruisseau, "Il y a longtemps #asthme")
    with clock.at(now):
        for author in (ruisseau, ruisseau, avril):
            post_by(author, "Aujourd’hui #Asthme")
        post_by(avril, "Entre nous #asthme", "members")
        with django_assert_num_queries(1):
            told = histories(["asthme", "toux"])
    assert [(day.uses, day.people) for day in told["asthme"]] == [(3, 2), (1, 1), *[(0, 0)] * 5]
    assert [day.uses for day in told["toux"]] == [0] * 7
    assert told["asthme"][0].day == now.date()


def test_a_trend_has_five_authors_at_least_and_nothing_that_is_not_public() -> None:
    people = crowd(5)
    for someone in people:
        post_by(someone, "Lire https://exemple.test/etude sur le #sommeil")
        post_by(someone, "#cercle", "members")
    for _ in range(6):
        post_by(people[0], "#seul https://exemple.test/seul")
    assert [(trend.subject, trend.people) for trend in trending_tags()] == [("sommeil", 5)]
    assert [trend.subject for trend in trending_links()] == ["https://exemple.test/etude"]
    limit(actor=people[0])
    assert trending_tags(), "counted some minutes ago"
    forget_trends()
    assert trending_tags() == trending_links() == []


def test_a_post_trends_when_five_found_it_useful_and_its_author_agrees(ruisseau: Actor, avril: Actor) -> None:
    said = {author.handle: post_by(author) for author in (ruisseau, avril)}
    for someone in crowd(5):
        for post in said.values():
            gestures.favour(actor=someone, post=post)
    # A patient is suggested to nobody unless she says so.
    assert trending_posts(STRANGER) == [said["ruisseau"].pk]
    change_choices(actor=avril, chosen=Chosen(discoverable=True))
    change_choices(actor=ruisseau, chosen=Chosen(discoverable=False))
    forget_trends()
    assert trending_posts(STRANGER) == [said["avril"].pk]
    reader = person("lectrice")
    block(blocker=avril, blocked=reader)
    reader.refresh_from_db()
    assert trending_posts(eyes_of(reader)) == []


def rung() -> list[int]:
    """Run what waits for bells, twice: nobody is told twice."""
    for job in Job.objects.filter(task=bells.RING):
        for _ in range(2):
            bells.ring(post_id=job.arguments["post_id"], progress=Progress(lambda _done, _total: True))
        job.delete()
    told = Notification.objects.filter(kind=NotificationKind.NEW_POST).order_by("recipient")
    return list(told.values_list("recipient", flat=True))


def test_only_who_rang_the_bell_hears_of_a_new_thread_and_only_if_it_may_read_it(
    ruisseau: Actor, avril: Actor, carrelet: Actor
) -> None:
    follow(follower=avril, followee=ruisseau)
    post_by(ruisseau)
    assert rung() == []
    follow(follower=avril, followee=ruisseau, wishes=Wishes(notify=True))
    follow(follower=carrelet, followee=ruisseau, wishes=Wishes(notify=True))
    post_by(ruisseau, "Entre nous.", "professionals")
    assert rung() == [carrelet.pk]
    follow(follower=carrelet, followee=ruisseau, wishes=Wishes(notify=False))
    post_by(ruisseau, "Pour chacun.")
    assert rung() == sorted([carrelet.pk, avril.pk])


def test_a_bell_rings_in_the_languages_that_were_chosen_and_not_twice_for_who_is_named(
    ruisseau: Actor, avril: Actor
) -> None:
    follow(follower=avril, followee=ruisseau, wishes=Wishes(notify=True, languages=("en",)))
    post_by(ruisseau, "Bonjour.")
    assert rung() == []
    follow(follower=avril, followee=ruisseau, wishes=Wishes(languages=()))
    post_by(ruisseau, "Bonjour @avril.")
    assert rung() == []
    assert Notification.objects.filter(recipient=avril).count() == 1


# Through the pages.


def test_a_hashtag_is_followed_by_hand_and_only_its_follower_sees_it(ruisseau: Actor, avril: Actor) -> None:
    mine = signed_in(ruisseau).client
    assert "Suivre ce mot" in mine.get("/mots/asthme").content.decode()
    for _ in range(2):
        assert mine.post("/mots/Asthme/suivre", {"vers": "oui"}).status_code == 302
    assert "Ne plus suivre ce mot" in mine.get("/mots/asthme").content.decode()
    assert "#asthme" in mine.get("/reglages/mots").content.decode()
    assert "#asthme" not in signed_in(avril).client.get("/reglages/mots").content.decode()
    assert "Suivre ce mot" not in Client().get("/mots/asthme").content.decode()
    for _ in range(2):
        assert mine.post("/mots/asthme/suivre", {"vers": "non"}).status_code == 302
    assert not FollowedTag.objects.exists()
    assert mine.post("/mots/deux mots/suivre", {"vers": "oui"}).status_code == 422


def test_hashtags_are_followed_and_shown_in_settings(ruisseau: Actor) -> None:
    mine = signed_in(ruisseau).client
    for gesture in ("suivre", "montrer"):
        for _ in range(2):
            assert mine.post("/reglages/mots", {"geste": gesture, "mot": "#Sommeil"}).status_code == 302
    assert "#sommeil" in Client().get("/@ruisseau").content.decode()
    assert mine.post("/reglages/mots", {"geste": "suivre", "mot": "deux mots"}).status_code == 422
    assert mine.post("/reglages/mots", {"geste": "manger", "mot": "sommeil"}).status_code == 422
    for gesture in ("quitter", "retirer"):
        for _ in range(2):
            assert mine.post("/reglages/mots", {"geste": gesture, "mot": "sommeil"}).status_code == 302
    assert not FollowedTag.objects.exists()
    assert not FeaturedTag.objects.exists()


def test_strangers_follow_no_hashtag() -> None:
    assert Client().get("/reglages/mots").status_code == 302
    assert Client().post("/mots/asthme/suivre", {"vers": "oui"}).status_code == 302
    assert not FollowedTag.objects.exists()


def test_whoever_leaves_takes_its_hashtags_along(ruisseau: Actor) -> None:
    follow_tag(actor=ruisseau, word="asthme")
    feature_tag(actor=ruisseau, word=clear_line("toux"))
    kept = {keeper.name: list(keeper.entries(ruisseau)) for keeper in KEEPERS}
    assert [entry["word"] for entry in (*kept["followed_tags"], *kept["featured_tags"])] == ["asthme", "toux"]
    begin_erasing(actor_id=ruisseau.pk)
    erase_who_left(actor_id=ruisseau.pk, progress=Progress(lambda _done, _total: True))
    assert not FollowedTag.objects.exists()
    assert not FeaturedTag.objects.exists()

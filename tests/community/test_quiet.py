"""Filters and quiet threads: what is folded, what is left out, for whom alone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.config.api_caller import Caller, caller
from tests.conftest import eyes_of, post_by, signed_in
from tests.databases import ON_POSTGRESQL
from toctoc.community.models import Filter, Notification, ThreadMute
from toctoc.community.queries import prepared
from toctoc.community.queries.notifications import unread_count
from toctoc.community.rules.filters import MOST_FILTERS, Place, folded_words
from toctoc.community.services import posts
from toctoc.community.services.quiet import Wanted, forget_ended_filters, make_filter
from toctoc.kernel import clock
from toctoc.kernel.errors import Refused
from toctoc.people.models import Actor
from toctoc.people.services.follows import follow
from toctoc.privacy.services import clear, clear_line

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from toctoc.community.models import Post

pytestmark = pytest.mark.django_db
EVERYWHERE = ("home", "lists", "notifications", "threads")


def fresh(actor: Actor) -> Actor:
    return Actor.objects.select_related("account").get(pk=actor.pk)


def keep_quiet(actor: Actor, phrases: str, *places: str, hides: bool = False, days: int = 0) -> Filter:
    until = clock.now() + timedelta(days=days) if days else None
    wanted = Wanted(clear_line("Mes mots"), clear(phrases), places or EVERYWHERE, hides=hides, until=until)
    return make_filter(actor=actor, wanted=wanted)


@pytest.mark.parametrize(
    ("phrase", "text", "is_caught"),
    [
        ("chimio", "La CHIMIO commence.", True),
        ("chimio", "La chimiothérapie commence.", False),
        ("hôpital", "À l’hopital, hier", True),
        ("fausse couche", "une **fausse   couche** tardive", True),
        ("fausse couche", "une couche fausse", False),
        ("coeur", "le cœur", True),
        ("essai", "#essai clinique", True),
        ("essai", "mes_essai_ du jour", True),
        ("(a*)+b", "aaaaaaaaaaaa", False),
    ],
)
def test_words_are_whole_and_without_accents(phrase: str, text: str, *, is_caught: bool) -> None:
    assert (folded_words(phrase) in folded_words(text)) is is_caught


@pytest.mark.parametrize("typed", ["", "\n \n", "!!!", "\n".join(f"mot{n}" for n in range(11)), "a" * 61])
def test_what_is_no_filter_gets_a_sentence(ruisseau: Actor, typed: str) -> None:
    form = {"phrases": typed, "places": ["home"], "action": "fold"}
    answer = signed_in(ruisseau).client.post("/reglages/filtres", form)
    assert answer.status_code == 422
    assert not Filter.objects.exists()


def test_a_filter_made_changed_and_removed_by_hand(ruisseau: Actor, avril: Actor, dehors: Actor) -> None:
    follow(follower=ruisseau, followee=avril)
    post_by(avril, "La chimio commence.")
    post_by(avril, "Il fait beau.")
    client, other = signed_in(ruisseau).client, signed_in(dehors).client
    form = {"phrases": "chimio\nrechute", "name": "Pas ce soir", "places": ["home"], "action": "fold"}
    for _ in range(2):
        assert client.post("/reglages/filtres", form).status_code == 302
    kept = Filter.objects.get()
    page = client.get("/").content.decode()
    assert page.index("Filtre : Pas ce soir") < page.index("La chimio commence")
    assert "Filtre :" not in client.get("/decouvrir").content.decode()
    assert "Filtre :" not in signed_in(avril).client.get("/").content.decode()
    address = f"/reglages/filtres/{kept.pk}"
    assert "rechute" in client.get(address).content.decode()
    client.post(address, {**form, "places": ["home", "lists"], "action": "hide", "lasts": "jour"})
    for path in ("/", "/decouvrir"):
        page = client.get(path).content.decode()
        assert "La chimio commence" not in page
        assert "Il fait beau" in page
    for method in (other.get, other.post):
        assert method(address, form).status_code == 404
    other.post(f"{address}/retirer")
    assert "Pas ce soir" not in other.get("/reglages/filtres").content.decode()
    kept.refresh_from_db()
    for _ in range(2):
        assert client.post(f"{address}/retirer").status_code == 302
    assert "La chimio commence" in client.get("/").content.decode()
    assert Client().get("/reglages/filtres").status_code == 302


def test_a_filter_ends(ruisseau: Actor, avril: Actor) -> None:
    post_by(avril, "La chimio commence.")
    keep_quiet(ruisseau, "chimio", hides=True, days=1)
    client = signed_in(ruisseau).client
    assert "La chimio" not in client.get("/decouvrir").content.decode()
    with clock.at(clock.now() + timedelta(days=1, minutes=1)):
        assert "La chimio" in client.get("/decouvrir").content.decode()
        assert forget_ended_filters() == 1


def test_what_one_wrote_is_always_shown_and_a_thread_keeps_its_places(ruisseau: Actor, avril: Actor) -> None:
    keep_quiet(ruisseau, "chimio", hides=True)
    mine = post_by(ruisseau, "Ma chimio.")
    posts.reply(author=avril, to=mine, answer=posts.Answer(clear("Sa chimio.")))
    client = signed_in(ruisseau).client
    assert "Ma chimio" in client.get("/decouvrir").content.decode()
    page = client.get(f"/messages/{mine.pk}").content.decode()
    assert 'class="card folded"' in page
    assert "Sa chimio" in page


def test_a_warning_is_read_too_and_a_name_is_escaped(ruisseau: Actor, avril: Actor) -> None:
    keep_quiet(ruisseau, "chimio", "lists")
    Filter.objects.update(name="<b>Mots</b>")
    post_by(avril, "La chimio.")
    cards = prepared.cards([post_by(avril, "Chimio, encore.").pk], eyes_of(fresh(ruisseau)), "fr", Place.LISTS)
    assert "Filtre : &lt;b&gt;Mots" in cards


def test_notifications_that_say_the_words_are_not_written_when_they_would_be_hidden(
    ruisseau: Actor, avril: Actor
) -> None:
    mine = post_by(ruisseau)
    keep_quiet(ruisseau, "chimio", "notifications", hides=True)
    posts.reply(author=avril, to=mine, answer=posts.Answer(clear("La chimio.")))
    assert unread_count(ruisseau.pk) == 0
    posts.reply(author=avril, to=mine, answer=posts.Answer(clear("Le beau temps.")))
    assert unread_count(ruisseau.pk) == 1


def test_nobody_has_more_filters_than_can_be_judged(ruisseau: Actor) -> None:
    for number in range(MOST_FILTERS):
        keep_quiet(ruisseau, f"mot{number}")
    with pytest.raises(Refused):
        keep_quiet(ruisseau, "dernier")
    keep_quiet(ruisseau, "mot0")


def test_readers_without_quiet_pay_nothing_and_others_one_statement(
    ruisseau: Actor, carrelet: Actor, avril: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ids = [post_by(avril, f"Mot {number}.").pk for number in range(10)]
    keep_quiet(ruisseau, "chimio")
    plain, quiet = eyes_of(carrelet), eyes_of(fresh(ruisseau))
    prepared.cards(ids, quiet, "fr")
    # On SQLite the prepared statement goes past what Django counts.
    with django_assert_num_queries(int(ON_POSTGRESQL)):
        prepared.cards(ids, plain, "fr")
    with django_assert_num_queries(1 + ON_POSTGRESQL):
        prepared.cards(ids, quiet, "fr")
    assert prepared.objects(ids, plain) == prepared.objects(ids, quiet)


def answered(thread: Post, author: Actor) -> None:
    posts.reply(author=author, to=thread, answer=posts.Answer(clear("Oui.")))


def test_a_thread_that_is_left_tells_nothing_more_and_still_reads(ruisseau: Actor, avril: Actor) -> None:
    mine = post_by(ruisseau)
    answered(mine, avril)
    assert unread_count(ruisseau.pk) == 1
    client = signed_in(ruisseau).client
    assert "Ne plus recevoir d’avis de ce fil" in client.get(f"/messages/{mine.pk}").content.decode()
    for _ in range(2):
        assert client.post(f"/messages/{mine.pk}/silence", {"vers": "oui"}).status_code == 302
    assert unread_count(ruisseau.pk) == 0
    answered(mine, avril)
    assert Notification.objects.count() == 1
    assert "Recevoir de nouveau" in client.get(f"/messages/{mine.pk}").content.decode()
    client.post(f"/messages/{mine.pk}/silence", {"vers": "non"})
    answered(mine, avril)
    assert unread_count(ruisseau.pk) == 1


def test_a_thread_one_may_not_read_cannot_be_left(ruisseau: Actor, dehors: Actor) -> None:
    closed = post_by(ruisseau, audience="professionals")
    assert signed_in(dehors).client.post(f"/messages/{closed.pk}/silence").status_code == 404
    assert caller(dehors).post(f"/posts/{closed.pk}/mute").status == 404
    assert not ThreadMute.objects.exists()


def test_programs_filter_and_leave_threads(ruisseau: Actor, avril: Actor, dehors: Actor) -> None:
    post = post_by(avril, "La chimio.")
    program = caller(ruisseau)
    made = program.post("/filters", {"phrases": ["chimio"], "name": "Mots"}).body
    assert program.post("/filters", {"phrases": ["chimio"], "name": "Mots"}).body["id"] == made["id"]
    assert [one["id"] for one in program.get("/filters").body] == [made["id"]]
    (shown,) = program.get("/timelines/public").body["items"]
    assert shown["folded"] == ["Mots"]
    assert caller(dehors).send("delete", f"/filters/{made['id']}", None).status == 204
    assert caller(dehors).get("/filters").body == []
    assert Filter.objects.exists()
    assert program.send("delete", f"/filters/{made['id']}", None).status == 204
    assert "folded" not in program.get("/timelines/public").body["items"][0]
    assert program.post("/filters", {"phrases": ["!"]}).status == 422
    assert program.post(f"/posts/{post.pk}/mute").status == 204
    assert program.post(f"/posts/{post.pk}/unmute").status == 204
    assert Caller().get("/filters").status == 401

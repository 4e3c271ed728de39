"""Giving notice: what it asks, what it tells nobody, how often, and who may read it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.core import mail

from tests.conftest import SignedIn, post_by, signed_in
from tests.moderation.conftest import decide, gesture, give_notice, told, work
from toctoc.kernel import clock
from toctoc.moderation.models import LogLine, Notice
from toctoc.moderation.rules.measures import APPEAL_LASTS
from toctoc.moderation.services.brakes import PER_ADDRESS
from toctoc.moderation.services.notices import contact_of, forget_contacts

if TYPE_CHECKING:
    from django.test import Client

    from toctoc.people.models import Actor

pytestmark = pytest.mark.django_db


def without_keys(page: bytes, *numbers: int) -> str:
    """Return a page without what differs from one reading to the next: keys of forms, the numbers asked for."""
    words = re.sub(r'name="(cle|csrfmiddlewaretoken)" value="[^"]*"', "", page.decode())
    words = re.sub(r'datetime="[^"]*"', "", words)
    words = re.sub(r"billet=[^\"&]*&amp;last=\d+", "", words)
    for number in numbers:
        words = words.replace(str(number), "N")
    return words


def test_a_stranger_learns_nothing_of_what_is_closed(client: Client, ruisseau: Actor) -> None:
    closed = post_by(ruisseau, "Entre nous seulement.", "professionals")
    missing = closed.pk + 1
    pages = [client.get(f"/signaler?objet=post:{number}") for number in (closed.pk, missing)]
    assert [page.status_code for page in pages] == [200, 200]
    assert len({without_keys(page.content, closed.pk, missing) for page in pages}) == 1
    follows = [give_notice(client, f"post:{number}") for number in (closed.pk, missing)]
    first, second = Notice.objects.order_by("pk")
    seen = [client.get(follow).content for follow in follows]
    kept = [
        without_keys(page, closed.pk, missing, first.pk, second.pk)
        .replace(first.reference, "R")
        .replace(second.reference, "R")
        for page in seen
    ]
    assert kept[0] == kept[1]


@pytest.mark.parametrize(("said", "other"), [("actor:ruisseau", "actor:personne"), ("group:ruisseau", "group:absent")])
def test_a_name_leads_to_the_same_address_there_or_not(client: Client, ruisseau: Actor, said: str, other: str) -> None:
    for about in (said, other):
        give_notice(client, about)
    first, second = Notice.objects.order_by("pk").values_list("address", flat=True)
    assert first.rpartition("/")[0] == second.rpartition("/")[0]


def test_a_member_sees_what_it_reports_and_is_not_asked_who_it_is(avril: Actor, ruisseau: Actor) -> None:
    said = post_by(ruisseau, "Une phrase à signaler.")
    page = signed_in(avril).client.get(f"/signaler?objet=post:{said.pk}").content.decode()
    assert "Une phrase à signaler." in page
    assert 'name="email"' not in page
    give_notice(signed_in(avril).client, f"post:{said.pk}")
    work()
    assert mail.outbox[0].to == ["avril@exemple.test"]
    assert "avril" not in mail.outbox[0].body
    assert Notice.objects.get().notifier == avril


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"text": " "}, "Expliquez en quelques mots"),
        ({"ground": ""}, "Dites de quoi il s’agit"),
        ({"sincere": ""}, "Confirmez que vous signalez de bonne foi"),
        ({"objet": "", "address": ""}, "Donnez l’adresse exacte"),
        ({"email": "camille"}, "errors"),
        ({"text": "Appelez-moi au 06 12 34 56 78."}, "Masquez ce qui est signalé"),
    ],
)
def test_what_article_16_asks_is_asked(client: Client, change: dict[str, str], sentence: str) -> None:
    answer = client.post("/signaler", told("post:12") | change)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Notice.objects.exists()


def test_a_form_sent_twice_gives_notice_once(client: Client) -> None:
    assert give_notice(client, "post:12") == give_notice(client, "post:12")
    assert Notice.objects.count() == 1


def test_an_address_gives_notice_so_often_an_hour(client: Client) -> None:
    for number in range(PER_ADDRESS.most):
        give_notice(client, f"post:{number + 1}")
    answer = client.post("/signaler", told("post:99", text="Le treizième."))
    assert answer.status_code == 429
    assert "Le treizième." in answer.content.decode()
    assert int(answer["Retry-After"]) > 0
    assert Notice.objects.count() == PER_ADDRESS.most


def test_following_needs_the_secret_or_the_account(client: Client, avril: Actor, dehors: Actor) -> None:
    follow = give_notice(signed_in(avril).client, "post:12")
    path, _, secret = follow.partition("?cle=")
    other = give_notice(client, "post:13").partition("?cle=")[2]
    assert client.get(follow).status_code == 200
    assert signed_in(avril).client.get(path).status_code == 200
    for browser, address in (
        (client, path),
        (client, f"{path}?cle="),
        (client, f"{path}?cle={other}"),
        (client, f"{path}?cle={secret[:-1]}"),
        (signed_in(dehors).client, path),
        (client, f"/signaler/suivi/1?cle={secret}"),
    ):
        assert browser.get(address).status_code == 404
    assert client.post(path, {"text": "Non."}).status_code == 404


def test_only_what_the_reporter_chose_is_kept_of_a_conversation(avril: Actor, guard: SignedIn) -> None:
    give_notice(signed_in(avril).client, "conversation:12", excerpt="Voilà ce qu’on m’a écrit.")
    notice = Notice.objects.get()
    assert b"crit" not in bytes(notice.excerpt)
    address = f"/moderation/signalements/{notice.pk}"
    assert "Voilà ce qu’on" not in guard.client.get(address).content.decode()
    gesture(guard, address, "prendre")
    assert "Voilà ce qu’on m’a écrit." in guard.client.get(address).content.decode()


def test_a_closed_post_is_read_by_who_holds_the_notice_and_the_look_is_written_down(
    client: Client, ruisseau: Actor, guard: SignedIn, second: SignedIn
) -> None:
    said = post_by(ruisseau, "Entre nous seulement.", "professionals")
    give_notice(client, f"post:{said.pk}")
    address = f"/moderation/signalements/{Notice.objects.get().pk}"
    assert "Entre nous" not in guard.client.get(address).content.decode()
    assert not LogLine.objects.filter(verb="look").exists()
    gesture(guard, address, "prendre")
    for _ in range(3):
        assert "Entre nous" in guard.client.get(address).content.decode()
    assert "Entre nous" not in second.client.get(address).content.decode()
    assert list(LogLine.objects.filter(verb="look").values_list("account_id", flat=True)) == [guard.actor.account_id]
    assert signed_in(guard.actor).client.get(f"/messages/{said.pk}").status_code == 404


def test_a_threat_to_life_comes_first_and_says_whom_to_call(client: Client, guard: SignedIn) -> None:
    give_notice(client, "post:12")
    give_notice(client, "post:13", urgent="on")
    queue = guard.client.get("/moderation/signalements").content.decode()
    assert queue.index("/messages/13") < queue.index("/messages/12")
    urgent = Notice.objects.get(is_urgent=True)
    assert "Pharos" in guard.client.get(f"/moderation/signalements/{urgent.pk}").content.decode()


def test_names_are_forgotten_six_months_after_the_decision(client: Client, guard: SignedIn) -> None:
    give_notice(client, "post:12", email="camille@exemple.test", name="Camille")
    notice = Notice.objects.get()
    assert contact_of(notice) == ("Camille", "camille@exemple.test")
    assert b"camille" not in bytes(notice.contact)
    decide(guard, notice.pk, measure="none")
    assert forget_contacts() == 0
    with clock.at(clock.now() + APPEAL_LASTS):
        assert forget_contacts() == 1
        assert forget_contacts() == 0
    notice.refresh_from_db()
    assert contact_of(notice) == ("", "")


ROOM = [
    "/moderation/signalements",
    "/moderation/signalements/{notice}",
    "/moderation/recours",
    "/moderation/recours/1",
]


def test_for_anybody_else_there_is_no_room(client: Client, avril: Actor, ruisseau: Actor, guard: SignedIn) -> None:
    give_notice(client, "post:12")
    notice = Notice.objects.get().pk
    for browser in (client, signed_in(avril).client, signed_in(ruisseau).client):
        for address in ROOM:
            assert browser.get(address.format(notice=notice)).status_code == 404
            assert browser.post(address.format(notice=notice), {"geste": "prendre"}).status_code in {404, 405}
    assert Notice.objects.get().state == "open"
    assert guard.client.get("/moderation/signalements/1").status_code == 404

"""Two peers vouch: from the link to the seal, who may not, how many, and what a false word undoes."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.module_loading import autodiscover_modules

from tests.conftest import person, post_by, signed_in
from tests.pages import words_of
from toctoc.config.environment import Registration
from toctoc.config.logs import JsonLines
from toctoc.jobs.services.worker import Worker
from toctoc.kernel import clock
from toctoc.kernel.errors import Missing, Refused
from toctoc.kernel.tasks import TASKS
from toctoc.people.models import Account, Actor, Ground, Proof
from toctoc.people.policies import proved_profession
from toctoc.people.rules.proof_life import State
from toctoc.people.services.actors import suspend
from toctoc.people.services.proofs import (
    Evidence,
    confirm_proof,
    doubt_proof,
    let_time_pass,
    record_proof,
    revoke_proof,
)
from toctoc.proofs.paths.peers.models import Vouch, VouchRequest
from toctoc.proofs.paths.peers.queries import TIED
from toctoc.proofs.paths.peers.rules.limits import LINK_LASTS, MOST_IN_A_YEAR, MOST_STRANGERS
from toctoc.proofs.paths.peers.services.requests import ask_peers, cancel_requests, forget_requests, link_of
from toctoc.proofs.paths.peers.services.vouches import decline, vouch

if TYPE_CHECKING:
    from django.conf import LazySettings

    from tests.pages import Response

pytestmark = pytest.mark.django_db
START = "/preuves/confreres/"
LONG_AGO = timedelta(days=30)


def known(handle: str, profession: str = "doctor", *, since: timedelta = LONG_AGO) -> Actor:
    """Make somebody proved long enough ago to vouch, by a way that rests on nobody."""
    with clock.at(clock.now() - since):
        return person(handle, profession, proved=True)


def asking(handle: str, profession: str = "doctor") -> VouchRequest:
    return ask_peers(actor=person(handle, profession), profession=profession)


def brought_in(handle: str, *vouchers: Actor, ago: timedelta = timedelta(days=20)) -> Actor:
    """Make somebody whom two peers vouched for, long enough ago to vouch in turn."""
    with clock.at(clock.now() - ago):
        request = asking(handle)
        for voucher in vouchers:
            vouch(voucher=voucher, request=request)
    return fresh(request.actor)


def fresh(actor: Actor) -> Actor:
    return Actor.objects.select_related("account").get(pk=actor.pk)


def page(request: VouchRequest) -> str:
    return f"{START}{link_of(request)}"


def work() -> None:
    autodiscover_modules("tasks")
    Worker(TASKS).drain()


def say(browser: Client, address: str, answer: str = "oui") -> Response:
    return browser.post(address, {"reponse": answer})


@pytest.fixture
def bouleau(db: None) -> Actor:
    return known("bouleau")


@pytest.fixture
def charme(db: None) -> Actor:
    return known("charme")


@pytest.fixture
def frene(db: None) -> Actor:
    return known("frene")


def test_from_sign_up_to_seal_through_the_pages(
    settings: LazySettings, client: Client, bouleau: Actor, charme: Actor
) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, registration=Registration("open"))
    settings.ACCOUNT_EMAIL_VERIFICATION = "none"
    form = {"email": "aubier@exemple.test", "password1": "lanterne-bleue-7", "handle": "aubier", "profession": "doctor"}
    assert client.post("/compte/signup/", form | {"display_name": "Aubier"}).status_code == 302
    aubier = Actor.objects.get(handle="aubier")
    assert START in client.get("/preuves").content.decode()
    assert client.post(START, {"profession": "doctor", "specialty": "dermatology"}).status_code == 302
    request = VouchRequest.objects.get(actor=aubier)
    shown = words_of(client.get(START))
    assert f"http://testserver{page(request)}" in shown
    assert "0 sur 2" in shown
    for voucher in (bouleau, charme):
        browser = signed_in(voucher).client
        asked = words_of(browser.get(page(request)))
        assert "Médecin" in asked
        assert "aubier" not in asked.lower()
        assert say(browser, page(request)).headers["Location"] == START
    proof = Proof.objects.get(actor=aubier)
    assert (proof.path, proof.profession, proof.specialty, proof.decided_by) == ("peers", "doctor", "dermatology", None)
    assert set(proof.grounds.values_list("actor", flat=True)) == {bouleau.pk, charme.pk}
    seal = words_of(Client().get("/@aubier/preuve"))
    assert "Deux pairs" in seal
    post_by(fresh(aubier))
    assert "attesté par deux pairs" in words_of(Client().get("/decouvrir"))
    for name in ("bouleau", "charme"):
        assert name not in seal.lower()
        assert name not in words_of(client.get("/preuves")).lower()
    work()
    letter = next(letter for letter in mail.outbox if "confrères" in letter.subject)
    assert letter.to == ["aubier@exemple.test"]
    assert not any(name in letter.body.lower() for name in ("bouleau", "charme", "aubier"))


def test_strangers_are_asked_to_sign_in_whether_the_link_is_good_or_not(client: Client) -> None:
    good, bad = client.get(page(asking("aubier"))), client.get(f"{START}{'x' * 32}")
    assert (good.status_code, bad.status_code) == (401, 401)
    said = [words_of(answer).partition("<main")[2].partition("</main>")[0] for answer in (good, bad)]
    assert said[0] == said[1] != ""
    assert client.post(page(VouchRequest.objects.get()), {"reponse": "oui"}).status_code == 401
    assert not Vouch.objects.exists()


@pytest.mark.parametrize("answer", ["oui", "non"])
def test_for_anybody_but_a_proved_peer_the_link_leads_nowhere(
    avril: Actor, dehors: Actor, plumier: Actor, vigie: Account, answer: str
) -> None:
    request = asking("aubier")
    for actor in (avril, dehors, plumier, Actor.objects.get(account=vigie)):
        browser = signed_in(actor).client
        assert browser.get(page(request)).status_code == 404
        assert say(browser, page(request), answer).status_code == 404
        with pytest.raises(Missing):
            vouch(voucher=actor, request=request)
    assert not Vouch.objects.exists()


def test_only_moderators_see_whose_word_a_proof_rests_on(
    client: Client, vigie: Account, avril: Actor, bouleau: Actor, charme: Actor
) -> None:
    aubier = brought_in("aubier", bouleau, charme)
    address = f"{START}moderation/aubier"
    for browser in (client, signed_in(avril).client, signed_in(bouleau).client, signed_in(aubier).client):
        assert browser.get(address).status_code == 404
    moderator = signed_in(Actor.objects.get(account=vigie)).client
    shown = words_of(moderator.get(address))
    assert "@bouleau" in shown
    assert "@charme" in shown
    assert "@aubier" in words_of(moderator.get(f"{START}moderation/bouleau"))
    assert moderator.get(f"{START}moderation/personne").status_code == 404


def test_a_secret_rests_in_no_row_and_in_no_line(client: Client, bouleau: Actor) -> None:
    request = asking("aubier")
    secret = link_of(request)
    assert len(secret) == 32
    owner = signed_in(request.actor).client
    owner.get(START)
    client.get(page(request))
    signed_in(bouleau).client.get(page(request))
    held = [bytes(row.link) for row in VouchRequest.objects.all()]
    assert secret.encode() not in b"".join(held)
    assert secret not in "".join(str(session.get_decoded()) for session in Session.objects.all())
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "%s: %s", ("Fault", page(request)), None)
    assert json.loads(JsonLines("web").format(record))["event"] == "Fault: /preuves/confreres/…"


def test_a_link_made_by_another_key_is_said_to_be_lost(settings: LazySettings) -> None:
    request = asking("aubier")
    settings.SECRET_KEY = "another-key-of-the-server"
    with pytest.raises(Refused):
        link_of(request)
    assert "Ce lien n’est plus bon" in words_of(signed_in(request.actor).client.get(START))


def test_asking_twice_gives_the_same_link_and_asking_for_something_else_is_refused() -> None:
    request = asking("aubier")
    browser = signed_in(request.actor).client
    assert browser.post(START, {"profession": "doctor", "specialty": ""}).status_code == 302
    assert browser.post(START, {"profession": "nurse", "specialty": ""}).status_code == 403
    assert browser.post(START, {"profession": "sorcier", "specialty": ""}).status_code == 422
    assert browser.post(START, {"profession": "nurse", "specialty": "dermatology"}).status_code == 422
    assert VouchRequest.objects.get() == request


def test_an_account_asks_ten_times_a_month(bouleau: Actor) -> None:
    browser = signed_in(person("aubier", "doctor")).client
    statuses = []
    for _ in range(11):
        statuses.append(browser.post(START, {"profession": "doctor", "specialty": ""}).status_code)
        assert browser.post(f"{START}annuler").status_code == 302
    assert statuses == [302] * 10 + [429]


def test_whoever_opens_links_at_random_is_stopped(bouleau: Actor) -> None:
    browser = signed_in(bouleau).client
    assert [browser.get(f"{START}{number:032d}").status_code for number in range(31)] == [404] * 30 + [429]


def test_a_cancelled_link_leads_nowhere_nor_does_one_of_a_month_ago(bouleau: Actor) -> None:
    browser = signed_in(bouleau).client
    request = asking("aubier")
    address = page(request)
    assert browser.get(address).status_code == 200
    signed_in(request.actor).client.post(f"{START}annuler")
    assert browser.get(address).status_code == 404
    late = asking("tremble")
    with clock.at(clock.now() + LINK_LASTS):
        assert browser.get(page(late)).status_code == 404
        with pytest.raises(Refused):
            vouch(voucher=bouleau, request=late)
        assert forget_requests() == 1


def test_one_word_is_no_proof_and_saying_it_twice_is_one_word(bouleau: Actor, charme: Actor) -> None:
    request = asking("aubier")
    browser = signed_in(bouleau).client
    for _ in range(3):
        assert say(browser, page(request)).status_code == 302
    assert not proved_profession(fresh(request.actor))
    assert "1 sur 2" in words_of(signed_in(request.actor).client.get(START))
    assert say(signed_in(charme).client, page(request)).status_code == 302
    assert proved_profession(fresh(request.actor)) == "doctor"
    assert "close" in words_of(browser.get(page(request)))
    assert say(browser, page(request)).status_code == 403
    assert Proof.objects.filter(actor=request.actor).count() == 1


def test_a_word_is_taken_back_while_it_has_no_effect(bouleau: Actor, charme: Actor) -> None:
    request = asking("aubier")
    say(signed_in(bouleau).client, page(request))
    say(signed_in(bouleau).client, page(request), "non")
    say(signed_in(charme).client, page(request))
    assert not proved_profession(fresh(request.actor))
    shown = words_of(signed_in(request.actor).client.get(START))
    assert "1 sur 2" in shown
    assert "1 personne a répondu" in shown
    assert "bouleau" not in shown
    say(signed_in(bouleau).client, page(request))
    assert proved_profession(fresh(request.actor)) == "doctor"


def test_a_link_that_strangers_open_is_closed(bouleau: Actor) -> None:
    request = asking("aubier")
    for number in range(MOST_STRANGERS):
        decline(voucher=known(f"passant{number}"), request=request)
    assert say(signed_in(bouleau).client, page(request)).status_code == 403
    assert "fermé" in words_of(signed_in(request.actor).client.get(START))


def test_the_owner_of_a_link_is_led_to_its_own_page() -> None:
    aubier = known("aubier")
    request = ask_peers(actor=aubier, profession="doctor")
    assert signed_in(aubier).client.get(page(request)).headers["Location"] == START
    with pytest.raises(Refused):
        vouch(voucher=aubier, request=request)


def test_another_actor_of_the_same_account_is_refused_in_words_that_say_nothing_of_it(
    bouleau: Actor, charme: Actor
) -> None:
    """The sentence is the one that people of one circle read."""
    tied = brought_in("tremble", bouleau, charme)
    circle = asking("aubier")
    vouch(voucher=bouleau, request=circle)
    own = person("orme", "doctor")
    Actor.objects.filter(pk=own.pk).update(account=charme.account)
    request = ask_peers(actor=fresh(own), profession="doctor")
    for voucher, about in ((charme, request), (tied, circle)):
        browser = signed_in(voucher).client
        browser.post(reverse("settings_speak", kwargs={"actor_id": voucher.pk}))
        assert TIED in words_of(browser.get(page(about)))
        answer = say(browser, page(about))
        assert answer.status_code == 403
        assert TIED in words_of(answer)
    assert not Vouch.objects.filter(request=request).exists()


def refused_beside(first: Actor, second: Actor, request: VouchRequest) -> bool:
    vouch(voucher=first, request=request)
    try:
        vouch(voucher=second, request=request)
    except Refused:
        assert not proved_profession(fresh(request.actor))
        return True
    return False


def test_who_vouched_for_the_other_at_any_depth_may_not_answer_beside_them(
    bouleau: Actor, charme: Actor, frene: Actor
) -> None:
    child = brought_in("tremble", bouleau, charme, ago=timedelta(days=20))
    grandchild = brought_in("orme", child, frene, ago=timedelta(days=10))
    assert refused_beside(bouleau, child, asking("aubier"))
    assert refused_beside(grandchild, bouleau, asking("saule"))
    assert refused_beside(frene, grandchild, asking("tilleul"))
    assert not refused_beside(known("noyer"), grandchild, asking("cormier"))


def test_who_share_a_voucher_may_not_answer_together(bouleau: Actor, charme: Actor, frene: Actor) -> None:
    one = brought_in("tremble", bouleau, charme)
    other = brought_in("orme", bouleau, frene)
    assert refused_beside(one, other, asking("aubier"))


def test_a_couple_answers_together_once_but_may_renew_whom_they_brought_in(bouleau: Actor, charme: Actor) -> None:
    tremble = brought_in("tremble", bouleau, charme)
    assert refused_beside(charme, bouleau, asking("aubier"))
    again = ask_peers(actor=tremble, profession="doctor")
    assert not refused_beside(bouleau, charme, again)
    assert Proof.objects.filter(actor=tremble, state=State.REPLACED).count() == 1


def test_nobody_answers_for_whom_their_own_word_rests_on(bouleau: Actor, charme: Actor) -> None:
    tremble = brought_in("tremble", bouleau, charme)
    with pytest.raises(Refused, match="Vous ne pouvez pas répondre"):
        vouch(voucher=tremble, request=ask_peers(actor=bouleau, profession="doctor"))


def test_a_voucher_answers_for_ten_people_in_a_year_words_without_effect_included(bouleau: Actor) -> None:
    for number in range(MOST_IN_A_YEAR):
        vouch(voucher=bouleau, request=asking(f"tremble{number}"))
    request = asking("aubier")
    browser = signed_in(bouleau).client
    assert "dix" in words_of(browser.get(page(request))) or "10" in words_of(browser.get(page(request)))
    assert say(browser, page(request)).status_code == 403
    assert not Vouch.objects.filter(request=request).exists()
    assert "10 personnes" in words_of(browser.get(START))
    # The word given already may be said again, and one taken back makes room.
    first = VouchRequest.objects.get(actor__handle="tremble0")
    assert say(browser, page(first)).status_code == 302
    assert say(browser, page(first), "non").status_code == 302
    assert say(browser, page(request)).status_code == 302


def test_the_ten_roll_with_the_year(bouleau: Actor) -> None:
    for number in range(MOST_IN_A_YEAR):
        vouch(voucher=bouleau, request=asking(f"tremble{number}"))
    VouchRequest.objects.update(proved_at=clock.now())
    Proof.objects.filter(actor=bouleau).update(
        expires_at=clock.now() + timedelta(days=800),
        ends_at=clock.now() + timedelta(days=800),
        planned_end=clock.now() + timedelta(days=800),
    )
    Actor.objects.filter(pk=bouleau.pk).update(proved_until=clock.now() + timedelta(days=800))
    for days, may in ((364, False), (366, True)):
        with clock.at(clock.now() + timedelta(days=days)):
            request = asking(f"aubier{days}")
            if may:
                assert vouch(voucher=bouleau, request=request) is False
            else:
                with pytest.raises(Refused):
                    vouch(voucher=bouleau, request=request)


def test_a_proof_of_six_days_is_too_young_and_a_renewal_is_not(bouleau: Actor) -> None:
    young = known("tremble", since=timedelta(days=6))
    request = asking("aubier")
    assert "sept jours" in words_of(signed_in(young).client.get(page(request)))
    assert say(signed_in(young).client, page(request)).status_code == 403
    with clock.at(clock.now() + timedelta(days=1)):
        assert vouch(voucher=fresh(young), request=request) is False
    record_proof(actor=bouleau, evidence=Evidence("doctor"))
    assert vouch(voucher=fresh(bouleau), request=asking("orme")) is False


def test_a_renewal_after_a_revoked_proof_is_as_young_as_it_looks(bouleau: Actor, vigie: Account) -> None:
    revoke_proof(proof=Proof.objects.get(actor=bouleau), decided_by=vigie)
    record_proof(actor=bouleau, evidence=Evidence("doctor"))
    with pytest.raises(Refused, match="sept jours"):
        vouch(voucher=fresh(bouleau), request=asking("aubier"))


def test_a_doubted_a_suspended_and_an_expired_voucher_may_not(bouleau: Actor, charme: Actor, frene: Actor) -> None:
    request = asking("aubier")
    doubt_proof(proof=Proof.objects.get(actor=bouleau), because="")
    assert "réexamen" in words_of(signed_in(bouleau).client.get(page(request)))
    assert say(signed_in(bouleau).client, page(request)).status_code == 403
    suspend(actor=charme)
    assert say(signed_in(charme).client, page(request)).status_code == 404
    with clock.at(clock.now() + timedelta(days=400)), pytest.raises((Missing, Refused)):
        vouch(voucher=frene, request=request)


def test_the_word_of_a_voucher_revoked_since_falls(bouleau: Actor, charme: Actor, frene: Actor, vigie: Account) -> None:
    request = asking("aubier")
    vouch(voucher=bouleau, request=request)
    revoke_proof(proof=Proof.objects.get(actor=bouleau), decided_by=vigie)
    assert "0 sur 2" in words_of(signed_in(request.actor).client.get(START))
    assert vouch(voucher=charme, request=request) is False
    assert not proved_profession(fresh(request.actor))
    assert vouch(voucher=frene, request=request) is True
    assert set(Ground.objects.values_list("actor", flat=True)) == {charme.pk, frene.pk}


def test_both_words_are_looked_at_again_where_the_proof_is_recorded(bouleau: Actor, charme: Actor) -> None:
    """As if nobody had told this way that the first voucher lost their proof."""
    request = asking("aubier")
    vouch(voucher=bouleau, request=request)
    Proof.objects.filter(actor=bouleau).update(state=State.REVOKED)
    Actor.objects.filter(pk=bouleau.pk).update(proved_until=None)
    assert vouch(voucher=charme, request=request) is False
    assert Vouch.objects.get(voucher=bouleau).fell_at is not None
    assert not Ground.objects.exists()


def test_ties_made_since_the_first_word_count(bouleau: Actor, charme: Actor) -> None:
    """Two who answer for two people at the same moment bring one in."""
    first, second = asking("aubier"), asking("saule")
    vouch(voucher=bouleau, request=first)
    vouch(voucher=charme, request=second)
    assert vouch(voucher=charme, request=first) is True
    with pytest.raises(Refused):
        vouch(voucher=bouleau, request=second)
    assert not proved_profession(fresh(second.actor))


def test_a_revoked_vouchers_vouchees_are_looked_at_again(bouleau: Actor, charme: Actor, vigie: Account) -> None:
    aubier = brought_in("aubier", bouleau, charme)
    work()
    told = len(mail.outbox)
    revoke_proof(proof=Proof.objects.get(actor=bouleau), decided_by=vigie)
    proof = Proof.objects.get(actor=aubier)
    assert proof.state == State.DOUBTED
    assert proved_profession(fresh(aubier)) == "doctor"
    work()
    assert {letter.to[0] for letter in mail.outbox[told:]} == {"aubier@exemple.test", "bouleau@exemple.test"}
    with clock.at(clock.now() + timedelta(days=14, minutes=1)):
        assert not proved_profession(fresh(aubier))
        let_time_pass(proof=proof)
    proof.refresh_from_db()
    assert proof.state == State.ENDED


def test_a_doubted_vouchee_is_confirmed_or_proves_otherwise(bouleau: Actor, charme: Actor, vigie: Account) -> None:
    aubier = brought_in("aubier", bouleau, charme)
    saule = brought_in("saule", bouleau, known("cormier"))
    revoke_proof(proof=Proof.objects.get(actor=bouleau), decided_by=vigie)
    confirm_proof(proof=Proof.objects.get(actor=aubier), decided_by=vigie)
    record_proof(actor=saule, evidence=Evidence("doctor"))
    with clock.at(clock.now() + timedelta(days=20)):
        for actor in (aubier, saule):
            let_time_pass(proof=Proof.objects.filter(actor=actor).latest("id"))
            assert proved_profession(fresh(actor)) == "doctor"


def test_whoever_proves_otherwise_stops_asking_and_keeps_the_stronger_proof(bouleau: Actor, charme: Actor) -> None:
    request = asking("aubier")
    vouch(voucher=bouleau, request=request)
    record_proof(actor=request.actor, evidence=Evidence("doctor"))
    with pytest.raises(Refused):
        vouch(voucher=charme, request=request)
    assert Proof.objects.get(actor=request.actor).path == "operator"


def test_a_suspended_asker_is_asked_for_no_more(bouleau: Actor) -> None:
    request = asking("aubier")
    address = page(request)
    suspend(actor=request.actor)
    assert signed_in(bouleau).client.get(address).status_code == 404
    assert not VouchRequest.objects.exists()
    assert signed_in(request.actor).client.post(START, {"profession": "doctor", "specialty": ""}).status_code == 403


def test_what_has_no_use_is_deleted(bouleau: Actor, charme: Actor) -> None:
    brought_in("aubier", bouleau, charme, ago=timedelta(0))
    assert forget_requests() == 0
    cancel_requests(actor=Actor.objects.get(handle="aubier"))
    assert VouchRequest.objects.count() == 1
    with clock.at(clock.now() + timedelta(days=366)):
        forget_requests()
    assert not Vouch.objects.exists()
    assert Ground.objects.count() == 2


def test_an_organisation_asks_no_peers() -> None:
    somebody = person("tilleuls")
    client = signed_in(somebody).client
    assert client.get(START).status_code == 200
    Actor.objects.filter(pk=somebody.pk).update(kind="organisation")
    assert client.get(START).status_code == 404
    assert client.post(START, {"profession": "doctor"}).status_code == 404
    assert not VouchRequest.objects.exists()

"""Somebody wants to know who is behind a pseudonym."""

from __future__ import annotations

import pytest

from tests.conftest import person, signed_in
from tests.register_numbers import fictional_rpps
from toctoc.people.models import Account, Actor
from toctoc.people.services.proofs import Evidence, record_proof
from toctoc.privacy.services import Blocked, clear, clear_line
from toctoc.proofs.paths.by_hand.models import Application

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(db: None) -> Actor:
    """An administrator, who moderates too."""
    actor = person("girouette")
    Account.objects.filter(actors=actor).update(is_staff=True, is_superuser=True, is_moderator=True)
    return Actor.objects.get(pk=actor.pk)


@pytest.mark.parametrize(
    "address",
    [
        "actor/?account={account}",
        "actor/?account__id__exact={account}",
        "actor/?account__in={account}",
        "account/?actors={actor}",
        "account/?actors__id__exact={actor}",
        "proof/?actor__account={account}",
        "proof/?decided_by__actors={actor}",
    ],
)
def test_no_address_of_the_administration_leads_from_an_account_to_its_actor(
    ruisseau: Actor, avril: Actor, chief: Actor, address: str
) -> None:
    asked = address.format(account=ruisseau.account_id, actor=ruisseau.pk)
    page = signed_in(chief).client.get(f"/administration/people/{asked}", follow=True).content.decode()
    told = (("@ruisseau", "@avril"), ("ruisseau@exemple.test", "avril@exemple.test"))
    for theirs, anybodys in told:
        assert (theirs in page) == (anybodys in page)


def test_what_the_administration_filters_by_still_works(ruisseau: Actor, avril: Actor, chief: Actor) -> None:
    _ = ruisseau, avril
    browser = signed_in(chief).client
    page = browser.get("/administration/people/actor/?proved_profession__exact=doctor").content.decode()
    assert "@ruisseau" in page
    assert "@avril" not in page


def test_a_moderator_does_not_find_the_pseudonyms_of_those_they_vouched_for(
    vigie: Account, chief: Actor, ruisseau: Actor, dehors: Actor
) -> None:
    mine = Actor.objects.get(account=vigie)
    record_proof(actor=mine, evidence=Evidence("doctor"))
    grounds = (mine.pk, ruisseau.pk)
    record_proof(actor=dehors, evidence=Evidence("doctor", path="peers", grounds=grounds))
    own = f"/preuves/confreres/moderation/{mine.handle}"
    assert signed_in(mine).client.get(own).status_code == 404
    shown = signed_in(chief).client.get(own)
    assert "@dehors" in shown.content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        "Mon numéro RPPS est {number}.",
        "@ruisseau a le RPPS {spaced}",
        "RPPS : 8{number}",
        "Son RPPS, c’est le {dotted} je crois",
        "rpps={number}",
    ],
)
def test_no_register_number_passes_the_guard(typed: str) -> None:
    number = fictional_rpps(41)
    spaced = " ".join((number[:2], number[2:5], number[5:8], number[8:]))
    text = typed.format(number=number, spaced=spaced, dotted=spaced.replace(" ", "."))
    with pytest.raises(Blocked) as refused:
        clear(text)
    assert [finding.kind for finding in refused.value.findings] == ["rpps"]
    with pytest.raises(Blocked):
        clear_line(text)


def test_a_real_looking_number_needs_no_word_beside_it() -> None:
    stem = "1000318563"
    number = next(stem + str(last) for last in range(10) if _is_blocked(f"C’est {stem}{last}, non ?"))
    assert _is_blocked(f"8{number}")
    other = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert not _is_blocked(f"C’est {other}, non ?")


@pytest.mark.parametrize(
    "text",
    [
        "Ma saturation RPPS ne dit rien.",
        "Le code RPPS a onze chiffres.",
        "Total : 20003185631 octets",
        "CRP à 10 000 318 563 124 unités",
        "Protocole 1000 puis 3185, 63 fois, 1 par jour",
    ],
)
def test_other_figures_pass(text: str) -> None:
    assert clear(text).text


def test_a_number_typed_in_an_application_rests_in_no_row(dehors: Actor) -> None:
    number = fictional_rpps(41)
    typed = {"profession": "doctor", "specialty": "", "means": "card_on_call", "text": f"RPPS {number}", "cle": "k"}
    answer = signed_in(dehors).client.post("/preuves/moderation/", typed)
    assert answer.status_code == 422
    assert not Application.objects.exists()


def _is_blocked(text: str) -> bool:
    try:
        clear(text)
    except Blocked:
        return True
    return False

"""What people choose about themselves, through the doors: lines, being found, apps, notes, endorsements, servers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.conftest import person, signed_in
from toctoc.community.services.leaving import erase_who_left
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Refused
from toctoc.kernel.pagination import Cut
from toctoc.kernel.progress import Progress
from toctoc.people.models import Actor, ActorChoices, ActorNote, DomainBlock, Endorsement
from toctoc.people.policies import default_audience, hides_ties, is_discoverable, is_indexable
from toctoc.people.queries.choices import choices_among, choices_of, domains_blocked_by, endorsed_by, note_about
from toctoc.people.queries.ties import ties_between
from toctoc.people.rules.audience import STRANGER
from toctoc.people.rules.domains import checked_domain
from toctoc.people.rules.fields import ProfileField
from toctoc.people.rules.languages import checked_language
from toctoc.people.services.actors import limit, suspend
from toctoc.people.services.blocks import block
from toctoc.people.services.choices import Chosen, change_choices, set_fields
from toctoc.people.services.follows import follow, unfollow
from toctoc.people.services.leaving import begin_erasing
from toctoc.people.services.opinions import (
    MOST_ENDORSED,
    block_domain,
    endorse,
    note,
    unblock_domain,
    withdraw_endorsement,
)
from toctoc.privacy.services import clear, clear_line
from toctoc.rights.queries.keepers import KEEPERS

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db


def line(name: str, value: str) -> ProfileField:
    return ProfileField(clear_line(name), clear_line(value))


def fresh(actor: Actor) -> Actor:
    return Actor.objects.get(pk=actor.pk)


# What holds while nothing was chosen.


def test_a_patient_who_chose_nothing_is_in_no_list_and_a_proved_professional_is(
    ruisseau: Actor, avril: Actor, dehors: Actor
) -> None:
    told = {
        actor.handle: (is_discoverable(actor, choice), is_indexable(actor, choice), hides_ties(actor, choice))
        for actor in (ruisseau, avril, dehors)
        for choice in [choices_of(actor)]
    }
    assert told["ruisseau"] == (True, True, False)
    assert told["avril"] == told["dehors"] == (False, False, True)
    assert not ActorChoices.objects.exists()


def test_a_proof_that_runs_out_takes_its_holder_out_of_lists(ruisseau: Actor) -> None:
    with clock.at(clock.now() + timedelta(days=500)):
        assert not is_discoverable(ruisseau, choices_of(ruisseau))
        change_choices(actor=ruisseau, chosen=Chosen(discoverable=True))
        assert is_discoverable(fresh(ruisseau), choices_of(ruisseau))


def test_whom_moderation_limits_is_suggested_to_nobody(ruisseau: Actor) -> None:
    change_choices(actor=ruisseau, chosen=Chosen(discoverable=True))
    limit(actor=ruisseau)
    assert not is_discoverable(fresh(ruisseau), choices_of(ruisseau))


def test_a_choice_leaves_the_others_as_they_were(avril: Actor) -> None:
    change_choices(actor=avril, chosen=Chosen(discoverable=True, default_language="pt-BR", is_automated=True))
    change_choices(actor=avril, chosen=Chosen(indexable=False, default_sensitive=True))
    change_choices(actor=avril, chosen=Chosen())
    kept = choices_of(avril)
    assert (kept.discoverable, kept.indexable, kept.hides_collections) == (True, False, None)
    assert (kept.default_language, kept.default_sensitive) == ("pt", True)
    assert (fresh(avril).is_automated, fresh(avril).approves_followers) == (True, False)


def test_the_choices_of_many_are_one_statement(
    ruisseau: Actor, avril: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    change_choices(actor=avril, chosen=Chosen(discoverable=True))
    with django_assert_num_queries(1):
        told = choices_among([ruisseau, avril])
    assert (told[avril.pk].discoverable, told[ruisseau.pk].discoverable) == (True, None)


def test_apps_begin_with_an_audience_of_ones_own_and_with_nobody_once_it_is_lost(ruisseau: Actor, avril: Actor) -> None:
    for word in ("professionals", "profession:doctor", "profession:doctor+nurse", "members", "public", "named"):
        change_choices(actor=ruisseau, chosen=Chosen(default_audience=word))
        assert default_audience(ruisseau, choices_of(ruisseau)) == word
    for word in ("professionals", "profession:doctor", "group:12", "circle:1", "tout", "profession:", "actor:1"):
        with pytest.raises(Invalid):
            change_choices(actor=avril, chosen=Chosen(default_audience=word))
    change_choices(actor=ruisseau, chosen=Chosen(default_audience="professionals"))
    with clock.at(clock.now() + timedelta(days=500)):
        assert default_audience(fresh(ruisseau), choices_of(ruisseau)) == "named"
    change_choices(actor=ruisseau, chosen=Chosen(default_audience=""))
    assert default_audience(ruisseau, choices_of(ruisseau)) == ""


@pytest.mark.parametrize(("code", "kept"), [("fr", "fr"), ("PT-br", "pt"), ("zh_TW", "zh-TW"), ("kab", "kab")])
def test_codes_of_languages_are_kept_without_their_region(code: str, kept: str) -> None:
    assert checked_language(code) == kept


@pytest.mark.parametrize("code", ["", "f", "xx", "qqq", "français", "fr;", "f\x00"])
def test_what_is_no_language_is_refused(avril: Actor, code: str) -> None:
    with pytest.raises(Invalid):
        checked_language(code)


# Lines.


def test_a_profile_shows_four_lines_to_everybody(avril: Actor) -> None:
    set_fields(actor=avril, fields=[line("Lieu", "Bretagne"), line("", ""), line("Site", "https://exemple.test/moi")])
    page = Client().get("/@avril").content.decode()
    assert "<dt" in page
    assert "Bretagne" in page
    assert 'href="https://exemple.test/moi"' in page
    assert [entry["name"] for entry in choices_of(avril).fields] == ["Lieu", "Site"]
    set_fields(actor=avril, fields=[])
    assert "Bretagne" not in Client().get("/@avril").content.decode()


@pytest.mark.parametrize(
    "lines",
    [
        [("a", "b")] * 5,
        [("Lieu", "")],
        [("", "Bretagne")],
        [("x" * 256, "y")],
        [("x", "y" * 256)],
    ],
)
def test_lines_that_no_profile_shows_are_refused(avril: Actor, lines: list[tuple[str, str]]) -> None:
    with pytest.raises(Invalid):
        set_fields(actor=avril, fields=[line(*each) for each in lines])
    assert not ActorChoices.objects.exists()


def test_lines_are_written_on_the_profile_page_and_the_guard_reads_them(avril: Actor) -> None:
    hers = signed_in(avril).client
    said = {"display_name": "Avril", "languages": ["fr"]}
    assert hers.post("/reglages/profil", said | {"name_1": "Lieu", "value_1": "Bretagne"}).status_code == 302
    assert 'value="Bretagne"' in hers.get("/reglages/profil").content.decode()
    refused = hers.post("/reglages/profil", said | {"name_1": "Numéro", "value_1": "1 85 05 78 006 084 91"})
    assert refused.status_code == 422
    assert hers.post("/reglages/profil", said | {"name_1": "Lieu", "value_1": ""}).status_code == 422
    # A form from before says nothing of lines: they stay.
    assert hers.post("/reglages/profil", said).status_code == 302
    assert choices_of(avril).fields == [{"name": "Lieu", "value": "Bretagne"}]
    assert hers.post("/reglages/profil", said | {"name_1": "", "value_1": ""}).status_code == 302
    assert choices_of(avril).fields == []


def test_what_is_written_in_a_line_stays_a_text(avril: Actor) -> None:
    set_fields(actor=avril, fields=[line("<b>Gras</b>", '"><script>alert(1)</script>')])
    page = Client().get("/@avril").content.decode()
    assert "<b>Gras" not in page
    assert "<script>alert" not in page


# The page of choices.


def test_the_page_says_what_holds_and_changes_only_what_was_changed(avril: Actor) -> None:
    hers = signed_in(avril).client
    page = hers.get("/reglages/choix").content.decode()
    assert "J’approuve chaque abonné" in page
    assert "Les professionnels vérifiés" not in page
    same = {"hides_collections": "on"}
    assert hers.post("/reglages/choix", same).status_code == 302
    assert choices_of(avril).hides_collections is None
    told = {"approves_followers": "on", "discoverable": "on", "default_audience": "members", "default_language": "br"}
    for _ in range(2):
        assert hers.post("/reglages/choix", told).status_code == 302
    kept = choices_of(avril)
    assert (kept.discoverable, kept.hides_collections, kept.default_audience) == (True, False, "members")
    assert (kept.indexable, kept.default_language, fresh(avril).approves_followers) == (None, "br", True)
    assert hers.post("/reglages/choix", {"default_audience": "professionals"}).status_code == 422
    assert "Approuve ses abonnés" in Client().get("/@avril").content.decode()


def test_what_an_app_chose_stays_when_the_page_is_saved(ruisseau: Actor) -> None:
    change_choices(
        actor=ruisseau, chosen=Chosen(default_audience="profession:doctor", default_language="kab", indexable=True)
    )
    mine = signed_in(ruisseau).client
    assert "Ce que vous avez choisi dans une application" in mine.get("/reglages/choix").content.decode()
    told = {"discoverable": "on", "indexable": "on", "default_audience": "profession:doctor", "default_language": "kab"}
    assert mine.post("/reglages/choix", told).status_code == 302
    assert choices_of(ruisseau).default_audience == "profession:doctor"


def test_search_engines_are_asked_not_to_keep_who_does_not_want_it(ruisseau: Actor, avril: Actor) -> None:
    meta = '<meta name="robots" content="noindex">'
    assert meta in Client().get("/@avril").content.decode()
    assert meta not in Client().get("/@ruisseau").content.decode()
    change_choices(actor=ruisseau, chosen=Chosen(indexable=False))
    assert meta in Client().get("/@ruisseau").content.decode()


def test_an_automated_account_says_so(avril: Actor) -> None:
    change_choices(actor=avril, chosen=Chosen(is_automated=True))
    assert "Compte automatisé" in Client().get("/@avril").content.decode()


# Notes for oneself.


def test_only_its_owner_reads_a_note(ruisseau: Actor, avril: Actor, carrelet: Actor) -> None:
    mine = signed_in(ruisseau).client
    for text in ("Vue au congrès.", "Revue au congrès."):
        assert mine.post("/@avril/note", {"note": text}).status_code == 302
    assert "Revue au congrès." in mine.get("/@avril").content.decode()
    for reader in (avril, carrelet):
        assert "congrès" not in signed_in(reader).client.get("/@avril").content.decode()
    assert note_about(carrelet, avril.pk) == ""
    assert ties_between(ruisseau, [avril.pk])[0].note == "Revue au congrès."
    for _ in range(2):
        mine.post("/@avril/note", {"note": " "})
    assert not ActorNote.objects.exists()


def test_a_note_passes_the_guard_and_has_a_length(ruisseau: Actor, avril: Actor) -> None:
    signed_in(ruisseau).client.post("/@avril/note", {"note": "Son numéro : 1 85 05 78 006 084 91"})
    assert not ActorNote.objects.exists()
    with pytest.raises(Invalid):
        note(owner=ruisseau, subject=avril, text=clear("mot " * 501))


# Endorsements.


def test_one_puts_forward_whom_one_follows_and_no_longer_when_one_does_not(ruisseau: Actor, carrelet: Actor) -> None:
    mine = signed_in(ruisseau).client
    assert mine.post("/@carrelet/avant", {"vers": "oui"}).status_code == 403
    follow(follower=ruisseau, followee=carrelet)
    for _ in range(2):
        assert mine.post("/@carrelet/avant", {"vers": "oui"}).status_code == 302
    assert [actor.handle for actor in endorsed_by(ruisseau, STRANGER)] == ["carrelet"]
    assert "Met en avant" in Client().get("/@ruisseau").content.decode()
    unfollow(follower=ruisseau, followee=carrelet)
    assert not Endorsement.objects.exists()


def test_who_is_suspended_or_blocked_is_put_forward_no_more(ruisseau: Actor, carrelet: Actor, plumier: Actor) -> None:
    for other in (carrelet, plumier):
        follow(follower=ruisseau, followee=other)
        endorse(endorser=ruisseau, endorsed=other)
    suspend(actor=carrelet)
    assert [actor.handle for actor in endorsed_by(ruisseau, STRANGER)] == ["plumier"]
    block(blocker=plumier, blocked=ruisseau)
    assert Endorsement.objects.count() == 1
    for _ in range(2):
        withdraw_endorsement(endorser=ruisseau, endorsed=carrelet)
    assert not Endorsement.objects.exists()


def test_a_profile_has_room_for_fifty(ruisseau: Actor, carrelet: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_ENDORSED == 50
    monkeypatch.setattr("toctoc.people.services.opinions.MOST_ENDORSED", 1)
    other = person("autre")
    for followed in (carrelet, other):
        follow(follower=ruisseau, followee=followed)
    endorse(endorser=ruisseau, endorsed=carrelet)
    endorse(endorser=ruisseau, endorsed=carrelet)
    with pytest.raises(Refused):
        endorse(endorser=ruisseau, endorsed=other)


# Servers.


def test_servers_are_blocked_by_name_and_let_go(ruisseau: Actor, carrelet: Actor) -> None:
    mine = signed_in(ruisseau).client
    for written in ("https://Exemple.social/", "exemple.social"):
        assert mine.post("/reglages/blocages", {"geste": "refuser", "serveur": written}).status_code == 302
    assert [one.domain for one in domains_blocked_by(ruisseau, Cut()).items] == ["exemple.social"]
    assert "exemple.social" in mine.get("/reglages/blocages").content.decode()
    assert "exemple.social</p>" not in signed_in(carrelet).client.get("/reglages/blocages").content.decode()
    assert mine.post("/reglages/blocages", {"geste": "refuser", "serveur": "pas un nom"}).status_code == 422
    unblock_domain(actor=carrelet, domain="exemple.social")
    assert DomainBlock.objects.count() == 1
    for _ in range(2):
        mine.post("/reglages/blocages", {"geste": "admettre", "serveur": "exemple.social"})
    assert not DomainBlock.objects.exists()


@pytest.mark.parametrize(
    "written", ["", ".", "exemple", "1.2.3.4", "a b.fr", "-a.fr", "a..fr", "x" * 300 + ".fr", "é\x00.fr"]
)
def test_what_is_no_server_is_refused(ruisseau: Actor, written: str) -> None:
    with pytest.raises(Invalid):
        block_domain(actor=ruisseau, domain=written)


def test_international_names_are_kept_encoded() -> None:
    assert checked_domain("médecins.exemple") == "xn--mdecins-bya.exemple"


# Leaving.


def test_whoever_leaves_takes_all_of_it_along(avril: Actor, ruisseau: Actor) -> None:
    set_fields(actor=avril, fields=[line("Lieu", "Bretagne")])
    change_choices(actor=avril, chosen=Chosen(approves_followers=True, discoverable=True))
    follow(follower=avril, followee=ruisseau)
    endorse(endorser=avril, endorsed=ruisseau)
    note(owner=avril, subject=ruisseau, text=clear("Une note."))
    block_domain(actor=avril, domain="exemple.social")
    follow(follower=ruisseau, followee=avril)
    kept = {keeper.name: list(keeper.entries(avril)) for keeper in KEEPERS}
    assert kept["profile_choices"][0]["fields"] == [{"name": "Lieu", "value": "Bretagne"}]
    assert kept["actor_notes"][0]["text"] == "Une note."
    assert kept["endorsements"][0]["handle"] == "ruisseau"
    assert kept["domain_blocks"][0]["domain"] == "exemple.social"
    begin_erasing(actor_id=avril.pk)
    # At once, before any work is done.
    assert not ActorChoices.objects.exists()
    erase_who_left(actor_id=avril.pk, progress=Progress(lambda _done, _total: True))
    for keeper in KEEPERS:
        if keeper.name in {"profile_choices", "actor_notes", "endorsements", "domain_blocks", "follow_requests"}:
            assert keeper.count(avril) == 0
    assert not fresh(avril).approves_followers

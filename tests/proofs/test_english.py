"""Proofs in English: every way, the moderators' room, attestations, trust and every letter, without a French word."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

import toctoc
from tests.conftest import person, signed_in
from tests.english import check, in_french
from tests.identity import START as BY_PRO_SANTE_CONNECT
from tests.identity import listening, through
from tests.proofs.paths.by_hand import ROOM, moderator, newest, page_of, press, take_and
from tests.proofs.paths.by_hand import START as BY_HAND
from tests.proofs.paths.directory_files import file_of, row
from tests.proofs.paths.employers import INVITATION, INVITATIONS, invite, link_of, organisation, work
from tests.register_numbers import fictional_rpps
from toctoc.config.world.steps import silent
from toctoc.kernel import clock
from toctoc.people.models import Account, Proof, TrustedServer
from toctoc.people.rules.attestations.verification import REASON_WORDS, Reason
from toctoc.people.services.accepted import AttestationRefused
from toctoc.people.services.proofs import GROUND_LOST, doubt_proof
from toctoc.proofs.paths.directory.services.importing import import_directory
from toctoc.proofs.paths.peers.models import VouchRequest
from toctoc.proofs.paths.peers.services.requests import link_of as link_of_request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.conf import LazySettings

    from tests.conftest import SignedIn

pytestmark = pytest.mark.django_db
BY_DIRECTORY, BY_EMPLOYER, BY_PEERS = "/preuves/annuaire/", "/preuves/employeur/", "/preuves/confreres/"
TRUST = "/moderation/confiance"
LETTERS = sorted(Path(toctoc.__file__).parent.glob("**/templates/**/mail/*.txt"))


@pytest.fixture(autouse=True)
def _every_way_is_open(settings: LazySettings, tmp_path: Path, db: None) -> Iterator[None]:
    cache.clear()
    path = tmp_path / "file.txt"
    path.write_bytes(file_of(row(1, LAST="ROSEAU"), row(1, LAST="ROSEAU", SPECIALTY="SM04")))
    import_directory(file=str(path), accept_smaller=False, steps=silent)
    with listening() as identity:
        settings.ENVIRONMENT = identity.settings(settings.ENVIRONMENT)
        yield
    cache.clear()


@pytest.fixture
def moderators() -> tuple[SignedIn, SignedIn]:
    """Two moderators who read English."""
    return in_english(moderator("phare")), in_english(moderator("balise"))


def in_english(who: SignedIn) -> SignedIn:
    who.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert who.actor.account is not None
    Account.objects.filter(pk=who.actor.account.pk).update(language="en")
    return who


def somebody(handle: str = "jonquille", profession: str = "doctor", *, proved: bool = False) -> SignedIn:
    """Somebody who reads English."""
    return in_english(signed_in(person(handle, profession, proved=proved)))


def place(handle: str = "ponton", *, proved: bool = True) -> SignedIn:
    """Make an organisation that reads English."""
    return in_english(signed_in(organisation(handle, proved=proved)))


def look(client: Client, *pages: str) -> None:
    """Look at pages that are there, or lead on."""
    for address in pages:
        page = client.get(address, follow=True)
        assert page.status_code == 200, address
        check(page, address)


def wrong(client: Client, address: str, **typed: object) -> None:
    """Send what is not taken, and read why."""
    page = client.post(address, typed)
    assert page.status_code in {200, 403, 404, 409, 422}, (page.status_code, address, typed)
    check(page, f"{address} {typed}")


def done(client: Client, address: str, **typed: object) -> None:
    """Send what is taken, and read the page it leads to."""
    page = client.post(address, typed, follow=True)
    assert page.redirect_chain, (address, typed)
    check(page, f"{address} {typed}")


def test_the_ways_are_explained_in_english() -> None:
    for who in (somebody(), somebody("primevere", proved=True), place()):
        look(who.client, "/preuves", "/preuves/voies")
    check(Client(headers={"Accept-Language": "en"}).get("/preuves/voies"), "/preuves/voies")


def test_pro_sante_connect_is_in_english() -> None:
    client = somebody().client
    look(client, BY_PRO_SANTE_CONNECT)
    unasked = client.get(f"{BY_PRO_SANTE_CONNECT}retour?state=unasked&code=1")
    check(unasked, "unasked")
    leaving = client.post(BY_PRO_SANTE_CONNECT)
    assert "refresh" in leaving.content.decode()
    check(leaving, "leaving")
    assert through(client, "deux-professions")["Location"].endswith("choisir")
    look(client, f"{BY_PRO_SANTE_CONNECT}choisir")
    wrong(client, f"{BY_PRO_SANTE_CONNECT}choisir", choice="nothing")


def test_the_directory_is_in_english() -> None:
    client = somebody().client
    look(client, BY_DIRECTORY)
    typed = {"number": fictional_rpps(1), "last": "Roseau", "first": "Camille Anne", "cle": "k"}
    wrong(client, BY_DIRECTORY)
    wrong(client, BY_DIRECTORY, number="12345678901", last="1", first="", mailbox="x")
    done(client, BY_DIRECTORY, mailbox="camille.roseau@medecin.mssante.fr", **typed)
    wrong(client, f"{BY_DIRECTORY}code", code="0000 0000")
    work()
    (letter,) = mail.outbox
    assert in_french(f"{letter.subject} {letter.body}") == []
    (code,) = re.findall(r"^[0-9]{4} [0-9]{4}$", str(letter.body), re.MULTILINE)
    done(client, f"{BY_DIRECTORY}code", code=code)
    look(client, f"{BY_DIRECTORY}profession")
    wrong(client, f"{BY_DIRECTORY}profession", choice="nothing")


def test_institutions_and_whom_they_invite_read_english() -> None:
    unproved, ponton = place("estran", proved=False).client, place()
    check(unproved.get(BY_EMPLOYER), "unproved")
    look(ponton.client, BY_EMPLOYER, INVITATIONS)
    wrong(ponton.client, INVITATIONS, label="", way="lien", size="2")
    wrong(ponton.client, INVITATIONS, label="Morning", way="adresses", addresses="no\nnone", profession="doctor")
    batch = invite(ponton, label="Morning team")
    page, link = f"{INVITATIONS}/{batch.pk}", link_of(ponton, batch)
    look(ponton.client, INVITATIONS, page, f"{page}/depart")
    aide, doctor = somebody("aubepine", "home_care_aide"), somebody("primevere", proved=True)
    for client in (aide.client, doctor.client, ponton.client, Client(headers={"Accept-Language": "en"})):
        look(client, link)
    token = link.rpartition("/")[2]
    wrong(aide.client, INVITATION, link=token)
    wrong(doctor.client, INVITATION, link=token, actor=str(doctor.actor.pk))
    done(ponton.client, f"{page}/fermer")
    done(ponton.client, f"{page}/depart")
    check(aide.client.get(f"{INVITATION}/gone", follow=True), "gone")


def test_peers_read_english(moderators: tuple[SignedIn, SignedIn]) -> None:
    asker = somebody()
    with clock.at(clock.now() - timedelta(days=30)):
        peer, other = somebody("primevere", proved=True), somebody("aubepine", proved=True)
    look(asker.client, BY_PEERS)
    wrong(asker.client, BY_PEERS, profession="wizard")
    done(asker.client, BY_PEERS, profession="doctor", specialty="")
    link = f"{BY_PEERS}{link_of_request(VouchRequest.objects.get())}"
    look(peer.client, link)
    check(Client(headers={"Accept-Language": "en"}).get(link, follow=True), "sign in")
    done(peer.client, link, reponse="non")
    look(peer.client, link)
    look(asker.client, BY_PEERS)
    done(peer.client, link, reponse="oui")
    done(other.client, link, reponse="oui")
    look(peer.client, BY_PEERS)
    for shown in (asker, peer):
        look(moderators[0].client, f"{BY_PEERS}moderation/{shown.actor.handle}")


def test_what_moderators_decide_is_in_english(moderators: tuple[SignedIn, SignedIn]) -> None:
    (one, two), asker, ponton = moderators, somebody(), place(proved=False)
    look(asker.client, BY_HAND)
    look(ponton.client, BY_HAND)
    wrong(asker.client, BY_HAND, profession="", means="", text="")
    done(asker.client, BY_HAND, profession="doctor", specialty="", means="known", text="In the evening.", cle="k")
    look(asker.client, BY_HAND)
    look(one.client, ROOM, page_of(newest()))
    take_and(one, "demander", text="When are you free?")
    look(asker.client, BY_HAND)
    wrong(asker.client, f"{BY_HAND}repondre", text="")
    done(asker.client, f"{BY_HAND}repondre", text="At noon.", cle="r")
    check(press(one, "prendre"), "take")
    look(one.client, ROOM, page_of(newest()))
    check(press(one, "non"), "why")
    assert press(one, "non", reason="nothing_shown", text="Try again.").status_code == 302
    look(asker.client, BY_HAND)
    wrong(asker.client, f"{BY_HAND}contester", text="")
    done(asker.client, f"{BY_HAND}contester", text="Look at the page again.", cle="c")
    look(two.client, ROOM, page_of(newest()))
    look(one.client, ROOM, page_of(newest()))
    done(asker.client, f"{BY_HAND}retirer")
    look(one.client, f"{ROOM}/acteurs/jonquille", f"{ROOM}/recherche", f"{ROOM}/chiffres", page_of(newest()))


def test_reviews_figures_and_histories_are_in_english(moderators: tuple[SignedIn, SignedIn]) -> None:
    (one, two), holder = moderators, somebody("primevere", proved=True)
    look(one.client, ROOM, f"{ROOM}/chiffres")
    proof = Proof.objects.get(actor=holder.actor)
    doubt_proof(proof=proof, because=GROUND_LOST)
    page = f"{ROOM}/reexamens/{proof.pk}"
    look(one.client, ROOM, page)
    wrong(one.client, page, geste="retirer", text="")
    done(one.client, page, geste="confirmer", text="Known here.", cle="k")
    look(one.client, ROOM, page)
    look(two.client, ROOM, page)
    look(holder.client, "/preuves", "/")
    done(two.client, page, geste="retirer", text="Not so.", cle="k")
    look(one.client, f"{ROOM}/acteurs/primevere", f"{ROOM}/chiffres", f"{ROOM}/recherche?identifiant=primevere")
    look(one.client, "/moderation", "/moderation/acteurs/primevere")


def test_attestations_and_trust_are_in_english(moderators: tuple[SignedIn, SignedIn]) -> None:
    client, holder = moderators[0].client, somebody("primevere", proved=True).client
    look(holder, "/preuves/attestations", "/preuves/retirer")
    wrong(holder, "/preuves/attestations", domain="nowhere at all")
    assert holder.post("/preuves/attestations", {"domain": "other.example"}).status_code == 200
    look(holder, "/preuves/attestations")
    done(holder, "/preuves/attestations/reprendre")
    done(holder, "/preuves/retirer")
    look(client, TRUST, f"{TRUST}/ajouter")
    wrong(client, f"{TRUST}/ajouter", domain="10.0.0.1", professions=[], paths=[], longest_days="9999", pinned_keys="x")
    typed = {"professions": ["doctor"], "paths": ["pro_sante_connect"], "longest_days": "365", "pinned_keys": ""}
    done(client, f"{TRUST}/ajouter", domain="other.example", **typed)
    wrong(client, f"{TRUST}/ajouter", domain="other.example", **typed)
    server = TrustedServer.objects.get()
    look(client, TRUST, f"{TRUST}/{server.pk}")
    done(client, f"{TRUST}/{server.pk}/retirer")


@pytest.mark.parametrize("reason", REASON_WORDS)
def test_why_an_attestation_is_refused_is_said_in_english(reason: Reason) -> None:
    with translation.override("en"):
        said = AttestationRefused(reason).say(translation.gettext)
    assert in_french(said) == []
    assert said in {REASON_WORDS[reason][1], "This attestation is not accepted."}


@pytest.mark.parametrize("name", [str(path).partition("templates/")[2] for path in LETTERS])
@pytest.mark.parametrize("waiting", [1, 2])
def test_every_letter_is_in_english(name: str, waiting: int) -> None:
    now = datetime(2031, 5, 9, 12, tzinfo=UTC)
    proof = {"expires_at": now, "ends_at": now, "planned_end": now}
    values = {
        "waiting": waiting,
        "words": "Doctor",
        "proof": proof,
        "has_grace": True,
        "reason": "So.",
        "sentence": "So.",
    }
    with translation.override("en"):
        said = render_to_string(name, values | {"institution": "Ponton", "base_url": "https://toctoc.example"})
    assert said.strip()
    assert in_french(said) == []

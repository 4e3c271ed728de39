"""What another server attests: recorded, looked at anew, dropped; who is believed, and how anything is fetched."""

from __future__ import annotations

import json
import socket
import threading
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from tests.conftest import signed_in
from tests.people import attesting as a
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Refused
from toctoc.kernel.progress import Progress
from toctoc.kernel.tasks import Work
from toctoc.people.models import AcceptedAttestation, Account, Actor, ActorKey, Proof, TrustedServer
from toctoc.people.policies import proved_profession
from toctoc.people.queries import proofs_to_remind_of, trust_in
from toctoc.people.rules.attestations.dids import did_document
from toctoc.people.rules.attestations.integrity import public_multikey
from toctoc.people.rules.attestations.statements import Signer
from toctoc.people.rules.attestations.verification import Reason
from toctoc.people.services import accepted, fetching, trusted_keys
from toctoc.people.services.accepted import AttestationRefused, accept_attestation
from toctoc.people.services.actors import suspend
from toctoc.people.services.fetching import Unreachable
from toctoc.people.services.proofs import doubt_proof, let_time_pass
from toctoc.people.services.server_keys import key_of, learn_key
from toctoc.people.services.trust import Terms, believe_server, change_terms, stop_believing
from toctoc.people.tasks import forget_attestations, look_again_at_attestations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

pytestmark = pytest.mark.django_db

OURS = "127.0.0.1:8000"
WORK = Work(1, 1, Progress(lambda *_: True))
KEY = public_multikey(a.SERVER.private)
TERMS = Terms(("doctor", "nurse"), ("pro_sante_connect", "directory"), 379, (KEY,))
KEYS_AT = "https://toctoc.example/.well-known/did.json"


class Internet:
    """What answers at which address; everything else is unreachable."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {}
        self.asked: list[str] = []

    def fetch(self, address: str, longest: int) -> bytes:
        self.asked.append(address)
        if address not in self.pages or len(self.pages[address]) > longest:
            raise Unreachable
        return self.pages[address]


@pytest.fixture
def internet(monkeypatch: pytest.MonkeyPatch) -> Internet:
    """No other server is asked for anything; this stands for them."""
    found = Internet()
    for place in (accepted, trusted_keys):
        monkeypatch.setattr(place, "fetch", found.fetch)
    monkeypatch.setattr("toctoc.people.tasks.fetch", found.fetch)
    return found


@pytest.fixture(autouse=True)
def _the_hour() -> Iterator[None]:
    with clock.at(a.NOW):
        yield


@pytest.fixture
def remote(db: None) -> Actor:
    """Somebody of another server, as federation will make them."""
    actor = Actor.objects.create(handle="ruisseau", domain="toctoc.example", display_name="Ruisseau")
    learn_key(actor=actor, address=a.ADDRESS, key=a.ACTOR_KEY)
    return actor


@pytest.fixture
def server(vigie: Account) -> TrustedServer:
    """The server that is believed here."""
    return believe_server(domain="toctoc.example", terms=TERMS, decided_by=vigie)


def good(**changed: object) -> bytes:
    return a.sent(a.document(**({"domain": OURS} | changed)))  # type: ignore[arg-type] # a test's own shorthand


def refusal(actor: Actor, document: bytes | None = None, status: bytes | None = None) -> Reason:
    with pytest.raises(AttestationRefused) as caught:
        accept_attestation(actor=actor, document=document or good(), status=status or a.listed(now=clock.now()))
    return caught.value.reason


def accept(actor: Actor) -> Proof:
    return accept_attestation(actor=actor, document=good(), challenge=a.CHALLENGE, status=a.listed(now=clock.now()))


def profession_of(actor: Actor) -> str:
    actor.refresh_from_db()
    return proved_profession(actor)


def test_what_a_believed_server_attests_is_a_proof_here_for_a_week(remote: Actor, server: TrustedServer) -> None:
    proof = accept(remote)
    assert (proof.profession, proof.path, proof.ends_at) == ("doctor", "elsewhere", a.NOW + timedelta(days=7))
    assert profession_of(remote) == "doctor"
    with clock.at(a.NOW + timedelta(days=7)):
        assert profession_of(remote) == ""


def test_nobody_is_believed_by_default(remote: Actor) -> None:
    assert refusal(remote) == Reason.SERVER
    assert profession_of(remote) == ""


def test_an_actor_of_ours_is_never_proved_by_another_server(dehors: Actor, server: TrustedServer) -> None:
    # Even if a row said what no service writes.
    ActorKey.objects.create(actor=dehors, public=a.ACTOR_KEY, address=a.ADDRESS)
    with pytest.raises(Refused):
        accept(dehors)
    assert profession_of(dehors) == ""


def test_another_remote_actor_cannot_show_it(remote: Actor, server: TrustedServer) -> None:
    other = Actor.objects.create(handle="carrelet", domain="toctoc.example", display_name="Carrelet")
    assert refusal(other) == Reason.HOLDER
    learn_key(actor=other, address="https://toctoc.example/@carrelet", key=a.OTHER_KEY)
    assert refusal(other) == Reason.HOLDER


def test_an_attestation_for_another_server_or_question_is_refused(remote: Actor, server: TrustedServer) -> None:
    assert refusal(remote, good(domain="pirate.example")) == Reason.AUDIENCE
    with pytest.raises(AttestationRefused) as caught:
        accept_attestation(actor=remote, document=good(), challenge="another", status=a.listed())
    assert caught.value.reason == Reason.AUDIENCE


def test_a_suspended_actor_stays_unproved(remote: Actor, server: TrustedServer) -> None:
    suspend(actor=remote)
    with pytest.raises(Refused):
        accept(remote)


def test_a_group_proves_nothing(remote: Actor, server: TrustedServer) -> None:
    Actor.objects.filter(pk=remote.pk).update(kind="group")
    with pytest.raises(Refused):
        accept(remote)
    assert not AcceptedAttestation.objects.exists()


def test_who_shows_a_forgery_hears_the_same_whether_the_server_is_believed(remote: Actor, vigie: Account) -> None:
    forged = good(signer=Signer("toctoc.example", bytes(32)))
    sentences = []
    for _ in range(2):
        with pytest.raises(AttestationRefused) as caught:
            accept_attestation(actor=remote, document=forged, status=a.listed())
        sentences.append((str(caught.value), caught.value.reason))
        if len(sentences) == 1:
            believe_server(domain="toctoc.example", terms=TERMS, decided_by=vigie)
    assert [reason for _, reason in sentences] == [Reason.SERVER, Reason.FORGED]
    assert sentences[0][0] == sentences[1][0]


def test_the_list_is_asked_for_only_once_everything_else_holds(
    remote: Actor, server: TrustedServer, internet: Internet
) -> None:
    with pytest.raises(AttestationRefused):
        accept_attestation(actor=remote, document=good(domain="pirate.example"))
    assert internet.asked == []
    internet.pages[a.LIST] = a.listed()
    accept_attestation(actor=remote, document=good())
    assert internet.asked == [a.LIST]


def test_without_its_list_nothing_is_accepted(remote: Actor, server: TrustedServer, internet: Internet) -> None:
    with pytest.raises(Unreachable):
        accept_attestation(actor=remote, document=good())
    assert profession_of(remote) == ""


def test_a_revoked_attestation_is_refused(remote: Actor, server: TrustedServer) -> None:
    assert refusal(remote, status=a.listed([a.INDEX])) == Reason.REVOKED


# --- Looked at anew


def test_a_revocation_elsewhere_closes_doors_here_at_the_next_look(
    remote: Actor, server: TrustedServer, internet: Internet
) -> None:
    accept(remote)
    internet.pages[a.LIST] = a.listed([a.INDEX])
    look_again_at_attestations(WORK)
    assert profession_of(remote) == ""
    assert Proof.objects.get(actor=remote).state == "ended"


def test_a_look_that_succeeds_puts_the_end_off_and_never_beyond_the_attestation(
    remote: Actor, server: TrustedServer, internet: Internet
) -> None:
    proof = accept(remote)
    for days, ends_at in ((5, a.NOW + timedelta(days=12)), (11, a.NOW + timedelta(days=18))):
        with clock.at(a.NOW + timedelta(days=days)):
            internet.pages[a.LIST] = a.listed(now=clock.now())
            look_again_at_attestations(WORK)
            proof.refresh_from_db()
            assert proof.ends_at == ends_at
    assert Proof.objects.filter(actor=remote).count() == 1


def test_an_end_is_never_put_beyond_the_attestation_s(remote: Actor, server: TrustedServer, internet: Internet) -> None:
    document = good(said=a.saying(ends_at=a.NOW + timedelta(days=8)))
    proof = accept_attestation(actor=remote, document=document, status=a.listed())
    with clock.at(a.NOW + timedelta(days=6)):
        internet.pages[a.LIST] = a.listed(now=clock.now())
        look_again_at_attestations(WORK)
    proof.refresh_from_db()
    assert proof.ends_at == a.NOW + timedelta(days=8)


@pytest.mark.parametrize("answer", ["nothing", "old", "forged"])
def test_a_server_that_does_not_answer_is_believed_until_the_week_ends(
    remote: Actor, server: TrustedServer, internet: Internet, answer: str
) -> None:
    proof = accept(remote)
    with clock.at(a.NOW + timedelta(days=6)):
        if answer != "nothing":
            signer = a.SERVER if answer == "old" else Signer("toctoc.example", bytes(32))
            internet.pages[a.LIST] = a.listed(now=a.NOW if answer == "old" else clock.now(), signer=signer)
        look_again_at_attestations(WORK)
        assert profession_of(remote) == "doctor"
    with clock.at(a.NOW + timedelta(days=7)):
        look_again_at_attestations(WORK)
        assert profession_of(remote) == ""
        let_time_pass(proof=proof)
    assert Proof.objects.get(actor=remote).state == "ended"


def test_each_list_is_asked_for_once_whatever_the_number_of_actors(
    remote: Actor, server: TrustedServer, internet: Internet
) -> None:
    accept(remote)
    other = Actor.objects.create(handle="carrelet", domain="toctoc.example", display_name="Carrelet")
    address = "https://toctoc.example/@carrelet"
    learn_key(actor=other, address=address, key=a.OTHER_KEY)
    said = a.saying(address=address, key=a.OTHER_KEY)
    accept_attestation(actor=other, document=good(said=said), status=a.listed())
    internet.pages[a.LIST] = a.listed()
    look_again_at_attestations(WORK)
    assert internet.asked == [a.LIST]


def test_a_proof_in_doubt_here_keeps_its_end(remote: Actor, server: TrustedServer, internet: Internet) -> None:
    proof = accept(remote)
    doubt_proof(proof=proof, because="Une personne sur qui cette preuve repose a perdu la sienne.")
    internet.pages[a.LIST] = a.listed(now=a.NOW + timedelta(days=3))
    with clock.at(a.NOW + timedelta(days=3)):
        look_again_at_attestations(WORK)
    proof.refresh_from_db()
    assert proof.ends_at == a.NOW + timedelta(days=7)


def test_documents_whose_proof_is_over_are_forgotten(remote: Actor, server: TrustedServer, internet: Internet) -> None:
    accept(remote)
    forget_attestations(WORK)
    assert AcceptedAttestation.objects.count() == 1
    internet.pages[a.LIST] = a.listed([a.INDEX])
    look_again_at_attestations(WORK)
    forget_attestations(WORK)
    assert AcceptedAttestation.objects.count() == 0


def test_nobody_is_reminded_of_a_proof_from_elsewhere(remote: Actor, server: TrustedServer) -> None:
    accept(remote)
    assert proofs_to_remind_of() == []


# --- Trust


@pytest.mark.parametrize(
    "terms",
    [
        replace(TERMS, professions=("nurse",)),
        replace(TERMS, paths=("directory",)),
        replace(TERMS, longest_days=100),
        replace(TERMS, pinned_keys=(a.OTHER_KEY,)),
    ],
)
def test_what_trust_no_longer_covers_ends_at_once(
    remote: Actor, server: TrustedServer, vigie: Account, terms: Terms
) -> None:
    accept(remote)
    change_terms(server=server, terms=replace(TERMS, professions=("doctor",)), decided_by=vigie)
    assert profession_of(remote) == "doctor"
    change_terms(server=server, terms=terms, decided_by=vigie)
    assert profession_of(remote) == ""


def test_a_server_that_is_believed_no_longer_proves_nothing(
    remote: Actor, server: TrustedServer, vigie: Account
) -> None:
    accept(remote)
    stop_believing(server=server, decided_by=vigie)
    assert profession_of(remote) == ""
    assert refusal(remote) == Reason.SERVER


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (replace(TERMS, professions=()), "professions"),
        (replace(TERMS, professions=("wizard",)), "professions"),
        (replace(TERMS, paths=()), "paths"),
        (replace(TERMS, paths=("elsewhere",)), "paths"),
        (replace(TERMS, paths=("hearsay",)), "paths"),
        (replace(TERMS, longest_days=0), "longest_days"),
        (replace(TERMS, longest_days=731), "longest_days"),
        (replace(TERMS, pinned_keys=("z6Mk",)), "pinned_keys"),
        (replace(TERMS, pinned_keys=(KEY,) * 11), "pinned_keys"),
    ],
)
def test_terms_that_cannot_be_are_refused(vigie: Account, terms: Terms, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        believe_server(domain="toctoc.example", terms=terms, decided_by=vigie)
    assert caught.value.field == field
    assert not TrustedServer.objects.exists()


def test_only_moderation_decides_whom_to_believe(ruisseau: Actor, server: TrustedServer) -> None:
    account = ruisseau.account
    assert account is not None
    with pytest.raises(Refused):
        believe_server(domain="autre.example", terms=TERMS, decided_by=account)
    with pytest.raises(Refused):
        change_terms(server=server, terms=TERMS, decided_by=account)
    with pytest.raises(Refused):
        stop_believing(server=server, decided_by=account)
    assert TrustedServer.objects.get() == server


def test_a_server_is_in_the_table_once_and_never_this_one(vigie: Account, server: TrustedServer) -> None:
    for domain in ("TOCTOC.example", "https://toctoc.example/", OURS, "10.0.0.1"):
        with pytest.raises(Invalid):
            believe_server(domain=domain, terms=TERMS, decided_by=vigie)


# --- Keys of others


@pytest.fixture
def unpinned(vigie: Account) -> TrustedServer:
    """A believed server that says its keys itself."""
    return believe_server(domain="toctoc.example", terms=replace(TERMS, pinned_keys=()), decided_by=vigie)


def keys_document(*keys: str) -> bytes:
    return json.dumps(did_document("toctoc.example", list(keys))).encode()


def test_keys_are_fetched_kept_and_asked_for_anew(remote: Actor, unpinned: TrustedServer, internet: Internet) -> None:
    internet.pages = {KEYS_AT: keys_document(KEY), a.LIST: a.listed()}
    accept_attestation(actor=remote, document=good())
    assert internet.asked == [KEYS_AT, a.LIST]
    accept_attestation(actor=remote, document=good())
    assert internet.asked.count(KEYS_AT) == 1
    internet.pages[KEYS_AT] = keys_document(a.OTHER_KEY)
    with clock.at(a.NOW + timedelta(hours=1)):
        internet.pages[a.LIST] = a.listed(now=clock.now())
        look_again_at_attestations(WORK)
    assert profession_of(remote) == ""


def test_keys_of_a_server_that_is_silent_do_for_a_day(
    remote: Actor, unpinned: TrustedServer, internet: Internet
) -> None:
    internet.pages = {KEYS_AT: keys_document(KEY), a.LIST: a.listed()}
    accept_attestation(actor=remote, document=good())
    del internet.pages[KEYS_AT]
    for hours, expected in ((23, {KEY}), (24, set())):
        with clock.at(a.NOW + timedelta(hours=hours)):
            trust = trust_in("toctoc.example")
            assert trust is not None
            assert trust.keys == expected


def test_a_new_key_is_asked_for_but_not_at_every_forgery(
    remote: Actor, unpinned: TrustedServer, internet: Internet
) -> None:
    internet.pages = {KEYS_AT: keys_document(KEY)}
    forged = good(signer=Signer("toctoc.example", bytes(32)))
    for _ in range(10):
        assert refusal(remote, forged) == Reason.FORGED
    assert internet.asked == [KEYS_AT]


def test_pinned_keys_are_never_asked_for(remote: Actor, server: TrustedServer, internet: Internet) -> None:
    accept(remote)
    look_again_at_attestations(WORK)
    assert KEYS_AT not in internet.asked


def test_an_unknown_server_is_asked_for_nothing(remote: Actor, internet: Internet) -> None:
    assert refusal(remote) == Reason.SERVER
    assert internet.asked == []


def test_a_document_of_keys_that_is_another_s_is_refused(unpinned: TrustedServer, internet: Internet) -> None:
    internet.pages[KEYS_AT] = json.dumps(did_document("pirate.example", [KEY])).encode()
    with pytest.raises(Refused):
        trusted_keys.refresh_keys(server=unpinned)


def test_the_key_of_an_actor_comes_from_its_own_server(remote: Actor, ruisseau: Actor) -> None:
    for actor, address, key in (
        (remote, "https://pirate.example/@ruisseau", a.ACTOR_KEY),
        (remote, a.ADDRESS, "z6Mk"),
        (ruisseau, a.ADDRESS, a.ACTOR_KEY),
    ):
        with pytest.raises(Refused):
            learn_key(actor=actor, address=address, key=key)
    assert key_of(remote) == a.ACTOR_KEY
    stranger = Actor.objects.create(handle="autre", domain="toctoc.example", display_name="Autre")
    with pytest.raises(Refused):
        key_of(stranger)


# --- Fetching


@pytest.mark.parametrize(
    "number", ["127.0.0.1", "10.0.0.7", "169.254.169.254", "192.168.1.1", "::1", "fd00::1", "::ffff:10.0.0.1"]
)
def test_a_name_that_leads_inside_is_not_followed(monkeypatch: pytest.MonkeyPatch, number: str) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", (number, 443))])
    monkeypatch.setattr("httpx.Client", lambda **_: pytest.fail("it connected"))
    with pytest.raises(Unreachable):
        fetching.fetch("https://toctoc.example/x", 100)


def test_one_address_inside_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(0, 0, 0, "", (number, 443)) for number in ("93.184.215.14", "10.0.0.7")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    monkeypatch.setattr("httpx.Client", lambda **_: pytest.fail("it connected"))
    with pytest.raises(Unreachable):
        fetching.fetch("https://toctoc.example/x", 100)


@pytest.mark.parametrize("address", ["http://toctoc.example/x", "file:///etc/passwd", "ftp://toctoc.example", "x", ""])
def test_nothing_but_https_is_fetched(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("it looked the name up"))
    with pytest.raises(Unreachable):
        fetching.fetch(address, 100)


def test_this_machine_is_asked_only_by_a_server_that_nobody_else_reaches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "ENVIRONMENT", replace(settings.ENVIRONMENT, base_url="https://toctoc.example"))
    monkeypatch.setattr("httpx.Client", lambda **_: pytest.fail("it connected"))
    with pytest.raises(Unreachable):
        fetching.fetch("http://127.0.0.1:9220/x", 100)


@pytest.fixture
def local() -> Iterator[Callable[[bytes], str]]:
    """Servers on this machine that each answer once with the bytes given."""
    with ExitStack() as open_sockets:

        def answer(said: bytes) -> str:
            listening = open_sockets.enter_context(socket.create_server(("127.0.0.1", 0)))
            # One that is never asked ends with the test.
            listening.settimeout(5)
            threading.Thread(target=serve, args=(listening, said), daemon=True).start()
            return f"http://127.0.0.1:{listening.getsockname()[1]}/x"

        yield answer


def serve(listening: socket.socket, said: bytes) -> None:
    """Answer one caller; a caller that hangs up, or never comes, is none of a test's business."""
    with suppress(OSError):
        caller, _ = listening.accept()
        with caller:
            caller.recv(4096)
            caller.sendall(said)


def test_a_document_is_fetched(local: Callable[[bytes], str]) -> None:
    assert fetching.fetch(local(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"), 2) == b"{}"


@pytest.mark.parametrize(
    "said",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{ }",
        b"HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}",
        b"no HTTP at all",
        b"",
    ],
    ids=["too long", "missing", "no HTTP", "nothing"],
)
def test_anything_else_than_a_short_document_is_refused(local: Callable[[bytes], str], said: bytes) -> None:
    with pytest.raises(Unreachable):
        fetching.fetch(local(said), 2)


def test_no_redirect_is_followed(local: Callable[[bytes], str]) -> None:
    there = local(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
    with pytest.raises(Unreachable):
        fetching.fetch(local(f"HTTP/1.1 302 Found\r\nLocation: {there}\r\nContent-Length: 2\r\n\r\n{{}}".encode()), 2)


def test_a_server_that_drips_is_left(local: Callable[[bytes], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "WHOLE_LASTS", -1.0)
    with pytest.raises(Unreachable):
        fetching.fetch(local(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"), 2)


# --- The pages of moderation

TYPED = {
    "domain": "autre.example",
    "professions": ["doctor", "nurse"],
    "paths": ["pro_sante_connect"],
    "longest_days": "379",
    "pinned_keys": "",
}


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", "/moderation/confiance"),
        ("get", "/moderation/confiance/ajouter"),
        ("post", "/moderation/confiance/ajouter"),
        ("get", "/moderation/confiance/{server}"),
        ("post", "/moderation/confiance/{server}"),
        ("post", "/moderation/confiance/{server}/retirer"),
    ],
)
def test_for_anybody_else_there_is_no_table_of_trust(
    client: Client, ruisseau: Actor, server: TrustedServer, method: str, address: str
) -> None:
    for browser in (client, signed_in(ruisseau).client):
        answer = getattr(browser, method)(address.format(server=server.pk), TYPED)
        assert answer.status_code == 404
    assert list(TrustedServer.objects.values_list("domain", "professions")) == [("toctoc.example", "doctor nurse")]


def test_moderation_adds_changes_and_removes_a_server(vigie: Account, remote: Actor) -> None:
    browser = signed_in(Actor.objects.get(account=vigie)).client
    page = "/moderation/confiance"
    assert "Aucun serveur n’est cru." in browser.get(page).content.decode()
    assert browser.post(f"{page}/ajouter", TYPED | {"domain": "toctoc.example"}).status_code == 302
    row = TrustedServer.objects.get()
    assert (row.domain, row.professions, row.paths, row.decided_by) == (
        "toctoc.example", "doctor nurse", "pro_sante_connect", vigie,
    )  # fmt: skip
    assert "toctoc.example" in browser.get(page).content.decode()
    shown = browser.get(f"{page}/{row.pk}").content.decode()
    assert shown.count("checked") == 3
    assert browser.post(f"{page}/{row.pk}", TYPED | {"pinned_keys": f"{KEY}\r\n"}).status_code == 302
    row.refresh_from_db()
    assert row.pinned_keys == KEY
    accept(remote)
    assert browser.post(f"{page}/{row.pk}/retirer").status_code == 302
    assert not TrustedServer.objects.exists()
    assert profession_of(remote) == ""


@pytest.mark.parametrize(
    "typed",
    [
        {"domain": "10.0.0.1"},
        {"domain": "toctoc.example"},
        {"professions": []},
        {"paths": ["elsewhere"]},
        {"longest_days": "9999"},
        {"pinned_keys": "n’importe quoi"},
    ],
)
def test_a_wrong_line_of_trust_stays_as_it_was_typed(
    vigie: Account, server: TrustedServer, typed: dict[str, object]
) -> None:
    browser = signed_in(Actor.objects.get(account=vigie)).client
    answer = browser.post("/moderation/confiance/ajouter", TYPED | typed)
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode() or 'class="error' in answer.content.decode()
    assert TrustedServer.objects.count() == 1


def test_the_word_of_a_third_server_is_not_offered(vigie: Account) -> None:
    browser = signed_in(Actor.objects.get(account=vigie)).client
    page = browser.get("/moderation/confiance/ajouter").content.decode()
    assert 'value="pro_sante_connect"' in page
    assert 'value="elsewhere"' not in page


def test_every_field_of_trust_is_explained(vigie: Account) -> None:
    browser = signed_in(Actor.objects.get(account=vigie)).client
    assert browser.get("/moderation/confiance/ajouter").content.decode().count('class="help" id=') == 5

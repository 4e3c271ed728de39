"""Attestations from the page of who asks, to the proof that another server records, and back when it is revoked."""

from __future__ import annotations

import gzip
import json
from base64 import urlsafe_b64decode
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import override_settings

from tests.conftest import person, signed_in
from toctoc.kernel import clock
from toctoc.kernel.errors import Missing, Refused
from toctoc.people.models import Actor, ActorKey, IssuedAttestation, Proof, ServerKey, StatusList
from toctoc.people.rules.attestations.dids import keys_in
from toctoc.people.rules.attestations.integrity import signature_holds
from toctoc.people.rules.attestations.statements import Audience
from toctoc.people.rules.attestations.status_lists import is_set, unpacked
from toctoc.people.rules.attestations.verification import Asked, NotBelieved, Reason, Trust, verify
from toctoc.people.rules.paths import ELSEWHERE
from toctoc.people.services import attestations, server_keys
from toctoc.people.services.actors import reinstate, suspend
from toctoc.people.services.proofs import Evidence, doubt_proof, record_proof, revoke_proof, withdraw_proof

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.pages import Response
    from toctoc.people.models import Account

pytestmark = pytest.mark.django_db

PAGE = "/preuves/attestations"
OURS = "127.0.0.1:8000"
THEIRS = "autre.example"


def asked_for(actor: Actor, **typed: str) -> Response:
    """Ask for an attestation through the page."""
    return signed_in(actor).client.post(PAGE, {"domain": THEIRS, "challenge": "abc-1"} | typed)


def attestation_of(actor: Actor) -> dict[str, Any]:
    answer = asked_for(actor)
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = json.loads(answer.content)
    return found


def list_of(client: Client, document: dict[str, Any]) -> bytes:
    """Return the status list that an attestation names, as anybody gets it."""
    address = document["credentialStatus"]["statusListCredential"]
    assert address.startswith(f"http://{OURS}/")
    content: bytes = client.get(address.removeprefix(f"http://{OURS}")).content
    return content


def judged(client: Client, document: dict[str, Any]) -> Reason | None:
    """Return why the other server refuses an attestation, or ``None``, by what anybody can fetch here."""
    keys = keys_in(client.get("/.well-known/did.json").content, OURS)
    trust = Trust(frozenset(keys), frozenset({"doctor"}), frozenset({"operator"}), timedelta(days=400))
    subject = document["credentialSubject"]
    asked = Asked(THEIRS, subject["actor"], subject["id"].removeprefix("did:key:"), "abc-1")
    try:
        verify(
            json.dumps(document).encode(), asked, {document["issuer"]: trust}, list_of(client, document), clock.now()
        )
    except NotBelieved as error:
        return error.reason
    return None


def test_a_proved_member_downloads_an_attestation_that_another_server_believes(client: Client, ruisseau: Actor) -> None:
    answer = asked_for(ruisseau)
    assert answer["Content-Type"] == "application/vc"
    assert answer["Content-Disposition"] == 'attachment; filename="attestation.json"'
    assert answer["Cache-Control"] == "private, no-store"
    assert judged(client, json.loads(answer.content)) is None


def test_it_says_a_profession_and_nothing_that_names_somebody(avril: Actor) -> None:
    with clock.at(datetime(2026, 3, 14, 15, 9, 26, tzinfo=UTC)):
        record_proof(actor=avril, evidence=Evidence("doctor", "general_practice", number=b"n" * 16))
    with clock.at(datetime(2026, 4, 2, 10, 20, 30, tzinfo=UTC)):
        said = attestation_of(avril)
    assert said["credentialSubject"] == {
        "id": f"did:key:{ActorKey.objects.get().public}",
        "actor": f"http://{OURS}/@avril",
        "profession": "doctor",
        "path": "operator",
        "provedIn": "2026-03",
    }
    assert said["issuer"] == "did:web:127.0.0.1%3A8000"
    # The hour, and the month of the end: neither the second nor the day of the decision.
    assert said["validFrom"] == said["proof"]["created"] == "2026-04-02T10:00:00Z"
    assert said["validUntil"] == said["proof"]["expires"] == "2027-03-01T00:00:00Z"
    text = json.dumps(said)
    for secret in (
        "general_practice",
        "exemple.test",
        "2026-03-14",
        "15:09",
        "2027-03-14",
        "2027-03-28",
        str(avril.pk),
    ):
        assert secret not in text


def test_no_row_says_for_which_server_an_attestation_was(ruisseau: Actor) -> None:
    asked_for(ruisseau)
    row = IssuedAttestation.objects.get()
    assert THEIRS not in repr([getattr(row, field.attname) for field in row._meta.concrete_fields])
    assert {field.name for field in row._meta.concrete_fields} == {
        "id", "status_list", "index", "proof", "ends_at", "revoked_at",
    }  # fmt: skip


def test_private_halves_rest_sealed(ruisseau: Actor) -> None:
    asked_for(ruisseau)
    private = server_keys.current_signer().private
    for sealed in (
        *ServerKey.objects.values_list("sealed", flat=True),
        *ActorKey.objects.values_list("sealed", flat=True),
    ):
        assert private not in bytes(sealed)
        assert private.hex().encode() not in bytes(sealed)
        assert bytes(sealed).startswith(b"gAAAA")


def test_an_actor_keeps_its_key_and_has_another_than_anybody_else(ruisseau: Actor, carrelet: Actor) -> None:
    first, again, other = attestation_of(ruisseau), attestation_of(ruisseau), attestation_of(carrelet)
    ids = [said["credentialSubject"]["id"] for said in (first, again, other)]
    assert ids[0] == ids[1] != ids[2]
    assert first["credentialStatus"]["statusListIndex"] != again["credentialStatus"]["statusListIndex"]


# --- Who gets one


def test_somebody_unproved_gets_none_and_reads_why(avril: Actor, dehors: Actor) -> None:
    for actor in (avril, dehors):
        answer = asked_for(actor)
        assert answer.status_code == 403
        assert "Prouvez d’abord votre profession ici." in answer.content.decode()
    assert not IssuedAttestation.objects.exists()


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(PAGE).status_code in {302, 401, 403}
    assert client.post(PAGE, {"domain": THEIRS}).status_code in {302, 401, 403}
    assert client.post(f"{PAGE}/reprendre").status_code in {302, 401, 403}


def test_a_suspended_actor_gets_none(ruisseau: Actor) -> None:
    suspend(actor=ruisseau)
    with pytest.raises(Refused):
        attestations.issue_attestation(actor=ruisseau, audience=Audience(THEIRS, ""))


def test_a_proof_in_doubt_or_over_is_not_attested(ruisseau: Actor, carrelet: Actor) -> None:
    doubt_proof(proof=Proof.objects.get(actor=ruisseau), because="Une personne sur qui cette preuve repose…")
    assert "en réexamen" in asked_for(ruisseau).content.decode()
    with clock.at(clock.now() + timedelta(days=400)), pytest.raises(Refused):
        attestations.issue_attestation(actor=carrelet, audience=Audience(THEIRS, ""))


def test_what_another_server_attested_is_attested_by_nobody_here(avril: Actor) -> None:
    record_proof(actor=avril, evidence=Evidence("doctor", path=ELSEWHERE))
    assert asked_for(avril).status_code == 403


def test_a_remote_actor_gets_none(ruisseau: Actor) -> None:
    Actor.objects.filter(pk=ruisseau.pk).update(domain="toctoc.example")
    with pytest.raises(Refused):
        attestations.issue_attestation(actor=ruisseau, audience=Audience(THEIRS, ""))


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"domain": ""}, 422),
        ({"domain": "n'importe quoi"}, 422),
        ({"domain": "x" * 300}, 422),
        ({"challenge": "a b"}, 422),
        ({"challenge": "x" * 101}, 422),
        ({"domain": OURS}, 403),
    ],
)
def test_a_wrong_form_stays_as_it_was_typed(ruisseau: Actor, typed: dict[str, str], status: int) -> None:
    answer = asked_for(ruisseau, **typed)
    assert answer.status_code == status
    assert 'class="error' in answer.content.decode() or 'role="alert"' in answer.content.decode()
    assert not IssuedAttestation.objects.exists()


def test_without_a_code_a_fresh_one_is_written(ruisseau: Actor) -> None:
    said = [json.loads(asked_for(ruisseau, challenge="").content)["proof"]["challenge"] for _ in range(2)]
    assert said[0] != said[1]
    assert min(map(len, said)) >= 20


def test_twenty_a_day_are_enough(ruisseau: Actor) -> None:
    assert [asked_for(ruisseau).status_code for _ in range(21)] == [200] * 20 + [429]


def test_a_proof_that_ends_today_is_to_be_renewed(ruisseau: Actor) -> None:
    with (
        clock.at(Proof.objects.get(actor=ruisseau).ends_at - timedelta(seconds=1)),
        pytest.raises(Refused, match="aujourd"),
    ):
        attestations.issue_attestation(actor=ruisseau, audience=Audience(THEIRS, ""))


# --- What ends one


def taken_by_moderation(actor: Actor, moderator: Account) -> None:
    revoke_proof(proof=Proof.objects.get(actor=actor), decided_by=moderator)


def taken_by_its_holder(actor: Actor, _: Account) -> None:
    withdraw_proof(proof=Proof.objects.get(actor=actor))


def replaced(actor: Actor, _: Account) -> None:
    record_proof(actor=actor, evidence=Evidence("nurse"))


def suspended(actor: Actor, _: Account) -> None:
    suspend(actor=actor)


def left(actor: Actor, _: Account) -> None:
    assert actor.account is not None
    actor.account.delete()


def closed(actor: Actor, _: Account) -> None:
    assert actor.account is not None
    actor.account.is_active = False
    actor.account.save()


def taken_back(actor: Actor, _: Account) -> None:
    signed_in(actor).client.post(f"{PAGE}/reprendre")


def ended(actor: Actor, _: Account) -> None:
    Proof.objects.filter(actor=actor).update(ends_at=clock.now() + timedelta(seconds=10))


@pytest.mark.parametrize(
    "end", [taken_by_moderation, taken_by_its_holder, replaced, suspended, left, closed, taken_back, ended]
)
def test_whatever_ends_a_proof_sets_the_bit_within_a_minute(
    client: Client, ruisseau: Actor, carrelet: Actor, vigie: Account, end: Callable[[Actor, Account], None]
) -> None:
    mine, other = attestation_of(ruisseau), attestation_of(carrelet)
    assert judged(client, mine) is None
    end(ruisseau, vigie)
    with clock.at(clock.now() + timedelta(minutes=1)):
        assert judged(client, mine) == Reason.REVOKED
        assert judged(client, other) is None


def test_a_bit_that_was_shown_set_stays_so(client: Client, ruisseau: Actor) -> None:
    mine = attestation_of(ruisseau)
    suspend(actor=ruisseau)
    assert judged(client, mine) == Reason.REVOKED
    reinstate(actor=ruisseau)
    with clock.at(clock.now() + timedelta(minutes=5)):
        assert judged(client, mine) == Reason.REVOKED
        assert judged(client, attestation_of(ruisseau)) is None


# --- The list


def test_a_list_is_served_prepared_with_its_tag_and_is_never_old(client: Client, ruisseau: Actor) -> None:
    address = attestation_of(ruisseau)["credentialStatus"]["statusListCredential"].removeprefix(f"http://{OURS}")
    now = clock.now()
    with clock.at(now):
        first = client.get(address)
        assert first["Cache-Control"] == "public, max-age=30"
        assert first["Content-Type"] == "application/vc"
        assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
        said = json.loads(first.content)
    assert said["credentialSubject"]["ttl"] == 300_000
    assert said["id"] == f"http://{OURS}{address}"
    assert len(unpacked(said["credentialSubject"]["encodedList"])) * 8 == 131_072
    assert len(gzip.decompress(urlsafe_b64decode(said["credentialSubject"]["encodedList"][1:] + "=="))) == 16_384
    for seconds, is_same in ((29, True), (31, False), (3600, False)):
        with clock.at(now + timedelta(seconds=seconds)):
            again = client.get(address)
            assert (again.content == first.content) == is_same
            first = again


def test_serving_a_prepared_list_writes_nothing(
    client: Client, ruisseau: Actor, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    address = attestation_of(ruisseau)["credentialStatus"]["statusListCredential"].removeprefix(f"http://{OURS}")
    client.get(address)
    with django_assert_max_num_queries(1):
        client.get(address)


def test_a_list_that_is_not_there_is_missing(client: Client) -> None:
    assert client.get("/attestations/statuts/7").status_code == 404
    with pytest.raises(Missing):
        attestations.prepared_list(7)


def test_places_are_drawn_at_random_and_never_twice(monkeypatch: pytest.MonkeyPatch, ruisseau: Actor) -> None:
    drawn = iter([5, 5, 5, 9])
    monkeypatch.setattr(
        "toctoc.people.services.attestations.secrets.randbelow", lambda most: next(drawn) if most == 131_072 else 0
    )
    indexes = [attestation_of(ruisseau)["credentialStatus"]["statusListIndex"] for _ in range(2)]
    assert indexes == ["5", "9"]


def test_a_list_is_never_more_than_half_full(monkeypatch: pytest.MonkeyPatch, ruisseau: Actor) -> None:
    monkeypatch.setattr(attestations, "_MOST_IN_A_LIST", 2)
    for _ in range(3):
        attestation_of(ruisseau)
    assert StatusList.objects.count() == 2


def test_places_come_back_a_day_after_the_end_and_not_before(ruisseau: Actor) -> None:
    attestation_of(ruisseau)
    ends_at = IssuedAttestation.objects.get().ends_at
    with clock.at(ends_at + timedelta(hours=23)):
        assert attestations.forget_ended_attestations() == 0
    with clock.at(ends_at + timedelta(hours=25)):
        assert attestations.forget_ended_attestations() == 1


# --- Keys


def test_an_attestation_outlives_the_key_that_signed_it(client: Client, ruisseau: Actor) -> None:
    earlier = attestation_of(ruisseau)
    server_keys.rotate_server_key()
    later = attestation_of(ruisseau)
    assert earlier["proof"]["verificationMethod"] != later["proof"]["verificationMethod"]
    assert judged(client, earlier) is None
    assert judged(client, later) is None
    keys = json.loads(client.get("/.well-known/did.json").content)["assertionMethod"]
    assert keys == [later["proof"]["verificationMethod"], earlier["proof"]["verificationMethod"]]


def test_a_key_that_somebody_read_is_forgotten_with_what_it_signed(client: Client, ruisseau: Actor) -> None:
    earlier = attestation_of(ruisseau)
    server_keys.rotate_server_key(forget_earlier=True)
    assert judged(client, earlier) == Reason.FORGED
    assert judged(client, attestation_of(ruisseau)) is None


def test_a_secret_key_that_changed_makes_a_new_signing_key(client: Client, ruisseau: Actor) -> None:
    earlier = attestation_of(ruisseau)
    with override_settings(SECRET_KEY="une autre clé, tout aussi longue que la première"):
        assert server_keys.current_signer().private
        assert ServerKey.objects.count() == 2
        assert judged(client, earlier) is None


def test_the_document_of_keys_is_for_anybody_and_its_signatures_hold(client: Client, ruisseau: Actor) -> None:
    answer = client.get("/.well-known/did.json")
    assert answer["Content-Type"] == "application/did+json"
    said = json.loads(answer.content)
    assert said["id"] == "did:web:127.0.0.1%3A8000"
    assert said["verificationMethod"][0]["publicKeyMultibase"] == ServerKey.objects.get().public
    assert signature_holds(attestation_of(ruisseau), ServerKey.objects.get().public)


def test_the_page_says_how_many_are_given_and_takes_them_back(client: Client, ruisseau: Actor) -> None:
    mine = attestation_of(ruisseau)
    browser = signed_in(ruisseau).client
    assert "Une attestation est en cours." in browser.get(PAGE).content.decode()
    assert browser.post(f"{PAGE}/reprendre").status_code == 302
    assert "en cours" not in browser.get(PAGE).content.decode().split("<h2>")[-1]
    assert judged(client, mine) == Reason.REVOKED
    assert Proof.objects.get(actor=ruisseau).state == "valid"


def test_nobody_takes_back_what_is_another_s(client: Client, ruisseau: Actor, carrelet: Actor) -> None:
    mine = attestation_of(ruisseau)
    signed_in(carrelet).client.post(f"{PAGE}/reprendre")
    assert judged(client, mine) is None


def test_two_places_of_a_list_tell_two_people_apart(client: Client, ruisseau: Actor) -> None:
    mine, other = attestation_of(ruisseau), attestation_of(person("autre", "doctor", proved=True))
    suspend(actor=ruisseau)
    bits = unpacked(json.loads(list_of(client, mine))["credentialSubject"]["encodedList"])
    assert is_set(bits, int(mine["credentialStatus"]["statusListIndex"]))
    assert not is_set(bits, int(other["credentialStatus"]["statusListIndex"]))

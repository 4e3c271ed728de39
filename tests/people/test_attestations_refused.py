"""Every way an attestation can be wrong is refused, and says why."""

from __future__ import annotations

import copy
import gzip
import json
from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.people import attesting as a
from toctoc.people.rules.attestations import verification
from toctoc.people.rules.attestations.canonical import Json, canonical
from toctoc.people.rules.attestations.integrity import public_multikey, signature_holds, signed
from toctoc.people.rules.attestations.statements import LONGEST, Place, Signer
from toctoc.people.rules.attestations.status_lists import BITS, is_set, packed, status_list, unpacked
from toctoc.people.rules.attestations.verification import (
    REASON_WORDS,
    TOLD_APART,
    Belief,
    NotBelieved,
    Reason,
    verify,
)

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

Document = dict[str, Json]
GOOD = a.document()
FRESH = a.listed()


def reason(
    value: object = GOOD,
    *,
    asked: verification.Asked = a.ASKED,
    trusted: dict[str, verification.Trust] = a.TRUSTED,
    status: bytes = FRESH,
    now: datetime = a.NOW,
) -> Reason | None:
    """Return why an attestation is refused, or ``None``."""
    try:
        verify(value if isinstance(value, bytes) else a.sent(value), asked, trusted, status, now)
    except NotBelieved as error:
        return error.reason
    return None


def changed(change: Callable[[dict[str, dict[str, Json]]], object]) -> Document:
    """Return the attestation with something else in it, under the old signature."""
    value = copy.deepcopy(GOOD)
    change(cast("dict[str, dict[str, Json]]", value))
    return value


def test_a_true_attestation_is_believed_for_a_week() -> None:
    belief = verify(a.sent(GOOD), a.ASKED, a.TRUSTED, FRESH, a.NOW)
    assert belief == Belief("did:web:toctoc.example", "doctor", "pro_sante_connect", a.NOW + timedelta(days=7))


def test_belief_ends_with_the_attestation_or_with_the_age_of_the_proof() -> None:
    soon = a.document(a.saying(ends_at=a.NOW + timedelta(days=2)))
    # An attestation is dated to the second.
    assert verify(a.sent(soon), a.ASKED, a.TRUSTED, FRESH, a.NOW).until == a.NOW + timedelta(days=2)
    trust = replace(a.TRUST, longest=a.NOW - datetime(2026, 3, 1, tzinfo=UTC) + timedelta(hours=5))
    until = verify(a.sent(GOOD), a.ASKED, {a.SERVER.did: trust}, FRESH, a.NOW).until
    assert until == a.NOW + timedelta(hours=5)


# --- Whatever is changed


@given(st.data())
def test_a_byte_changed_anywhere_is_refused(data: st.DataObject) -> None:
    text = bytearray(canonical(GOOD))
    place = data.draw(st.integers(0, len(text) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != text[place]))
    text[place] = byte
    assert reason(bytes(text)) is not None


@given(st.data())
def test_a_byte_changed_anywhere_in_a_list_is_refused(data: st.DataObject) -> None:
    text = bytearray(FRESH)
    place = data.draw(st.integers(0, len(text) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != text[place]))
    text[place] = byte
    if json_or_none(bytes(text)) != json.loads(FRESH):
        assert reason(status=bytes(text)) is not None


def json_or_none(text: bytes) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None


@given(st.randoms(use_true_random=False))
def test_an_order_of_fields_and_white_space_change_nothing(chance: random.Random) -> None:
    assert reason(json.dumps(shuffled(GOOD, chance), indent=chance.choice([None, 1, 4])).encode()) is None


def shuffled(value: Json, chance: random.Random) -> Json:
    if isinstance(value, dict):
        return {key: shuffled(value[key], chance) for key in chance.sample(sorted(value), len(value))}
    return [shuffled(item, chance) for item in value] if isinstance(value, list) else value


def places(value: Json, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the path to every value inside a document."""
    inside: list[tuple[str | int, Json]] = []
    if isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, list):
        inside = list(enumerate(value))
    found = [path] if path else []
    for key, item in inside:
        found += places(item, (*path, key))
    return found


@pytest.mark.parametrize("path", places(GOOD), ids=lambda path: ".".join(map(str, path)))
@pytest.mark.parametrize("other", [None, True, 0, 1, "", "x", [], {}, "DROP", "DOUBLE"], ids=str)
def test_any_field_changed_dropped_or_of_another_type_is_refused(path: tuple[str | int, ...], other: Json) -> None:
    value: Document = copy.deepcopy(GOOD)
    inside: Json = value
    for key in path[:-1]:
        inside = inside[key]  # type: ignore[index] # a path that was just walked
    holder = cast("dict[str | int, Json]", inside)
    if other == "DROP":
        del holder[path[-1]]
    elif other == "DOUBLE":
        holder[path[-1]] = [holder[path[-1]], holder[path[-1]]]
    else:
        holder[path[-1]] = other
    assert reason(value) is not None
    # Even when the server that is believed signs it so.
    if isinstance(value.get("proof"), dict) and "@context" in value and path[:1] != ("proof",):
        anew = a.signed_anew(value)
        if (found := reason(anew)) is None:
            # Only words that are free: who proved what, when, where its status is.
            assert path[-1] in {"validFrom", "validUntil", "path", "profession", "provedIn", "statusListIndex"}
        assert found != Reason.FORGED


@pytest.mark.parametrize("path", [(), ("credentialSubject",), ("credentialStatus",), ("proof",)])
def test_an_unknown_field_is_refused_even_when_it_is_signed(path: tuple[str, ...]) -> None:
    value = copy.deepcopy(GOOD)
    holder = cast("Document", value[path[0]]) if path else value
    holder["name"] = "Ruisseau"
    assert reason(value) == Reason.UNKNOWN_FIELD
    if path != ("proof",):
        assert reason(a.signed_anew(value)) == Reason.UNKNOWN_FIELD


def test_a_key_said_twice_is_refused() -> None:
    text = a.sent(GOOD).decode()
    twice = text.replace('"profession": "doctor"', '"profession": "nurse", "profession": "doctor"')
    assert twice != text
    assert reason(twice.encode()) == Reason.MALFORMED


def test_a_number_that_is_not_canonical_is_refused() -> None:
    for number in (b"300000.0", b"3e5", b"-0", b"3000000000000000000000"):
        text = FRESH.replace(b"300000", number)
        assert text != FRESH
        assert reason(status=text) == Reason.STATUS_FORGED


@pytest.mark.parametrize("text", [b"", b"{}", b"[]", b"null", b"\xff", b"{" * 3000, b" " * (LONGEST + 1)])
def test_what_is_no_attestation_is_refused(text: bytes) -> None:
    assert reason(text) == Reason.MALFORMED


def test_an_attestation_longer_than_a_page_is_refused() -> None:
    assert reason(a.sent(GOOD) + b" " * LONGEST) == Reason.MALFORMED


# --- Forged


def test_a_signature_by_another_key_is_forged() -> None:
    impostor = Signer("toctoc.example", a.OTHER_SERVER.private)
    assert reason(a.document(signer=impostor)) == Reason.FORGED


def test_another_key_under_the_name_of_the_believed_one_is_forged() -> None:
    impostor = Signer("toctoc.example", a.OTHER_SERVER.private)
    value = a.document(signer=impostor)
    cast("Document", value["proof"])["verificationMethod"] = cast("Document", GOOD["proof"])["verificationMethod"]
    assert reason(value) == Reason.FORGED
    assert reason(a.signed_anew(value, a.OTHER_SERVER)) == Reason.FORGED


def test_a_believed_server_cannot_sign_for_another() -> None:
    other = replace(a.TRUST, keys=frozenset({public_multikey(a.OTHER_SERVER.private)}))
    value = changed(lambda d: d.update(issuer=cast("dict[str, Json]", a.OTHER_SERVER.did)))
    trusted = {**a.TRUSTED, a.OTHER_SERVER.did: other}
    assert reason(a.signed_anew(value), trusted=trusted) == Reason.FORGED


def test_a_key_under_another_server_s_name_is_forged() -> None:
    method = f"{a.OTHER_SERVER.did}#{public_multikey(a.SERVER.private)}"
    value = changed(lambda d: d["proof"].update(verificationMethod=method))
    assert reason(a.signed_anew(value)) == Reason.FORGED


def test_a_signature_of_something_else_is_forged() -> None:
    value = copy.deepcopy(GOOD)
    other = a.document(a.saying(profession="nurse"))
    cast("Document", value["proof"])["proofValue"] = cast("Document", other["proof"])["proofValue"]
    assert reason(value) == Reason.FORGED


@pytest.mark.parametrize("suite", ["none", "eddsa-rdfc-2022", "ecdsa-jcs-2019", "EDDSA-JCS-2022", ""])
def test_another_suite_is_refused(suite: str) -> None:
    assert reason(changed(lambda d: d["proof"].update(cryptosuite=suite))) == Reason.SUITE


@pytest.mark.parametrize(
    "proof",
    [None, [], {}, {"type": "none"}, {"type": "Ed25519Signature2020"}, [GOOD["proof"], GOOD["proof"]], [GOOD["proof"]]],
)
def test_no_proof_another_kind_or_several_are_refused(proof: Json) -> None:
    assert reason({**GOOD, "proof": proof}) == Reason.MALFORMED
    assert reason({name: said for name, said in GOOD.items() if name != "proof"}) == Reason.MALFORMED


def test_a_proof_made_to_sign_in_is_no_statement() -> None:
    for purpose in ("authentication", "capabilityDelegation", ""):
        assert reason(changed(lambda d, p=purpose: d["proof"].update(proofPurpose=p))) == Reason.MALFORMED  # type: ignore[misc]


def test_another_context_gives_words_another_meaning_and_is_refused() -> None:
    contexts: list[Json] = [
        ["https://www.w3.org/ns/credentials/v2"],
        [*a.document()["@context"], "https://pirate.example/v1"],  # type: ignore[misc] # a list
        ["https://www.w3.org/2018/credentials/v1"],
        [],
    ]
    for context in contexts:
        value: Document = {**copy.deepcopy(GOOD), "@context": context}
        assert reason(value) == Reason.MALFORMED
        assert reason(a.signed_anew(value)) == Reason.MALFORMED


def test_a_context_beside_the_signature_that_is_not_the_document_s_does_not_hold() -> None:
    key = public_multikey(a.SERVER.private)
    whole = signed({"@context": ["a", "b"], "x": 1}, a.SERVER.options(a.NOW, a.NOW), a.SERVER.private)
    assert signature_holds(whole, key)
    proof = cast("Document", whole["proof"])
    assert not signature_holds({**whole, "@context": ["a", "b", "c"]}, key)
    assert not signature_holds({**whole, "proof": {**proof, "@context": ["a"]}}, key)


# --- For whom, of whom, when


def test_an_attestation_for_another_server_is_refused() -> None:
    assert reason(a.document(domain="pirate.example")) == Reason.AUDIENCE
    assert reason(asked=replace(a.ASKED, audience="pirate.example")) == Reason.AUDIENCE


def test_an_answer_to_another_question_is_refused() -> None:
    assert reason(a.document(challenge="yesterday")) == Reason.AUDIENCE
    assert reason(a.document(challenge="yesterday"), asked=replace(a.ASKED, challenge="")) is None


def test_an_attestation_of_another_actor_is_refused() -> None:
    assert reason(asked=replace(a.ASKED, key=a.OTHER_KEY)) == Reason.HOLDER
    assert reason(asked=replace(a.ASKED, address="https://toctoc.example/@carrelet")) == Reason.HOLDER
    assert reason(asked=replace(a.ASKED, key="", address="")) == Reason.HOLDER


def test_a_server_attests_for_its_own_actors_alone() -> None:
    foreign = "https://pirate.example/@ruisseau"
    assert reason(a.document(a.saying(address=foreign)), asked=replace(a.ASKED, address=foreign)) == Reason.HOLDER
    hidden = "https://toctoc.example@pirate.example/@ruisseau"
    assert reason(a.document(a.saying(address=hidden)), asked=replace(a.ASKED, address=hidden)) == Reason.HOLDER


def test_an_attestation_that_ended_is_refused_at_the_second() -> None:
    ends_at = a.SAID.ends_at
    just_before = ends_at - timedelta(seconds=1)
    assert reason(now=just_before, status=a.listed(now=just_before)) is None
    assert reason(now=ends_at, status=a.listed(now=ends_at)) == Reason.EXPIRED


def test_the_signature_s_own_end_counts_too() -> None:
    value = changed(lambda d: d["proof"].update(expires="2026-11-22T09:13:05Z"))
    assert reason(a.signed_anew(value)) == Reason.EXPIRED


def test_an_attestation_of_the_future_is_refused_beyond_what_clocks_differ_by() -> None:
    hour = a.NOW.replace(minute=0, second=0)
    for early, expected in ((timedelta(minutes=2), None), (timedelta(minutes=2, seconds=1), Reason.EARLY)):
        assert reason(now=hour - early, status=a.listed(now=hour - early)) == expected
    assert reason(now=hour - timedelta(minutes=10), status=a.listed(now=hour)) == Reason.EARLY


def test_a_proof_of_next_month_is_refused() -> None:
    assert reason(a.document(a.saying(proved_at=datetime(2026, 12, 1, tzinfo=UTC)))) == Reason.EARLY


def test_moments_that_are_none_are_refused() -> None:
    for month in ("0000-01", "2026-13", "26-1", "2026-1"):
        value = changed(lambda d, m=month: d["credentialSubject"].update(provedIn=m))  # type: ignore[misc]
        assert reason(a.signed_anew(value)) == Reason.MALFORMED
    value = changed(lambda d: d.update(validUntil=cast("dict[str, Json]", "2027-02-30T00:00:00Z")))
    assert reason(a.signed_anew(value)) == Reason.MALFORMED


# --- What is believed of whom


def test_nobody_is_believed_by_default() -> None:
    assert reason(trusted={}) == Reason.SERVER


def test_an_unknown_server_and_a_forged_signature_look_the_same_from_outside() -> None:
    assert {Reason.SERVER, Reason.FORGED, Reason.MALFORMED, Reason.SUITE, Reason.UNKNOWN_FIELD}.isdisjoint(TOLD_APART)
    # Trust is looked at after the signature: a forger learns nothing of it.
    forged = a.document(a.saying(profession="midwife", path="peers"), signer=Signer("toctoc.example", bytes(32)))
    assert reason(forged, asked=replace(a.ASKED, audience="x")) == Reason.FORGED


def test_a_signature_is_checked_for_an_unknown_server_too(monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []
    monkeypatch.setattr(verification, "signature_holds", lambda _, key: checked.insert(0, key))
    assert reason(trusted={}) == Reason.SERVER
    assert len(checked) == 1
    assert checked[0].startswith("z6Mk")


def test_a_profession_a_server_is_not_believed_for_is_refused() -> None:
    assert reason(a.document(a.saying(profession="midwife"))) == Reason.PROFESSION


def test_a_way_a_server_is_not_believed_for_is_refused() -> None:
    assert reason(a.document(a.saying(path="peers"))) == Reason.PATH


def test_what_a_server_believed_of_a_third_is_never_believed() -> None:
    trust = replace(a.TRUST, paths=a.TRUST.paths | {"elsewhere"})
    assert reason(a.document(a.saying(path="elsewhere")), trusted={a.SERVER.did: trust}) == Reason.PATH


def test_a_proof_that_is_too_old_is_refused() -> None:
    trust = replace(a.TRUST, longest=timedelta(days=30))
    assert reason(trusted={a.SERVER.did: trust}) == Reason.OLD


# --- Revoked


def test_a_set_bit_revokes_and_its_neighbours_do_not() -> None:
    assert reason(status=a.listed([a.INDEX])) == Reason.REVOKED
    assert reason(status=a.listed([a.INDEX - 1, a.INDEX + 1, 0, BITS - 1])) is None


def test_a_list_of_another_server_or_key_is_refused() -> None:
    assert reason(status=a.listed(signer=Signer("toctoc.example", bytes(32)))) == Reason.STATUS_FORGED
    assert reason(status=a.listed(signer=a.OTHER_SERVER)) == Reason.STATUS_FORGED
    trusted = {**a.TRUSTED, a.OTHER_SERVER.did: replace(a.TRUST, keys=frozenset())}
    assert reason(status=a.listed(signer=a.OTHER_SERVER), trusted=trusted) == Reason.STATUS_FORGED


def test_a_list_under_another_name_is_refused_even_with_the_right_key() -> None:
    for change in ("issuer", "verificationMethod"):
        value = status_list(a.LIST, [], a.SERVER, a.NOW)
        if change == "issuer":
            value["issuer"] = a.OTHER_SERVER.did
        else:
            method = f"{a.OTHER_SERVER.did}#{public_multikey(a.SERVER.private)}"
            cast("Document", value["proof"])["verificationMethod"] = method
        assert reason(status=a.sent(a.signed_anew(value))) == Reason.STATUS_FORGED


def test_another_list_of_the_same_server_is_refused() -> None:
    other = a.listed(address="https://toctoc.example/attestations/statuts/2")
    assert reason(status=other) == Reason.STATUS_FORGED


def test_a_list_without_a_signature_or_with_a_bit_turned_is_refused() -> None:
    value = json.loads(a.listed([a.INDEX]))
    turned = {**value, "credentialSubject": {**value["credentialSubject"], "encodedList": packed([])}}
    assert reason(status=a.sent(turned)) == Reason.STATUS_FORGED
    del value["proof"]
    assert reason(status=a.sent(value)) == Reason.STATUS_FORGED


def test_an_attestation_is_no_list_and_the_other_way_round() -> None:
    assert reason(status=a.sent(GOOD)) == Reason.STATUS_FORGED
    assert reason(FRESH) in {Reason.MALFORMED, Reason.UNKNOWN_FIELD}


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (timedelta(0), None),
        (timedelta(minutes=5), None),
        (timedelta(minutes=7), None),
        (timedelta(minutes=7, seconds=1), Reason.STATUS_STALE),
        (timedelta(minutes=-2), None),
        (timedelta(minutes=-2, seconds=-1), Reason.STATUS_STALE),
        (timedelta(days=3), Reason.STATUS_STALE),
    ],
)
def test_a_list_is_fresh_for_five_minutes_and_what_clocks_differ_by(age: timedelta, expected: Reason | None) -> None:
    assert reason(status=a.listed(now=a.NOW - age)) == expected


def test_a_list_that_says_to_be_fresh_for_a_year_is_not() -> None:
    value = status_list(a.LIST, [], a.SERVER, a.NOW - timedelta(hours=1))
    value["validUntil"] = "2027-11-22T09:00:00Z"
    cast("Document", value["proof"])["expires"] = "2027-11-22T09:00:00Z"
    assert reason(status=a.sent(a.signed_anew(value))) == Reason.STATUS_STALE


def test_a_list_elsewhere_than_on_the_server_is_never_asked_for() -> None:
    for address in ("https://pirate.example/1", "http://toctoc.example/1", "https://toctoc.example.pirate.example/1"):
        assert reason(a.document(place=Place(address, 1)), status=a.listed(address=address)) == Reason.STATUS_FORGED


def zipped(raw: bytes) -> str:
    return "u" + urlsafe_b64encode(gzip.compress(raw)).rstrip(b"=").decode()


@pytest.mark.parametrize(
    "encoded",
    [
        zipped(bytes(BITS // 8 - 1)),
        zipped(b""),
        zipped(bytes(10**8)),
        zipped(bytes(BITS // 8))[:-20],
        zipped(bytes(BITS // 8)) + "AAAA",
        "uAAAA",
        "u",
        zipped(bytes(BITS // 8))[1:],
        urlsafe_b64encode(bytes(BITS // 8)).decode(),
    ],
    ids=["short", "empty", "bomb", "cut", "trailing", "no gzip", "nothing", "no prefix", "not zipped"],
)
def test_a_list_of_the_wrong_size_or_form_is_refused(encoded: str) -> None:
    value = status_list(a.LIST, [], a.SERVER, a.NOW)
    cast("Document", value["credentialSubject"])["encodedList"] = encoded
    assert reason(status=a.sent(a.signed_anew(value))) == Reason.STATUS_FORGED


def test_an_index_beyond_the_list_is_refused() -> None:
    assert reason(a.document(place=Place(a.LIST, BITS))) == Reason.STATUS_FORGED
    assert reason(a.document(place=Place(a.LIST, BITS - 1))) is None


@given(st.sets(st.integers(0, BITS - 1), max_size=50), st.integers(0, BITS - 1))
def test_bits_are_packed_and_found_again(revoked: set[int], other: int) -> None:
    bits = unpacked(packed(revoked))
    assert all(is_set(bits, index) for index in revoked)
    assert is_set(bits, other) == (other in revoked)


def test_index_zero_is_the_left_most_bit() -> None:
    # W3C Bitstring Status List 1.0, section 2.2.
    assert unpacked(packed([0, 9]))[:3] == bytes([0b1000_0000, 0b0100_0000, 0])


def test_every_reason_has_its_words_in_two_languages() -> None:
    assert set(REASON_WORDS) == set(Reason)
    assert all(french.endswith(".") and english.endswith(".") for french, english in REASON_WORDS.values())

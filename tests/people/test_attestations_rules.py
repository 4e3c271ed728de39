"""Canonical JSON, keys as text, names of servers, moments."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toctoc.kernel.errors import Invalid
from toctoc.people.rules.attestations.canonical import LARGEST, Json, NotCanonical, canonical, read
from toctoc.people.rules.attestations.dids import (
    authority_of,
    checked_authority,
    did_document,
    did_of,
    is_public,
    keys_in,
    root_of,
)
from toctoc.people.rules.attestations.multikeys import from_multibase, from_multikey, multibase, multikey
from toctoc.people.rules.attestations.times import moment_in, told_end, written

values: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def test_keys_are_sorted_by_their_utf_16_code_units() -> None:
    # RFC 8785, section 3.2.3: a character beyond the basic plane comes before the last of it.
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    found = json.loads(canonical(dict.fromkeys(keys, 1)), object_pairs_hook=lambda pairs: [key for key, _ in pairs])
    assert found == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


def test_strings_have_the_shortest_escapes() -> None:
    # RFC 8785, section 3.2.2.2.
    said = canonical({"a": '\u20ac$\u000f\u000aA\'B"\\\\"/\u007f\b\t\f\r\u2028'})
    assert said == '{"a":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/\u007f\\b\\t\\f\\r\u2028"}'.encode()


@given(st.dictionaries(st.text(), values, max_size=5))
def test_what_is_written_canonically_is_read_back_and_written_the_same(value: dict[str, Json]) -> None:
    said = canonical(value)
    assert read(said, 10**6) == value
    assert canonical(read(said, 10**6)) == said
    assert canonical(read(json.dumps(value, indent=3).encode(), 10**6)) == said


@pytest.mark.parametrize(
    "text",
    [
        b'{"a":1,"a":1}',
        b'{"a":{"b":1,"c":2,"b":3}}',
        b'{"a":1.0}',
        b'{"a":1e3}',
        b'{"a":-0}',
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"a":9007199254740992}',
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"a":01}',
        b'\xef\xbb\xbf{"a":1}',
        '{"a":"é"}'.encode("latin-1"),
        '{"a":1}'.encode("utf-16"),
        b"[1]",
        b'"a"',
        b"",
        b'{"a":1} {"b":2}',
        b'{"a":' + b"[" * 9000 + b"]" * 9000 + b"}",
    ],
)
def test_what_two_readers_could_read_differently_is_refused(text: bytes) -> None:
    with pytest.raises(NotCanonical):
        read(text, 20_000)


def test_a_long_text_is_refused_before_it_is_read() -> None:
    assert read(b'{"a":1}', 7) == {"a": 1}
    with pytest.raises(NotCanonical):
        read(b'{"a":1} ', 7)


@pytest.mark.parametrize("value", [{"a": 1.5}, {"a": "\ud800"}, {"\udfff": 1}, {"a": 2**53}])
def test_what_has_no_canonical_form_is_refused(value: dict[str, Json]) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)


@given(st.binary(max_size=64))
def test_multibase_says_bytes_exactly(raw: bytes) -> None:
    assert from_multibase(multibase(raw)) == raw


@given(st.binary(min_size=32, max_size=32))
def test_a_multikey_says_an_ed25519_key_exactly(raw: bytes) -> None:
    assert multikey(raw).startswith("z6Mk")
    assert from_multikey(multikey(raw)) == raw


@pytest.mark.parametrize("text", ["", "z", "u6Mk", "z0", "z" + "1" * 200, multibase(b"\xed\x01" + bytes(31)), "z6Mké"])
def test_any_other_text_is_no_key(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_multikey(text)


def test_a_server_has_one_name() -> None:
    assert did_of("toctoc.example") == "did:web:toctoc.example"
    assert did_of("127.0.0.1:8000") == "did:web:127.0.0.1%3A8000"
    assert authority_of("did:web:127.0.0.1%3A8000") == "127.0.0.1:8000"
    assert root_of("toctoc.example") == "https://toctoc.example"
    assert root_of("127.0.0.1:8000") == "http://127.0.0.1:8000"
    assert checked_authority(" https://Toctoc.example/@ruisseau ", loopback=False) == "toctoc.example"
    assert checked_authority("santé.example:8443", loopback=False) == "xn--sant-epa.example:8443"


@pytest.mark.parametrize(
    "did",
    [
        "did:web:toctoc.example:people",
        "did:web:TOCTOC.example",
        "did:web:10.0.0.1",
        "did:web:toctoc.example%3a80",
        "did:web:a@toctoc.example",
        "did:key:z6Mk",
        "did:web:",
        "toctoc.example",
    ],
)
def test_no_other_name_is_a_server_of_ours(did: str) -> None:
    assert not authority_of(did)


@pytest.mark.parametrize(
    "typed", ["", "a b", "10.0.0.1", "intranet", "localhost", "x@y.example", "http://", "a..example"]
)
def test_what_names_no_public_server_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        checked_authority(typed, loopback=False)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.1.2.3", "::1", "fe80::1", "fc00::1",
     "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::",
     "224.0.0.1", "100.64.0.1", "255.255.255.255"],
)  # fmt: skip
def test_addresses_inside_are_not_public(address: str) -> None:
    assert not is_public(address)


def test_public_addresses_are() -> None:
    assert is_public("93.184.215.14")
    assert is_public("2606:2800:21f:cb07:6820:80da:af6b:8b2c")


def keyed(**changed: object) -> bytes:
    key = multikey(bytes(32))
    document = did_document("toctoc.example", [key])
    methods = document["verificationMethod"]
    assert isinstance(methods, list)
    assert isinstance(methods[0], dict)
    methods[0].update(changed)  # type: ignore[arg-type] # wrong on purpose
    return json.dumps(document).encode()


def test_a_document_of_keys_says_them_in_order() -> None:
    keys = [multikey(bytes([n] * 32)) for n in range(3)]
    assert keys_in(json.dumps(did_document("toctoc.example", keys)).encode(), "toctoc.example") == keys


@pytest.mark.parametrize(
    "changed",
    [
        {"type": "JsonWebKey"},
        {"controller": "did:web:pirate.example"},
        {"id": "did:web:toctoc.example#other"},
        {"publicKeyMultibase": "zzz"},
        {"publicKeyMultibase": 1},
        {"revoked": "2026-01-01T00:00:00Z"},
    ],
)
def test_a_key_of_another_kind_or_owner_is_passed_over(changed: dict[str, object]) -> None:
    assert keys_in(keyed(), "toctoc.example") == [multikey(bytes(32))]
    assert keys_in(keyed(**changed), "toctoc.example") == []


@pytest.mark.parametrize("text", [b"{}", b"[]", b"no", b'{"id":"did:web:pirate.example"}'])
def test_the_document_of_another_server_is_refused(text: bytes) -> None:
    with pytest.raises(NotCanonical):
        keys_in(text, "toctoc.example")


def test_an_end_is_told_by_its_month_then_by_its_day_and_never_later() -> None:
    ends_at = datetime(2026, 5, 17, 15, 20, 3, tzinfo=UTC)
    assert told_end(ends_at, datetime(2026, 3, 2, tzinfo=UTC)) == datetime(2026, 5, 1, tzinfo=UTC)
    assert told_end(ends_at, datetime(2026, 5, 2, tzinfo=UTC)) == datetime(2026, 5, 17, tzinfo=UTC)
    assert told_end(ends_at, datetime(2026, 5, 17, 1, tzinfo=UTC)) is None


def test_moments_are_written_one_way() -> None:
    assert moment_in(written(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))) == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    for text in (
        "2026-01-02",
        "2026-01-02T03:04:05",
        "2026-01-02T03:04:05+01:00",
        "2026-13-02T03:04:05Z",
        "2026-01-02T03:04:05Z\n",
    ):
        with pytest.raises(ValueError, match=r"."):
            moment_in(text)

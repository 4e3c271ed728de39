"""Numbers of registers, and the keys that hide them."""

from __future__ import annotations

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from tests.register_numbers import fictional_rpps
from toctoc.kernel.errors import Invalid, Stale
from toctoc.people.rules.registers import DIGEST_BYTES, luhn_holds, national_identifier
from toctoc.people.services.keys import digest_of, digest_of_number, key_for, seal, unseal

NUMBER = fictional_rpps(12_345_678)
numbers = st.integers(min_value=0, max_value=99_999_999).map(fictional_rpps)


@pytest.mark.parametrize("known", ["79927398713", "4539148803436467", "0", "18"])
def test_the_digit_of_published_examples_holds(known: str) -> None:
    # ISO/IEC 7812-1 annex B works 7992739871 out to 3; the second is a test number of a card maker.
    assert luhn_holds(known)


@given(numbers, st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_figure_is_always_seen(number: str, place: int, shift: int) -> None:
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    with pytest.raises(Invalid):
        national_identifier(wrong)


@given(numbers, st.sampled_from([" ", ".", "-", "\u00a0", "\u202f", "\u2009", "\u2011", "\t", " - "]))
def test_separators_and_the_type_change_nothing(number: str, separator: str) -> None:
    pieces = separator.join([number[:2], number[2:5], number[5:8], number[8:]])
    typed = [number, f" {pieces} ", f"8{number}", f"8{separator}{pieces}"]
    assert {national_identifier(one) for one in typed} == {f"8{number}"}


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "8",
        NUMBER[:-1],
        NUMBER + "0",
        f"0{NUMBER}",
        f"88{NUMBER}",
        f"RPPS {NUMBER}",
        "".join(chr(ord("０") + int(figure)) for figure in NUMBER),
        "".join(chr(ord("٠") + int(figure)) for figure in NUMBER),
        NUMBER.replace("9", "⁹"),
        f"{NUMBER}\x00",
        "9" * 100_000,
    ],
)
def test_what_is_no_number_is_refused_beside_its_field_and_not_repeated(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        national_identifier(typed)
    assert refused.value.field == "number"
    assert not any(figure in refused.value.say() for figure in "0123456789")


def test_a_number_rests_as_a_digest_that_follows_from_the_servers_key() -> None:
    digest = digest_of_number(f"8{NUMBER}")
    assert len(digest) == DIGEST_BYTES
    assert digest == digest_of_number(national_identifier(NUMBER))
    with override_settings(SECRET_KEY="another server"):
        assert digest_of_number(f"8{NUMBER}") != digest


def test_each_purpose_has_a_key_of_its_own() -> None:
    assert len({key_for(purpose) for purpose in ("register numbers", "attempts", "letters")}) == 3
    assert digest_of("a", "b") != digest_of("b", "a")


def test_what_is_sealed_opens_with_its_own_key_alone() -> None:
    sealed = seal("mailboxes", NUMBER)
    assert NUMBER.encode() not in sealed
    assert unseal("mailboxes", sealed) == unseal("mailboxes", memoryview(sealed).tobytes()) == NUMBER
    assert seal("mailboxes", NUMBER) != sealed
    for broken in (sealed[:-1], b"", sealed[:20] + b"AAAA" + sealed[24:]):
        with pytest.raises(Stale):
            unseal("mailboxes", broken)
    with pytest.raises(Stale):
        unseal("numbers", sealed)
    with override_settings(SECRET_KEY="another server"), pytest.raises(Stale):
        unseal("mailboxes", sealed)

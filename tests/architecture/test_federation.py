"""FEDERATION.md says what the program does: its examples are what it makes, and what it believes."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.people import attesting as a
from toctoc.people.rules.attestations import statements, status_lists, times
from toctoc.people.rules.attestations.dids import did_document, keys_in
from toctoc.people.rules.attestations.integrity import public_multikey
from toctoc.people.rules.attestations.verification import LONGEST_BELIEF, Belief, verify

PAGE = (Path(__file__).resolve().parents[2] / "FEDERATION.md").read_text(encoding="utf-8")
ATTESTATION, STATUS, KEYS = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)


def test_the_example_is_what_a_server_makes() -> None:
    assert json.loads(ATTESTATION) == a.document()
    assert json.loads(KEYS) == did_document("toctoc.example", [public_multikey(a.SERVER.private)])
    said, made = json.loads(STATUS), json.loads(a.listed([3]))
    # Another zlib may pack the same bits into other bytes.
    assert status_lists.unpacked(said["credentialSubject"]["encodedList"]) == status_lists.unpacked(
        made["credentialSubject"]["encodedList"]
    )


def test_the_example_verifies_by_what_the_page_shows_and_nothing_else() -> None:
    assert keys_in(KEYS.encode(), "toctoc.example") == list(a.TRUST.keys)
    belief = verify(ATTESTATION.encode(), a.ASKED, a.TRUSTED, STATUS.encode(), a.NOW)
    assert belief == Belief("did:web:toctoc.example", "doctor", "pro_sante_connect", a.NOW + LONGEST_BELIEF)


def test_the_figures_are_those_of_the_program() -> None:
    assert f"{statements.LONGEST:,} bytes of UTF-8" in PAGE
    assert f"at least {status_lists.BITS:,} bits" in PAGE
    assert f"at most {status_lists.LARGEST:,} bytes" in PAGE
    assert (times.SKEW.total_seconds(), status_lists.FRESH.total_seconds(), LONGEST_BELIEF.days) == (120, 300, 7)

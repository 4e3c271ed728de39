"""The calendar at a secret address: what whoever holds it reads, and what nobody else does."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tests.conftest import eyes_of, person, signed_in
from toctoc.kernel import clock
from toctoc.people.models import Actor, Proof
from toctoc.people.services.proofs import revoke_proof
from toctoc.questions.models import CalendarKey, DutyTurn, Pool
from toctoc.questions.rules.availability.pools import Aim
from toctoc.questions.rules.calendars.writing import Entry, calendar_of
from toctoc.questions.services.duty.calendar_keys import open_calendar, secret_of
from toctoc.questions.services.duty.pools import join_pool, make_pool

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.people.models import Account

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
PRIVATE = "private, no-store"


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.at(NOW):
        yield


def address_of(actor: Actor) -> str:
    return f"/tours-de-garde/agenda/{secret_of(open_calendar(actor=actor))}.ics"


def turn_of(pool: Pool, holder: Actor, days: int) -> DutyTurn:
    starts_at = NOW + timedelta(days=days)
    return DutyTurn.objects.create(
        pool=pool, holder=holder, starts_at=starts_at, ends_at=starts_at + timedelta(hours=4)
    )


@pytest.fixture
def pool(ruisseau: Actor, carrelet: Actor) -> Pool:
    made = make_pool(maker=ruisseau, viewer=eyes_of(ruisseau), aim=Aim("974", "doctor"))
    join_pool(actor=carrelet, pool=made)
    return made


def test_it_says_when_its_owner_is_on_duty_and_nothing_of_anybody_else(
    ruisseau: Actor, carrelet: Actor, pool: Pool
) -> None:
    mine, other = turn_of(pool, ruisseau, 1), turn_of(pool, carrelet, 2)
    told = Client().get(address_of(ruisseau))
    body = told.content.decode()
    (event,) = Calendar.from_ical(body).walk("VEVENT")
    assert str(event["uid"]).startswith(f"{mine.pk}@")
    assert set(event) == {"UID", "SUMMARY", "URL", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "CLASS"}
    for word in (str(other.pk), carrelet.handle, carrelet.display_name, ruisseau.handle, "exemple.test"):
        assert word not in body
    assert (told["Cache-Control"], told["Content-Type"]) == (PRIVATE, "text/calendar; charset=utf-8")


def test_an_address_that_was_closed_is_gone_at_once_and_kept_by_no_cache(ruisseau: Actor, pool: Pool) -> None:
    turn_of(pool, ruisseau, 1)
    before = address_of(ruisseau)
    signed_in(ruisseau).client.post("/reglages/disponibilite/agendas", {"geste": "fermer"})
    gone = Client().get(before)
    assert (gone.status_code, gone["Cache-Control"]) == (404, PRIVATE)
    # The next one is another; the one before stays closed.
    assert address_of(ruisseau) != before
    assert Client().get(before).status_code == 404


def test_nothing_is_learned_by_guessing(ruisseau: Actor, pool: Pool) -> None:
    good = address_of(ruisseau)
    key, _, signature = good.removesuffix(".ics").rpartition("/")[2].partition(".")
    # 32 bytes of HMAC-SHA256: no row is looked up before it holds.
    assert len(signature) == 43
    for wrong in (f"{key}.{signature[:-2]}aa", f"{int(key) + 1}.{signature}", key, f"{key}.", "x", "9" * 400):
        answer = Client().get(f"/tours-de-garde/agenda/{wrong}.ics")
        assert (answer.status_code, answer["Cache-Control"]) == (404, PRIVATE)
    assert Client().get(good).status_code == 200
    # A key that signs other links of letters or feeds opens no calendar.
    other = CalendarKey.objects.create(actor=person("autre", "doctor", proved=True))
    assert secret_of(other).partition(".")[2] != signature


def test_who_is_suspended_or_lost_the_proof_shows_no_turn(ruisseau: Actor, pool: Pool, vigie: Account) -> None:
    turn_of(pool, ruisseau, 1)
    address = address_of(ruisseau)
    revoke_proof(proof=Proof.objects.get(actor=ruisseau), decided_by=vigie)
    assert b"VEVENT" not in Client().get(address).content
    Actor.objects.filter(pk=ruisseau.pk).update(suspended_at=NOW)
    assert Client().get(address).status_code == 404


def entry(title: str) -> Entry:
    return Entry("1@toctoc.test", title, "https://toctoc.test/x", NOW, NOW + timedelta(hours=1), "Europe/Paris", 0, NOW)


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=200))
def test_any_title_is_escaped_and_folded_between_characters(title: str) -> None:
    raw = calendar_of(title, [entry(title)], None)
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    # No fold stands within a character: each line is text by itself.
    assert "".join(line.decode() for line in raw.split(b"\r\n"))
    (event,) = Calendar.from_ical(raw).walk("VEVENT")
    assert str(event["summary"]) == title


@pytest.mark.parametrize("wicked", ["a\r\nEND:VEVENT\r\nBEGIN:VEVENT", "a\nATTENDEE:mailto:x", "a;b,c\\n"])
def test_no_title_writes_a_line_of_its_own(wicked: str) -> None:
    raw = calendar_of("Gardes", [entry(wicked)], None).decode()
    assert len(re.findall(r"^BEGIN:VEVENT", raw, re.MULTILINE)) == 1
    assert not re.search(r"^ATTENDEE", raw, re.MULTILINE)
    assert date(2026, 11, 23) == next(iter(Calendar.from_ical(raw).walk("VEVENT"))).decoded("dtstart").date()

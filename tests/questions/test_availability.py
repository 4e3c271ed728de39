"""Who can be asked: hours, silence, duty, busy times, each on the person's own clock."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import eyes_of, person
from toctoc.kernel.errors import Invalid
from toctoc.people.models import Actor
from toctoc.people.queries.statements import IS_SQLITE, execute
from toctoc.questions.models import Availability, BusyTime, DutyTurn, OwnCalendar, Pool
from toctoc.questions.queries import availability
from toctoc.questions.queries.availability import is_shown_available, on_duty, standing
from toctoc.questions.rules.availability.hours import Week, spans_in, spans_words, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PARIS = ZoneInfo("Europe/Paris")
# A Monday.
MONDAY = datetime(2026, 11, 23, 10, tzinfo=PARIS)
HOUR = timedelta(hours=1)


def at(hour: int, minute: int = 0, day: int = 23, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=PARIS).astimezone(UTC)


def sets(actor: Actor, **values: object) -> Availability:
    return Availability.objects.create(actor=actor, **values)


def office_hours() -> str:
    return Week((spans_in("8h30-12h, 14:00-18:00"), *((),) * 6)).packed()


def stands(actor: Actor, moment: datetime) -> tuple[bool, bool]:
    found = standing([actor.pk], moment)[actor.pk]
    return found.is_available, found.is_on_duty


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("8h30-12h, 14:00-18:00", "08:30-12:00, 14:00-18:00"),
        ("22:00 - 6:00", "22:00-06:00"),
        ("0-24", "00:00-24:00"),
        ("", ""),
        ("14h-18h; 8h-12h", "08:00-12:00, 14:00-18:00"),
    ],
)
def test_hours_are_read_as_people_write_them(typed: str, words: str) -> None:
    assert spans_words(spans_in(typed)) == words


@pytest.mark.parametrize("typed", ["25-26", "8h60-9h", "8", "8-8", "8-12, 11-14", "demain", "1-2,3-4,5-6,7-8,9-10"])
def test_hours_that_cannot_be_are_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        spans_in(typed)
    assert refused.value.field == "hours"


def test_a_week_is_the_same_after_resting_in_a_row() -> None:
    week = Week((((480, 720), (840, 1080)), (), ((1320, 360),), (), (), (), ()))
    assert unpacked(week.packed()) == week
    assert unpacked("") == Week()


def test_who_set_nothing_can_be_asked_at_any_hour(ruisseau: Actor) -> None:
    assert stands(ruisseau, at(3)) == (True, False)


def test_usual_hours_are_those_of_ones_own_clock(ruisseau: Actor, carrelet: Actor) -> None:
    sets(ruisseau, hours=office_hours())
    sets(carrelet, hours=office_hours(), zone="Indian/Reunion")
    assert [stands(ruisseau, at(hour))[0] for hour in (8, 9, 12, 14, 18)] == [False, True, False, True, False]
    assert stands(carrelet, at(6))[0] is True  # 9:00 there
    assert stands(carrelet, at(17))[0] is False


def test_a_night_goes_on_after_midnight(ruisseau: Actor) -> None:
    sets(ruisseau, hours=Week((((1320, 360),), *((),) * 6)).packed())
    assert [stands(ruisseau, at(23))[0], stands(ruisseau, at(5, day=24))[0]] == [True, True]
    assert [stands(ruisseau, at(6, day=24))[0], stands(ruisseau, at(5))[0]] == [False, False]


def test_changing_the_clock_moves_no_hour(ruisseau: Actor) -> None:
    sets(ruisseau, hours=Week((*((),) * 6, ((120, 240),))).packed())
    # Sunday 25 October 2026, 2:30 comes twice; Sunday 29 March 2026, it never comes.
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert [stands(ruisseau, first + n * HOUR)[0] for n in range(-1, 4)] == [False, True, True, True, False]
    spring = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    assert [stands(ruisseau, spring + n * HOUR)[0] for n in range(3)] == [False, True, False]


def test_silence_goes_before_duty_and_duty_before_hours(ruisseau: Actor) -> None:
    row = sets(ruisseau, hours=office_hours(), on_duty_until=at(23))
    assert stands(ruisseau, at(20)) == (True, True)
    row.quiet_until = at(21)
    row.save()
    assert stands(ruisseau, at(20)) == (False, False)
    assert stands(ruisseau, at(22)) == (True, True)


def test_busy_times_count_but_not_against_a_turn_of_duty(ruisseau: Actor) -> None:
    calendar = OwnCalendar.objects.create(actor=ruisseau, digest=b"x")
    BusyTime.objects.create(calendar=calendar, actor=ruisseau, starts_at=at(9), ends_at=at(11))
    assert [stands(ruisseau, at(h))[0] for h in (8, 9, 10, 11)] == [True, False, False, True]
    pool = Pool.objects.create(profession="doctor")
    DutyTurn.objects.create(pool=pool, holder=ruisseau, starts_at=at(9), ends_at=at(10))
    assert stands(ruisseau, at(9)) == (True, True)
    assert stands(ruisseau, at(10)) == (False, False)


def test_none_a_day_is_not_to_be_asked(ruisseau: Actor) -> None:
    sets(ruisseau, daily_load=0)
    assert stands(ruisseau, at(10))[0] is False


def test_the_suspended_and_who_left_are_neither(ruisseau: Actor) -> None:
    sets(ruisseau, on_duty_until=at(23))
    Actor.objects.filter(pk=ruisseau.pk).update(suspended_at=at(1))
    assert stands(ruisseau, at(10)) == (False, False)


@contextmanager
def takes(count: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hold that so many statements are asked, by Django or written out; on SQLite the latter go past Django."""
    past_django: list[str] = []

    def noted(sql: str, parameters: Sequence[int | str]) -> list[tuple[Any, ...]]:
        past_django.extend([sql] if IS_SQLITE else [])
        return execute(sql, parameters)

    with monkeypatch.context() as patched, CaptureQueriesContext(connection) as asked:
        patched.setattr(availability, "execute", noted)
        yield
    assert len(asked) + len(past_django) == count


def test_any_number_of_people_takes_two_statements(
    ruisseau: Actor, carrelet: Actor, plumier: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    sets(carrelet, languages="ar,es", departments="35,56", daily_load=3)
    Actor.objects.filter(pk=carrelet.pk).update(department="22")
    with takes(2, monkeypatch):
        found = standing([ruisseau.pk, carrelet.pk, plumier.pk, 404], at(10))
    assert set(found) == {ruisseau.pk, carrelet.pk, plumier.pk}
    told = found[carrelet.pk]
    assert (told.daily_load, told.department) == (3, "22")
    assert told.languages == {"fr", "ar", "es"}
    assert told.departments == {"22", "35", "56"}
    with takes(2, monkeypatch):
        assert set(standing([ruisseau.pk, *range(1, 20_000)], at(10))) == {ruisseau.pk}


def on_call(pool: Pool, holder: Actor | None, start: int, end: int) -> DutyTurn:
    return DutyTurn.objects.create(pool=pool, holder=holder, starts_at=at(start), ends_at=at(end))


def test_the_narrowest_pool_comes_first_and_others_are_not_asked(
    ruisseau: Actor, carrelet: Actor, plumier: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    everywhere = Pool.objects.create(profession="doctor")
    skin = Pool.objects.create(profession="doctor", specialty="dermatology", department="35")
    pharmacists = Pool.objects.create(profession="pharmacist")
    on_call(everywhere, ruisseau, 8, 12)
    on_call(skin, carrelet, 8, 12)
    on_call(pharmacists, plumier, 8, 12)
    with takes(3, monkeypatch):
        found = on_duty(profession="doctor", specialty="dermatology", department="35", at=at(9))
    assert found == [carrelet.pk, ruisseau.pk]
    assert on_duty(profession="doctor", specialty="cardiology", department="35", at=at(9)) == [ruisseau.pk]
    assert on_duty(profession="pharmacist", at=at(9)) == [plumier.pk]
    assert on_duty(profession="doctor", at=at(12)) == []


def test_the_next_of_the_roster_stands_in(ruisseau: Actor, carrelet: Actor) -> None:
    pool = Pool.objects.create(profession="doctor")
    on_call(pool, ruisseau, 8, 12)
    on_call(pool, carrelet, 12, 16)
    assert on_duty(profession="doctor", at=at(9)) == [ruisseau.pk]
    Actor.objects.filter(pk=ruisseau.pk).update(suspended_at=at(1))
    assert on_duty(profession="doctor", at=at(9)) == [carrelet.pk]
    # Who stands in did not promise this hour: their own wishes count.
    sets(carrelet, quiet_until=at(11))
    assert on_duty(profession="doctor", at=at(9)) == []


def test_who_lost_the_proof_is_nobodys_correspondent(ruisseau: Actor) -> None:
    pool = Pool.objects.create(profession="doctor")
    on_call(pool, ruisseau, 8, 12)
    Actor.objects.filter(pk=ruisseau.pk).update(proved_until=datetime(2020, 1, 1, tzinfo=UTC))
    assert on_duty(profession="doctor", at=at(9)) == []


def test_presence_is_for_who_shares_a_place_and_only_when_shown(ruisseau: Actor, carrelet: Actor, avril: Actor) -> None:
    assert not is_shown_available(eyes_of(carrelet), ruisseau, at(10))
    row = sets(ruisseau, is_shown=True)
    assert is_shown_available(eyes_of(carrelet), ruisseau, at(10))
    assert not is_shown_available(eyes_of(avril), ruisseau, at(10))
    assert not is_shown_available(eyes_of(person("nouvelle")), ruisseau, at(10))
    row.quiet_until = at(12)
    row.save()
    assert not is_shown_available(eyes_of(carrelet), ruisseau, at(10))

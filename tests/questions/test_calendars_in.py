"""Calendars coming in: when somebody is busy, and nothing else, whatever the file holds."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toctoc.kernel.errors import Invalid
from toctoc.questions.rules.calendars.lines import LONGEST_FILE
from toctoc.questions.rules.calendars.reading import Busy, Window, busy_in

# From Monday 19 October to Monday 16 November 2026: the clocks change on Sunday 25 October.
WINDOW = Window(datetime(2026, 10, 19, tzinfo=UTC), datetime(2026, 11, 16, tzinfo=UTC), "Europe/Paris")
PARIS = ZoneInfo("Europe/Paris")


def calendar(*events: str, head: str = "") -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", head]
    for event in events:
        lines += ["BEGIN:VEVENT", event, "SUMMARY:Consultation de Mme X", "LOCATION:12 rue des Lilas", "END:VEVENT"]
    return "\r\n".join([line for line in lines if line] + ["END:VCALENDAR", ""]).replace("\n\n", "\n").encode()


def begins(found: Busy) -> list[str]:
    return [f"{start.astimezone(PARIS):%d/%m %H:%M}" for start, _ in found.spans]


def lengths(found: Busy) -> list[float]:
    return [(end - start) / timedelta(hours=1) for start, end in found.spans]


def read(*events: str) -> Busy:
    return busy_in(calendar(*events), WINDOW)


WEEKLY = "DTSTART;TZID=Europe/Paris:20200106T090000\nDTEND;TZID=Europe/Paris:20200106T100000\nRRULE:FREQ=WEEKLY"


def test_a_weekly_meeting_keeps_its_hour_over_the_change_of_clock() -> None:
    found = read(WEEKLY)
    assert begins(found) == ["19/10 09:00", "26/10 09:00", "02/11 09:00", "09/11 09:00"]
    assert {start.hour for start, _ in found.spans} == {7, 8}
    assert lengths(found) == [1.0] * 4


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        (";UNTIL=20261102T080000Z", ["19/10", "26/10", "02/11"]),
        (";UNTIL=20261102T075959Z", ["19/10", "26/10"]),
        (";UNTIL=20261026", ["19/10", "26/10"]),
        (";COUNT=355", ["19/10"]),
        (";INTERVAL=2", ["19/10", "02/11"]),
        (";INTERVAL=2;BYDAY=MO,WE;UNTIL=20261103", ["19/10", "21/10", "02/11"]),
        (";UNTIL=20211231", []),
    ],
)
def test_a_rule_ends_by_date_or_by_count_and_skips_weeks(rule: str, days: list[str]) -> None:
    assert [day[:5] for day in begins(read(WEEKLY + rule))] == days


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=MONTHLY;BYDAY=-1FR", ["30/10"]),
        ("FREQ=MONTHLY;BYDAY=1TU", ["03/11"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", ["31/10"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", ["30/10"]),
        ("FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", ["25/10"]),
        ("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=11", ["11/11"]),
        ("FREQ=DAILY;INTERVAL=10", ["25/10", "04/11", "14/11"]),
    ],
)
def test_rules_by_month_year_and_day(rule: str, days: list[str]) -> None:
    event = f"DTSTART;TZID=Europe/Paris:20260128T120000\nDURATION:PT30M\nRRULE:{rule}"
    assert [day[:5] for day in begins(read(event))] == days


def test_left_out_and_moved_occurrences_are_not_where_they_were() -> None:
    master = f"UID:a\n{WEEKLY}\nEXDATE;TZID=Europe/Paris:20261026T090000"
    apart = "UID:a\nRECURRENCE-ID;TZID=Europe/Paris:20261102T090000"
    moved = f"{apart}\nDTSTART;TZID=Europe/Paris:20261103T150000\nDURATION:PT2H"
    assert begins(read(master, moved)) == ["19/10 09:00", "03/11 15:00", "09/11 09:00"]


def test_transparent_and_cancelled_events_take_no_time_and_neighbours_are_joined() -> None:
    one = "DTSTART:20261020T080000Z\nDTEND:20261020T090000Z"
    two = "DTSTART:20261020T090000Z\nDTEND:20261020T093000Z"
    assert lengths(read(one, two)) == [1.5]
    assert not read(one + "\nTRANSP:TRANSPARENT", one + "\nSTATUS:CANCELLED").spans


def test_whole_days_are_as_long_as_the_clocks_make_them() -> None:
    found = read("DTSTART;VALUE=DATE:20261025\nDTEND;VALUE=DATE:20261026")
    assert begins(found) == ["25/10 00:00"]
    assert lengths(found) == [25.0]


@pytest.mark.parametrize(
    "zone", ["America/Guadeloupe", "/mozilla.org/20050126_1/America/Guadeloupe", "SA Western Standard Time"]
)
def test_zones_are_known_by_the_names_programs_give_them(zone: str) -> None:
    found = read(f'DTSTART;TZID="{zone}":20261020T080000\nDURATION:PT1H')
    assert [start.hour for start, _ in found.spans] == [12]


def test_moments_without_a_zone_are_on_the_calendars_or_the_persons_clock() -> None:
    floating = "DTSTART:20261020T080000\nDURATION:PT1H"
    assert busy_in(calendar(floating), WINDOW).spans[0][0].hour == 6
    named = calendar(floating, head="X-WR-TIMEZONE:America/Guadeloupe")
    assert busy_in(named, WINDOW).spans[0][0].hour == 12


def test_folded_lines_are_one_and_alarms_are_not_events() -> None:
    file = calendar("DTSTART:20261020T08\r\n 0000Z\nDURATION:PT1H\nBEGIN:VALARM\nDURATION:PT9H\nEND:VALARM")
    assert lengths(busy_in(file, WINDOW)) == [1.0]


def test_stretches_told_as_busy_count_and_free_ones_do_not() -> None:
    file = (
        b"BEGIN:VCALENDAR\nBEGIN:VFREEBUSY\nFREEBUSY:20261020T080000Z/PT2H,20261021T080000Z/20261021T090000Z\n"
        b"FREEBUSY;FBTYPE=FREE:20261022T080000Z/PT2H\nEND:VFREEBUSY\nEND:VCALENDAR\n"
    )
    assert lengths(busy_in(file, WINDOW)) == [2.0, 1.0]


@pytest.mark.parametrize(
    "event",
    [
        "DTSTART:hier",
        "DTSTART:20261399T990000Z\nDURATION:PT1H",
        "DTSTART:20261020T080000Z\nDURATION:PT",
        "DTSTART:20261020T080000Z\nDTEND:20261020T090000Z\nRRULE:FREQ=SECONDLY",
        "DTSTART:20261020T080000Z\nDTEND:20261020T090000Z\nRRULE:FREQ=YEARLY;BYWEEKNO=20",
        "DTSTART:20261020T080000Z\nDTEND:20261020T090000Z\nRRULE:FREQ=DAILY;INTERVAL=0",
    ],
)
def test_an_event_that_is_wrong_in_itself_is_counted_and_the_others_are_read(event: str) -> None:
    found = read(event, "DTSTART:20261101T080000Z\nDURATION:PT1H")
    assert found.unread == 1
    assert begins(found)[-1] == "01/11 09:00"


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"<html>connectez-vous</html>",
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR",
        b"BEGIN:VCALENDAR\n",
        b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 50,
        b"\xff\xfe\x00",
        b"x" * (LONGEST_FILE + 1),
    ],
)
def test_what_is_no_calendar_or_too_long_is_refused_with_a_sentence(file: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        busy_in(file, WINDOW)
    assert refused.value.field == "calendar"


def test_rules_that_never_come_true_cost_little_however_many() -> None:
    bombs = [
        f"DTSTART:19700101T000000Z\nDURATION:PT1H\nRRULE:FREQ={rule}"
        for rule in (
            "DAILY;BYMONTH=2;BYMONTHDAY=30",
            "YEARLY;BYMONTH=2;BYMONTHDAY=30",
            "DAILY;COUNT=999999999",
            "MONTHLY;BYDAY=5MO;BYMONTHDAY=1;BYMONTH=2",
        )
    ] * 250
    started = time.process_time()
    found = busy_in(calendar(*bombs), WINDOW)
    assert found.unread >= 250
    assert time.process_time() - started < 10


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="BEGINDTSTRULEFQ:;=,\n0123456789VCALENDWKYMO/P-+", max_size=300))
def test_any_text_is_read_or_refused_and_never_breaks(text: str) -> None:
    file = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261020T080000Z\nRRULE:{text}\nEND:VEVENT\nEND:VCALENDAR".encode()
    try:
        found = busy_in(file, WINDOW)
    except Invalid:
        return
    assert all(WINDOW.since <= start < end <= WINDOW.until for start, end in found.spans)

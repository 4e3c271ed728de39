"""What members write together: the common page, and when they meet."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import icalendar
import pytest
from django.test import Client

from tests.conftest import signed_in
from tests.groups.cast import enter, group_by, press, read
from tests.pages import words_of
from toctoc.community.models import Notification
from toctoc.community.models.notification import NotificationKind
from toctoc.groups.models import Event, Group, Page
from toctoc.groups.services.meetings import calendar_key
from toctoc.groups.tasks import tell_of_event
from toctoc.jobs.models import Job
from toctoc.kernel import clock
from toctoc.kernel.progress import Progress
from toctoc.kernel.tasks import Work

if TYPE_CHECKING:
    from tests.pages import Response
    from toctoc.people.models import Actor

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
TYPED = {
    "title": "Café du jeudi",
    "text": "On parle **fatigue**.",
    "place": "Salle 2",
    "starts": "2026-07-02T18:30",
    "ends": "2026-07-02T20:00",
    "zone": "",
    "cle": "r",
}
WORK = Work(1, 1, Progress(lambda _done, _total: True))


@pytest.fixture
def group(avril: Actor, plumier: Actor) -> Group:
    made = group_by(avril)
    enter(plumier)
    return made


def announce(actor: Actor, **changes: str) -> Response:
    with clock.at(NOW):
        return press(actor, "/groupes/sep/rendez-vous/nouveau", **{**TYPED, **changes})


def test_a_member_writes_the_page_and_versions_stay(group: Group, avril: Actor, plumier: Actor) -> None:
    first = press(
        plumier, "/groupes/sep/page/modifier", text="# Repères\n\n- **Boire** <b>x</b>", revision="0", cle="1"
    )
    assert (first.status_code, first["Location"]) == (302, "/groupes/sep/page")
    page = read(avril, "/groupes/sep/page").content.decode()
    assert "<strong>Boire</strong>" in page
    assert "<b>x</b>" not in page
    press(avril, "/groupes/sep/page/modifier", text="Nouveau.", revision="1", cle="2")
    assert "Boire" in words_of(read(plumier, "/groupes/sep/page/versions"))


def test_two_tabs_do_not_overwrite_each_other(group: Group, avril: Actor, plumier: Actor) -> None:
    for actor, text in ((avril, "Le premier onglet."), (plumier, "Le second onglet.")):
        answered = press(actor, "/groupes/sep/page/modifier", text=text, revision="0", cle=text)
    assert answered.status_code == 409
    shown = words_of(answered)
    assert "Le premier onglet." in shown
    assert "Le second onglet.</textarea>" in shown
    assert 'name="revision" value="1"' in shown
    assert Page.objects.get().text == "Le premier onglet."


@pytest.mark.parametrize("text", ["Écrivez à jeanne@exemple.test", "a" * 20_001])
def test_the_page_passes_the_guard(group: Group, plumier: Actor, text: str) -> None:
    assert press(plumier, "/groupes/sep/page/modifier", text=text, revision="0", cle="1").status_code == 422
    assert not Page.objects.filter(revision__gt=0).exists()


def test_an_event_is_shown_in_paris_and_taken_into_a_calendar(group: Group, avril: Actor, plumier: Actor) -> None:
    made = announce(avril)
    assert made.status_code == 302, words_of(made)
    event = Event.objects.get()
    assert event.starts_at == datetime(2026, 7, 2, 16, 30, tzinfo=UTC)
    page = words_of(read(plumier, made["Location"]))
    assert "18:30" in page
    assert "Europe/Paris" in page
    assert "<strong>fatigue</strong>" in page
    answered = read(plumier, f"/groupes/sep/rendez-vous/{event.pk}.ics")
    assert answered["Content-Type"].startswith("text/calendar")
    calendar = icalendar.Calendar.from_ical(answered.content)
    (entry,) = calendar.walk("VEVENT")
    starts = entry.decoded("DTSTART")
    assert (str(entry["SUMMARY"]), starts.utcoffset()) == ("Café du jeudi", timedelta(hours=2))
    assert calendar.walk("VTIMEZONE")
    assert starts == event.starts_at


def test_the_feed_is_for_members_alone(group: Group, avril: Actor, plumier: Actor, dehors: Actor) -> None:
    announce(avril)
    page = words_of(read(plumier, "/groupes/sep/rendez-vous"))
    found = re.search(r'value="http://127\.0\.0\.1:8000(/groupes/sep/rendez-vous/agenda/[^"]+\.ics)"', page)
    assert found is not None
    assert b"SUMMARY:Caf" in Client().get(found[1]).content
    press(plumier, "/groupes/sep/quitter")
    assert Client().get(found[1]).status_code == 404
    other = group_by(dehors, "autre")
    keys = (calendar_key(actor=dehors, group=group), calendar_key(actor=avril, group=other), "forge", "a:b:c")
    for key in keys:
        assert Client().get(f"/groupes/sep/rendez-vous/agenda/{key}.ics").status_code == 404, key
    for path in ("", f"/{Event.objects.get().pk}", f"/{Event.objects.get().pk}.ics"):
        assert read(dehors, f"/groupes/sep/rendez-vous{path}").status_code == 403
    assert signed_in(dehors).client.get(f"/groupes/autre/rendez-vous/{Event.objects.get().pk}").status_code == 404


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": " "}, "Donnez un titre"),
        ({"starts": ""}, "Dites le jour"),
        ({"starts": "demain"}, "Dites le jour"),
        ({"ends": "2026-07-02T18:00"}, "finit après son début"),
        ({"ends": "2026-09-02T18:00"}, "au plus un mois"),
        ({"starts": "2020-07-02T18:30", "ends": "2020-07-02T20:00"}, "date à venir"),
        ({"starts": "2036-07-02T18:30", "ends": "2036-07-02T20:00"}, "date à venir"),
        ({"zone": "Mars/Olympus"}, "fuseau horaire n’existe pas"),
        ({"zone": "../etc/passwd"}, "fuseau horaire n’existe pas"),
        ({"place": "chez jeanne@exemple.test"}, "reconnaître"),
        ({"title": "t" * 121}, "au plus"),
    ],
)
def test_an_event_that_cannot_be_is_told_and_kept_as_typed(
    group: Group, avril: Actor, changes: dict[str, str], sentence: str
) -> None:
    answered = announce(avril, **changes)
    assert answered.status_code == 422
    assert sentence in words_of(answered)
    assert not Event.objects.exists()


def test_a_change_and_a_cancelling_reach_calendars(group: Group, avril: Actor, plumier: Actor) -> None:
    address = announce(avril)["Location"]
    with clock.at(NOW):
        changed = press(avril, f"{address}/modifier", **{**TYPED, "title": "Thé", "sequence": "0", "cle": "c"})
        assert changed.status_code == 302
        stale = press(avril, f"{address}/modifier", **{**TYPED, "title": "Eau", "sequence": "0", "cle": "d"})
        assert stale.status_code == 409
        assert press(plumier, f"{address}/annuler").status_code == 403
        press(avril, f"{address}/annuler")
        press(avril, f"{address}/annuler")
    (entry,) = icalendar.Calendar.from_ical(read(plumier, f"{address}.ics").content).walk("VEVENT")
    assert (str(entry["SUMMARY"]), str(entry["STATUS"]), entry.decoded("SEQUENCE")) == ("Thé", "CANCELLED", 2)


def test_members_are_told_once_and_not_those_who_asked_for_silence(
    group: Group, avril: Actor, plumier: Actor, dehors: Actor
) -> None:
    enter(dehors)
    press(dehors, "/groupes/sep/moi", silence="oui")
    announce(avril)
    assert Job.objects.filter(task="groups.tell_of_event").count() == 1
    for _ in range(2):
        tell_of_event(WORK, event_id=Event.objects.get().pk)
    told = Notification.objects.filter(kind=NotificationKind.EVENT)
    assert [notification.recipient for notification in told] == [plumier]
    assert "/groupes/sep/rendez-vous/" in words_of(read(plumier, "/avis"))


@pytest.mark.parametrize(
    ("starts", "zone"), [("9999-12-31T20:00", "Pacific/Pago_Pago"), ("0001-01-01T00:00", "Pacific/Kiritimati")]
)
def test_a_moment_at_the_end_of_the_calendar_is_refused(group: Group, avril: Actor, starts: str, zone: str) -> None:
    assert announce(avril, starts=starts, ends=starts[:11] + "23:59", zone=zone).status_code == 422
    assert not Event.objects.filter(group=group).exists()

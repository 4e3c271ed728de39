"""One's own availability through its page and the API; calendars read by address or file; turns going out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from icalendar import Calendar

from tests.conftest import signed_in
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Refused
from toctoc.kernel.progress import Progress
from toctoc.kernel.tasks import Work
from toctoc.people.models import Actor
from toctoc.people.services.blocks import block
from toctoc.people.services.fetching import Unreachable
from toctoc.people.services.tokens import issue_token
from toctoc.questions import tasks
from toctoc.questions.models import Availability, BusyTime, CalendarKey, DutyTurn, OwnCalendar, Pool
from toctoc.questions.queries.availability import standing
from toctoc.questions.services.duty import own_calendars
from toctoc.questions.services.duty.availability import be_busy_this_week, be_on_duty, be_quiet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# A Wednesday, 9:00 in Paris.
NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
PAGE = "/reglages/disponibilite"
ICS = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\n"
    b"SUMMARY:Rendez-vous secret\r\nLOCATION:12 rue des Lilas\r\n"
    b"DTSTART:20261125T100000Z\r\nDTEND:20261125T110000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.at(NOW):
        yield


def typed(**values: object) -> dict[str, object]:
    return {"zone": "Europe/Paris", **{f"day{n}": "" for n in range(7)}, **values}


def answers(monkeypatch: pytest.MonkeyPatch, told: bytes | Exception) -> list[str]:
    asked: list[str] = []

    def fetched(address: str, longest: int, **_: Any) -> bytes:
        asked.append(address)
        if isinstance(told, Exception):
            raise told
        return told[: longest + 1]

    monkeypatch.setattr(own_calendars, "fetch", fetched)
    return asked


def test_hours_typed_on_the_page_are_kept_and_shown_again(ruisseau: Actor) -> None:
    browser = signed_in(ruisseau).client
    answer = browser.post(
        PAGE,
        typed(day0="8h30-12h, 14h-18h", daily_load="3", languages=["ar", "es"], departments="35, 2a", is_shown="on"),
    )
    assert answer.status_code == 302
    row = Availability.objects.get(actor=ruisseau)
    assert (row.daily_load, row.languages, row.departments, row.is_shown) == (3, "ar,es", "35,2A", True)
    shown = browser.get(PAGE).content.decode()
    assert "08:30-12:00, 14:00-18:00" in shown
    assert "Vous êtes hors de vos heures." in shown


@pytest.mark.parametrize(
    "wrong",
    [
        {"day2": "demain"},
        {"zone": "Mars/Olympus"},
        {"daily_load": "900"},
        {"departments": "35, 99"},
        {"languages": "xx"},
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_kept(ruisseau: Actor, wrong: dict[str, str]) -> None:
    answer = signed_in(ruisseau).client.post(PAGE, typed(**wrong))
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    assert not Availability.objects.filter(actor=ruisseau).exclude(hours="").exists()


def test_busy_this_week_is_one_tap_and_ends_on_monday(ruisseau: Actor) -> None:
    browser = signed_in(ruisseau).client
    assert browser.post(f"{PAGE}/maintenant", {"geste": "occupe"}).status_code == 302
    row = Availability.objects.get(actor=ruisseau)
    assert row.quiet_until == datetime(2026, 11, 29, 23, tzinfo=UTC)
    assert "Je suis de retour" in browser.get(PAGE).content.decode()
    browser.post(f"{PAGE}/maintenant", {"geste": "retour"})
    assert standing([ruisseau.pk], NOW)[ruisseau.pk].is_available


def test_a_longer_silence_is_not_shortened_by_the_week(ruisseau: Actor) -> None:
    be_quiet(actor=ruisseau, until=NOW + timedelta(days=30))
    assert be_busy_this_week(actor=ruisseau).quiet_until == NOW + timedelta(days=30)
    with pytest.raises(Invalid):
        be_quiet(actor=ruisseau, until=NOW - HOUR)


def test_being_on_duty_ends_a_silence_and_lasts_a_day_at_most(ruisseau: Actor) -> None:
    be_quiet(actor=ruisseau, until=NOW + HOUR)
    be_on_duty(actor=ruisseau, lasts=4 * HOUR)
    assert standing([ruisseau.pk], NOW)[ruisseau.pk].is_on_duty
    with pytest.raises(Invalid):
        be_on_duty(actor=ruisseau, lasts=25 * HOUR)
    be_on_duty(actor=ruisseau, lasts=timedelta())
    assert not standing([ruisseau.pk], NOW)[ruisseau.pk].is_on_duty


def test_saving_hours_in_another_tab_ends_no_silence(ruisseau: Actor) -> None:
    browser = signed_in(ruisseau).client
    browser.post(f"{PAGE}/maintenant", {"geste": "occupe"})
    browser.post(PAGE, typed(day0="8-12"))
    assert Availability.objects.get(actor=ruisseau).quiet_until is not None


def test_a_file_becomes_busy_times_without_titles_or_places(ruisseau: Actor) -> None:
    browser = signed_in(ruisseau).client
    for _ in range(2):
        sent = {"geste": "fichier", "fichier": SimpleUploadedFile("agenda.ics", ICS)}
        assert browser.post(f"{PAGE}/agendas", sent).status_code == 302
    assert OwnCalendar.objects.count() == 1
    busy = BusyTime.objects.get()
    assert (busy.starts_at, busy.ends_at) == (NOW + 2 * HOUR, NOW + 3 * HOUR)
    assert not standing([ruisseau.pk], NOW + 2 * HOUR)[ruisseau.pk].is_available
    kept = repr([*OwnCalendar.objects.values_list(), *BusyTime.objects.values_list()])
    assert "secret" not in kept
    assert "Lilas" not in kept


@pytest.mark.parametrize("file", [b"<html>", b"", b"BEGIN:VCALENDAR\n" + b"x" * 10_000_000])
def test_a_file_that_is_no_calendar_or_ten_megabytes_is_refused(ruisseau: Actor, file: bytes) -> None:
    sent = {"geste": "fichier", "fichier": SimpleUploadedFile("agenda.ics", file)}
    assert signed_in(ruisseau).client.post(f"{PAGE}/agendas", sent).status_code == 422
    assert not OwnCalendar.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "http://agenda.exemple.test/a.ics",
        "file:///etc/passwd",
        "https://",
        "https://moi:secret@agenda.exemple.test/",
        "https://agenda.exemple.test/a\nb",
        "javascript:alert(1)",
        "https://[::1",
        "https://agenda.exemple.test/" + "a" * 2_000,
    ],
)
def test_only_plain_https_addresses_are_taken(ruisseau: Actor, address: str) -> None:
    with pytest.raises(Invalid):
        own_calendars.read_address(actor=ruisseau, address=address)


def test_an_address_rests_sealed_and_is_read_when_due(ruisseau: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answers(monkeypatch, ICS)
    row = own_calendars.read_address(actor=ruisseau, address="webcal://agenda.exemple.test/jeton-secret?export")
    assert own_calendars.read_address(actor=ruisseau, address="https://agenda.exemple.test/jeton-secret?export") == row
    assert b"jeton" not in bytes(OwnCalendar.objects.get().sealed)
    assert own_calendars.due_calendars(10) == [row.pk]
    own_calendars.read_due(calendar_id=row.pk)
    own_calendars.read_due(calendar_id=row.pk)
    assert asked == ["https://agenda.exemple.test/jeton-secret?export"]
    assert BusyTime.objects.count() == 1
    assert own_calendars.due_calendars(10) == []
    page = signed_in(ruisseau).client.get(PAGE).content.decode()
    assert "agenda.exemple.test" in page
    assert "jeton-secret" not in page


@pytest.mark.parametrize("told", [Unreachable(), b"<html>connexion</html>"])
def test_a_calendar_that_fails_keeps_what_was_known_and_is_asked_less(
    ruisseau: Actor, monkeypatch: pytest.MonkeyPatch, told: bytes | Exception
) -> None:
    answers(monkeypatch, ICS)
    row = own_calendars.read_address(actor=ruisseau, address="https://agenda.exemple.test/")
    own_calendars.read_due(calendar_id=row.pk)
    answers(monkeypatch, told)
    moment = NOW
    for _ in range(own_calendars.MOST_FAILURES):
        moment += timedelta(days=2)
        with clock.at(moment):
            own_calendars.read_due(calendar_id=row.pk)
    row.refresh_from_db()
    assert (row.due_at, row.failures) == (None, own_calendars.MOST_FAILURES)
    assert row.trouble
    assert BusyTime.objects.count() == 1


@pytest.mark.parametrize("number", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "::1", "::ffff:127.0.0.1"])
def test_a_calendar_at_a_private_address_is_never_asked(
    ruisseau: Actor, monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [(0, 0, 0, "", (number, 443))])
    row = own_calendars.read_address(actor=ruisseau, address="https://agenda.exemple.test/")
    own_calendars.read_due(calendar_id=row.pk)
    row.refresh_from_db()
    assert (row.trouble, row.failures) == (own_calendars.UNREACHABLE, 1)


def test_the_query_of_an_address_is_asked_for_at_the_address_that_was_judged(
    ruisseau: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []

    def stream(_: httpx.Client, method: str, url: str, *, headers: dict[str, str], **__: object) -> object:
        asked.append((url, headers["Host"]))
        raise httpx.ConnectError(method)

    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [(0, 0, 0, "", ("93.184.216.34", 443))])
    monkeypatch.setattr(httpx.Client, "stream", stream)
    row = own_calendars.read_address(actor=ruisseau, address="https://agenda.exemple.test/a?export&cle=1")
    own_calendars.read_due(calendar_id=row.pk)
    assert asked == [("https://93.184.216.34:443/a?export&cle=1", "agenda.exemple.test")]


def test_a_task_reads_what_is_due_and_skips_the_suspended(
    ruisseau: Actor, carrelet: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answers(monkeypatch, ICS)
    for actor in (ruisseau, carrelet):
        own_calendars.read_address(actor=actor, address=f"https://agenda.exemple.test/{actor.handle}")
    Actor.objects.filter(pk=carrelet.pk).update(suspended_at=NOW)
    for _ in range(2):
        tasks.read_calendars(Work(1, 1, Progress(lambda _done, _total: True)))
    assert asked == ["https://agenda.exemple.test/ruisseau"]


def test_nobody_reads_more_than_five_calendars(ruisseau: Actor) -> None:
    for number in range(own_calendars.MOST_CALENDARS):
        own_calendars.read_address(actor=ruisseau, address=f"https://agenda.exemple.test/{number}")
    with pytest.raises(Refused):
        own_calendars.read_address(actor=ruisseau, address="https://agenda.exemple.test/autre")


def test_nobody_forgets_the_calendar_of_somebody_else(ruisseau: Actor, carrelet: Actor) -> None:
    row = own_calendars.read_address(actor=ruisseau, address="https://agenda.exemple.test/")
    forget = {"geste": "retirer", "agenda": str(row.pk)}
    signed_in(carrelet).client.post(f"{PAGE}/agendas", forget)
    assert OwnCalendar.objects.exists()
    signed_in(ruisseau).client.post(f"{PAGE}/agendas", forget)
    assert not OwnCalendar.objects.exists()


def test_a_profile_says_available_only_to_who_shares_a_profession(
    ruisseau: Actor, carrelet: Actor, avril: Actor
) -> None:
    signed_in(ruisseau).client.post(PAGE, typed(is_shown="on"))
    chip = '<span class="chip">Disponible</span>'
    assert chip in signed_in(carrelet).client.get("/@ruisseau").content.decode()
    for browser in (signed_in(avril).client, Client()):
        assert chip not in browser.get("/@ruisseau").content.decode()
    be_quiet(actor=ruisseau, until=NOW + HOUR)
    assert chip not in signed_in(carrelet).client.get("/@ruisseau").content.decode()


def test_a_block_hides_availability_both_ways(ruisseau: Actor, carrelet: Actor) -> None:
    for actor in (ruisseau, carrelet):
        signed_in(actor).client.post(PAGE, typed(is_shown="on"))
    block(blocker=carrelet, blocked=ruisseau)
    assert "Disponible</span>" not in signed_in(carrelet).client.get("/@ruisseau").content.decode()
    assert signed_in(ruisseau).client.get("/@carrelet").status_code == 404


def test_strangers_have_no_availability(db: None) -> None:
    for address in (PAGE, f"{PAGE}/maintenant", f"{PAGE}/agendas"):
        assert Client().post(address, {"geste": "occupe"}).status_code == 302
    assert Client().get(PAGE).status_code == 302
    assert not Availability.objects.exists()


def feed_of(actor: Actor) -> str:
    browser = signed_in(actor).client
    browser.post(f"{PAGE}/agendas", {"geste": "ouvrir"})
    page = browser.get(PAGE).content.decode()
    start = page.index("/tours-de-garde/agenda/")
    return page[start : page.index(".ics", start) + 4]


def test_turns_and_hours_go_out_at_a_secret_address(ruisseau: Actor, carrelet: Actor) -> None:
    signed_in(ruisseau).client.post(PAGE, typed(day0="22h-6h"))
    pool = Pool.objects.create(profession="doctor", department="974", zone="Indian/Reunion")
    other = Pool.objects.create(profession="doctor", department="35")
    for holder, held in ((ruisseau, pool), (carrelet, other)):
        DutyTurn.objects.create(pool=held, holder=holder, starts_at=NOW, ends_at=NOW + HOUR)
    answer = Client().get(feed_of(ruisseau))
    assert answer["Content-Type"].startswith("text/calendar")
    assert "no-store" in answer["Cache-Control"]
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    events = Calendar.from_ical(answer.content).events
    turns = [event for event in events if "RRULE" not in event]
    assert [event.start for event in turns] == [NOW]
    assert "La Réunion" in str(turns[0]["SUMMARY"])
    weekly = next(event for event in events if "RRULE" in event)
    assert weekly["TRANSP"] == "TRANSPARENT"
    assert weekly.end - weekly.start == 8 * HOUR


def test_a_closed_or_forged_address_and_that_of_the_suspended_is_missing(ruisseau: Actor) -> None:
    address = feed_of(ruisseau)
    assert Client().get(address.replace("agenda/", "agenda/1")).status_code == 404
    signed_in(ruisseau).client.post(f"{PAGE}/agendas", {"geste": "fermer"})
    assert Client().get(address).status_code == 404
    again = feed_of(ruisseau)
    assert again != address
    Actor.objects.filter(pk=ruisseau.pk).update(suspended_at=NOW)
    assert Client().get(again).status_code == 404
    assert CalendarKey.objects.count() == 1


# The API.


def said(actor: Actor, method: str, path: str, body: Mapping[str, object] | None = None) -> Any:
    assert actor.account is not None
    bearer = {"Authorization": f"Bearer {issue_token(account=actor.account)}"}
    typed_as = {} if body is None else {"data": body, "content_type": "application/json"}
    return getattr(Client(), method)(f"/api/toctoc/v1{path}", headers=bearer, **typed_as)


def test_the_api_sets_what_the_page_shows(ruisseau: Actor) -> None:
    days = ["08:00-12:00", *[""] * 6]
    answer = said(ruisseau, "put", "/me/availability", {"days": days, "daily_load": 2, "languages": ["es"]})
    assert answer.status_code == 200
    assert (answer.json()["days"], answer.json()["free"]) == (days, False)
    assert said(ruisseau, "post", "/me/availability/quiet", {"this_week": True}).json()["quiet_until"]
    assert said(ruisseau, "post", "/me/availability/duty", {"hours": 2}).json()["on_duty_until"]
    assert said(ruisseau, "put", "/me/availability", {"days": ["x"] * 7}).status_code == 422
    assert said(ruisseau, "get", "/me/availability").json()["daily_load"] == 2


def test_the_api_runs_a_pool(ruisseau: Actor, carrelet: Actor) -> None:
    pool = said(ruisseau, "post", "/pools", {"profession": "doctor"}).json()["id"]
    assert said(carrelet, "post", f"/pools/{pool}/join", {}).status_code == 204
    days = {"first": "2026-11-25", "last": "2026-11-26", "weekdays": [2, 3], "begins": "08:00", "ends": "20:00"}
    assert said(carrelet, "post", f"/pools/{pool}/turns", days).json() == {"added": 2}
    first, second = said(carrelet, "get", f"/pools/{pool}/turns").json()
    assert said(carrelet, "post", f"/pools/{pool}/turns/{first['id']}", {"gesture": "take"}).status_code == 204
    assert said(ruisseau, "post", f"/pools/{pool}/turns/{first['id']}", {"gesture": "take"}).status_code == 409
    assert said(ruisseau, "post", f"/pools/{pool}/turns/{second['id']}", {"gesture": "take"}).status_code == 204
    offer = {"gesture": "offer", "wanted": second["id"]}
    assert said(carrelet, "post", f"/pools/{pool}/turns/{first['id']}", offer).status_code == 204
    assert said(ruisseau, "post", f"/pools/{pool}/turns/{first['id']}", {"gesture": "accept"}).status_code == 204
    assert said(carrelet, "get", "/pools").json()[0]["on_duty"]["handle"] == "ruisseau"
    assert said(ruisseau, "post", f"/pools/{pool}/leave", {}).status_code == 204


def test_outsiders_get_nothing_from_the_api(ruisseau: Actor, avril: Actor) -> None:
    pool = said(ruisseau, "post", "/pools", {"profession": "doctor"}).json()["id"]
    turn = DutyTurn.objects.create(pool_id=int(pool), holder=ruisseau, starts_at=NOW, ends_at=NOW + HOUR)
    days = {"first": "2026-11-25", "last": "2026-11-26", "weekdays": [2], "begins": "08:00", "ends": "20:00"}
    assert said(avril, "get", f"/pools/{pool}/turns").status_code == 403
    assert said(avril, "post", f"/pools/{pool}/turns", days).status_code == 403
    assert said(avril, "post", f"/pools/{pool}/join", {}).status_code == 403
    assert said(avril, "post", f"/pools/{pool}/turns/{turn.pk}", {"gesture": "take"}).status_code == 403
    assert said(avril, "post", "/pools", {"profession": "doctor"}).status_code == 403
    assert said(avril, "post", "/me/calendars", {"address": "http://127.0.0.1/"}).status_code == 422
    assert said(avril, "post", "/pools/12/join", {}).status_code == 404
    for path in ("/me/availability", "/pools", f"/pools/{pool}/turns"):
        assert Client().get(f"/api/toctoc/v1{path}").status_code == 401
    told: dict[str, dict[str, object]] = {
        "/me/availability/quiet": {},
        "/me/availability/duty": {"hours": 1},
        "/me/calendars": {"address": "https://agenda.exemple.test/"},
        "/pools": {},
        f"/pools/{pool}/leave": {},
    }
    for path, body in told.items():
        answer = Client().post(f"/api/toctoc/v1{path}", body, content_type="application/json")
        assert answer.status_code == 401, path
    assert Client().delete("/api/toctoc/v1/me/calendars/1").status_code == 401

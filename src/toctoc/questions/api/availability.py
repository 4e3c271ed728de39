"""When one can be asked, in our JSON API."""

from datetime import datetime, timedelta

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from toctoc.kernel import clock
from toctoc.people.policies import speaker_of
from toctoc.questions.models import Availability
from toctoc.questions.queries.availability import availability_of, wishes_of
from toctoc.questions.rules.availability.hours import HERE, spans_words, unpacked
from toctoc.questions.services.duty import availability, own_calendars

router = Router()


class HabitsIn(Schema):
    """What one sets once."""

    zone: str = Field(default=HERE, max_length=40, description="An IANA name: the clock of the hours.")
    days: list[str] = Field(
        default=[""] * 7,
        min_length=7,
        max_length=7,
        description="Hours of each day from Monday, such as `08:30-12:00, 14:00-18:00`; all empty is any hour.",
    )
    daily_load: int | None = Field(default=None, description="Questions a day one can take; null for no limit.")
    languages: list[str] = Field(default=[], description="Codes of languages beside those of the profile.")
    departments: list[str] = Field(default=[], description="Codes of departments one knows beside one's own.")
    shown: bool = Field(default=False, description="Whether members of one's profession and groups see it.")


class AvailabilityOut(HabitsIn):
    """What one set, and how one stands by it now."""

    quiet_until: datetime | None = Field(description="Not to be disturbed before.")
    on_duty_until: datetime | None = Field(description="Answers first until.")
    free: bool = Field(description="Whether a question may reach one now, calendars apart.")


class QuietIn(Schema):
    """A silence: until a moment, to the end of the week, or over."""

    until: datetime | None = Field(default=None, description="Without a zone it is on one's own clock; null ends it.")
    this_week: bool = Field(default=False, description="Until Monday, midnight; `until` is then not read.")


class DutyIn(Schema):
    """For how many hours one answers first; zero ends it."""

    hours: int = Field(ge=0, le=24)


class CalendarIn(Schema):
    """The address of a calendar of one's own."""

    address: str = Field(max_length=2_000, description="`https` only; it is kept sealed.")


class CalendarOut(Schema):
    """A calendar that is read for its busy times."""

    id: str
    host: str = Field(description="Where it is; empty for a file.")


@router.get("/me/availability", response=AvailabilityOut, summary="Read my availability")
def get_availability(request: HttpRequest) -> AvailabilityOut:
    """Return what the caller set."""
    return _told(availability_of(speaker_of(request)))


@router.put("/me/availability", response=AvailabilityOut, summary="Set my availability")
def put_availability(request: HttpRequest, habits: HabitsIn) -> AvailabilityOut:
    """Set usual hours, languages, departments, how many a day, and whether it is shown."""
    wanted = availability.Habits(
        zone=habits.zone,
        days=tuple(day[:200] for day in habits.days),
        daily_load=habits.daily_load,
        languages=tuple(habits.languages),
        departments=tuple(habits.departments),
        is_shown=habits.shown,
    )
    return _told(availability.set_habits(actor=speaker_of(request), habits=wanted))


@router.post("/me/availability/quiet", response=AvailabilityOut, summary="Ask not to be disturbed")
def post_quiet(request: HttpRequest, quiet: QuietIn) -> AvailabilityOut:
    """Let nobody be brought to the caller for a while, or again."""
    actor = speaker_of(request)
    if quiet.this_week:
        return _told(availability.be_busy_this_week(actor=actor))
    return _told(availability.be_quiet(actor=actor, until=quiet.until))


@router.post("/me/availability/duty", response=AvailabilityOut, summary="Answer first for some hours")
def post_duty(request: HttpRequest, duty: DutyIn) -> AvailabilityOut:
    """Say that the caller answers from now on."""
    return _told(availability.be_on_duty(actor=speaker_of(request), lasts=timedelta(hours=duty.hours)))


@router.post("/me/calendars", response={201: CalendarOut}, summary="Read a calendar of mine")
def post_calendar(request: HttpRequest, calendar: CalendarIn) -> Status[CalendarOut]:
    """Read the busy times at an address from now on; titles and places are never kept."""
    row = own_calendars.read_address(actor=speaker_of(request), address=calendar.address)
    return Status(201, CalendarOut(id=str(row.pk), host=own_calendars.host_of(row)))


@router.delete("/me/calendars/{id:calendar_id}", response={204: None}, summary="Forget a calendar of mine")
def delete_calendar(request: HttpRequest, calendar_id: str) -> Status[None]:
    """Forget a calendar and its busy times."""
    own_calendars.forget_calendar(actor=speaker_of(request), calendar_id=int(calendar_id))
    return Status(204, None)


def _told(row: Availability) -> AvailabilityOut:
    return AvailabilityOut(
        zone=row.zone,
        days=[spans_words(spans) for spans in unpacked(row.hours).days],
        daily_load=row.daily_load,
        languages=[code for code in row.languages.split(",") if code],
        departments=[code for code in row.departments.split(",") if code],
        shown=row.is_shown,
        quiet_until=row.quiet_until,
        on_duty_until=row.on_duty_until,
        free=wishes_of(row).is_free(clock.now()),
    )

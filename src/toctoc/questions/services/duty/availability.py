"""Say when one can be asked: usual hours, silence, duty now, how many a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction

from toctoc.community.rules.languages import LANGUAGES
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid
from toctoc.people.policies import may_speak
from toctoc.people.rules.departments import DEPARTMENTS
from toctoc.questions.models import Availability
from toctoc.questions.rules.availability.hours import DAYS, Week, checked_zone, spans_in

if TYPE_CHECKING:
    from toctoc.people.models import Actor

MOST_A_DAY = 50
MOST_LANGUAGES = 12
MOST_DEPARTMENTS = 12
LONGEST_QUIET = timedelta(days=366)
LONGEST_DUTY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Habits:
    """What somebody sets once and for long: ``days`` are seven texts such as "8h-12h, 14h-18h", from Monday."""

    zone: str = ""
    days: tuple[str, ...] = ("",) * DAYS
    daily_load: int | None = None
    languages: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    is_shown: bool = False


@transaction.atomic
def set_habits(*, actor: Actor, habits: Habits) -> Availability:
    """Keep what an actor set; raise :class:`Invalid` for what cannot be, its ``field`` being ``day0`` to ``day6``."""
    may_speak(actor)
    row = _held(actor)
    row.zone = checked_zone(habits.zone)
    row.hours = _week_in(habits.days).packed()
    row.daily_load = _checked_load(habits.daily_load)
    row.languages = _codes(habits.languages, LANGUAGES, MOST_LANGUAGES, "languages")
    row.departments = _codes(habits.departments, DEPARTMENTS, MOST_DEPARTMENTS, "departments")
    row.is_shown = habits.is_shown
    row.save()
    return row


@transaction.atomic
def be_quiet(*, actor: Actor, until: datetime | None) -> Availability:
    """Let nobody be brought to an actor before ``until``; a moment without zone is on its own clock, ``None`` ends it.

    Raises :class:`Invalid` for a moment that is past, or further than a year.
    """
    row = _held(actor)
    if until is not None:
        until = _on_clock(until, row.zone)
        if not clock.now() < until <= clock.now() + LONGEST_QUIET:
            raise Invalid("Choisissez un moment à venir, dans l’année.", field="quiet_until")
    row.quiet_until = until
    row.save(update_fields=["quiet_until"])
    return row


@transaction.atomic
def be_busy_this_week(*, actor: Actor) -> Availability:
    """Let nobody be brought to an actor before Monday, midnight on its own clock; a longer silence stays."""
    row = _held(actor)
    here = clock.now().astimezone(ZoneInfo(row.zone))
    monday = here.date() + timedelta(days=DAYS - here.weekday())
    until = datetime.combine(monday, time(), ZoneInfo(row.zone)).astimezone(UTC)
    row.quiet_until = max(until, row.quiet_until or until)
    row.save(update_fields=["quiet_until"])
    return row


@transaction.atomic
def be_on_duty(*, actor: Actor, lasts: timedelta) -> Availability:
    """Say that an actor answers from now on, for at most a day; nothing ends it. A silence is over then."""
    may_speak(actor)
    if not timedelta() <= lasts <= LONGEST_DUTY:
        raise Invalid("Dites-vous disponible pour 24 heures au plus.", field="on_duty")
    row = _held(actor)
    row.on_duty_until = clock.now() + lasts if lasts else None
    row.quiet_until = None if lasts else row.quiet_until
    row.save(update_fields=["on_duty_until", "quiet_until"])
    return row


def _held(actor: Actor) -> Availability:
    Availability.objects.get_or_create(actor=actor)
    return Availability.objects.select_for_update(no_key=True).get(actor=actor)


def _week_in(days: tuple[str, ...]) -> Week:
    if len(days) != DAYS:
        raise Invalid("Une semaine a sept jours.", field="days")
    spans = []
    for number, typed in enumerate(days):
        try:
            spans.append(spans_in(typed))
        except Invalid as error:
            error.field = f"day{number}"
            raise
    return Week(tuple(spans))


def _checked_load(load: int | None) -> int | None:
    if load is not None and not 0 <= load <= MOST_A_DAY:
        raise Invalid("Choisissez un nombre de 0 à %(most)s.", field="daily_load", most=MOST_A_DAY)
    return load


def _codes(chosen: tuple[str, ...], known: dict[str, str], most: int, field: str) -> str:
    codes = list(dict.fromkeys(chosen))
    if len(codes) > most:
        raise Invalid("Choisissez-en %(most)s au plus.", field=field, most=most)
    if any(code not in known for code in codes):
        raise Invalid("Ce choix n’est pas dans la liste.", field=field)
    return ",".join(codes)


def _on_clock(moment: datetime, zone: str) -> datetime:
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
    except OverflowError:
        raise Invalid("Choisissez un moment à venir, dans l’année.", field="quiet_until") from None

"""What ``questions`` keeps of when somebody can be asked: hours, calendars, turns of duty."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from toctoc.questions.models import (
    Availability,
    BusyTime,
    CalendarKey,
    DutyTurn,
    OwnCalendar,
    PoolMember,
    Swap,
)
from toctoc.rights.queries.keepers.keeper import Keeper, told

WHILE_SET = _("Tant que vous le laissez en place.")

KEEPERS = (
    Keeper(
        "availability",
        _("Heures habituelles et disponibilité"),
        WHILE_SET,
        lambda actor: Availability.objects.filter(actor=actor),
        told("zone", "hours", "quiet_until", "on_duty_until", "daily_load", "languages", "departments", "is_shown"),
    ),
    Keeper(
        "calendars_read",
        _("Agendas lus"),
        WHILE_SET,
        lambda actor: OwnCalendar.objects.filter(actor=actor),
        told("id", "made_at", "read_at"),
    ),
    Keeper(
        "busy_times",
        _("Temps pris, lus dans vos agendas"),
        _("Avec l’agenda. Ni les titres ni les lieux ne sont gardés."),
        lambda actor: BusyTime.objects.filter(actor=actor),
        told("calendar_id", "starts_at", "ends_at"),
    ),
    Keeper(
        "duty_pools",
        _("Tours de garde dont vous êtes"),
        WHILE_SET,
        lambda actor: PoolMember.objects.filter(actor=actor),
        told("pool_id", "joined_at"),
    ),
    Keeper(
        "duty_turns",
        _("Gardes prises"),
        _("Avec le tour de garde."),
        lambda actor: DutyTurn.objects.filter(holder=actor),
        told("pool_id", "starts_at", "ends_at"),
    ),
    Keeper(
        "duty_swaps",
        _("Gardes proposées en échange"),
        WHILE_SET,
        lambda actor: Swap.objects.filter(offered_by=actor),
        told("turn_id", "wanted_id", "offered_at"),
    ),
    Keeper(
        "duty_calendar",
        _("Adresse de vos gardes, pour votre agenda"),
        WHILE_SET,
        lambda actor: CalendarKey.objects.filter(actor=actor),
        told("made_at"),
    ),
)

"""How the doors of availability and of turns of duty are used rightly."""

from __future__ import annotations

from datetime import timedelta

from tests.conftest import eyes_of
from tests.doors.recipes import Ask, Cast, api, form, page
from toctoc.kernel import clock
from toctoc.questions.models import DutyTurn, Pool
from toctoc.questions.rules.availability.pools import Aim
from toctoc.questions.services.duty.pools import make_pool

_SETTINGS = "reglages/disponibilite"
_POOL = "tours-de-garde/<int:pool_id>"
_CALENDAR = "https://agenda.exemple.test/"


def _days() -> dict[str, object]:
    first = clock.now().date() + timedelta(days=1)
    last = first + timedelta(days=6)
    return {"first": f"{first}", "last": f"{last}", "begins": "08:00", "ends": "20:00"}


def _pool(cast: Cast) -> Pool:
    """Return a pool of the cast's doctor."""
    return make_pool(maker=cast.doctor, viewer=eyes_of(cast.doctor), aim=Aim(profession="doctor"))


def _turn(cast: Cast) -> DutyTurn:
    """Return a turn that nobody holds yet."""
    starts_at = clock.now() + timedelta(days=1)
    return DutyTurn.objects.create(pool=_pool(cast), starts_at=starts_at, ends_at=starts_at + timedelta(hours=4))


form(
    _SETTINGS,
    lambda cast: cast.doctor,
    zone="Europe/Paris",
    **{f"day{day}": "08:00-12:00" for day in range(7)},
    daily_load="3",
    languages="es",
    departments="35",
    is_shown="on",
)
form(f"{_SETTINGS}/maintenant", lambda cast: cast.doctor, geste="garde", heures="4")
form(f"{_SETTINGS}/agendas", lambda cast: cast.doctor, geste="adresse", adresse=_CALENDAR)
form("tours-de-garde", lambda cast: cast.doctor, profession="doctor", department="35", specialty="")


@page(f"{_POOL}/geste")
def _left(cast: Cast) -> Ask:
    return Ask(cast.browser(cast.doctor), f"/tours-de-garde/{_pool(cast).pk}/geste", {"geste": "quitter"})


@page(f"{_POOL}/gardes")
def _laid(cast: Cast) -> Ask:
    return Ask(cast.browser(cast.doctor), f"/tours-de-garde/{_pool(cast).pk}/gardes", {**_days(), "weekdays": "0"})


@page(f"{_POOL}/gardes/<int:turn_id>")
def _taken(cast: Cast) -> Ask:
    turn = _turn(cast)
    path = f"/tours-de-garde/{turn.pool_id}/gardes/{turn.pk}"
    return Ask(cast.browser(cast.doctor), path, {"geste": "prendre"})


def _path_of(turn: DutyTurn) -> str:
    return f"/pools/{turn.pool_id}/turns/{turn.pk}"


api("put /me/availability", lambda _: "/me/availability", zone="Europe/Paris", daily_load=3, days=["8-12"] * 7)
api("post /me/availability/quiet", lambda _: "/me/availability/quiet", this_week=True)
api("post /me/availability/duty", lambda _: "/me/availability/duty", hours=2)
api("post /me/calendars", lambda _: "/me/calendars", address=_CALENDAR)
api("post /pools", lambda _: "/pools", profession="doctor", department="35", specialty="")
api("post /pools/{pool_id}/turns", lambda cast: f"/pools/{_pool(cast).pk}/turns", **_days(), weekdays=[0, 1])
api("post /pools/{pool_id}/turns/{turn_id}", lambda cast: _path_of(_turn(cast)), gesture="take")

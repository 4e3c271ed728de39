"""When the introduced people can be asked, and two pools of duty that have somebody now."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from toctoc.kernel import clock
from toctoc.people.policies import viewer_for
from toctoc.questions.models import DutyTurn
from toctoc.questions.rules.availability.pools import Aim
from toctoc.questions.rules.availability.turns import Laying
from toctoc.questions.services.duty.availability import Habits, set_habits
from toctoc.questions.services.duty.pools import join_pool, lay_turns, make_pool, take_turn

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.config.world.company import Company
    from toctoc.config.world.steps import Steps

_DAY, _LATE = "8h-12h, 14h-19h", "7h-13h"
# Hours of a working day, how many questions a day, languages beside French.
_HABITS: dict[str, tuple[str, int, tuple[str, ...]]] = {
    "medecin": (_DAY, 5, ("en",)),
    "dermatologue": (_DAY, 4, ()),
    "pharmacie": ("9h-19h30", 6, ("en", "es")),
    "infirmiere": (_LATE, 4, ()),
    "aide": ("8h-16h", 3, ()),
}
_POOLS = (("medecin", Aim("29", "doctor")), ("infirmiere", Aim("29", "nurse")))
_WEEK = frozenset(range(7))
_AHEAD = timedelta(days=9)


def open_duties(company: Company, end: datetime, steps: Steps) -> None:
    """Set hours three days before ``end``, and lay turns of a night and a day around it."""
    with steps("Duty", len(_HABITS) + len(_POOLS)) as done:
        for name, (hours, load, languages) in _HABITS.items():
            with clock.at(end - timedelta(days=3)):
                days = (*(hours,) * 5, "9h-12h", "")
                habits = Habits("Europe/Paris", days, load, languages, ("29", "35"), is_shown=True)
                set_habits(actor=company[name], habits=habits)
            done(1)
        for name, aim in _POOLS:
            _lay(company, name, aim, end)
            done(1)


def _lay(company: Company, name: str, aim: Aim, end: datetime) -> None:
    """Let the first hold the turn of now, another the next, and leave the rest for who wants them."""
    maker = company[name]
    others = [company[f"{aim.profession}/{place}"] for place in range(3)]
    with clock.at(end - timedelta(days=1)):
        pool = make_pool(maker=maker, viewer=viewer_for(maker), aim=aim)
        for other in others:
            join_pool(actor=other, pool=pool)
        first = (end - timedelta(days=1)).date()
        for begins, ends in ((time(8), time(20)), (time(20), time(8))):
            laying = Laying(first, (end + _AHEAD).date(), _WEEK, begins, ends)
            lay_turns(member=maker, pool=pool, laying=laying)
        coming = DutyTurn.objects.filter(pool=pool, ends_at__gt=end).order_by("starts_at")
        for turn, actor in zip(coming[:6], (maker, *others, maker, others[0]), strict=False):
            take_turn(actor=actor, turn=turn)

"""A message of the small demonstration that speaks of danger: its card, and an alert that waits for moderators."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from toctoc.community.services.posts import Draft, write
from toctoc.kernel import clock
from toctoc.people.models import Actor
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.config.world.steps import Steps

_SAID = "Je n’arrive plus à dormir depuis l’annonce. La nuit, j’ai des idées noires et j’ai peur de rester seul."


def raise_one(end: datetime, steps: Steps) -> None:
    """Let a patient write a sentence that shows the card of suicide, shortly before ``end``."""
    with steps("Alerts", 1) as done, clock.at(end - timedelta(minutes=20)):
        write(author=Actor.objects.get(account__email="patient@exemple.test"), draft=Draft(clear(_SAID), "members"))
        done(1)

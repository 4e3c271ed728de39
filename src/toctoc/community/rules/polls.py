"""What a poll may be: how many options, how long, and the sentence for each limit."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from toctoc.kernel.errors import Invalid

if TYPE_CHECKING:
    from toctoc.community.rules.drafts import PollDraft

FEWEST_OPTIONS = 2
MOST_OPTIONS = 10
LONGEST_OPTION = 100
SHORTEST = timedelta(minutes=5)
LONGEST = timedelta(days=30)
# What the form offers, in minutes, with its French and English words.
LASTS: dict[int, tuple[str, str]] = {
    60: ("une heure", "one hour"),
    360: ("six heures", "six hours"),
    1_440: ("un jour", "one day"),
    4_320: ("trois jours", "three days"),
    10_080: ("une semaine", "one week"),
    43_200: ("trente jours", "thirty days"),
}
USUAL_LASTS = 4_320


def check_poll(poll: PollDraft) -> None:
    """Raise :class:`Invalid` for a poll that is not one: too few, too many, twice the same, too short, too long."""
    options = [option.text.strip() for option in poll.options]
    if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS or not all(options):
        raise Invalid(
            "Un sondage a de %(fewest)s à %(most)s réponses.", field="poll", fewest=FEWEST_OPTIONS, most=MOST_OPTIONS
        )
    if any(len(option) > LONGEST_OPTION for option in options):
        raise Invalid("Une réponse a au plus %(longest)s caractères.", field="poll", longest=LONGEST_OPTION)
    if len({option.casefold() for option in options}) < len(options):
        raise Invalid("Deux réponses du sondage disent la même chose.", field="poll")
    if not SHORTEST <= poll.lasts <= LONGEST:
        raise Invalid("Un sondage dure de cinq minutes à trente jours.", field="poll")


def shares(votes: list[int], voters: int) -> list[int]:
    """Return the part of the voters that chose each option, in whole percent; zero while nobody voted."""
    return [round(100 * count / voters) if voters else 0 for count in votes]

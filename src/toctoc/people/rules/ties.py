"""What following somebody can come to, and what a follower may wish of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from toctoc.people.rules.languages import checked_language

# What an app sends in one go; nobody reads more languages.
MOST_LANGUAGES = 25


class Tie(Enum):
    """What came of following: it is done, or it waits for an answer."""

    FOLLOWS = "follows"
    REQUESTED = "requested"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a follower wants of a follow; ``None`` leaves it as it is.

    ``notify`` rings for each thread that the other begins; ``languages`` are codes, none for all of them.
    """

    notify: bool | None = None
    languages: tuple[str, ...] | None = None
    shows_boosts: bool | None = None

    def columns(self) -> dict[str, bool | str]:
        """Return what is wished, by the column that keeps it; raise :class:`Invalid` for no language."""
        wished: dict[str, bool | str | None] = {
            "notify": self.notify,
            "languages": None if self.languages is None else kept_languages(self.languages),
            "shows_boosts": self.shows_boosts,
        }
        return {name: value for name, value in wished.items() if value is not None}


NO_WISH = Wishes()


def kept_languages(codes: tuple[str, ...]) -> str:
    """Return codes as a row keeps them; raise :class:`Invalid` for what is no language."""
    return ",".join(dict.fromkeys(checked_language(code) for code in codes[:MOST_LANGUAGES]))

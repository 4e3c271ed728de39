"""Nobody is shown, at any door, what is not for them: a random place, every reader, every address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.doors.doors import EVERY, OWN_TESTS, PARAMETER, VALUES, WRITE_ONLY, Walker
from tests.doors.world import Maker, Place, Someone

if TYPE_CHECKING:
    from toctoc.people.models import Account


@pytest.mark.parametrize("seed", [1, 2])
def test_no_door_shows_anybody_what_is_not_for_them(seed: int, vigie: Account) -> None:
    place = Maker(seed, vigie).make()
    seen: set[str] = set()
    for reader in readers_of(place):
        walker = Walker.of(place, reader).walk(of_hidden=6)
        seen |= walker.seen
        assert walker.asked > len(EVERY) - len(WRITE_ONLY)
    # A site that shows nothing to anybody would pass too.
    threads = [said for said in place.said if not said.answers]
    assert {said.token for said in threads if any(place.may_read(one, said) for one in readers_of(place))} <= seen


def readers_of(place: Place) -> list[Someone | None]:
    """Return a stranger, who is suspended, somebody blocked, and a few of the others."""
    blocked = [one for one in place.people if any(one.pk in other.blocks for other in place.people)]
    suspended = [one for one in place.people if one.is_suspended]
    others = [one for one in place.people if one is not blocked[0] and not one.is_suspended]
    return [None, suspended[0], blocked[0], *others[:3]]


def test_what_every_address_wants_is_known() -> None:
    wanted = {name for address in EVERY for _, name in PARAMETER.findall(address)}
    assert not wanted - set(VALUES) - OWN_TESTS

"""Nobody is shown, at any door, what is not for them: a random place, every reader, every address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.doors.doors import EVERY, Walker
from tests.doors.world import Maker

if TYPE_CHECKING:
    from toctoc.people.models import Account


@pytest.mark.parametrize("seed", [1, 2])
def test_no_door_shows_anybody_what_is_not_for_them(seed: int, vigie: Account) -> None:
    place = Maker(seed, vigie).make()
    seen: set[str] = set()
    for reader in (None, *place.people):
        walker = Walker.of(place, reader).walk(of_hidden=8)
        seen |= walker.seen
        assert walker.asked > len(EVERY)
    # A site that shows nothing to anybody would pass too.
    assert {said.token for said in place.said if any(place.may_read(one, said) for one in place.people)} <= seen

"""Nobody is shown, at any door, what is not for them: a random place, every reader, every address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import post_by, signed_in
from tests.doors.doors import EVERY, OWN_TESTS, PARAMETER, VALUES, WRITE_ONLY, Walker
from tests.doors.world import Maker, Place, Someone
from toctoc.community.services import posts
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from toctoc.people.models import Account, Actor


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
    return [None, suspended[0], blocked[0], *others[:1]]


def test_what_every_address_wants_is_known() -> None:
    wanted = {name for address in EVERY for _, name in PARAMETER.findall(address)}
    assert not wanted - set(VALUES) - OWN_TESTS


def test_a_tombstone_opens_only_to_who_reads_what_stands_below(ruisseau: Actor, carrelet: Actor, avril: Actor) -> None:
    thread = post_by(ruisseau, "Je retire.", "members")
    for_few = posts.Answer(clear("Entre nous."), audience="named", named=(ruisseau,))
    posts.reply(author=carrelet, to=thread, answer=for_few)
    posts.delete(deleter=ruisseau, post=thread)
    address = f"/messages/{thread.pk}"
    assert signed_in(carrelet).client.get(address).status_code == 200
    assert signed_in(avril).client.get(address).status_code == 404

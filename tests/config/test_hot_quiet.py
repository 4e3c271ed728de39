"""The hot front answers a reader who keeps things quiet as the site does, from the next request on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.config.hot_caller import at_home, by_site, connection_kept, counted_front, get
from tests.conftest import post_by, question_by
from toctoc.community.services.quiet import Wanted, make_filter
from toctoc.people.services.blocks import block, mute, unblock, unmute
from toctoc.people.services.follows import follow
from toctoc.people.services.tokens import issue_token
from toctoc.privacy.services import clear, clear_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from toctoc.config.hot.front import Front
    from toctoc.people.models import Actor

HOME, QUESTIONS = "/api/toctoc/v1/timelines/home", "/api/toctoc/v1/questions"


def filtered(reader: Actor, *, hides: bool) -> None:
    wanted = Wanted(clear_line("Mots"), clear("jour"), ("home", "lists"), hides=hides)
    make_filter(actor=reader, wanted=wanted)


CHANGES: dict[str, Callable[[Actor, Actor], None]] = {
    "mute": lambda reader, other: mute(muter=reader, muted=other),
    "unmute": lambda reader, other: unmute(muter=reader, muted=other),
    "fold": lambda reader, _: filtered(reader, hides=False),
    "hide": lambda reader, _: filtered(reader, hides=True),
    "block": lambda reader, other: block(blocker=other, blocked=reader),
    "unblock": lambda reader, other: unblock(blocker=other, blocked=reader),
}


@pytest.fixture
def front() -> Iterator[Front]:
    with connection_kept():
        yield counted_front()


def test_lanes_follow_every_change(front: Front, ruisseau: Actor, carrelet: Actor, avril: Actor) -> None:
    assert carrelet.account is not None
    for other in (ruisseau, avril):
        follow(follower=carrelet, followee=other)
        post_by(other, f"Le jour de {other.handle}")
        post_by(other, f"La nuit de {other.handle}")
    question_by(ruisseau, "Que faire au jour dit ?")
    token, bodies = issue_token(account=carrelet.account), set()
    for change in CHANGES.values():
        change(carrelet, ruisseau)
        for path in (HOME, QUESTIONS):
            fast, plain = get(front, path, token=token), by_site(front, path, token=token)
            assert not fast.reached_site
            assert fast.body == plain.body
            bodies.add(fast.body)
    assert len(bodies) > len(CHANGES)


def test_a_home_page_is_made_again_after_a_mute(front: Front, ruisseau: Actor, carrelet: Actor) -> None:
    follow(follower=carrelet, followee=ruisseau)
    post_by(ruisseau, "Le jour de ruisseau")
    cookie = at_home(front, carrelet)
    assert "Le jour de" in get(front, "/", cookie=cookie).body.decode()
    mute(muter=carrelet, muted=ruisseau)
    for _ in range(3):
        assert "Le jour de" not in get(front, "/", cookie=cookie).body.decode()
    assert not get(front, "/", cookie=cookie).reached_site

"""Home timelines stay in memory: what changed a moment ago counts all the same, in the lane of apps as on the site."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.config.hot_caller import by_site, connection_kept, counted_front, get
from tests.conftest import person, post_by
from tests.groups.cast import group_by
from tests.mastodon_api.caller import app_of
from toctoc.community.services import boosts, posts
from toctoc.people.models import Actor, Proof
from toctoc.people.services.actors import suspend
from toctoc.people.services.blocks import block, mute
from toctoc.people.services.follows import follow, unfollow
from toctoc.people.services.memberships import let_out, take_in
from toctoc.people.services.proofs import withdraw_proof
from toctoc.people.services.tokens import revoke_token

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.config.hot_caller import Answered
    from toctoc.config.hot.front import Front

HOME = "/api/v1/timelines/home"
CLOSED, GROUP, BOOST = "closed", "group", "boost"


class Scene:
    """A doctor who reads: what a peer says among peers, what is said in a group, what is boosted."""

    def __init__(self, reader: Actor, peer: Actor) -> None:
        self.reader, self.peer = reader, peer
        self.booster, self.boosted_author, member = (person(name) for name in ("galet", "rame", "sabot"))
        follow(follower=reader, followee=peer)
        follow(follower=reader, followee=self.booster)
        self.word = f"group:{group_by(member).pk}"
        take_in(actor=reader, word=self.word)
        self.closed = post_by(peer, "Entre nous.", "professionals")
        self.boosted = post_by(self.boosted_author, "À relayer.")
        boosts.boost(actor=self.booster, post=self.boosted)
        said = post_by(fresh(member), "Dans le groupe.", self.word)
        self.ids = {CLOSED: str(self.closed.pk), GROUP: str(said.pk), BOOST: str(self.boosted.pk)}
        self.token = app_of(reader).token

    def shown(self, answered: Answered) -> set[str]:
        """Return what of it stands on a page."""
        found = {(status["reblog"] or status)["id"] for status in json.loads(answered.body)}
        return {name for name, post_id in self.ids.items() if post_id in found}


def fresh(actor: Actor) -> Actor:
    return Actor.objects.select_related("account").get(pk=actor.pk)


def forget_proof(scene: Scene) -> None:
    withdraw_proof(proof=Proof.objects.get(actor=scene.reader))


CHANGES: dict[str, tuple[Callable[[Scene], Any], set[str]]] = {
    "the author blocks": (lambda scene: block(blocker=scene.peer, blocked=fresh(scene.reader)), {CLOSED}),
    "the reader blocks": (lambda scene: block(blocker=fresh(scene.reader), blocked=scene.peer), {CLOSED}),
    "the author is suspended": (lambda scene: suspend(actor=scene.peer), {CLOSED}),
    "the proof is withdrawn": (forget_proof, {CLOSED}),
    "the post is deleted": (lambda scene: posts.delete(deleter=scene.peer, post=scene.closed), {CLOSED}),
    "the reader leaves": (lambda scene: let_out(actor=fresh(scene.reader), word=scene.word), {GROUP}),
    "the booster is muted": (lambda scene: mute(muter=fresh(scene.reader), muted=scene.booster), {BOOST}),
    "the booster blocks": (lambda scene: block(blocker=scene.booster, blocked=fresh(scene.reader)), {BOOST}),
    "the booster is suspended": (lambda scene: suspend(actor=scene.booster), {BOOST}),
    "the booster is left": (lambda scene: unfollow(follower=fresh(scene.reader), followee=scene.booster), {BOOST}),
    "the boosted mutes": (lambda scene: mute(muter=fresh(scene.reader), muted=scene.boosted_author), {BOOST}),
    "the boosted blocks": (lambda scene: block(blocker=scene.boosted_author, blocked=fresh(scene.reader)), {BOOST}),
    "the boost is undone": (lambda scene: boosts.unboost(actor=scene.booster, post=scene.boosted), {BOOST}),
}


@pytest.fixture
def front(db: None) -> Iterator[Front]:
    with connection_kept():
        yield counted_front()


@pytest.fixture
def scene(ruisseau: Actor, carrelet: Actor) -> Scene:
    return Scene(ruisseau, carrelet)


def seen(front: Front, scene: Scene) -> str:
    """Look at the page until it is in memory; return its tag."""
    get(front, HOME, token=scene.token)
    answered = get(front, HOME, token=scene.token)
    assert not answered.reached_site
    assert scene.shown(answered) == {CLOSED, GROUP, BOOST}
    return dict(answered.headers)["ETag"]


@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_is_felt_on_the_next_page(front: Front, scene: Scene, change: str) -> None:
    happen, gone = CHANGES[change]
    tag = seen(front, scene)
    happen(scene)
    left = {CLOSED, GROUP, BOOST} - gone
    for ask in (get, by_site):
        assert scene.shown(ask(front, HOME, token=scene.token)) == left
        # A page that was seen is asked for by its tag: it is not the same any more.
        again = ask(front, HOME, token=scene.token, HTTP_IF_NONE_MATCH=tag)
        assert again.status.startswith("200")
        assert scene.shown(again) == left


def test_a_page_is_remembered_for_its_reader_alone(front: Front, scene: Scene, avril: Actor) -> None:
    tag = seen(front, scene)
    other = app_of(avril).token
    for ask in (get, by_site):
        answered = ask(front, HOME, token=other, HTTP_IF_NONE_MATCH=tag)
        assert answered.status.startswith("200")
        assert json.loads(answered.body) == []


@pytest.mark.parametrize("status", [401, 403])
def test_who_may_not_read_any_more_is_refused_whatever_it_saw(front: Front, scene: Scene, status: int) -> None:
    tag = seen(front, scene)
    if status == 401:
        revoke_token(token=scene.token)
    else:
        suspend(actor=scene.reader)
    for ask in (get, by_site):
        for headers in ({}, {"HTTP_IF_NONE_MATCH": tag}):
            answered = ask(front, HOME, token=scene.token, **headers)
            assert answered.status.startswith(str(status))
            assert "error" in json.loads(answered.body)


def test_a_token_that_may_not_read_is_refused_whatever_another_saw(front: Front, scene: Scene) -> None:
    tag = seen(front, scene)
    narrow = app_of(scene.reader, "write", "read:accounts").token
    for ask in (get, by_site):
        for headers in ({}, {"HTTP_IF_NONE_MATCH": tag}):
            assert ask(front, HOME, token=narrow, **headers).status.startswith("403")

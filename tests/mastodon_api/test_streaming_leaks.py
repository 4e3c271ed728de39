"""Nobody hears what they may not read: two hundred random events against the predicate of everywhere."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest

from tests.conftest import eyes_of, person, post_by
from tests.groups.cast import group_by
from tests.mastodon_api.listening import Listening, Phone
from toctoc.community.models import Post
from toctoc.community.policies import readable_by, visible_to
from toctoc.community.services import posts
from toctoc.community.services.boosts import boost
from toctoc.community.services.posts import Answer, Draft
from toctoc.kernel.errors import ToctocError
from toctoc.mastodon_api.rules.streams import Asked
from toctoc.people.models import Actor, Follow
from toctoc.people.services.actors import suspend
from toctoc.people.services.blocks import block, unblock
from toctoc.people.services.follows import follow, unfollow
from toctoc.people.services.memberships import let_out, take_in
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from collections.abc import Callable

    from toctoc.groups.models import Group

pytestmark = pytest.mark.django_db
EVENTS = 200
WORDS = ("public", "unlisted", "members", "professionals", "profession:doctor", "profession:doctor+pharmacist", "named")
CAST = {
    "ruisseau": "doctor", "carrelet": "doctor", "plumier": "pharmacist", "sabot": "nurse", "avril": "", "galet": "",
    "rame": "", "dehors": "",
}  # fmt: skip


def fresh(actor: Actor) -> Actor:
    return Actor.objects.select_related("account").get(pk=actor.pk)


class World:
    """A few people who do things at random, each with an app open on every stream."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.people = [person(name, told, proved=bool(told)) for name, told in CAST.items()]
        self.group: Group = group_by(self.people[4])
        self.word = f"group:{self.group.pk}"
        self.listening = Listening()
        streams = ("user", "public", "public:local", "direct")
        self.phones: dict[int, Phone] = {}
        for actor in self.people:
            self.phones[actor.pk] = self.listening.phone(actor, *streams)
            for word in ("un", "deux"):
                self.tagged(actor, word)
        self.said: list[int] = []

    def tagged(self, actor: Actor, word: str) -> None:
        self.listening.crowd.ears.subscribe(self.listening.ear_of(self.phones[actor.pk]), Asked("hashtag", word))

    def one(self) -> Actor:
        return fresh(self.chance.choice(self.people))

    def post(self) -> Post | None:
        found = [post_id for post_id in self.said if Post.objects.filter(pk=post_id, deleted_at=None).exists()]
        return Post.objects.select_related("author").get(pk=self.chance.choice(found)) if found else None

    def write(self) -> None:
        author, word = self.one(), self.chance.choice((*WORDS, self.word))
        named = tuple(self.one() for _ in range(2)) if word == "named" else ()
        text = f"Message {len(self.said)} #{self.chance.choice(('un', 'deux', 'trois'))}"
        self.said.append(posts.write(author=author, draft=Draft(clear(text), word, named=named)).pk)

    def answer(self) -> None:
        if post := self.post():
            self.said.append(posts.reply(author=self.one(), to=post, answer=Answer(clear("Réponse #un"))).pk)

    def edit(self) -> None:
        if post := self.post():
            posts.edit(editor=fresh(post.author), post=post, text=clear("Corrigé #deux"), revision=post.revision)

    def delete(self) -> None:
        if post := self.post():
            posts.delete(deleter=fresh(post.author), post=post)

    def boost(self) -> None:
        if post := self.post():
            boost(actor=self.one(), post=post)

    def follow(self) -> None:
        follow(follower=self.one(), followee=self.one())

    def unfollow(self) -> None:
        unfollow(follower=self.one(), followee=self.one())

    def block(self) -> None:
        block(blocker=self.one(), blocked=self.one())

    def unblock(self) -> None:
        unblock(blocker=self.one(), blocked=self.one())

    def belong(self) -> None:
        actor = self.one()
        (let_out if self.word in actor.memberships.split() else take_in)(actor=actor, word=self.word)

    def happen(self) -> None:
        """Let one thing happen; what a rule refuses does not."""
        chances: dict[Callable[[], None], int] = {
            self.write: 8, self.answer: 3, self.edit: 2, self.delete: 2, self.boost: 2, self.follow: 3,
            self.unfollow: 1, self.block: 1, self.unblock: 1, self.belong: 1,
        }  # fmt: skip
        try:
            self.chance.choices(list(chances), list(chances.values()))[0]()
        except ToctocError:
            return


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_random_events_are_heard_by_those_alone_who_may_read(seed: int) -> None:
    world = World(seed)
    heard = 0
    for _ in range(EVENTS):
        world.happen()
        world.listening.catch_up()
        for actor in world.people:
            heard += check(world, fresh(actor))
    assert heard > EVENTS


def check(world: World, actor: Actor) -> int:
    """Hold what an actor just heard against the predicate; return how much it was."""
    frames, viewer = world.phones[actor.pk].frames, eyes_of(actor)
    for event, status in told_in(world.phones[actor.pk]):
        readable = readable_by(viewer) if event == "delete" else visible_to(viewer)
        shown = Post.objects.filter(readable, pk=int(status["id"]))
        assert shown.exists(), (event, actor.handle, status)
        is_at_home = status["stream"] == "user" and event not in {"boost", "notification"}
        assert not is_at_home or follows_or_is(actor, shown.get(), world.word), (event, actor.handle)
    count = len(frames)
    frames.clear()
    return count


def told_in(phone: Phone) -> list[tuple[str, dict[str, str]]]:
    """Return what was heard as (event, post and stream); of a boost, the boosted post."""
    told = []
    for frame in phone.frames:
        payload, stream = json.loads(frame["payload"]), frame["stream"][0]
        if frame["event"] == "delete":
            # Of a boost that was taken back, no post has the id.
            if Post.objects.filter(pk=payload).exists():
                told.append(("delete", {"id": str(payload), "stream": stream}))
            continue
        about = payload.get("reblog") or payload.get("last_status") or payload.get("status")
        event = "boost" if payload.get("reblog") else frame["event"]
        if about or event in {"update", "status.update"}:
            told.append((event, {"id": (about or payload)["id"], "stream": stream}))
    return told


def follows_or_is(actor: Actor, post: Post, group: str) -> bool:
    is_followed = Follow.objects.filter(follower=actor, followee=post.author_id).exists()
    return is_followed or post.author_id == actor.pk or (post.audience == group and group in actor.memberships.split())


def test_a_suspended_author_is_heard_by_nobody_and_hears_nothing(ruisseau: Actor, avril: Actor) -> None:
    listening = Listening()
    reader, own = listening.phone(avril, "public"), listening.phone(ruisseau, "public")
    post = post_by(ruisseau)
    suspend(actor=ruisseau)
    post_by(avril)
    listening.catch_up()
    assert post.pk not in reader.ids()
    assert own.frames == []
    assert listening.ear_of(own).is_ended
    assert not listening.ear_of(reader).is_ended


def test_everybody_who_reads_hears_on_the_public_stream(ruisseau: Actor, avril: Actor, plumier: Actor) -> None:
    """The other side of the oracle: what everybody may read is kept from none of those who listen."""
    listening = Listening()
    phones = {actor.pk: listening.phone(actor, "public") for actor in (ruisseau, avril, plumier)}
    said = [post_by(ruisseau, audience=word) for word in ("public", "members", "professionals", "profession:doctor")]
    listening.catch_up()
    for actor in (ruisseau, avril, plumier):
        readable = Post.objects.filter(visible_to(eyes_of(actor)), pk__in=[post.pk for post in said]).order_by("pk")
        assert phones[actor.pk].ids() == [post.pk for post in readable]

"""Nobody finds what nobody shows them: random worlds, every viewer, the index alone and the page's own filter."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.conftest import eyes_of, person
from tests.search.indexing import build, settle
from toctoc.community.models import Post
from toctoc.community.policies import visible_to
from toctoc.community.queries.found import Sieve, find_posts, find_tags, similar_to
from toctoc.community.queries.found import eyes_of as index_eyes_of
from toctoc.community.services import posts
from toctoc.kernel import clock
from toctoc.people.models import Actor, Proof
from toctoc.people.rules.audience import NAMED, STRANGER, UNLISTED, Viewer
from toctoc.people.services.actors import reinstate, suspend
from toctoc.people.services.blocks import block
from toctoc.people.services.memberships import let_out, take_in
from toctoc.people.services.proofs import revoke_proof
from toctoc.privacy.services import clear
from toctoc.search.rules.entries import Asked
from toctoc.search.services import ask
from toctoc.search.services.authors import be_found

if TYPE_CHECKING:
    from toctoc.people.models import Account
    from toctoc.search.services.engines import Engine

PLACES = ("circle:71", "circle:72")
WIDE = ("public", UNLISTED, "members")
COMMON = "bonjour"


class World:
    """A few people of all standings, and posts of every audience each of them may write to."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        # Newcomers write little.
        with clock.at(clock.now() - timedelta(days=60)):
            self.people = [
                person(f"m{seed}", "doctor", proved=True),
                person(f"n{seed}", "nurse", proved=True),
                person(f"p{seed}", "pharmacist", proved=True),
                person(f"a{seed}"),
                person(f"b{seed}"),
                person(f"faux{seed}", "doctor"),
            ]
        for actor in self.people:
            for place in self.chance.sample(PLACES, self.chance.randrange(3)):
                take_in(actor=actor, word=place)
        self.refresh()

    def refresh(self) -> None:
        known = Actor.objects.filter(pk__in=[actor.pk for actor in self.people])
        self.people = list(known.select_related("account").order_by("pk"))

    def write(self, count: int) -> None:
        for number in range(count):
            author = self.chance.choice(self.people)
            draft = self._draft(author, number)
            post = posts.write(author=author, draft=draft)
            if self.chance.random() < 0.3:
                answer = posts.Answer(clear(f"Réponse {COMMON} {number}"))
                posts.reply(author=author, to=post, answer=answer)

    def _draft(self, author: Actor, number: int) -> posts.Draft:
        words = [*WIDE, *author.memberships.split(), NAMED]
        if author.proved_profession:
            mine = author.proved_profession
            several = "+".join(sorted({mine, self.chance.choice(["doctor", "nurse", "pharmacist"])}))
            words += ["professionals", f"profession:{mine}", f"profession:{several}"]
        word = self.chance.choice(words)
        others = [other for other in self.people if other.pk != author.pk]
        named = tuple(self.chance.sample(others, 2)) if word == NAMED else ()
        return posts.Draft(clear(f"{COMMON.title()} numéro {number} #sujet{number % 5}"), word, named=named)

    @property
    def viewers(self) -> list[Viewer]:
        return [STRANGER, *(eyes_of(actor) for actor in self.people)]


def by_index_alone(viewer: Viewer) -> set[int]:
    """Return what the engine answers, which nothing filters again."""
    return set(ask.find(Asked("post", index_eyes_of(viewer), COMMON)))


def readable(viewer: Viewer) -> set[int]:
    """Return what the one predicate lets the viewer read and find: what is unlisted, only its author."""
    rows = Post.objects.filter(visible_to(viewer))
    return set(rows.exclude(audience=UNLISTED).values_list("pk", flat=True)) | set(
        rows.filter(audience=UNLISTED, author=viewer.actor_id or 0).values_list("pk", flat=True)
    )


def found(viewer: Viewer) -> set[int]:
    return set(find_posts(viewer, COMMON, Sieve()).ids)


@pytest.fixture(autouse=True)
def _built(index: Engine, db: None) -> None:
    build()


@pytest.mark.parametrize("seed", range(4))
def test_the_index_alone_answers_each_viewer_what_it_may_read(seed: int) -> None:
    world = World(seed)
    world.write(40)
    block(blocker=world.people[0], blocked=world.people[3])
    block(blocker=world.people[4], blocked=world.people[1])
    world.refresh()
    settle()
    for viewer in world.viewers:
        assert by_index_alone(viewer) == readable(viewer) == found(viewer)
    assert len({frozenset(readable(viewer)) for viewer in world.viewers}) > 4


def _revoke(world: World, vigie: Account) -> None:
    revoke_proof(proof=Proof.objects.filter(actor=world.people[0]).get(), decided_by=vigie)


def _leave_places(world: World, vigie: Account) -> None:
    for actor in world.people:
        for word in actor.memberships.split():
            let_out(actor=actor, word=word)


def _delete(world: World, vigie: Account) -> None:
    for post in Post.objects.filter(author=world.people[1], deleted_at=None).order_by("-pk"):
        posts.delete(deleter=world.people[1], post=post)


def _block(world: World, vigie: Account) -> None:
    block(blocker=world.people[3], blocked=world.people[2])


def _suspend(world: World, vigie: Account) -> None:
    suspend(actor=world.people[2])


def _hide(world: World, vigie: Account) -> None:
    be_found(actor=world.people[4], wanted=False)


HAPPENINGS = (_revoke, _leave_places, _delete, _block, _suspend, _hide)


@pytest.mark.parametrize("happens", HAPPENINGS, ids=lambda happens: happens.__name__)
def test_what_happens_after_is_obeyed_at_once_and_by_the_index_soon(happens: object, vigie: Account) -> None:
    world = World(7)
    world.write(40)
    settle()
    assert callable(happens)
    happens(world, vigie)
    world.refresh()
    viewers = world.viewers
    # Before the worker came: the rows tell.
    assert all(found(viewer) <= readable(viewer) for viewer in viewers)
    assert all(set(similar_to(COMMON, viewer, 50)) <= readable(viewer) for viewer in viewers)
    settle()
    hidden = {world.people[4].pk} if happens is _hide else set()
    of_hidden = set(Post.objects.filter(author__in=hidden).values_list("pk", flat=True))
    for viewer in viewers:
        assert by_index_alone(viewer) == readable(viewer) - of_hidden
        assert found(viewer) == readable(viewer) - of_hidden


def test_who_comes_back_is_found_again() -> None:
    world = World(3)
    world.write(20)
    suspend(actor=world.people[0])
    settle()
    reinstate(actor=world.people[0])
    world.refresh()
    settle()
    for viewer in world.viewers:
        assert by_index_alone(viewer) == readable(viewer)


def test_tags_stand_on_what_one_may_read() -> None:
    world = World(5)
    world.write(30)
    settle()
    for viewer in world.viewers:
        may_read = Post.objects.filter(pk__in=readable(viewer)).values("pk")
        expected = {
            word
            for word in ("sujet0", "sujet1", "sujet2", "sujet3", "sujet4")
            if Post.objects.filter(pk__in=may_read, hashtags__word=word).exists()
        }
        assert set(find_tags(viewer, "#sujet")) == expected

"""Whoever may read what: the predicate, its twin in SQL and a plain reading of the rules agree on random worlds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import eyes_of, person
from toctoc.community.models import Post
from toctoc.community.policies import may_be_read, visible_to
from toctoc.community.queries import prepared
from toctoc.community.services.posts import Draft, write
from toctoc.people.models import Actor, Block
from toctoc.people.models.actor import ActorKind
from toctoc.people.rules.audience import STRANGER, group_audience
from toctoc.people.services.actors import suspend
from toctoc.people.services.blocks import block, unblock
from toctoc.people.services.memberships import take_in
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from toctoc.people.rules.audience import Viewer

pytestmark = pytest.mark.django_db
PEOPLE = ("ruisseau", "carrelet", "plumier", "avril")
PROVED = {"ruisseau": "doctor", "carrelet": "doctor", "plumier": "pharmacist"}
WORDS = ("public", "unlisted", "members", "professionals", "profession:doctor", "profession:doctor+pharmacist", "group")
who = st.sampled_from(PEOPLE)


@pytest.fixture
def cast() -> dict[str, Actor]:
    return {name: person(name, PROVED.get(name, ""), proved=name in PROVED) for name in PEOPLE}


def plainly(post: Post, viewer: Viewer, named: set[str], name: str, blocks: set[tuple[str, str]]) -> bool:
    """Tell by the rules, word for word, whether ``name`` reads a post; an empty name is a stranger."""
    author = post.author.handle
    if post.author.suspended_at is not None or (name, author) in blocks or (author, name) in blocks:
        return False
    word = post.audience
    if word in {"public", "unlisted"} or name == author:
        return True
    if not name:
        return False
    profession = PROVED.get(name, "")
    return (
        word == "members"
        or (word == "professionals" and bool(profession))
        or (bool(profession) and word.startswith("profession:") and profession in word.partition(":")[2].split("+"))
        or (word == "named" and name in named)
        or word in viewer.memberships.split()
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    said=st.lists(st.tuples(who, st.sampled_from([*WORDS, "named"]), st.sets(who, min_size=1)), min_size=1, max_size=5),
    members=st.sets(who),
    apart=st.sets(st.tuples(who, who), max_size=3),
    gone=st.none() | who,
)
def test_predicate_and_twin_read_the_rules_alike(
    cast: dict[str, Actor],
    said: list[tuple[str, str, set[str]]],
    members: set[str],
    apart: set[tuple[str, str]],
    gone: str | None,
) -> None:
    with transaction.atomic():
        people = {name: Actor.objects.get(pk=actor.pk) for name, actor in cast.items()}
        group = Actor.objects.create(kind=ActorKind.GROUP, handle="tournesol", display_name="Tournesol")
        place = group_audience(group.pk)
        for name in members:
            take_in(actor=people[name], word=place)
        posts: dict[int, set[str]] = {}
        for name, word, named in said:
            audience, author = "members" if word == "group" else word, Actor.objects.get(handle=name)
            if _may_begin(name, word, members):
                others = tuple(people[each] for each in sorted(named)) if word == "named" else ()
                posts[write(author=author, draft=Draft(clear("Bonjour."), audience, named=others)).pk] = named
                # Who may write to a group is the group's to say; here it is about who reads.
                if word == "group":
                    Post.objects.filter(pk=max(posts)).update(audience=place)
        blocks = {(one, other) for one, other in apart if one != other}
        for one, other in sorted(blocks):
            block(blocker=people[one], blocked=people[other])
        if gone:
            suspend(actor=Actor.objects.get(handle=gone))
        for name in ("", *PEOPLE):
            viewer = eyes_of(Actor.objects.select_related("account").get(handle=name)) if name else STRANGER
            seen_as = name if viewer.actor_id else ""
            rows = Post.objects.select_related("author").order_by("id")
            allowed = [post.pk for post in rows.filter(visible_to(viewer))]
            assert allowed == [row[0] for row in prepared.rows_of(sorted(posts), viewer, "fr")]
            assert allowed == [p.pk for p in rows if plainly(p, viewer, posts[p.pk], seen_as, blocks)]
            assert allowed == [p.pk for p in rows if may_be_read(viewer, p)]
        transaction.set_rollback(True)


def _may_begin(name: str, word: str, members: set[str]) -> bool:
    if word == "group":
        return name in members
    if word in {"public", "unlisted", "members", "named"}:
        return True
    profession = PROVED.get(name, "")
    return bool(profession) and (word == "professionals" or profession in word)


def test_blocks_are_counted_on_both_sides_however_often_they_are_pressed(ruisseau: Actor, avril: Actor) -> None:
    for _ in range(2):
        block(blocker=ruisseau, blocked=avril)
    block(blocker=avril, blocked=ruisseau)
    assert set(Actor.objects.values_list("blocks_count", flat=True)) == {2}
    for _ in range(2):
        unblock(blocker=ruisseau, blocked=avril)
    assert set(Actor.objects.values_list("blocks_count", flat=True)) == {1}
    assert Block.objects.get().blocker_id == avril.pk

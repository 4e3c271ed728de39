"""A reply is never read by somebody who may not read what it answers, whatever was asked for."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from tests.conftest import eyes_of, person
from toctoc.community.policies import may_be_read
from toctoc.community.services import posts
from toctoc.kernel.errors import Invalid, Missing, Refused
from toctoc.people.rules.audience import STRANGER, Viewer, is_within, readers_of
from toctoc.people.services import memberships
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from toctoc.community.models import Post
    from toctoc.people.models import Actor

WORDS = (
    "public",
    "unlisted",
    "members",
    "professionals",
    "profession:doctor",
    "profession:nurse",
    "profession:doctor+nurse",
    "profession:doctor+nurse+pharmacist",
    "group:1",
    "group:2",
    "circle:1",
    "named",
)
VIEWERS = (
    STRANGER,
    Viewer(1),
    Viewer(2, "doctor"),
    Viewer(3, "nurse", memberships="group:1"),
    Viewer(4, "pharmacist", memberships="group:1 group:2 circle:1"),
    Viewer(5, memberships="group:2"),
)


def finds(viewer: Viewer, word: str) -> bool:
    """Tell by the words alone whether a viewer reads what is for ``word``; nobody was named."""
    written_out = readers_of(word)
    return word in viewer.audiences or bool({*viewer.reader_words} & {*written_out} if viewer.actor_id else False)


@pytest.mark.parametrize(("inner", "outer"), [*itertools.product(WORDS, WORDS)])
def test_what_lies_within_has_no_reader_the_other_has_not(inner: str, outer: str) -> None:
    if is_within(inner, outer):
        assert all(finds(viewer, outer) for viewer in VIEWERS if finds(viewer, inner)), (inner, outer)


@pytest.fixture
def crowd(ruisseau: Actor, carrelet: Actor, plumier: Actor, avril: Actor) -> list[Actor]:
    """Doctors, a pharmacist, a nurse, patients; some of them in a circle."""
    nurse, passer = person("soignant", "nurse", proved=True), person("passant")
    for actor in (ruisseau, plumier, avril):
        memberships.take_in(actor=actor, word="circle:1")
        actor.refresh_from_db()
    return [ruisseau, carrelet, plumier, avril, nurse, passer]


def begun(author: Actor, word: str, named: tuple[Actor, ...]) -> Post | None:
    try:
        draft = posts.Draft(clear("Premier."), word, named=named if word == "named" else ())
        return posts.write(author=author, draft=draft)
    except Refused:
        return None


def answered(author: Actor, to: Post, word: str, named: tuple[Actor, ...]) -> Post | None:
    try:
        answer = posts.Answer(clear("Second."), audience=word, named=named if word == "named" else ())
        return posts.reply(author=author, to=to, answer=answer)
    except (Refused, Missing, Invalid):
        return None


def test_no_reply_reaches_further_than_what_it_answers(crowd: list[Actor]) -> None:
    """Every audience answered for every audience, by each kind of person, and answered once more."""
    words = ("members", "professionals", "profession:doctor+pharmacist", "circle:1", "named")
    asker, pairs = crowd[0], 0
    for first, second in itertools.product(words, ("", "public", *words[1:])):
        thread = begun(asker, first, (crowd[2], crowd[3]))
        assert thread is not None
        for author in crowd[1:4]:
            reply = answered(author, thread, second, (asker, crowd[3]))
            further = answered(asker, reply, second, (crowd[3], crowd[5])) if reply is not None else None
            for aim, said in ((thread, reply), (reply, further)):
                if aim is None or said is None:
                    continue
                pairs += 1
                for viewer in (STRANGER, *map(eyes_of, crowd)):
                    if may_be_read(viewer, said) and viewer.actor_id != said.author_id:
                        assert may_be_read(viewer, aim), (first, second, author.handle, viewer)
    assert pairs > 40

"""Every address of the site and of the API, asked by those who may not read: nothing closed comes out."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.config.api_caller import STRANGER, Caller, caller
from tests.conftest import eyes_of, post_by, question_by, signed_in
from toctoc.community.models import Bookmark, Boost, Favourite, Mention, Notification, Post
from toctoc.community.services import gestures, posts
from toctoc.people.services import follows
from toctoc.people.services.actors import suspend
from toctoc.people.services.proofs import revoke_proof
from toctoc.privacy.services import clear
from toctoc.questions.models import Question
from toctoc.questions.models.stance import QuestionFollow, QuestionPass
from toctoc.questions.services.questions import answer, follow, move

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.people.models import Account, Actor

# In every closed text, and nowhere else.
SECRET = "coquelicot"
OUTSIDERS = {"stranger": "", "never proved": "dehors", "proof revoked": "carrelet", "suspended": "plumier"}
NOT_OURS = ("administration", "compte/")
VALUES = {"handle": ["ruisseau", "carrelet", "plumier"], "word": [f"{SECRET}mot"]}


def addresses(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        whole = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, whole)
        elif not whole.startswith(NOT_OURS) and "(?P" not in whole:
            yield f"/{whole}"


@pytest.fixture
def closed(ruisseau: Actor, carrelet: Actor, plumier: Actor, dehors: Actor) -> list[int]:
    """Write closed threads that ``carrelet`` and ``plumier`` were part of; then they may no longer read them."""
    for reader in (carrelet, plumier, dehors):
        follows.follow(follower=reader, followee=ruisseau)
    text = f"Le {SECRET} pour @carrelet @plumier @dehors #{SECRET}mot"
    question = question_by(ruisseau, text)
    thread = post_by(ruisseau, f"{text} encore", "professionals")
    peers = post_by(ruisseau, f"{text} entre pairs", "profession:doctor")
    for reader in (carrelet, plumier):
        answer(answerer=reader, question=question, to=question.post, text=clear("La mienne."))
        follow(actor=reader, question=question)
        for post in (question.post, thread):
            gestures.keep(actor=reader, post=post)
            gestures.favour(actor=reader, post=post)
    said = answer(answerer=ruisseau, question=question, to=question.post, text=clear(f"Un {SECRET} de plus @carrelet"))
    posts.edit(editor=ruisseau, post=said, text=clear(f"Deux {SECRET}s"), revision=1)
    question.refresh_from_db()
    outcome = clear(f"Le {SECRET} a suffi.")
    move(mover=ruisseau, viewer=eyes_of(ruisseau), question=question, to="closed", outcome=outcome)
    return [question.pk, thread.pk, peers.pk, said.pk]


@pytest.fixture
def lost(closed: list[int], carrelet: Actor, plumier: Actor, vigie: Account) -> list[int]:
    revoke_proof(proof=carrelet.proofs.get(), decided_by=vigie)
    suspend(actor=plumier)
    carrelet.refresh_from_db()
    plumier.refresh_from_db()
    return closed


@pytest.fixture
def browser(request: pytest.FixtureRequest, who: str) -> Client:
    return signed_in(request.getfixturevalue(OUTSIDERS[who])).client if OUTSIDERS[who] else Client()


@pytest.fixture
def program(request: pytest.FixtureRequest, who: str) -> Caller:
    return caller(request.getfixturevalue(OUTSIDERS[who])) if OUTSIDERS[who] else STRANGER


def filled(address: str, ids: list[int]) -> Iterator[str]:
    parameter = re.search(r"<(?:(\w+):)?(\w+)>", address)
    if parameter is None:
        yield address
        return
    for value in VALUES.get(parameter[2], ids):
        yield from filled(address.replace(parameter[0], str(value), 1), ids)


EVERY = sorted(addresses(get_resolver().url_patterns))
OF_POSTS = [address for address in EVERY if "post_id" in address or "question_id" in address]
# The last leads to the port of streams, whatever is asked.
NOT_FOR_THEM = {302, 401, 403, 404, 405, 422, 307}


def authorized(path: str, program: Caller) -> dict[str, str]:
    return {"Authorization": f"Bearer {program.token}"} if "/api/" in path and program.token else {}


def everything() -> list[object]:
    """Return what any write would change."""
    tables = (Bookmark, Boost, Favourite, Mention, Notification, QuestionFollow, QuestionPass)
    counted = [table.objects.count() for table in tables]
    said = Post.objects.order_by("pk").values_list(
        "text", "favourites_count", "boosts_count", "replies_count", "revision"
    )
    return [*counted, *said, *Question.objects.values_list("pk", "state")]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_no_address_shows_what_is_closed(who: str, lost: list[int], browser: Client, program: Caller) -> None:
    asked = 0
    for path in (path for address in EVERY for path in filled(address, lost)):
        found = browser.get(path, headers=authorized(path, program))
        # The hashtag's own page repeats the word of its address.
        # ``getvalue`` reads streamed answers too, such as the archive.
        shown = f"{found.getvalue().decode()}{found.headers}".replace(f"{SECRET}mot", "")
        assert SECRET not in shown, path
        assert found.status_code < 500, path
        if any(str(post_id) in path for post_id in lost):
            assert found.status_code in NOT_FOR_THEM, path
        asked += 1
    assert asked > 100


def test_who_may_read_is_shown_all_of_it(closed: list[int], carrelet: Actor) -> None:
    """Without this the test above could pass on a site that shows nothing to anybody."""
    shown = signed_in(carrelet).client
    for post_id in closed:
        assert SECRET in shown.get(f"/messages/{post_id}", follow=True).content.decode()
        assert SECRET in str(caller(carrelet).get(f"/posts/{post_id}").body)


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_writes_where_one_may_not_read(who: str, lost: list[int], browser: Client, program: Caller) -> None:
    before = everything()
    typed = {"text": "Je passe.", "revision": 1, "state": "closed", "outcome": "Fini.", "audience": "professionals"}
    for path in (path for address in OF_POSTS for path in filled(address, lost)):
        if "/api/" not in path:
            answers = [browser.post(path, typed)]
        else:
            answers = [
                browser.generic(method, path, json.dumps(typed), "application/json", headers=authorized(path, program))
                for method in ("POST", "PUT", "DELETE")
            ]
        for found in answers:
            assert found.status_code in NOT_FOR_THEM, path
            assert SECRET not in found.content.decode(), path
    for post_id in lost:
        assert program.post("/posts", {"text": "Je passe.", "reply_to": str(post_id)}).status in {401, 403, 404}
    assert everything() == before

"""The hot front answers what the site answers, and nobody else than the site would."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import CsrfViewMiddleware

from tests.config.hot_caller import Answered, at_home, by_site, connection_kept, counted_front, get, session_of
from tests.conftest import eyes_of, person, post_by, question_by
from toctoc.community.services import gestures, posts
from toctoc.community.services.boosts import boost
from toctoc.config.hot import lists
from toctoc.config.hot.readers import cookies_of
from toctoc.kernel import clock
from toctoc.people.services import follows
from toctoc.people.services.actors import Portrait, change_portrait, suspend
from toctoc.people.services.proofs import revoke_proof
from toctoc.people.services.tokens import issue_token, revoke_token
from toctoc.privacy.services import clear
from toctoc.questions.models import Question
from toctoc.questions.services.questions import answer, move, pass_on

if TYPE_CHECKING:
    from toctoc.config.hot.front import Front
    from toctoc.people.models import Account, Actor

HOME = "/api/toctoc/v1/timelines/home"
QUESTIONS = "/api/toctoc/v1/questions"
PUBLIC = "/api/toctoc/v1/timelines/public"


@pytest.fixture
def front() -> Iterator[Front]:
    with connection_kept():
        yield counted_front()


@pytest.fixture
def token(carrelet: Actor) -> str:
    assert carrelet.account is not None
    return issue_token(account=carrelet.account)


@pytest.fixture
def world(ruisseau: Actor, carrelet: Actor, avril: Actor) -> None:
    follows.follow(follower=carrelet, followee=ruisseau)
    follows.follow(follower=carrelet, followee=avril)
    for number in range(9):
        post_by(avril, f"Ce matin, message **{number}** pour @ruisseau & <b>tous</b> #mieux")
        question = question_by(ruisseau, f"Que faire au jour {number} ?", ("public", "professionals")[number % 2])
        if number % 3:
            said = answer(answerer=carrelet, question=question, to=question.post, text=clear("« Rien », d’abord."))
            gestures.favour(actor=ruisseau, post=said)
            gestures.keep(actor=carrelet, post=question.post)
    gestures.favour(actor=carrelet, post=question.post)
    unknown = person("violette")
    for number in range(3):
        boost(actor=avril, post=post_by(unknown, f"Relu, {number}."))
    question.refresh_from_db()


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    "path", [HOME, QUESTIONS, PUBLIC, f"{HOME}?limit=4", f"{QUESTIONS}?limit=4", f"{PUBLIC}?limit=4"]
)
def test_lists_are_those_of_the_site_page_after_page(front: Front, token: str, path: str) -> None:
    pages = 0
    following: str | None = path
    while following:
        fast, plain = get(front, following, token=token), by_site(front, following, token=token)
        assert not fast.reached_site
        assert (fast.status, fast.body) == (plain.status, plain.body)
        link = dict(fast.headers).get("Link", "")
        assert fast.headers == plain.headers
        following = link.partition(settings.ENVIRONMENT.base_url)[2].partition(">")[0] or None
        pages += 1
    assert pages > (2 if "limit" in path else 0)


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("query", ["state=open", "before=x", "limit=0", "limit=400", "before=1&before=2", "limit"])
def test_anything_unusual_is_left_to_the_site(front: Front, token: str, query: str) -> None:
    assert get(front, f"{QUESTIONS}?{query}", token=token).reached_site


def test_a_list_needs_a_token_that_still_stands(front: Front, token: str, carrelet: Actor) -> None:
    assert not get(front, HOME, token=token).reached_site
    assert get(front, HOME).status.startswith("401")
    assert get(front, HOME, token="autre").status.startswith("401")
    revoke_token(token=token)
    assert get(front, HOME, token=token).status.startswith("401")


@pytest.mark.usefixtures("world")
def test_a_revoked_or_expired_proof_closes_with_the_next_request(
    front: Front, token: str, carrelet: Actor, vigie: Account
) -> None:
    assert b'"professionals"' in get(front, QUESTIONS, token=token).body
    with clock.at(clock.now() + timedelta(days=366)):
        assert b'"professionals"' not in get(front, QUESTIONS, token=token).body
    revoke_proof(proof=carrelet.proofs.get(), decided_by=vigie)
    for path in (QUESTIONS, HOME, PUBLIC):
        found = get(front, path, token=token)
        assert not found.reached_site
        assert b'"professionals"' not in found.body


@pytest.mark.usefixtures("world")
def test_a_suspended_reader_is_left_to_the_site(front: Front, token: str, carrelet: Actor) -> None:
    suspend(actor=carrelet)
    for path in (HOME, QUESTIONS, PUBLIC):
        assert get(front, path, token=token).reached_site


def test_a_card_is_that_of_the_site_once_the_reader_is_known(front: Front, ruisseau: Actor, carrelet: Actor) -> None:
    path, cookie = f"/messages/{question_by(ruisseau).pk}/carte", session_of(carrelet)
    first, second = get(front, path, cookie=cookie), get(front, path, cookie=cookie)
    assert (first.reached_site, second.reached_site) == (True, False)
    assert (first.status, first.headers, first.body) == (second.status, second.headers, second.body)


def test_a_known_reader_loses_a_card_with_the_proof_the_session_or_the_text(
    front: Front, ruisseau: Actor, carrelet: Actor, vigie: Account
) -> None:
    question = question_by(ruisseau)
    path, cookie = f"/messages/{question.pk}/carte", session_of(carrelet)
    for _ in range(2):
        assert get(front, path, cookie=cookie).status.startswith("200")
    proof = carrelet.proofs.get()
    revoke_proof(proof=proof, decided_by=vigie)
    assert get(front, path, cookie=cookie).status.startswith("404")


def test_signing_out_elsewhere_is_noticed(front: Front, ruisseau: Actor, carrelet: Actor) -> None:
    path, cookie = f"/messages/{question_by(ruisseau).pk}/carte", session_of(carrelet)
    for _ in range(2):
        get(front, path, cookie=cookie)
    SessionStore(cookie.partition("=")[2]).delete()
    assert get(front, path, cookie=cookie).status.startswith("404")


def test_a_new_password_is_noticed(front: Front, ruisseau: Actor, carrelet: Actor) -> None:
    path, cookie = f"/messages/{question_by(ruisseau).pk}/carte", session_of(carrelet)
    for _ in range(2):
        get(front, path, cookie=cookie)
    assert carrelet.account is not None
    carrelet.account.set_password("une-autre-cabane")
    carrelet.account.save()
    assert get(front, path, cookie=cookie).status.startswith("404")


def test_a_deleted_post_has_no_card(front: Front, ruisseau: Actor, carrelet: Actor) -> None:
    post = post_by(ruisseau)
    path, cookie = f"/messages/{post.pk}/carte", session_of(carrelet)
    for _ in range(2):
        get(front, path, cookie=cookie)
    posts.delete(deleter=ruisseau, post=post)
    assert get(front, path, cookie=cookie).status.startswith("404")


def test_an_outsider_never_gets_a_professionals_card(front: Front, ruisseau: Actor, dehors: Actor) -> None:
    open_to_all, closed = post_by(ruisseau), question_by(ruisseau)
    cookie = session_of(dehors)
    for _ in range(2):
        assert get(front, f"/messages/{open_to_all.pk}/carte", cookie=cookie).status.startswith("200")
        assert get(front, f"/messages/{closed.pk}/carte", cookie=cookie).status.startswith("404")


def test_lists_follow_what_is_done_elsewhere(front: Front, token: str, ruisseau: Actor, carrelet: Actor) -> None:
    follows.follow(follower=carrelet, followee=ruisseau)
    question = question_by(ruisseau)
    assert b'"state":"open"' in get(front, HOME, token=token).body
    said = answer(answerer=carrelet, question=question, to=question.post, text=clear("Attendre."))
    question.refresh_from_db()
    assert said.pk
    assert b'"state":"answered"' in get(front, HOME, token=token).body

    move(mover=ruisseau, viewer=eyes_of(ruisseau), question=question, to="closed", outcome=clear("Attendu."))
    assert b"Attendu." in get(front, HOME, token=token).body


def test_a_database_that_fails_is_left_to_the_site(
    front: Front, token: str, monkeypatch: pytest.MonkeyPatch, carrelet: Actor
) -> None:
    def fails(*_: object) -> None:
        raise OperationalError

    monkeypatch.setitem(lists.LISTS, HOME, fails)
    monkeypatch.setattr("toctoc.config.hot.front.connection.close", lambda: None)
    assert get(front, HOME, token=token).status.startswith("200")


def test_somebody_new_without_an_actor_is_left_to_the_site(front: Front, db: None) -> None:
    lonely = person("seul")
    assert lonely.account is not None
    token = issue_token(account=lonely.account)
    lonely.delete()
    assert get(front, HOME, token=token).reached_site


# --- the home page ---


def plain(answered: Answered) -> str:
    """Return a page without what is drawn anew for each visit: form tokens and the ticket of the stream."""
    page = re.sub(r'(name="csrfmiddlewaretoken" value=")\w+', r"\1", answered.body.decode())
    page = re.sub(r"(ticket|billet)=[\w-]+", r"\1=", page)
    # Of two visits in a row the second may be a minute later.
    return re.sub(r">(à l’instant|il y a \d min)<", "><", page)


@pytest.mark.usefixtures("world")
def test_the_home_page_is_that_of_the_site(front: Front, carrelet: Actor, ruisseau: Actor) -> None:
    question_by(ruisseau, "Qui attend ?")
    cookie = at_home(front, carrelet)
    fast, slow = get(front, "/", cookie=cookie), by_site(front, "/", cookie=cookie)
    assert not fast.reached_site
    assert plain(fast) == plain(slow)
    # The site renews the cookie of form tokens at each page; a frame is a minute old at most.
    assert fast.headers == [header for header in slow.headers if header[0] != "Set-Cookie"]
    assert "Qui attend" in plain(fast)


@pytest.mark.usefixtures("world")
def test_forms_of_a_stitched_home_page_are_accepted(front: Front, carrelet: Actor) -> None:
    cookie = at_home(front, carrelet)
    page = get(front, "/", cookie=cookie).body.decode()
    tokens = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page))
    again = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', get(front, "/", cookie=cookie).body.decode()))
    assert tokens
    assert not tokens & again
    request = HttpRequest()
    request.COOKIES = cookies_of({"HTTP_COOKIE": cookie})
    request.method, request.POST = "POST", QueryDict(f"csrfmiddlewaretoken={tokens.pop()}")
    request.META["HTTP_HOST"] = "127.0.0.1:8000"
    checking = CsrfViewMiddleware(lambda _: HttpResponse())
    checking.process_request(request)
    assert checking.process_view(request, lambda _: HttpResponse(), (), {}) is None


Change = Callable[["Actor", "Actor", "Account"], object]
CHANGES: dict[str, Change] = {
    "a question waits": lambda me, other, _: question_by(other, "Nouvelle question ?"),
    "somebody followed writes": lambda me, other, _: post_by(other, "Nouveau message."),
    "somebody new is followed": lambda me, other, _: follows.follow(
        follower=me, followee=post_by(person("nouveau"), "Bonjour d’un nouveau.").author
    ),
    "a question is passed on": lambda me, other, _: pass_on(actor=me, question=Question.objects.latest("pk")),
    "a proof is revoked": lambda me, other, vigie: revoke_proof(proof=me.proofs.get(), decided_by=vigie),
    "somebody replies": lambda me, other, _: posts.reply(
        author=other, to=post_by(me), answer=posts.Answer(clear("Réponse."))
    ),
    "a post is deleted": lambda me, other, _: posts.delete(deleter=other, post=other.posts.latest("pk")),
    "a question is closed": lambda me, other, _: move(
        mover=other,
        viewer=eyes_of(other),
        question=Question.objects.latest("pk"),
        to="closed",
        outcome=clear("Fini."),
    ),
    "the author is suspended": lambda me, other, _: suspend(actor=other),
    "the author changes name": lambda me, other, _: change_portrait(
        actor=other, portrait=Portrait(clear("Torrent"), clear(""), "doctor", "general_practice")
    ),
}


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("what", CHANGES)
def test_whatever_happens_shows_with_the_next_visit(
    front: Front, carrelet: Actor, ruisseau: Actor, vigie: Account, what: str
) -> None:
    question_by(ruisseau, "Qui attend ?")
    cookie = at_home(front, carrelet)
    before = plain(get(front, "/", cookie=cookie))
    CHANGES[what](carrelet, ruisseau, vigie)
    after = plain(get(front, "/", cookie=cookie))
    assert after == plain(by_site(front, "/", cookie=cookie))
    assert after != before


def test_somebody_who_signed_out_is_a_stranger_at_home(front: Front, carrelet: Actor) -> None:
    cookie = at_home(front, carrelet)
    SessionStore(cookie.partition("=")[2].partition(";")[0]).delete()
    assert get(front, "/", cookie=cookie).reached_site


def test_a_frame_does_not_last(front: Front, carrelet: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    cookie = at_home(front, carrelet)
    monkeypatch.setattr("toctoc.config.hot.pages.FRAME_LASTS", -1.0)
    assert get(front, "/", cookie=cookie).reached_site

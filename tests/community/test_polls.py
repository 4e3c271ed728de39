"""Polls: asked with a message, voted in once, counted for all, and nothing says who chose what."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from tests.config.api_caller import caller
from tests.conftest import post_by, signed_in
from tests.pages import words_of
from toctoc.community.models import Ballot, Notification, Poll, Post
from toctoc.community.queries.polls import poll_of
from toctoc.community.rules.drafts import Extras, PollDraft
from toctoc.community.rules.polls import check_poll, shares
from toctoc.community.services import polls, posts
from toctoc.community.services.parts.poll import CLOSE
from toctoc.jobs.models import Job
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Missing, Refused
from toctoc.kernel.progress import Progress
from toctoc.people.services import blocks
from toctoc.people.services.actors import Portrait, make_actor
from toctoc.privacy.services import clear, clear_line

if TYPE_CHECKING:
    from tests.pages import Response
    from toctoc.people.models import Actor

OPTIONS = ("Le matin", "Le soir", "Jamais")


def draft(*options: str, lasts: timedelta = timedelta(days=1), multiple: bool = False) -> PollDraft:
    return PollDraft(tuple(clear_line(option) for option in options or OPTIONS), lasts, is_multiple=multiple)


def poll_by(author: Actor, audience: str = "members", **kind: bool) -> Post:
    extras = Extras(poll=draft(multiple=kind.get("multiple", False)))
    return posts.write(
        author=author, draft=posts.Draft(clear("Quand prenez-vous le traitement ?"), audience, extras=extras)
    )


def voted(actor: Actor, post: Post, *places: int) -> Response:
    """Press the button of the card."""
    return signed_in(actor).client.post(f"/messages/{post.pk}/voter", {f"choix-{post.pk}": places})


def piece(actor: Actor, post: Post) -> str:
    response = signed_in(actor).client.get(f"/messages/{post.pk}/sondage", headers={"X-Piece": "1"})
    return " ".join(words_of(response).split())


def test_a_poll_is_asked_on_the_page_and_voted_in_without_a_script(avril: Actor, dehors: Actor) -> None:
    typed = {"text": "Quand ?", "audience": "members", "cle": "k", "poll": [*OPTIONS, ""], "poll_lasts": "60"}
    assert signed_in(avril).client.post("/messages/nouveau", typed).status_code == 302
    post = Post.objects.get()
    card = words_of(signed_in(dehors).client.get(f"/messages/{post.pk}"))
    assert 'type="radio" form="gestes"' in card
    assert "Le soir" in card
    assert "%" not in piece(dehors, post)
    assert voted(dehors, post, 1)["Location"] == f"/messages/{post.pk}/sondage"
    page = words_of(signed_in(dehors).client.get(f"/messages/{post.pk}/sondage"))
    assert "Vous avez voté" in page
    assert "1 personne a voté" in page
    assert "100 %" in page


def test_a_vote_counts_once_and_for_good(avril: Actor, dehors: Actor, plumier: Actor) -> None:
    post = poll_by(avril)
    voted(dehors, post, 0)
    again = voted(dehors, post, 1)
    assert again.status_code == 403
    assert "un vote ne change pas" in words_of(again)
    voted(plumier, post, 1)
    seen = poll_of(post, avril)
    assert [option.votes for option in seen.options] == [1, 1, 0]
    assert seen.poll.voters_count == 2


def test_no_row_says_who_chose_what(avril: Actor, dehors: Actor) -> None:
    """A ballot has nothing but its poll and its actor; an option nothing but its count."""
    voted(dehors, poll_by(avril), 1)
    assert {field.name for field in Ballot._meta.get_fields()} == {"id", "poll", "actor"}
    with connection.cursor() as cursor:
        columns = {c.name for c in connection.introspection.get_table_description(cursor, "community_polloption")}
    assert columns == {"id", "poll_id", "position", "text", "votes_count"}


@pytest.mark.parametrize("places", [(), (0, 1), (7,), (99,)])
def test_choices_that_are_none_are_refused(avril: Actor, dehors: Actor, places: tuple[int, ...]) -> None:
    post = poll_by(avril)
    assert voted(dehors, post, *places).status_code == 422
    assert not Ballot.objects.exists()
    assert Poll.objects.get().voters_count == 0


def test_several_answers_count_their_voter_once(avril: Actor, dehors: Actor) -> None:
    post = poll_by(avril, multiple=True)
    voted(dehors, post, 0, 2, 2)
    seen = poll_of(post, dehors)
    assert [option.share for option in seen.options] == [100, 0, 100]
    assert seen.poll.voters_count == 1


def test_results_wait_for_the_vote_or_the_end(avril: Actor, dehors: Actor, plumier: Actor) -> None:
    post = poll_by(avril)
    voted(dehors, post, 0)
    assert poll_of(post, plumier).shows_results is False
    assert [option.votes for option in poll_of(post, plumier).options] == [0, 0, 0]
    assert poll_of(post, avril).shows_results
    with clock.at(clock.now() + timedelta(days=2)):
        assert [option.votes for option in poll_of(post, plumier).options] == [1, 0, 0]
        assert "Sondage clos" in piece(plumier, post)
        assert voted(plumier, post, 1).status_code == 403


def test_the_author_does_not_vote(avril: Actor) -> None:
    post = poll_by(avril)
    assert voted(avril, post, 0).status_code == 403
    assert "Voter" not in piece(avril, post)


@pytest.mark.parametrize("reader", ["dehors", "avril"])
def test_only_the_audience_sees_the_poll_or_votes(request: pytest.FixtureRequest, ruisseau: Actor, reader: str) -> None:
    outsider = request.getfixturevalue(reader)
    post = poll_by(ruisseau, "professionals")
    client = signed_in(outsider).client
    assert client.get(f"/messages/{post.pk}/sondage").status_code == 404
    assert client.post(f"/messages/{post.pk}/voter", {f"choix-{post.pk}": "0"}).status_code == 404
    assert Client().get(f"/messages/{post.pk}/sondage").status_code == 404
    with pytest.raises(Missing):
        polls.vote(voter=outsider, post=post, choices=[0])
    assert not Ballot.objects.exists()


def test_whoever_is_blocked_does_not_vote(avril: Actor, dehors: Actor) -> None:
    post = poll_by(avril)
    blocks.block(blocker=avril, blocked=dehors)
    dehors.refresh_from_db()
    assert voted(dehors, post, 0).status_code == 404


def test_a_stranger_is_asked_to_sign_in(avril: Actor) -> None:
    post = poll_by(avril, "public")
    assert "Se connecter pour voter" in words_of(Client().get(f"/messages/{post.pk}/sondage"))
    assert Client().post(f"/messages/{post.pk}/voter", {f"choix-{post.pk}": "0"}).status_code != 200
    assert not Ballot.objects.exists()


def test_a_message_without_a_poll_has_no_page_of_one(avril: Actor, dehors: Actor) -> None:
    post = post_by(avril)
    assert signed_in(dehors).client.get(f"/messages/{post.pk}/sondage").status_code == 404
    assert voted(dehors, post, 0).status_code == 404


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"poll": ["Seule"]}, "de 2 à 10 réponses"),
        ({"poll": [f"r{n}" for n in range(11)]}, "de 2 à 10 réponses"),
        ({"poll": ["Oui", "oui"]}, "la même chose"),
        ({"poll": ["x" * 101, "y"]}, "au plus 100"),
        ({"poll": ["x" * 300, "y"]}, "Raccourcissez-le"),
        ({"poll": ["Oui", "Le 06 12 34 56 78"]}, "reconnaître"),
        ({"poll": ["Oui", "Non"], "poll_lasts": "4"}, "de cinq minutes"),
        ({"poll": ["Oui", "Non"], "poll_lasts": "43201"}, "de cinq minutes"),
        ({"poll": ["Oui", "Non"], "poll_lasts": "9" * 30}, "de cinq minutes"),
    ],
)
def test_a_poll_that_is_none_keeps_what_was_typed(avril: Actor, changes: dict[str, object], sentence: str) -> None:
    typed = {"text": "Quand ?", "audience": "members", "cle": "k", "poll_lasts": "60", **changes}
    response = signed_in(avril).client.post("/messages/nouveau", typed)
    assert response.status_code == 422
    page = words_of(response)
    assert sentence in page
    assert "Quand ?</textarea>" in page
    assert f'value="{changes["poll"][0]}"' in page  # type: ignore[index]
    assert not Post.objects.exists()


def test_limits_are_rules() -> None:
    check_poll(draft("a", "b", lasts=timedelta(minutes=5)))
    check_poll(draft(*[f"o{n}" for n in range(10)], lasts=timedelta(days=30)))
    with pytest.raises(Invalid):
        check_poll(draft("a", "b", lasts=timedelta(minutes=4)))
    assert shares([1, 2, 0], 3) == [33, 67, 0]
    assert shares([0, 0], 0) == [0, 0]


def run_closing(post: Post) -> None:
    polls.tell_voters(post_id=post.pk, progress=Progress(lambda _done, _total: True))


def test_those_who_voted_hear_once_that_it_closed(
    avril: Actor, dehors: Actor, plumier: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polls, "BATCH", 1)
    post = poll_by(avril)
    job = Job.objects.get(task=CLOSE)
    assert job.run_at == Poll.objects.get().closes_at
    for voter in (dehors, plumier):
        voted(voter, post, 0)
    run_closing(post)
    assert not Notification.objects.filter(kind="poll").exists()
    with clock.at(job.run_at):
        run_closing(post)
        run_closing(post)
    told = Notification.objects.filter(kind="poll")
    assert sorted(told.values_list("recipient__handle", flat=True)) == ["dehors", "plumier"]


def test_a_poll_goes_with_its_message(avril: Actor, dehors: Actor) -> None:
    post = poll_by(avril)
    voted(dehors, post, 0)
    posts.delete(deleter=avril, post=post)
    assert not Poll.objects.exists()
    assert not Ballot.objects.exists()
    assert signed_in(dehors).client.get(f"/messages/{post.pk}/sondage").status_code == 404


def test_the_database_itself_holds_one_ballot(avril: Actor, dehors: Actor) -> None:
    """Two tabs wait for each other at the row of the poll; should they not, the second is refused here."""
    post = poll_by(avril)
    Ballot.objects.create(poll_id=post.pk, actor=dehors)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.create(poll_id=post.pk, actor=dehors)
    with pytest.raises(Refused):
        polls.vote(voter=dehors, post=post, choices=[0])
    assert Poll.objects.get().voters_count == 0


def test_an_account_votes_once_whichever_actor_speaks_and_never_its_own_poll(avril: Actor, dehors: Actor) -> None:
    post = poll_by(avril)
    other, asker = (
        make_actor(account=actor.account, handle=handle, portrait=Portrait(clear_line(handle), clear("")))
        for actor, handle in ((dehors, "autre"), (avril, "demande"))
    )
    polls.vote(voter=dehors, post=post, choices=[0])
    for voter in (other, asker):
        with pytest.raises(Refused):
            polls.vote(voter=voter, post=post, choices=[0])
    assert Poll.objects.get(pk=post.pk).voters_count == 1


@pytest.mark.parametrize("choice", [1 << 63, 10**30, -1, 10])
def test_a_number_of_any_size_is_no_answer_of_the_poll(avril: Actor, dehors: Actor, choice: int) -> None:
    answer = caller(dehors).post(f"/posts/{poll_by(avril).pk}/poll/votes", {"choices": [choice]})
    assert (answer.status, answer.body["field"]) == (422, "poll")


@pytest.mark.parametrize("lasts", [10**20, -(10**20)])
def test_a_poll_lasts_no_number_of_any_size(avril: Actor, lasts: int) -> None:
    asked = {"text": "Quand ?", "audience": {"kind": "public"}, "poll": {"options": ["a", "b"], "lasts": lasts}}
    answer = caller(avril).post("/posts", asked)
    assert (answer.status, answer.body["field"]) == (422, "poll")

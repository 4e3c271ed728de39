"""Threads for named people, as apps list them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.conftest import eyes_of, person, post_by
from tests.mastodon_api.caller import App, app_of
from tests.mastodon_api.entities_notices import Conversation, checked
from toctoc.community.services import posts
from toctoc.mastodon_api.queries.conversations import talks_of
from toctoc.mastodon_api.rules.pages import Range
from toctoc.people.services.blocks import block
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from toctoc.community.models import Post
    from toctoc.people.models import Actor

PLACE = "v1/conversations"


def talk(author: Actor, *named: Actor) -> Post:
    text = clear("Bonjour " + " ".join(f"@{other.handle}" for other in named))
    return posts.write(author=author, draft=posts.Draft(text, "named", named=named))


def answer(author: Actor, to: Post, **more: Any) -> Post:
    return posts.reply(author=author, to=to, answer=posts.Answer(clear("Oui."), **more))


def listed(app: App, **query: Any) -> list[Conversation]:
    return checked(app.get(PLACE, **query).body, list[Conversation])


def test_both_sides_see_what_was_said_last_and_whether_it_is_new(ruisseau: Actor, avril: Actor) -> None:
    begun = talk(ruisseau, avril)
    [theirs], [mine] = listed(app_of(avril)), listed(app_of(ruisseau))
    assert (theirs.id, theirs.unread, mine.unread) == (str(begun.pk), True, False)
    assert [account["acct"] for account in theirs.accounts] == ["ruisseau"]
    assert [account["acct"] for account in mine.accounts] == ["avril"]
    reply = answer(avril, begun)
    [mine] = listed(app_of(ruisseau))
    assert mine.last_status is not None
    assert (mine.unread, mine.last_status["id"], mine.last_status["visibility"]) == (True, str(reply.pk), "direct")
    assert app_of(ruisseau).post(f"{PLACE}/{mine.id}/read").body["unread"] is False
    assert listed(app_of(ruisseau))[0].unread is False


def test_what_is_put_away_comes_back_with_something_new(ruisseau: Actor, avril: Actor) -> None:
    begun, app = talk(ruisseau, avril), app_of(avril)
    assert app.delete(f"{PLACE}/{begun.pk}").body == {}
    assert listed(app) == []
    assert len(listed(app_of(ruisseau))) == 1
    answer(ruisseau, begun)
    assert len(listed(app)) == 1


def test_an_answer_apart_in_an_open_thread_is_a_conversation(ruisseau: Actor, avril: Actor, dehors: Actor) -> None:
    opened = post_by(ruisseau)
    apart = posts.reply(
        author=avril,
        to=opened,
        answer=posts.Answer(clear("Pour vous seule @ruisseau"), audience="named", named=(ruisseau,)),
    )
    [told] = listed(app_of(ruisseau))
    assert told.last_status is not None
    assert told.last_status["id"] == str(apart.pk)
    assert listed(app_of(dehors)) == []


def test_nobody_reads_or_puts_away_anothers(ruisseau: Actor, avril: Actor, dehors: Actor) -> None:
    begun, outsider = talk(ruisseau, avril), app_of(dehors)
    assert listed(outsider) == []
    for number in (begun.pk, 1, post_by(dehors).pk):
        assert outsider.post(f"{PLACE}/{number}/read").status == outsider.delete(f"{PLACE}/{number}").status == 404
    block(blocker=avril, blocked=ruisseau)
    assert [each for each in listed(app_of(avril)) if "ruisseau" in str(each)] == []
    posts.delete(deleter=ruisseau, post=begun)
    assert listed(app_of(ruisseau)) == []


def test_pages_go_in_all_directions_at_the_same_cost(
    ruisseau: Actor, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    app = app_of(ruisseau)
    for number in range(8):
        talk(person(f"foule{number}"), ruisseau)
    every = [each.last_status["id"] for each in listed(app) if each.last_status]
    assert len(every) == 8
    assert [each.last_status["id"] for each in listed(app, limit=2, max_id=every[1]) if each.last_status] == every[2:4]
    assert [each.last_status["id"] for each in listed(app, limit=2, min_id=every[4]) if each.last_status] == every[2:4]
    assert [each.last_status["id"] for each in listed(app, since_id=every[2]) if each.last_status] == every[:2]
    with django_assert_max_num_queries(12):
        listed(app)


def test_not_even_the_number_of_what_was_taken_back_or_is_blocked_is_looked_up(ruisseau: Actor, avril: Actor) -> None:
    begun = talk(ruisseau, avril)
    reply = answer(avril, begun)
    posts.delete(deleter=avril, post=reply)
    [left] = talks_of(ruisseau, eyes_of(ruisseau), Range()).items
    assert left.last_id == begun.pk
    block(blocker=avril, blocked=ruisseau)
    avril.refresh_from_db()
    assert talks_of(avril, eyes_of(avril), Range()).items == []

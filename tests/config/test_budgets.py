"""What hot addresses may cost, in counts that are the same on every machine.

Bytecodes are those of Python 3.11, the oldest version supported; budgets have about a tenth to spare. Each count is
also taken deep down the list, with a longer history and with many more follows: it must not grow.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from bench.counting import Cost, cost_of
from django.db import connection

from tests.config.hot_caller import at_home, connection_kept, counted_front, get
from tests.conftest import person, post_by
from tests.conversations.talking import said
from tests.groups.cast import group_by
from toctoc.community.models import Notification, Post, PostFragment
from toctoc.community.models.notification import NotificationKind
from toctoc.community.queries.home import home_lists
from toctoc.community.queries.notifications import unread_count
from toctoc.community.services.fragments import fragment_of
from toctoc.conversations.models import Conversation, Participant
from toctoc.conversations.queries.seats import unread_conversations
from toctoc.groups.models import Membership
from toctoc.kernel import clock, ids
from toctoc.people.models import Actor, Follow
from toctoc.people.services.tokens import issue_token
from toctoc.questions.models import Question, QuestionFragment, QuestionTopic
from toctoc.questions.services import fragments as questions_fragments

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from toctoc.config.hot.front import Front

HOME = "/api/toctoc/v1/timelines/home"
QUESTIONS = "/api/toctoc/v1/questions"
# A warm request of twenty posts: bytecodes, steps of SQLite's machine, statements.
BUDGETS = {
    "home timeline": Cost(3_000, 1_750, 2),
    "list of questions": Cost(2_600, 2_200, 3),
    "home page": Cost(12_700, 1_800, 4),
    "a card": Cost(1_400, 180, 3),
    "home timeline, by the site's view": Cost(9_900, 1_800, 3),
}
# The same for pages that no lane answers.
PAGES = {
    "/groupes/sep": Cost(275_000, 2_300, 13),
    "/conversations": Cost(195_000, 450, 9),
}
# How much a count may differ from one place of the list to another: numbers have more figures, pages other words.
SAME = 1.03

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        connection.vendor != "sqlite" or sys.version_info[:2] != (3, 11),
        reason="counts are those of SQLite and Python 3.11",
    ),
]


def fill(author: Actor, count: int, *, days_ago: int) -> None:
    """Write questions of an author in bulk, one a minute, the last one ``days_ago``."""
    end = clock.now() - timedelta(days=days_ago)
    moments = [end - timedelta(minutes=count - number) for number in range(count)]
    made = [(ids.new_id(moment), moment) for moment in moments]
    same = {"author": author, "kind": "question", "voice": "practice", "audience": "professionals"}
    written = [Post(pk=pk, thread_id=pk, text="Que faites-vous ?", created_at=at, **same) for pk, at in made]
    asked = [Question(post=post, asker=author, audience=post.audience, urgency="today") for post in written]
    Post.objects.bulk_create(written)
    PostFragment.objects.bulk_create(fragment_of(post, set()) for post in written)
    Question.objects.bulk_create(asked)
    QuestionTopic.objects.bulk_create(
        QuestionTopic(question=question, topic="traitement", audience="professionals") for question in asked
    )
    QuestionFragment.objects.bulk_create(questions_fragments.fragment_of(q, ("traitement",)) for q in asked)
    Actor.objects.filter(pk=author.pk).update(last_thread_id=written[-1].pk)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@pytest.fixture
def asked(ruisseau: Actor, carrelet: Actor) -> Iterator[dict[str, Callable[[Front, str], object]]]:
    """Every hot address, as carrelet asks for it."""
    Follow.objects.create(follower=carrelet, followee=ruisseau)
    fill(ruisseau, 400, days_ago=20)
    with connection_kept():
        yield _addresses(carrelet)


def _addresses(carrelet: Actor) -> dict[str, Callable[[Front, str], object]]:
    assert carrelet.account is not None
    token = issue_token(account=carrelet.account)
    front = counted_front()
    cookie = at_home(front, carrelet)
    newest = Post.objects.latest("pk").pk
    return {
        "home timeline": lambda f, q: get(f, HOME + q, token=token),
        "list of questions": lambda f, q: get(f, QUESTIONS + q, token=token),
        "home page": lambda _f, _q: get(front, "/", cookie=cookie),
        "a card": lambda _f, _q: get(front, f"/messages/{newest}/carte", cookie=cookie),
        "home timeline, by the site's view": lambda f, q: get(f, HOME + q, token=token, HTTP_HOST="localhost:8000"),
    }


def warm_cost(ask: Callable[[Front, str], object], query: str = "") -> Cost:
    front = counted_front()
    for _ in range(3):
        ask(front, query)
    return cost_of(lambda: ask(front, query))


@pytest.mark.parametrize("name", BUDGETS)
def test_a_hot_address_keeps_its_budget(asked: dict[str, Callable[[Front, str], object]], name: str) -> None:
    cost, budget = warm_cost(asked[name]), BUDGETS[name]
    assert_kept(cost, budget, name)


def assert_kept(cost: Cost, budget: Cost, name: str) -> None:
    told = f"{name} costs {cost}, its budget is {budget}"
    assert cost.bytecodes <= budget.bytecodes, told
    assert cost.steps <= budget.steps, told
    assert cost.statements <= budget.statements, told
    assert cost.bytecodes > budget.bytecodes * 0.7, f"{told}: lower it"


@pytest.fixture
def among_others(ruisseau: Actor, carrelet: Actor) -> Iterator[str]:
    """Put carrelet into a group where twenty threads began, and into as many conversations; return the cookies."""
    group = group_by(ruisseau)
    Actor.objects.filter(pk=carrelet.pk).update(memberships=group.word)
    Membership.objects.create(group=group, actor=carrelet)
    for number in range(20):
        post_by(ruisseau, f"Qui garde le {number} ?", group.word)
        said(person(f"ami{number}"), carrelet, subject="Un avis")
    carrelet.refresh_from_db()
    with connection_kept():
        yield at_home(counted_front(), carrelet)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_keeps_its_budget(among_others: str, address: str) -> None:
    cost, budget = warm_cost(lambda front, _: get(front, address, cookie=among_others)), PAGES[address]
    assert_kept(cost, budget, address)


@pytest.mark.parametrize("name", ["home timeline", "list of questions"])
def test_depth_history_and_follows_cost_nothing(
    asked: dict[str, Callable[[Front, str], object]], name: str, ruisseau: Actor, carrelet: Actor
) -> None:
    ask = asked[name]
    newest, deep = (Post.objects.order_by("-pk").values_list("pk", flat=True)[n] for n in (0, 250))
    assert_same(warm_cost(ask, f"?before={newest}"), warm_cost(ask, f"?before={deep}"), "deep down the list")
    first = warm_cost(ask)
    fill(ruisseau, 1_600, days_ago=60)
    home_lists.clear()
    assert_same(first, warm_cost(ask), "with five times the history")
    quiet = [person(f"calme{number}") for number in range(60)]
    Follow.objects.bulk_create(Follow(follower=carrelet, followee=actor) for actor in quiet)
    Actor.objects.filter(pk=carrelet.pk).update(follows_version=99)
    assert_same(first, warm_cost(ask), "with sixty times the follows")


def test_what_was_read_costs_the_counts_nothing(ruisseau: Actor, carrelet: Actor) -> None:
    written = said(ruisseau, carrelet)
    told = Notification(recipient=carrelet, kind=NotificationKind.FOLLOW, actor=ruisseau)
    told.save()
    first = [cost_of(lambda: unread_count(carrelet.pk)), cost_of(lambda: unread_conversations(carrelet.pk))]
    threads = Conversation.objects.bulk_create(Conversation(is_pair=True) for _ in range(500))
    old = {"actor": carrelet, "standing": "active"}
    Participant.objects.bulk_create(Participant(conversation=thread, **old) for thread in threads)
    Notification.objects.bulk_create(
        Notification(recipient=carrelet, kind="follow", actor=ruisseau, read_at=written.written_at) for _ in range(500)
    )
    assert (unread_count(carrelet.pk), unread_conversations(carrelet.pk)) == (1, 0)
    assert_same(first[0], cost_of(lambda: unread_count(carrelet.pk)), "with many notices read")
    assert_same(first[1], cost_of(lambda: unread_conversations(carrelet.pk)), "with many conversations read")


def assert_same(first: Cost, other: Cost, where: str) -> None:
    assert other.statements == first.statements, where
    assert other.steps <= first.steps * SAME + 30, f"{where}: {first} became {other}"
    assert other.bytecodes <= first.bytecodes * SAME + 400, f"{where}: {first} became {other}"

"""The demonstration world's rows: the same twice, and the same whoever makes them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

import pytest
from django.contrib.auth import authenticate
from django.db import transaction

from toctoc.community.models import (
    AuthorFragment,
    Bookmark,
    Favourite,
    Hashtag,
    Mention,
    Notification,
    Post,
    PostFragment,
)
from toctoc.community.services import fragments
from toctoc.config import world
from toctoc.config.cli import main
from toctoc.config.world import by_services, in_bulk
from toctoc.config.world.cast import PASSWORD, STARS
from toctoc.config.world.making import make_planned, plan_of
from toctoc.config.world.scales import LARGE, SMALL
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Refused
from toctoc.kernel.ids import FREE_BITS, moment_of
from toctoc.live.models import LiveEvent
from toctoc.people.models import Account, Actor, Follow, Ground, Proof, ProofMove
from toctoc.people.policies import viewer_for
from toctoc.questions.models import (
    Question,
    QuestionFollow,
    QuestionFragment,
    QuestionMove,
    QuestionPass,
    QuestionTopic,
)
from toctoc.questions.queries.lists import waiting_for
from toctoc.questions.rules.life import MOVES, Move, Mover, State
from toctoc.questions.services.fragments import fragment_of as question_fragment_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Model

    from toctoc.config.world.plan import Plan
    from toctoc.config.world.steps import Steps

UNTIL = datetime(2026, 3, 4, 15, tzinfo=UTC)
# A village: every profession, few patients, a little of everything they do.
VILLAGE = replace(
    SMALL, patients=30, hospitals=2, questions=110, plain=90, follows=150, favourites=200, keeps=25, fresh=6
)
MADE: tuple[type[Model], ...] = (
    Account,
    Actor,
    Proof,
    ProofMove,
    Ground,
    AuthorFragment,
    Post,
    PostFragment,
    Mention,
    Hashtag,
    Question,
    QuestionTopic,
    QuestionMove,
    QuestionFragment,
    QuestionFollow,
    QuestionPass,
    Follow,
    Favourite,
    Bookmark,
    Notification,
)

pytestmark = pytest.mark.django_db


def rows_made(
    plan: Plan, perform: Callable[[Plan, Steps], None], kinds: tuple[type[Model], ...]
) -> dict[str, list[dict[str, Any]]]:
    """Make a plan true, return its rows, and undo it."""
    with transaction.atomic():
        make_planned(plan, perform)
        found = {kind.__name__: list(kind._default_manager.order_by("pk").values()) for kind in kinds}
        transaction.set_rollback(True)
    return found


def comparable(rows: dict[str, list[dict[str, Any]]]) -> dict[str, Counter[str]]:
    """Return rows without what two makers may number differently.

    The free bits of ids, and the numbers of rows that nothing names.
    """
    free = (1 << FREE_BITS) - 1
    numbered = {str(row["id"]): str(row["id"] & ~free) for kind in ("Actor", "Post") for row in rows[kind]}
    accounts = {row["id"]: row["email"] for row in rows["Account"]}
    proofs = {row["id"]: f"{numbered[str(row['actor_id'])]} {row['decided_at']}" for row in rows["Proof"]}

    def plain(value: object, name: str) -> str:
        if name == "account_id":
            return str(accounts[value])
        if name == "proof_id":
            return proofs[cast("int", value)]
        said = str(value)
        if said in numbered:
            return numbered[said]
        for identifier in {word for word in _figures(said) if word in numbered}:
            said = said.replace(identifier, numbered[identifier])
        return said

    return {
        kind: Counter(
            str({name: plain(value, name) for name, value in row.items() if name != "id" or kind in {"Actor", "Post"}})
            for row in found
        )
        for kind, found in rows.items()
    }


def _figures(text: str) -> list[str]:
    return "".join(character if character.isdecimal() else " " for character in text).split()


def test_services_and_bulk_make_the_same_world(monkeypatch: pytest.MonkeyPatch) -> None:
    # Reading each text for danger is for what people say: a million posts made in bulk are not read.
    monkeypatch.setattr("toctoc.community.subscribers.posts.orient", lambda post: None)
    plan = plan_of(VILLAGE, 3, UNTIL)
    served = comparable(rows_made(plan, by_services.perform, MADE))
    bulk = comparable(rows_made(plan, in_bulk.perform, MADE))
    for kind in served:
        assert served[kind], f"no {kind} at all"
        assert (served[kind] - bulk[kind], bulk[kind] - served[kind]) == (Counter(), Counter()), kind


@pytest.mark.parametrize("perform", [by_services.perform, in_bulk.perform])
def test_the_same_seed_makes_the_same_rows(perform: Callable[[Plan, Steps], None]) -> None:
    hamlet = replace(VILLAGE, questions=20, plain=5, follows=40, favourites=40, fresh=3)
    kinds = (Actor, Post, PostFragment, AuthorFragment, Question, QuestionFragment, Notification)
    first = rows_made(plan_of(hamlet, 5, UNTIL), perform, kinds)
    again = rows_made(plan_of(hamlet, 5, UNTIL), perform, kinds)
    for made in (first, again):
        # PostgreSQL gives accounts other numbers, and tells several people in any order.
        for row in made["Actor"]:
            del row["account_id"]
        for row in made["Notification"]:
            del row["id"]
        made["Notification"].sort(key=str)
    assert first == again


@pytest.fixture
def village() -> Plan:
    plan = plan_of(VILLAGE, 4, UNTIL)
    make_planned(plan, in_bulk.perform)
    return plan


@pytest.fixture
def served_village() -> Plan:
    plan = plan_of(replace(VILLAGE, questions=40, plain=10, favourites=80), 6, UNTIL)
    make_planned(plan, by_services.perform)
    return plan


def test_counters_are_what_counting_finds(village: Plan) -> None:
    followers = Counter(Follow.objects.values_list("followee_id", flat=True))
    following = Counter(Follow.objects.values_list("follower_id", flat=True))
    open_threads = Post.objects.filter(reply_to=None, audience__in=("public", "unlisted"))
    firsts = Counter(open_threads.values_list("author_id", flat=True))
    asker = dict(Question.objects.values_list("post_id", "asker_id"))
    answers = [
        (thread, author)
        for thread, author in Post.objects.exclude(reply_to=None).values_list("thread_id", "author_id")
        if thread in asker and asker[thread] != author
    ]
    helped = Counter(author for _, author in answers)
    for actor in Actor.objects.all():
        assert actor.followers_count == followers[actor.pk]
        assert actor.following_count == actor.follows_version == following[actor.pk]
        assert actor.posts_count == firsts[actor.pk]
        assert actor.answers_count == helped[actor.pk]
        newest = Post.objects.filter(author=actor, reply_to=None).order_by("-id").first()
        assert actor.last_thread_id == (newest.pk if newest else 0)
    answered = Counter(thread for thread, _ in answers)
    for question in Question.objects.all():
        assert question.answers_count == answered[question.pk]
    favourites = Counter(Favourite.objects.values_list("post_id", flat=True))
    below: Counter[int] = Counter()
    for thread, to in Post.objects.exclude(reply_to=None).values_list("thread_id", "reply_to_id"):
        below.update({thread, to})
    for post in Post.objects.all():
        assert post.favourites_count == favourites[post.pk]
        assert post.replies_count == below[post.pk]


def test_prepared_forms_are_what_the_services_would_prepare(village: Plan) -> None:
    handles = {person.pseudonym.handle for person in village.people}
    columns = ("html_fr", "html_en", "json")
    with clock.at(UNTIL):
        for actor in Actor.objects.select_related("fragment"):
            wanted = fragments.author_fragment_of(actor)
            assert [getattr(actor.fragment, c) for c in columns] == [getattr(wanted, c) for c in columns]
    for post in Post.objects.select_related("fragment"):
        prepared = fragments.fragment_of(post, handles)
        assert [getattr(post.fragment, c) for c in columns] == [getattr(prepared, c) for c in columns]
    pieces = QuestionFragment.objects.in_bulk()
    for question in Question.objects.all():
        topics = tuple(question.topics.order_by("id").values_list("topic", flat=True))
        piece = question_fragment_of(question, topics)
        assert [getattr(pieces[question.pk], c) for c in columns] == [getattr(piece, c) for c in columns]


def test_every_move_is_an_edge_of_the_graph_and_each_life_ends_where_the_question_stands(village: Plan) -> None:
    edges = {(move.before, move.after) for move in MOVES}
    for question in Question.objects.prefetch_related("moves"):
        state = State.OPEN
        for move in sorted(question.moves.all(), key=lambda found: found.moved_at):
            assert State(move.before) is state
            state = State(move.after)
            assert (move.before, move.after) in edges
            if move.moved_by_id is not None:
                assert Move(State(move.before), state, Mover.ASKER) in MOVES
        assert question.state == state
        assert bool(question.outcome) == (state is State.CLOSED)
    assert {"closed", "consensus", "open", "unanswered"} <= set(Question.objects.values_list("state", flat=True))


def test_ids_tell_the_time_and_none_is_given_twice(village: Plan) -> None:
    posts = list(Post.objects.order_by("id"))
    assert [post.created_at for post in posts] == [moment_of(post.pk) for post in posts]
    assert len({post.pk for post in posts}) == village.posts_count()


def test_questions_wait_for_a_signed_in_pharmacist(village: Plan) -> None:
    account = authenticate(email="pharmacie@exemple.test", password=PASSWORD)
    assert isinstance(account, Account)
    actor = account.actors.get()
    with clock.at(UNTIL):
        assert waiting_for(actor, viewer_for(actor, account))


def test_everybody_the_demonstration_introduces_can_sign_in(village: Plan) -> None:
    for star in STARS:
        account = authenticate(email=star.email, password=PASSWORD)
        assert account is not None
        assert account.actors.get().display_name == star.name
    assert Account.objects.get(email="moderation@exemple.test").is_moderator
    assert Account.objects.get(email="administration@exemple.test").is_superuser
    assert Account.objects.filter(is_superuser=True).count() == 1


def test_services_leave_who_may_speak_notifications_partly_read_and_nothing_live(served_village: Plan) -> None:
    for post in Post.objects.filter(audience__startswith="profession").select_related("author"):
        assert post.author.profession
        if ":" in post.audience:
            assert post.author.profession == post.audience.partition(":")[2]
    assert Notification.objects.filter(read_at=None).exists()
    assert Notification.objects.exclude(read_at=None).exists()
    assert not LiveEvent.objects.exists()


def test_a_database_with_actors_is_left_as_it_is(
    village: Plan, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Refused):
        world.make("small")
    # The tests' database was made without migrations.
    monkeypatch.setattr("toctoc.config.serve.prepare.prepare", lambda: None)
    before = Post.objects.count()
    assert main(["world", "--scale", "small"]) == 1
    assert "contient déjà des acteurs" in capsys.readouterr().err
    assert main(["world", "--if-empty"]) == 0
    assert Post.objects.count() == before


def test_an_unknown_scale_is_refused() -> None:
    with pytest.raises(Invalid):
        world.make("huge")


def test_a_making_that_is_interrupted_leaves_nothing() -> None:
    def perform(plan: Plan, steps: Steps) -> None:
        in_bulk.perform(replace(plan, threads=[], ties=[], favours=[], keeps=[], stances=[], passes=[]), steps)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_planned(plan_of(replace(VILLAGE, questions=5, follows=5, favourites=5), 1, UNTIL), perform)
    assert not Actor.objects.exists()
    assert not Account.objects.exists()


def test_a_scaled_down_large_world_has_the_number_of_posts_asked_for_and_a_heavy_tail() -> None:
    town = replace(
        LARGE, crowd=1, patients=400, hospitals=3, questions=200, plain=60, posts=1_500, follows=3_000, favourites=500
    )
    plan = plan_of(replace(town, keeps=50, fresh=10), 2, UNTIL)
    assert plan.posts_count() == 1_500
    assert (len(plan.ties), len(plan.favours)) == (3_000, 500)
    followers = Counter(tie.followee.number for tie in plan.ties)
    most = [count for _, count in followers.most_common()]
    assert most[0] > 10 * most[len(most) // 2]

"""A newcomer's first words go to one volunteer, each in turn; the delay is measured."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import person, post_by
from tests.groups.cast import enter, group_by, press, read
from tests.pages import words_of
from toctoc.community.models import Notification
from toctoc.community.models.notification import NotificationKind
from toctoc.community.services import posts
from toctoc.groups.models import Group, Turn, Welcome
from toctoc.groups.rules.welcome import MOST_ASKED, RECENT, Load, next_welcomer
from toctoc.groups.tasks import pass_welcomes_on
from toctoc.kernel import clock
from toctoc.kernel.progress import Progress
from toctoc.kernel.tasks import Work
from toctoc.people.models import Actor
from toctoc.people.services.blocks import block
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toctoc.community.models import Post

START = datetime(2026, 11, 2, 8, tzinfo=UTC)
WORK = Work(1, 1, Progress(lambda _done, _total: True))


# No deadline: what is slow here is the machine.
@settings(deadline=None)
@given(roster=st.sets(st.integers(1, 40), min_size=1, max_size=12), newcomers=st.integers(0, 80))
def test_nobody_welcomes_more_than_their_share(roster: set[int], newcomers: int) -> None:
    turns: list[tuple[int, datetime]] = []
    for number in range(newcomers):
        chosen = next_welcomer(loads(roster, turns))
        assert chosen == next_welcomer(reversed(loads(roster, turns)))
        assert chosen is not None
        turns.append((chosen, START + timedelta(minutes=number)))
    given_to = [sum(actor == one for actor, _ in turns) for one in roster]
    assert max(given_to) - min(given_to) <= 1
    # A round begins again in the order of the last: who was asked longest ago comes first.
    for before, after in zip(turns, turns[len(roster) :], strict=False):
        assert before[0] == after[0]


def loads(roster: set[int], turns: Sequence[tuple[int, datetime]]) -> list[Load]:
    """Return what the rule is told of each."""
    mine = {one: [moment for actor, moment in turns if actor == one] for one in roster}
    return [Load(one, len(moments), max(moments, default=None)) for one, moments in mine.items()]


def test_nobody_is_asked_where_nobody_volunteers() -> None:
    assert next_welcomer([]) is None


@pytest.fixture
def group(avril: Actor) -> Group:
    """A group with three volunteers, moderated by avril."""
    made = group_by(avril)
    for handle in ("accueil1", "accueil2", "accueil3"):
        enter(person(handle))
        press(Actor.objects.get(handle=handle), "/groupes/sep/moi", accueil="oui")
    return made


def told() -> list[str]:
    """Return who was asked to welcome, in the order they were asked."""
    asked = Notification.objects.filter(kind=NotificationKind.WELCOME).order_by("id")
    return [notification.recipient.handle for notification in asked.select_related("recipient")]


def newcomer(group: Group, handle: str, text: str = "Bonjour, je découvre.") -> Post:
    enter(person(handle))
    return post_by(Actor.objects.get(handle=handle), text, group.word)


def test_each_newcomer_goes_to_the_next_volunteer_with_their_words(group: Group) -> None:
    said = [newcomer(group, f"neuf{n}") for n in range(4)]
    assert told() == ["accueil1", "accueil2", "accueil3", "accueil1"]
    page = words_of(read(Actor.objects.get(handle="accueil2"), "/avis"))
    assert "attend un mot de bienvenue" in page
    assert f"/messages/{said[1].pk}" in page


def test_only_first_words_are_a_newcomer_s_and_volunteers_are_none(group: Group, avril: Actor) -> None:
    newcomer(group, "neuf")
    post_by(Actor.objects.get(handle="neuf"), "Encore moi.", group.word)
    post_by(Actor.objects.get(handle="accueil1"), "Je suis des vôtres.", group.word)
    post_by(avril, "Et moi.", group.word)
    press(Actor.objects.get(handle="neuf"), "/groupes/sep/quitter")
    enter(Actor.objects.get(handle="neuf"))
    post_by(Actor.objects.get(handle="neuf"), "De retour.", group.word)
    assert told() == ["accueil1"]


def test_an_answer_by_anybody_ends_the_wait_and_is_measured(group: Group, avril: Actor) -> None:
    with clock.at(START):
        said = newcomer(group, "neuf")
        posts.reply(author=said.author, to=said, answer=posts.Answer(clear("J’ajoute un mot.")))
        assert Welcome.objects.get().answered_at is None
    with clock.at(START + timedelta(hours=2, minutes=30)):
        posts.reply(author=avril, to=said, answer=posts.Answer(clear("Bienvenue.")))
        assert "première réponse : 2 h 30 min" in words_of(read(avril))
    assert Welcome.objects.get().due_at is None
    assert "première réponse" not in words_of(read(Actor.objects.get(handle="accueil1")))


def test_after_a_day_without_an_answer_the_next_is_asked_until_enough_were(group: Group) -> None:
    with clock.at(START):
        newcomer(group, "neuf")
    for days, asked in ((0.9, 1), (1.1, 2), (2.2, 3), (3.3, 4), (4.4, 4), (9, 4)):
        with clock.at(START + timedelta(days=days)):
            pass_welcomes_on(WORK)
            pass_welcomes_on(WORK)
        assert len(told()) == asked, days
    # The moderators come last.
    assert told() == ["accueil1", "accueil2", "accueil3", "avril"]
    assert Welcome.objects.get().due_at is None
    assert Turn.objects.count() <= MOST_ASKED


def test_without_volunteers_the_moderators_welcome(avril: Actor) -> None:
    newcomer(group_by(avril), "neuf")
    assert told() == ["avril"]


def test_who_is_blocked_or_suspended_is_not_asked(group: Group) -> None:
    enter(person("neuf"))
    block(blocker=Actor.objects.get(handle="neuf"), blocked=Actor.objects.get(handle="accueil1"))
    Actor.objects.filter(handle="accueil2").update(suspended_at=clock.now())
    post_by(Actor.objects.get(handle="neuf"), "Bonjour.", group.word)
    assert told() == ["accueil3"]


def test_old_turns_weigh_nothing(group: Group) -> None:
    with clock.at(START):
        newcomer(group, "neuf1")
    with clock.at(START + RECENT + timedelta(days=1)):
        newcomer(group, "neuf2")
    assert told() == ["accueil1", "accueil1"]
    assert Turn.objects.count() == 2


def test_words_taken_back_wait_for_nobody(group: Group) -> None:
    with clock.at(START):
        said = newcomer(group, "neuf")
        posts.delete(deleter=said.author, post=said)
    with clock.at(START + timedelta(days=2)):
        pass_welcomes_on(WORK)
    assert told() in ([], ["accueil1"])


def test_who_no_longer_volunteers_is_not_asked(group: Group) -> None:
    press(Actor.objects.get(handle="accueil1"), "/groupes/sep/moi", accueil="non")
    newcomer(group, "neuf")
    assert told() == ["accueil2"]


def test_a_newcomer_s_first_words_go_without_a_second_step(avril: Actor, ruisseau: Actor, plumier: Actor) -> None:
    """What people say when they arrive, are welcomed and tell what they live asks nothing of them."""
    group = group_by(plumier)
    enter(ruisseau)
    enter(avril)
    hello = "Bonjour, on vient de me dire que j’ai un lupus. Par où commencer ?"
    audience = f"group:{group.pk}"
    said = press(avril, "/messages/nouveau", text=hello, audience=audience, cle="a")
    assert said.status_code == 302, said.content.decode()
    welcome = "Bienvenue. Commencez par dormir, le reste attend."
    assert press(ruisseau, f"{said['Location']}/repondre", text=welcome, cle="b").status_code == 302
    lived = {"text": "Six mois après : la fatigue, et ce qui l’a calmée.", "cle": "c", "audience": audience}
    told = press(avril, "/vecu/nouveau", **lived, helped="Une sieste courte, toujours à la même heure.")
    assert told.status_code == 302, told.content.decode()

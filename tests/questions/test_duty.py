"""Pools of duty through their pages: join, lay out, take, swap, leave; who answers now; gaps."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.conftest import eyes_of, person, signed_in
from toctoc.community.models import Notification
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Missing, Refused, Stale
from toctoc.kernel.events import publish
from toctoc.kernel.progress import Progress
from toctoc.kernel.tasks import Work
from toctoc.people.events import StandingChanged
from toctoc.people.models import Actor
from toctoc.people.services.blocks import block
from toctoc.questions import tasks
from toctoc.questions.models import DutyTurn, Pool, PoolMember, Swap
from toctoc.questions.queries.availability import on_duty
from toctoc.questions.rules.availability.pools import Aim, checked_aim
from toctoc.questions.rules.availability.turns import Laying
from toctoc.questions.services.duty.gaps import gaps_to_tell, tell_gaps_in
from toctoc.questions.services.duty.pools import (
    close_pool,
    give_back,
    hand_to,
    join_pool,
    lay_turns,
    leave_pool,
    make_pool,
    take_turn,
)
from toctoc.questions.services.duty.swaps import accept_swap, offer_turn, withdraw_swap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoAssertNumQueries

# A Monday, 9:00 in Paris.
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
DOCTORS = Aim(profession="doctor")


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
def pool(ruisseau: Actor) -> Pool:
    return make_pool(maker=ruisseau, viewer=eyes_of(ruisseau), aim=DOCTORS)


def turn_at(pool: Pool, holder: Actor | None, start: float, hours: float = 4) -> DutyTurn:
    starts_at = NOW + start * HOUR
    return DutyTurn.objects.create(pool=pool, holder=holder, starts_at=starts_at, ends_at=starts_at + hours * HOUR)


def holder_of(turn: DutyTurn) -> int | None:
    turn.refresh_from_db()
    return turn.holder_id


def told(actor: Actor) -> int:
    return Notification.objects.filter(recipient=actor, kind="duty").count()


def test_a_proved_professional_makes_a_pool_once_and_belongs_to_it(ruisseau: Actor, carrelet: Actor) -> None:
    first = make_pool(maker=ruisseau, viewer=eyes_of(ruisseau), aim=DOCTORS)
    assert make_pool(maker=carrelet, viewer=eyes_of(carrelet), aim=DOCTORS) == first
    assert set(PoolMember.objects.values_list("actor", flat=True)) == {ruisseau.pk, carrelet.pk}


def test_nobody_makes_a_pool_of_what_they_did_not_prove(plumier: Actor, dehors: Actor, avril: Actor) -> None:
    for maker in (plumier, dehors, avril):
        with pytest.raises(Refused):
            make_pool(maker=maker, viewer=eyes_of(maker), aim=DOCTORS)
    assert not Pool.objects.exists()


def test_moderation_makes_one_without_taking_turns(vigie: object) -> None:
    watcher = Actor.objects.get(handle="vigie")
    made = make_pool(maker=watcher, viewer=eyes_of(watcher), aim=checked_aim("974", "nurse", ""))
    assert made.zone == "Indian/Reunion"
    assert not made.members.exists()


@pytest.mark.parametrize("words", [("", "", ""), ("99", "", ""), ("35", "wizard", ""), ("", "nurse", "cardiology")])
def test_a_pool_is_for_something_that_exists(words: tuple[str, str, str]) -> None:
    with pytest.raises(Invalid):
        checked_aim(*words)


def test_only_who_proved_it_joins(pool: Pool, carrelet: Actor, plumier: Actor) -> None:
    join_pool(actor=carrelet, pool=pool)
    join_pool(actor=carrelet, pool=pool)
    with pytest.raises(Refused):
        join_pool(actor=plumier, pool=pool)
    assert pool.members.count() == 2


def laying(first: str, last: str, begins: str, ends: str) -> Laying:
    hours = [time.fromisoformat(hour) for hour in (begins, ends)]
    return Laying(date.fromisoformat(first), date.fromisoformat(last), frozenset(range(7)), hours[0], hours[1])


def test_turns_are_laid_on_the_clock_of_the_pool_and_never_overlap(pool: Pool, ruisseau: Actor) -> None:
    assert lay_turns(member=ruisseau, pool=pool, laying=laying("2026-11-24", "2026-11-26", "20:00", "08:00")) == 3
    assert lay_turns(member=ruisseau, pool=pool, laying=laying("2026-11-24", "2026-11-26", "20:00", "08:00")) == 0
    assert lay_turns(member=ruisseau, pool=pool, laying=laying("2026-11-24", "2026-11-26", "07:00", "21:00")) == 0
    first = pool.turns.order_by("starts_at")[0]
    assert (first.starts_at, first.ends_at - first.starts_at) == (NOW + 35 * HOUR, 12 * HOUR)


def test_a_night_of_changing_clocks_is_an_hour_longer_or_shorter() -> None:
    autumn, spring = datetime(2026, 10, 1, tzinfo=UTC), datetime(2027, 3, 1, tzinfo=UTC)
    longer = laying("2026-10-24", "2026-10-24", "20:00", "08:00").moments("Europe/Paris", autumn)[0]
    shorter = laying("2027-03-27", "2027-03-27", "20:00", "08:00").moments("Europe/Paris", spring)[0]
    assert [end - start for start, end in (longer, shorter)] == [13 * HOUR, 11 * HOUR]
    # From 2:00 to 3:00 does not exist on that night.
    with pytest.raises(Invalid):
        laying("2027-03-28", "2027-03-28", "02:00", "03:00").moments("Europe/Paris", spring)


@pytest.mark.parametrize(
    ("first", "last"), [("2026-11-24", "2026-11-23"), ("2026-11-24", "2027-06-01"), ("2031-01-01", "2031-01-02")]
)
def test_days_that_cannot_be_are_refused(pool: Pool, ruisseau: Actor, first: str, last: str) -> None:
    with pytest.raises(Invalid):
        lay_turns(member=ruisseau, pool=pool, laying=laying(first, last, "08:00", "12:00"))


def test_a_turn_goes_to_the_first_who_takes_it(pool: Pool, ruisseau: Actor, carrelet: Actor) -> None:
    join_pool(actor=carrelet, pool=pool)
    turn = turn_at(pool, None, 24)
    other_tab = DutyTurn.objects.select_related("pool").get(pk=turn.pk)
    take_turn(actor=ruisseau, turn=turn)
    take_turn(actor=ruisseau, turn=turn)
    with pytest.raises(Stale):
        take_turn(actor=carrelet, turn=other_tab)
    assert holder_of(turn) == ruisseau.pk


def test_of_two_hands_on_one_turn_the_second_finds_it_taken(pool: Pool, ruisseau: Actor, carrelet: Actor) -> None:
    turn = turn_at(pool, None, 24)
    assert hand_to(ruisseau.pk, turn, None)
    # What a second process read before it wrote.
    assert not hand_to(carrelet.pk, turn, None)
    assert holder_of(turn) == ruisseau.pk


def test_nobody_is_on_duty_twice_at_once(pool: Pool, ruisseau: Actor) -> None:
    turn_at(make_pool(maker=ruisseau, viewer=eyes_of(ruisseau), aim=Aim("35", "doctor")), ruisseau, 24)
    with pytest.raises(Invalid):
        take_turn(actor=ruisseau, turn=turn_at(pool, None, 26))


def test_a_turn_given_back_opens_and_the_pool_is_told(pool: Pool, ruisseau: Actor, carrelet: Actor) -> None:
    join_pool(actor=carrelet, pool=pool)
    turn = turn_at(pool, ruisseau, 24)
    give_back(actor=carrelet, turn=turn)
    assert holder_of(turn) == ruisseau.pk
    give_back(actor=ruisseau, turn=turn)
    give_back(actor=ruisseau, turn=turn)
    assert holder_of(turn) is None
    assert told(carrelet) == 1


def test_who_leaves_while_on_duty_is_followed_by_the_next(pool: Pool, ruisseau: Actor, carrelet: Actor) -> None:
    join_pool(actor=carrelet, pool=pool)
    turn_at(pool, ruisseau, -1)
    turn_at(pool, carrelet, 3)
    assert on_duty(profession="doctor", at=NOW) == [ruisseau.pk]
    leave_pool(actor_id=ruisseau.pk, pool=pool)
    assert on_duty(profession="doctor", at=NOW) == [carrelet.pk]
    assert told(carrelet) == 1


def test_who_is_suspended_or_loses_the_proof_leaves_its_pools(pool: Pool, ruisseau: Actor, carrelet: Actor) -> None:
    join_pool(actor=carrelet, pool=pool)
    mine, theirs = turn_at(pool, ruisseau, -1), turn_at(pool, carrelet, 24)
    Actor.objects.filter(pk=ruisseau.pk).update(suspended_at=NOW)
    Actor.objects.filter(pk=carrelet.pk).update(proved_until=NOW)
    for actor in (ruisseau, carrelet):
        publish(StandingChanged(actor_id=actor.pk))
    assert (holder_of(mine), holder_of(theirs)) == (None, None)
    assert not pool.members.exists()
    assert on_duty(profession="doctor", at=NOW) == []


def test_an_offer_to_all_is_taken_once(pool: Pool, ruisseau: Actor, carrelet: Actor) -> None:
    tiers = person("tiers", "doctor", proved=True)
    for actor in (carrelet, tiers):
        join_pool(actor=actor, pool=pool)
    turn = turn_at(pool, ruisseau, 24)
    offer_turn(holder=ruisseau, turn=turn, wanted=None)
    accept_swap(actor=carrelet, turn=turn)
    with pytest.raises(Stale):
        accept_swap(actor=tiers, turn=turn)
    assert holder_of(turn) == carrelet.pk
    assert told(ruisseau) == 1


def test_two_turns_are_exchanged_by_whom_it_was_offered_to(pool: Pool, ruisseau: Actor, carrelet: Actor) -> None:
    tiers = person("tiers", "doctor", proved=True)
    for actor in (carrelet, tiers):
        join_pool(actor=actor, pool=pool)
    mine, theirs = turn_at(pool, ruisseau, 24), turn_at(pool, carrelet, 48)
    offer_turn(holder=ruisseau, turn=mine, wanted=theirs)
    with pytest.raises(Refused):
        accept_swap(actor=tiers, turn=mine)
    accept_swap(actor=carrelet, turn=mine)
    assert (holder_of(mine), holder_of(theirs)) == (carrelet.pk, ruisseau.pk)
    assert not Swap.objects.exists()


def test_an_offer_ends_when_it_is_withdrawn_or_the_turn_changed_hands(
    pool: Pool, ruisseau: Actor, carrelet: Actor
) -> None:
    join_pool(actor=carrelet, pool=pool)
    mine, theirs = turn_at(pool, ruisseau, 24), turn_at(pool, carrelet, 48)
    offer_turn(holder=ruisseau, turn=mine, wanted=theirs)
    withdraw_swap(holder=carrelet, turn=mine)
    assert Swap.objects.count() == 1
    withdraw_swap(holder=ruisseau, turn=mine)
    with pytest.raises(Stale):
        accept_swap(actor=carrelet, turn=mine)
    offer_turn(holder=ruisseau, turn=mine, wanted=theirs)
    give_back(actor=carrelet, turn=theirs)
    with pytest.raises(Stale):
        accept_swap(actor=carrelet, turn=mine)
    with pytest.raises(Missing):
        offer_turn(holder=carrelet, turn=mine, wanted=None)


def test_gaps_are_told_twice_and_no_more(pool: Pool, ruisseau: Actor) -> None:
    turn_at(pool, None, 24 * 4)
    turn_at(pool, None, 24 * 20)
    assert gaps_to_tell() == [pool.pk]
    for _ in range(3):
        tell_gaps_in(pool_id=pool.pk)
    assert (told(ruisseau), gaps_to_tell()) == (1, [])
    with clock.at(NOW + timedelta(days=3, hours=12)):
        assert gaps_to_tell() == [pool.pk]
        tell_gaps_in(pool_id=pool.pk)
        tell_gaps_in(pool_id=pool.pk)
        tasks.tell_gaps(Work(1, 1, Progress(lambda _done, _total: True)))
    assert told(ruisseau) == 2
    notices = signed_in(ruisseau).client.get("/avis").content.decode()
    assert "Du nouveau dans un de vos tours de garde" in notices
    assert f"/tours-de-garde/{pool.pk}" in notices


def test_a_closed_pool_is_gone_for_everybody(pool: Pool, ruisseau: Actor, carrelet: Actor) -> None:
    turn = turn_at(pool, ruisseau, -1)
    join_pool(actor=carrelet, pool=pool)
    with pytest.raises(Refused):
        close_pool(actor=carrelet, viewer=eyes_of(carrelet), pool=pool)
    close_pool(actor=ruisseau, viewer=eyes_of(ruisseau), pool=pool)
    assert on_duty(profession="doctor", at=NOW) == []
    with pytest.raises(Missing):
        take_turn(actor=carrelet, turn=turn)
    with pytest.raises(Missing):
        join_pool(actor=carrelet, pool=pool)
    again = make_pool(maker=carrelet, viewer=eyes_of(carrelet), aim=DOCTORS)
    assert again != pool


# Pages.


def test_pages_go_from_making_a_pool_to_being_on_duty(ruisseau: Actor, carrelet: Actor) -> None:
    hers, his = signed_in(ruisseau).client, signed_in(carrelet).client
    made = hers.post("/tours-de-garde", {"profession": "doctor", "department": "35"})
    assert made.status_code == 302
    page, pool = made["Location"], Pool.objects.get()
    hers.post(f"{page}/geste", {"geste": "rejoindre"})
    days = {"first": "2026-11-23", "last": "2026-11-23", "weekdays": ["0"], "begins": "08:00", "ends": "20:00"}
    assert hers.post(f"{page}/gardes", days).status_code == 302
    turn = DutyTurn.objects.get()
    assert hers.post(f"{page}/gardes/{turn.pk}", {"geste": "prendre"}).status_code == 302
    his.post(f"{page}/geste", {"geste": "rejoindre"})
    shown = his.get("/tours-de-garde").content.decode()
    assert "De garde maintenant" in shown
    assert "Ruisseau" in shown
    assert "Médecin" in shown
    hers.post(f"{page}/gardes/{turn.pk}", {"geste": "proposer"})
    assert "Accepter" in his.get(page).content.decode()
    his.post(f"{page}/gardes/{turn.pk}", {"geste": "accepter"})
    assert holder_of(turn) == carrelet.pk
    assert pool.aim.words("fr").endswith("Ille-et-Vilaine")


def test_what_is_wrong_stays_on_the_page_with_its_sentence(ruisseau: Actor, pool: Pool) -> None:
    browser = signed_in(ruisseau).client
    page = f"/tours-de-garde/{pool.pk}"
    days = {"first": "2026-11-24", "last": "2026-11-23", "weekdays": ["0"], "begins": "08:00", "ends": "20:00"}
    answer = browser.post(f"{page}/gardes", days)
    assert answer.status_code == 422
    assert "trois mois" in answer.content.decode()
    assert browser.post("/tours-de-garde", {"profession": "", "department": ""}).status_code == 422
    assert browser.post(f"{page}/geste", {"geste": "danser"}).status_code == 422


def test_outsiders_learn_who_answers_and_never_the_roster(ruisseau: Actor, avril: Actor, pool: Pool) -> None:
    turn_at(pool, ruisseau, -1)
    later = turn_at(pool, ruisseau, 24)
    page = f"/tours-de-garde/{pool.pk}"
    patient = signed_in(avril).client
    shown = patient.get(page).content.decode()
    assert "Ruisseau" in shown
    assert "Gardes à venir" not in shown
    gestures = {
        f"{page}/geste": {"geste": "rejoindre"},
        f"{page}/gardes": {
            "first": "2026-11-24",
            "last": "2026-11-24",
            "weekdays": ["1"],
            "begins": "08:00",
            "ends": "9:00",
        },
        f"{page}/gardes/{later.pk}": {"geste": "prendre"},
        "/tours-de-garde": {"profession": "doctor"},
    }
    for address, typed in gestures.items():
        assert patient.post(address, typed).status_code == 403, address
    assert patient.get("/tours-de-garde/12").status_code == 404
    assert patient.post(f"{page}/gardes/12", {"geste": "prendre"}).status_code == 404


def test_strangers_are_asked_to_sign_in(pool: Pool) -> None:
    stranger = Client()
    page = f"/tours-de-garde/{pool.pk}"
    for address in ("/tours-de-garde", page):
        answer = stranger.get(address)
        assert answer.status_code == 302
        assert "Ruisseau" not in answer.content.decode()
    for address in (f"{page}/geste", f"{page}/gardes", f"{page}/gardes/1"):
        assert stranger.post(address).status_code == 302
    assert pool.members.count() == 1


def test_a_block_hides_the_correspondent(ruisseau: Actor, carrelet: Actor, pool: Pool) -> None:
    turn_at(pool, ruisseau, -1)
    block(blocker=ruisseau, blocked=carrelet)
    assert "@ruisseau" not in signed_in(carrelet).client.get("/tours-de-garde").content.decode()


def test_the_list_costs_the_same_for_many_pools(
    ruisseau: Actor, pool: Pool, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = signed_in(ruisseau).client
    browser.get("/tours-de-garde")
    for department in ("22", "29", "35", "56", "44", "49"):
        turn_at(Pool.objects.create(profession="doctor", department=department), ruisseau, -1)
    with django_assert_max_num_queries(18):
        browser.get("/tours-de-garde")

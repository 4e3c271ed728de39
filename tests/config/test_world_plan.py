"""What will happen in the small demonstration world, before any row of it exists."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING

import pytest

from toctoc.config.world.cast import STARS
from toctoc.config.world.hours import PARIS
from toctoc.config.world.making import plan_of
from toctoc.config.world.scales import LARGE, SMALL, SPAN
from toctoc.people.rules.handles import checked_handle
from toctoc.people.rules.professions import needs_register
from toctoc.proofs.path import all_paths

if TYPE_CHECKING:
    from toctoc.config.world.plan import Plan, Said

UNTIL = datetime(2026, 3, 4, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_of(SMALL, 1, UNTIL)


def said_in(plan: Plan) -> list[Said]:
    return [said for thread in plan.threads for said in (thread.first, *thread.replies)]


def test_the_same_seed_and_end_make_the_same_plan_and_another_seed_another(plan: Plan) -> None:
    words = [(said.moment, said.author.pseudonym.handle, said.text) for said in said_in(plan)]
    again = plan_of(SMALL, 1, UNTIL)
    assert [(said.moment, said.author.pseudonym.handle, said.text) for said in said_in(again)] == words
    assert [(t.moment, t.follower.number, t.followee.number) for t in again.ties] == [
        (t.moment, t.follower.number, t.followee.number) for t in plan.ties
    ]
    assert [said.text for said in said_in(plan_of(SMALL, 2, UNTIL))] != [text for _, _, text in words]


def test_a_later_end_moves_every_moment_by_as_much(plan: Plan) -> None:
    later = plan_of(SMALL, 1, UNTIL + timedelta(days=7))
    assert later.start - plan.start == timedelta(days=7)
    assert all(later.start <= said.moment < later.end for said in said_in(later))


def test_people_are_as_many_as_said_and_of_twelve_professions(plan: Plan) -> None:
    roles = Counter(person.profession or person.role for person in plan.people if not is_team(person.email))
    professions = set(roles) - {"patient", "relative", "hospital", "home_care_service", "student_nurse"}
    assert sum(roles[profession] for profession in professions) == 120
    assert len(professions) == 12
    assert {"nurse", "home_care_aide", "doctor", "pharmacist"} <= professions
    assert roles["patient"] + roles["relative"] == 400
    assert roles["hospital"] == 3
    assert roles["home_care_service"] == roles["student_nurse"] == 1


def is_team(email: str) -> bool:
    return email.startswith(("moderation@", "administration@"))


def test_most_professionals_are_proved_some_only_declare_a_few_let_it_lapse(plan: Plan) -> None:
    professionals = [person for person in plan.people if person.profession]
    proved = [person for person in professionals if person.is_proved_at(UNTIL)]
    lapsed = [person for person in professionals if person.proofs and person not in proved]
    declared = [person for person in professionals if not person.proofs]
    assert len(proved) > 90
    assert lapsed
    assert declared
    assert all(person in proved for person in professionals[: len(STARS)] if person.number < len(STARS))


def test_proofs_come_by_every_way_aides_and_students_by_their_employer(plan: Plan) -> None:
    ways = Counter(proof.path for person in plan.people for proof in person.proofs)
    assert set(ways) == {way.words.slug for way in all_paths()}
    for person in plan.people:
        for proof in person.proofs:
            if person.institution:
                assert proof.path == "by_hand"
            elif not needs_register(person.profession):
                assert proof.path in {"employer", "by_hand"}
            else:
                assert proof.path != "employer"


def test_whoever_gives_their_word_was_proved_themselves_at_that_moment(plan: Plan) -> None:
    rested = [(person, proof) for person in plan.people for proof in person.proofs if proof.grounds]
    assert {proof.path for _, proof in rested} == {"employer", "peers"}
    for person, proof in rested:
        if proof.path == "employer":
            [employer] = proof.grounds
            assert employer.institution
            assert employer.stands_at(proof.since)
        else:
            first, second = proof.grounds
            assert len({person.number, first.number, second.number}) == 3
            assert all(peer.profession == person.profession for peer in proof.grounds)
            assert all(peer.is_proved_at(proof.since) for peer in proof.grounds)


def test_an_institution_never_counts_as_a_professional(plan: Plan) -> None:
    institutions = [person for person in plan.people if person.institution]
    assert {person.institution for person in institutions} == {"hospital", "home_care_service"}
    assert all(person.stands_at(UNTIL) and not person.is_proved_at(UNTIL) for person in institutions)


def test_names_are_plainly_fictional_and_all_different(plan: Plan) -> None:
    handles = [person.pseudonym.handle for person in plan.people]
    assert len(set(handles)) == len(handles)
    assert all(checked_handle(handle) == handle for handle in handles)
    assert all("fictif" in p.pseudonym.name or "fictive" in p.pseudonym.name for p in plan.people if p.institution)


def test_no_two_posts_say_the_same(plan: Plan) -> None:
    texts = [said.text for said in said_in(plan)]
    assert 1_500 <= len(texts) <= 2_500
    assert len(set(texts)) == len(texts)


def test_people_sleep_at_night_and_say_less_on_sundays(plan: Plan) -> None:
    local = [said.moment.astimezone(PARIS) for said in said_in(plan)]
    hours = Counter(moment.hour for moment in local)
    assert sum(hours[hour] for hour in range(1, 6)) < 0.06 * len(local)
    assert sum(hours[hour] for hour in range(8, 22)) > 0.7 * len(local)
    days = Counter(moment.weekday() for moment in local)
    assert days[6] < 0.75 * days[1]


def test_nine_questions_in_ten_are_answered_urgent_ones_within_minutes(plan: Plan) -> None:
    questions = [thread for thread in plan.threads if thread.is_question]
    answered = [thread for thread in questions if thread.replies]
    assert 0.85 < len(answered) / len(questions) < 0.95
    urgent = [
        (thread.replies[0].moment - thread.first.moment).total_seconds() / 60
        for thread in answered
        if thread.urgency != "week"
    ]
    assert 6 < median(urgent) < 20


def test_questions_of_the_last_hours_wait_in_several_fields(plan: Plan) -> None:
    fresh = [
        thread for thread in plan.threads if thread.first.moment > UNTIL - timedelta(hours=9) and not thread.replies
    ]
    topics = {topic for thread in fresh if thread.is_question for topic in thread.topics}
    assert {"dermatologie", "medicament", "traitement", "plaies", "aide-a-domicile"} <= topics


def test_replies_come_after_what_they_reply_to(plan: Plan) -> None:
    for said in said_in(plan):
        assert said.to is None or said.to.moment < said.moment
        assert plan.start <= said.moment < plan.end
        assert said.author.joined < said.moment


def test_the_large_scale_asks_for_what_was_promised() -> None:
    assert LARGE.posts == 200_000
    assert LARGE.follows == 300_000
    assert LARGE.favourites == 500_000
    assert timedelta(days=540) < SPAN < timedelta(days=555)

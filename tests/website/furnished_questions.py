"""What questions and those who answer them need on a walk through every page: a sheet, a rota, a rule, a survey."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from tests.conftest import eyes_of, person, question_by
from toctoc.kernel import clock
from toctoc.privacy.services import clear
from toctoc.questions.models import DutyTurn
from toctoc.questions.rules.availability.pools import Aim
from toctoc.questions.rules.availability.turns import Laying
from toctoc.questions.services.duty.pools import lay_turns, make_pool, take_turn
from toctoc.questions.services.duty.swaps import offer_turn
from toctoc.questions.services.passing_on.boosting import activate_rule, propose_rule
from toctoc.questions.services.passing_on.pledges import promise
from toctoc.questions.services.questions import answer, move
from toctoc.questions.services.sheets.reviews import review_sheet
from toctoc.questions.services.sheets.writing import SheetWords, start_sheet, submit_sheet
from toctoc.questions.services.taking import judge

if TYPE_CHECKING:
    from toctoc.people.models import Account, Actor
    from toctoc.questions.models import Pool, PracticeSheet

TODAY = 30


def furnish_questions() -> dict[str, object]:
    """Give the place one of everything that peers make of questions; return what addresses want to know."""
    asker, answerer = (person(handle, "doctor", "general_practice", proved=True) for handle in ("asks", "answers"))
    for actor, department in ((asker, "75"), (answerer, "33")):
        actor.department = department
        actor.save(update_fields=["department"])
    pool, sheet = _pool(asker), _sheet(asker, answerer)
    survey = question_by(asker, "Please take part in our survey: https://survey.example.test", audience="public")
    promise(asker=asker, question=survey, open_result=True, answer_here=True)
    return {
        "sheet_id": sheet.pk,
        "learned": sheet.question_id,
        "survey": survey.pk,
        "pool_id": pool.pk,
        "turn_id": DutyTurn.objects.filter(pool=pool).earliest("starts_at").pk,
        "rule_id": _rule(),
        "topic": "dermatologie",
    }


def _sheet(asker: Actor, answerer: Actor) -> PracticeSheet:
    question = question_by(asker, "Shall we wait?", audience="public")
    said = answer(answerer=answerer, question=question, to=question.post, text=clear("No, treat at once."))
    judge(judge=person("agrees", "doctor", proved=True), question=question, answer=said, stand="agree")
    question.refresh_from_db()
    move(mover=asker, viewer=eyes_of(asker), question=question, to="closed", outcome=clear("I did not wait."))
    question.refresh_from_db()
    day = (clock.now() + timedelta(days=TODAY)).date()
    words = SheetWords(clear("Shall we wait?"), clear("No."), clear("Some do."), "A 10.1000/182", day, "public")
    sheet = start_sheet(starter=asker, question=question, words=words)
    submit_sheet(author=asker, sheet=sheet)
    for department in ("35", "69"):
        reader = person(f"reviews{department}", "doctor", "general_practice", proved=True)
        reader.department = department
        reader.save(update_fields=["department"])
        review_sheet(reviewer=reader, sheet=sheet, seen=1, is_right=True, remark=clear("Clear."))
    return sheet


def _pool(maker: Actor) -> Pool:
    pool = make_pool(maker=maker, viewer=eyes_of(maker), aim=Aim(profession="doctor"))
    today = clock.now().date()
    laying = Laying(today, today + timedelta(days=TODAY), frozenset(range(7)), time(8), time(20))
    lay_turns(member=maker, pool=pool, laying=laying)
    turn = DutyTurn.objects.filter(pool=pool).latest("starts_at")
    take_turn(actor=maker, turn=turn)
    turn.refresh_from_db()
    offer_turn(holder=maker, turn=turn, wanted=None)
    return pool


def _rule() -> int:
    proposer, activator = (_moderator(handle) for handle in ("writes", "looks"))
    rule = propose_rule(proposer=proposer, text=clear("proved and asks"), why=clear("A first one."))
    return activate_rule(activator=activator, rule_id=rule.pk).pk


def _moderator(handle: str) -> Account:
    account = person(handle).account
    assert account is not None
    account.is_moderator = True
    account.save()
    return account

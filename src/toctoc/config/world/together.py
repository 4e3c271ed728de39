"""Three practice sheets that the introduced people wrote together; one is out of date."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from toctoc.config.world import texts
from toctoc.config.world.scenes import ask
from toctoc.kernel import clock
from toctoc.people.policies import viewer_for
from toctoc.privacy.services import clear
from toctoc.questions.rules.life import State
from toctoc.questions.rules.sheets.life import SheetMover
from toctoc.questions.services import questions
from toctoc.questions.services.sheets.reviews import make_stale, review_sheet
from toctoc.questions.services.sheets.signing import agree_to_sign, ask_to_sign
from toctoc.questions.services.sheets.writing import SheetWords, start_sheet, submit_sheet

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.config.world.company import Company
    from toctoc.config.world.steps import Steps
    from toctoc.people.models import Actor
    from toctoc.questions.models import PracticeSheet, Question

_HOLDS, _HELD = timedelta(days=365), timedelta(days=90)


def open_sheets(company: Company, end: datetime, steps: Steps) -> None:
    """Close a question, write, sign, read again and publish; then let time pass over one."""
    told = texts.scenes("sheets")
    with steps("Sheets", len(told)) as done:
        for scene in told:
            asked_at = end - timedelta(days=scene["days"])
            question = _closed(company, scene, asked_at)
            sheet = _written(company, scene, question, asked_at + timedelta(days=3))
            with clock.at(asked_at + timedelta(days=5)):
                for reviewer in _reviewers(company, scene):
                    review_sheet(
                        reviewer=reviewer, sheet=sheet, seen=1, is_right=True, remark=clear("Relu, rien à reprendre.")
                    )
            if scene["stale"]:
                with clock.at(asked_at + timedelta(days=3) + _HELD):
                    make_stale(sheet_id=sheet.pk, mover=SheetMover.TIME)
            done(1)


def _closed(company: Company, scene: dict[str, Any], asked_at: datetime) -> Question:
    asker = company[scene["asker"]]
    with clock.at(asked_at):
        question = ask(asker, scene)
    with clock.at(asked_at + timedelta(hours=5)):
        for name, text in scene["answers"]:
            questions.answer(answerer=company[name], question=question, to=question.post, text=clear(text))
    with clock.at(asked_at + timedelta(days=2)):
        question.refresh_from_db()
        return questions.move(
            mover=asker,
            viewer=viewer_for(asker),
            question=question,
            to=State.CLOSED.value,
            outcome=clear(scene["outcome"]),
        )


def _written(company: Company, scene: dict[str, Any], question: Question, at: datetime) -> PracticeSheet:
    starter, signer = company[scene["starter"]], company[scene["signer"]]
    with clock.at(at):
        words = SheetWords(
            clear(scene["question"]),
            clear(scene["answer"]),
            clear(scene["dissent"]),
            scene["references"],
            (at + (_HELD if scene["stale"] else _HOLDS)).date(),
        )
        sheet = start_sheet(starter=starter, question=question, words=words)
        ask_to_sign(author=starter, sheet=sheet, actor=signer)
        agree_to_sign(actor=signer, sheet=sheet, seen=1)
        submit_sheet(author=starter, sheet=sheet)
    return sheet


def _reviewers(company: Company, scene: dict[str, Any]) -> list[Actor]:
    """Return one of each profession, of two different departments."""
    first, second = scene["reviewers"]
    one = next(actor for actor in company.others(first) if actor.department)
    return [one, next(a for a in company.others(second) if a.department and a.department != one.department)]

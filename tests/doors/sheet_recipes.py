"""How the doors of practice sheets are used rightly."""

from __future__ import annotations

from datetime import timedelta

from tests.conftest import eyes_of, person, signed_in
from tests.doors.recipes import Ask, Cast, page
from toctoc.kernel import clock
from toctoc.people.models import Actor
from toctoc.privacy.services import clear
from toctoc.questions.models import PracticeSheet, Question
from toctoc.questions.services.questions import answer, move
from toctoc.questions.services.sheets.writing import SheetWords, start_sheet, submit_sheet

_SHORT = "On poursuit, et l’on surveille le rein."


def _closed(cast: Cast) -> Question:
    question = Question.objects.select_related("post").get(pk=cast.question)
    answer(answerer=cast.other, question=question, to=question.post, text=clear("Je poursuis."))
    question.refresh_from_db()
    move(mover=cast.doctor, viewer=eyes_of(cast.doctor), question=question, to="closed", outcome=clear("Attendu."))
    question.refresh_from_db()
    return question


def _sheet(cast: Cast) -> PracticeSheet:
    review_on = (clock.now() + timedelta(days=300)).date()
    words = SheetWords(clear("Arrêter ?"), clear(_SHORT), clear(""), "A 10.1000/182", review_on, "")
    return start_sheet(starter=cast.doctor, question=_closed(cast), words=words)


def _typed(seen: int) -> dict[str, str]:
    day = (clock.now() + timedelta(days=300)).date().isoformat()
    written = {"question": "Arrêter ?", "text": _SHORT, "dissent": "Rien d’autre.", "references": "A 10.1000/182"}
    return {**written, "review_on": day, "vu": str(seen), "audience": "professionals"}


@page("questions/<int:question_id>/fiche")
def _started(cast: Cast) -> Ask:
    return Ask(cast.browser(cast.doctor), f"/questions/{_closed(cast).pk}/fiche", _typed(0))


@page("fiches/<int:sheet_id>/modifier")
def _written(cast: Cast) -> Ask:
    return Ask(cast.browser(cast.doctor), f"/fiches/{_sheet(cast).pk}/modifier", _typed(1))


@page("fiches/<int:sheet_id>/etat")
def _submitted(cast: Cast) -> Ask:
    return Ask(cast.browser(cast.doctor), f"/fiches/{_sheet(cast).pk}/etat", {"etat": "in_review"})


@page("fiches/<int:sheet_id>/signer")
def _asked(cast: Cast) -> Ask:
    path = f"/fiches/{_sheet(cast).pk}/signer"
    return Ask(cast.browser(cast.doctor), path, {"geste": "demander", "qui": cast.other.handle})


@page("fiches/<int:sheet_id>/relire")
def _reviewed(cast: Cast) -> Ask:
    sheet = _sheet(cast)
    submit_sheet(author=cast.doctor, sheet=sheet)
    reader = person("relit75", "doctor", "general_practice", proved=True)
    Actor.objects.filter(pk=reader.pk).update(department="75")
    typed = {"verdict": "reprendre", "text": "Le rein d’abord.", "vu": "1"}
    return Ask(signed_in(reader).client, f"/fiches/{sheet.pk}/relire", typed)

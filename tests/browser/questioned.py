"""What peers make of questions, for the pages that the browser visits: answers apart, a sheet, a rota, a rule."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from toctoc.kernel import clock
from toctoc.people.models import Account
from toctoc.people.policies import viewer_for
from toctoc.privacy.services import clear
from toctoc.questions.models import DutyTurn, Invitation
from toctoc.questions.rules.availability.pools import Aim
from toctoc.questions.rules.availability.turns import Laying
from toctoc.questions.services.duty.pools import lay_turns, make_pool, take_turn
from toctoc.questions.services.duty.swaps import offer_turn
from toctoc.questions.services.passing_on.boosting import activate_rule, propose_rule
from toctoc.questions.services.passing_on.pledges import promise
from toctoc.questions.services.questions import QuestionDraft, answer, ask, move
from toctoc.questions.services.routing.peers import know
from toctoc.questions.services.routing.waves import widen
from toctoc.questions.services.sheets.reviews import review_sheet
from toctoc.questions.services.sheets.writing import SheetWords, start_sheet, submit_sheet, write_version
from toctoc.questions.services.taking import judge, thank

if TYPE_CHECKING:
    from toctoc.community.models import Post
    from toctoc.people.models import Actor
    from toctoc.questions.models import PracticeSheet, Question

# Reviews of a sheet come from two of them.
PLACES = {"ruisseau": "75", "carrelet": "33", "plumier": "69", "roseau": "29"}
LEARNED = "Abcès du sein pendant l’allaitement : ponction sous échographie, ou chirurgie ?"
SHORT_ANSWER = (
    "Ponctionner d’abord, sous échographie, et recommencer au besoin :\n\n- l’allaitement continue des deux côtés ;\n"
    "- l’antibiotique est choisi avec lui ;\n- le bloc reste pour une peau fine ou un échec."
)
OTHERS_WOULD = "Au-delà de cinq centimètres, certaines équipes drainent d’emblée."
SOURCES = "A 10.1000/182\nC 10.1000/aviscollegial.2024.0042"


def make_of_questions(cast: dict[str, Actor]) -> dict[str, int | str]:
    """Make one of everything; return what addresses want to know."""
    for handle, department in PLACES.items():
        cast[handle].department = department
        cast[handle].save(update_fields=["department"])
    invited = _invited(cast)
    sheet = _sheet(cast)
    return {
        "invited": invited.pk,
        "sealed": _sealed(cast).pk,
        "sheet": sheet.pk,
        "reviewed": _in_review(cast).pk,
        "survey": _survey(cast).pk,
        "pool": _pool(cast["carrelet"]),
        "rule": _rule(cast),
    }


def _asked(
    asker: Actor, text: str, *, urgency: str = "today", seal: str = "none", answerers: str = "readers"
) -> Question:
    topics = ("dermatologie", "medicament")
    draft = QuestionDraft(clear(text), topics, urgency, "public", seal=seal, answerers=answerers)
    return ask(asker=asker, draft=draft)


def _said(answerer: Actor, question: Question, text: str) -> Post:
    return answer(answerer=answerer, question=question, to=question.post, text=clear(text))


def _closed(asker: Actor, question: Question, outcome: str) -> None:
    question.refresh_from_db()
    viewer = viewer_for(asker, asker.account)
    move(mover=asker, viewer=viewer, question=question, to="closed", outcome=clear(outcome))
    question.refresh_from_db()


def _invited(cast: dict[str, Actor]) -> Question:
    for handle in PLACES:
        know(actor_id=cast[handle].pk)
    # Now: the other urgencies wait for working hours.
    text = "Quel émollient conseillez-vous sous rétinoïde, quand les lèvres se fendent ?"
    question = _asked(cast["ruisseau"], text, urgency="now")
    widen(question_id=question.pk)
    assert Invitation.objects.filter(question=question, actor=cast["carrelet"]).exists()
    return question


def _sealed(cast: dict[str, Actor]) -> Question:
    text = "Anneaux du tronc sans squames depuis trois semaines : à quoi pensez-vous d’abord ?"
    question = _asked(cast["ruisseau"], text, seal="sealed", answerers="professionals")
    _said(cast["plumier"], question, "À un granulome annulaire. Je chercherais aussi un médicament récent.")
    _said(cast["avril"], question, "J’ai eu cela l’an dernier, et c’est parti seul.")
    return question


def _sheet(cast: dict[str, Actor]) -> PracticeSheet:
    asker = cast["ruisseau"]
    question = _asked(asker, LEARNED)
    said = _said(cast["plumier"], question, "Ponction d’abord. Le bloc seulement en cas d’échec.")
    other = _said(cast["roseau"], question, "Chez nous, le chirurgien draine dès cinq centimètres.")
    judge(judge=cast["carrelet"], question=question, answer=said, stand="agree")
    judge(judge=cast["carrelet"], question=question, answer=other, stand="disagree")
    thank(thanker=asker, question=question, answer=said)
    _closed(asker, question, "Deux ponctions à trois jours. Guérison sans bloc, allaitement poursuivi.")
    sheet = start_sheet(starter=asker, question=question, words=_words(SHORT_ANSWER))
    submit_sheet(author=asker, sheet=sheet)
    for handle in ("carrelet", "roseau"):
        review_sheet(reviewer=cast[handle], sheet=sheet, seen=1, is_right=True, remark=clear("Clair, et utile."))
    return write_version(
        writer=asker, sheet=sheet, seen=1, words=_words(SHORT_ANSWER.replace("au besoin", "trois fois au plus"))
    )


def _in_review(cast: dict[str, Actor]) -> PracticeSheet:
    asker = cast["plumier"]
    question = _asked(asker, "Peut-on écraser ce comprimé gastro-résistant pour une sonde ?")
    _said(cast["ruisseau"], question, "Non : demandez le sachet, ou l’autre molécule.")
    _closed(asker, question, "Sachet trouvé le jour même.")
    sheet = start_sheet(starter=asker, question=question, words=_words("Non. Il existe un sachet."))
    submit_sheet(author=asker, sheet=sheet)
    return sheet


def _words(text: str) -> SheetWords:
    day = (clock.now() + timedelta(days=300)).date()
    return SheetWords(clear(LEARNED), clear(text), clear(OTHERS_WOULD), SOURCES, day, "public")


def _survey(cast: dict[str, Actor]) -> Question:
    asker = cast["carrelet"]
    text = "Merci de répondre à notre enquête sur la photographie de peau : https://enquete.exemple.test"
    question = _asked(asker, text)
    promise(asker=asker, question=question, open_result=True, answer_here=True)
    return question


def _pool(maker: Actor) -> int:
    pool = make_pool(maker=maker, viewer=viewer_for(maker, maker.account), aim=Aim(profession="doctor"))
    today = clock.now().date()
    laying = Laying(today, today + timedelta(days=12), frozenset(range(7)), time(20), time(8))
    lay_turns(member=maker, pool=pool, laying=laying)
    earliest, *_, latest = DutyTurn.objects.filter(pool=pool).order_by("starts_at")
    for turn in (earliest, latest):
        take_turn(actor=maker, turn=turn)
    latest.refresh_from_db()
    offer_turn(holder=maker, turn=latest, wanted=None)
    return pool.pk


def _rule(cast: dict[str, Actor]) -> int:
    vigie, phare = (Account.objects.get(actors=cast[handle]) for handle in ("vigie", "phare"))
    rule = propose_rule(proposer=vigie, text=clear("proved and asks"), why=clear("Pour commencer."))
    return activate_rule(activator=phare, rule_id=rule.pk).pk

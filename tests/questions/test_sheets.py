"""Practice sheets: started from a closed question, written together, read again by two places, and let go of."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.config.api_caller import STRANGER, caller
from tests.conftest import eyes_of, person, question_by, signed_in
from toctoc.community.services.posts import Answer as Reply
from toctoc.community.services.posts import reply
from toctoc.kernel import clock
from toctoc.kernel.errors import Missing
from toctoc.people.services.blocks import block
from toctoc.people.services.leaving import leave
from toctoc.privacy.services import clear
from toctoc.questions.models import PracticeSheet, Question, SheetAuthor, SheetVersion
from toctoc.questions.policies import may_review_sheet
from toctoc.questions.rules.sheets.life import SheetMover, SheetState
from toctoc.questions.services.questions import answer, move
from toctoc.questions.services.sheets.retractions import import_retractions
from toctoc.questions.services.sheets.reviews import make_stale, overdue_sheets, review_sheet, sheets_on_retracted
from toctoc.questions.services.sheets.signing import agree_to_sign, ask_to_sign
from toctoc.questions.services.sheets.writing import SheetWords, start_sheet, submit_sheet, write_version

if TYPE_CHECKING:
    from toctoc.people.models import Actor

SHORT = "Non : poursuivre, et surveiller la créatinine à trois mois."


def closed(asker: Actor, *answerers: Actor, audience: str = "professionals") -> Question:
    question = question_by(asker, audience=audience)
    for one in answerers:
        answer(answerer=one, question=question, to=question.post, text=clear("Je poursuis en surveillant le rein."))
    question.refresh_from_db()
    move(mover=asker, viewer=eyes_of(asker), question=question, to="closed", outcome=clear("J’ai poursuivi."))
    question.refresh_from_db()
    return question


def words(text: str = SHORT, *, references: str = "A 10.1000/182", audience: str = "") -> SheetWords:
    review_on = (clock.now() + timedelta(days=300)).date()
    return SheetWords(clear("Arrêter le traitement ?"), clear(text), clear(""), references, review_on, audience)


def typed(text: str = SHORT, seen: int = 0, **more: str) -> dict[str, str]:
    day = (clock.now() + timedelta(days=300)).date().isoformat()
    sent = {"question": "Arrêter le traitement ?", "text": text, "references": "A 10.1000/182", "review_on": day}
    return {**sent, "vu": str(seen), **more}


def reviewers() -> tuple[Actor, Actor, Actor]:
    found = []
    for handle, department in (("relit75", "75"), ("relit33", "33"), ("relit33bis", "33")):
        actor = person(handle, "doctor", "general_practice", proved=True)
        actor.department = department
        actor.save(update_fields=["department"])
        found.append(actor)
    return found[0], found[1], found[2]


def published(asker: Actor, *answerers: Actor, audience: str = "professionals") -> PracticeSheet:
    question = closed(asker, *answerers, audience=audience)
    sheet = start_sheet(starter=asker, question=question, words=words())
    submit_sheet(author=asker, sheet=sheet)
    one, other, _ = reviewers()
    for reviewer in (one, other):
        review_sheet(reviewer=reviewer, sheet=sheet, seen=1, is_right=True, remark=clear(""))
    sheet.refresh_from_db()
    assert sheet.state == SheetState.PUBLISHED
    return sheet


def test_a_closed_question_becomes_a_sheet_that_two_places_publish(ruisseau: Actor, carrelet: Actor) -> None:
    question = closed(ruisseau, carrelet)
    browser = signed_in(ruisseau).client
    assert "La fiche pratique" in browser.get(f"/questions/{question.pk}").content.decode()
    assert browser.get(f"/questions/{question.pk}/fiche").status_code == 200
    sent = browser.post(f"/questions/{question.pk}/fiche", typed())
    assert sent.status_code == 302, sent.content.decode()[-3000:]
    sheet = PracticeSheet.objects.get()
    address = f"/fiches/{sheet.pk}"
    assert browser.post(f"{address}/etat", {"etat": "in_review"}).status_code == 302
    one, other, same_place = reviewers()
    for reviewer, state in ((other, "in_review"), (same_place, "in_review"), (one, "published")):
        at = signed_in(reviewer).client
        assert "Relire cette fiche" in at.get(address).content.decode()
        assert at.post(f"{address}/relire", {"verdict": "juste", "text": "", "vu": "1"}).status_code == 302
        assert PracticeSheet.objects.get().state == state
    shown = signed_in(carrelet).client.get(address).content.decode()
    for told in (SHORT.split(":")[1].strip(), "preuve établie", "Ruisseau", "Gironde", "Paris"):
        assert told in shown
    assert "Arrêter" in signed_in(carrelet).client.get("/fiches").content.decode()


def test_outsiders_see_no_page_of_a_professionals_sheet(
    ruisseau: Actor, carrelet: Actor, avril: Actor, dehors: Actor
) -> None:
    sheet = published(ruisseau, carrelet)
    for browser, denied in ((Client(), 302), (signed_in(avril).client, 404), (signed_in(dehors).client, 404)):
        for path in ("", "/versions"):
            assert browser.get(f"/fiches/{sheet.pk}{path}").status_code == 404
        for path in ("modifier", "etat", "signer", "relire"):
            assert browser.post(f"/fiches/{sheet.pk}/{path}", {}).status_code == denied, path
        assert browser.post(f"/fiches/{sheet.pk}/masquer", {}).status_code == 404
        assert str(sheet.pk) not in browser.get("/fiches").content.decode()
    for program in (STRANGER, caller(avril), caller(dehors)):
        for path in ("", "/versions"):
            assert program.get(f"/sheets/{sheet.pk}{path}").status == 404
        assert program.get("/sheets").body["items"] == []
    assert str(sheet.pk) not in Client().get("/fiches/flux").content.decode()
    assert PracticeSheet.objects.get().state == SheetState.PUBLISHED


def test_only_who_asked_or_answered_with_a_proof_starts_one_and_from_a_closed_question(
    ruisseau: Actor, carrelet: Actor, plumier: Actor, avril: Actor
) -> None:
    still_open = question_by(ruisseau, audience="members")
    assert signed_in(ruisseau).client.post(f"/questions/{still_open.pk}/fiche", typed()).status_code == 403
    question = closed(ruisseau, carrelet, avril, audience="members")
    for other in (plumier, avril):
        assert signed_in(other).client.post(f"/questions/{question.pk}/fiche", typed()).status_code == 403
    assert signed_in(carrelet).client.post(f"/questions/{question.pk}/fiche", typed()).status_code == 302
    # One that lives is enough.
    assert signed_in(ruisseau).client.post(f"/questions/{question.pk}/fiche", typed()).status_code == 403
    assert PracticeSheet.objects.count() == 1


def test_two_tabs_are_told_and_both_texts_kept(ruisseau: Actor, carrelet: Actor) -> None:
    sheet = start_sheet(starter=ruisseau, question=closed(ruisseau, carrelet), words=words())
    browser = signed_in(ruisseau).client
    assert browser.post(f"/fiches/{sheet.pk}/modifier", typed("Oui, dès demain.", 1)).status_code == 302
    second = browser.post(f"/fiches/{sheet.pk}/modifier", typed("Oui, sous un mois.", 1))
    shown = second.content.decode()
    assert second.status_code == 409
    assert "Oui, sous un mois." in shown
    assert "demain" in shown
    assert "<del>" in shown
    assert 'name="vu" value="2"' in shown
    assert SheetVersion.objects.count() == 2
    # Having read it, one more press keeps it; the history holds all three.
    assert browser.post(f"/fiches/{sheet.pk}/modifier", typed("Oui, sous un mois.", 2)).status_code == 302
    history = browser.get(f"/fiches/{sheet.pk}/versions").content.decode()
    assert history.count("<h2>Version") == 3
    assert "<ins>" in history
    # A press that is repeated writes nothing.
    write_version(writer=ruisseau, sheet=sheet, seen=1, words=words("Oui, sous un mois."))
    assert SheetVersion.objects.count() == 3


def test_nobody_is_named_before_they_agree(ruisseau: Actor, carrelet: Actor) -> None:
    sheet = published(ruisseau, carrelet)
    ask_to_sign(author=ruisseau, sheet=sheet, actor=carrelet)
    ask_to_sign(author=ruisseau, sheet=sheet, actor=carrelet)
    assert SheetAuthor.objects.count() == 2
    read = signed_in(person("lectrice", "nurse", proved=True)).client
    assert "Carrelet" not in read.get(f"/fiches/{sheet.pk}").content.decode()
    own = signed_in(carrelet).client
    assert "On vous propose de signer" in own.get(f"/fiches/{sheet.pk}").content.decode()
    assert own.post(f"/fiches/{sheet.pk}/signer", {"geste": "accepter", "vu": "1"}).status_code == 302
    assert "Carrelet" in read.get(f"/fiches/{sheet.pk}").content.decode()
    assert own.post(f"/fiches/{sheet.pk}/signer", {"geste": "refuser"}).status_code == 302
    assert "Carrelet" not in read.get(f"/fiches/{sheet.pk}").content.decode()


def test_authors_do_not_review_their_own_nor_somebody_without_a_place(ruisseau: Actor, carrelet: Actor) -> None:
    sheet = start_sheet(starter=ruisseau, question=closed(ruisseau, carrelet), words=words())
    submit_sheet(author=ruisseau, sheet=sheet)
    for actor in (ruisseau, carrelet):
        at = signed_in(actor).client
        assert at.post(f"/fiches/{sheet.pk}/relire", {"verdict": "juste", "vu": "1"}).status_code == 403
    one, _, _ = reviewers()
    may_review_sheet(one, sheet)
    sent_back = {"verdict": "reprendre", "text": "Précisez la dose.", "vu": "1"}
    assert signed_in(one).client.post(f"/fiches/{sheet.pk}/relire", {**sent_back, "text": ""}).status_code == 422
    assert signed_in(one).client.post(f"/fiches/{sheet.pk}/relire", sent_back).status_code == 302
    assert PracticeSheet.objects.get().state == SheetState.DRAFT
    assert "Précisez la dose." in signed_in(ruisseau).client.get(f"/fiches/{sheet.pk}").content.decode()


def test_a_sheet_goes_further_than_its_question_only_rewritten_and_agreed(ruisseau: Actor, carrelet: Actor) -> None:
    question = closed(ruisseau, carrelet)
    copied = "Comme dit plus haut, je poursuis en surveillant le rein, et je poursuis en surveillant le rein."
    long_answer = "Chez mes patients je poursuis toujours ce traitement en surveillant la fonction du rein."
    answer(answerer=carrelet, question=question, to=question.post, text=clear(long_answer))
    sheet = start_sheet(starter=ruisseau, question=question, words=words(f"{copied} {long_answer}", audience="public"))
    at = signed_in(ruisseau).client
    assert at.post(f"/fiches/{sheet.pk}/etat", {"etat": "in_review"}).status_code == 403
    write_version(writer=ruisseau, sheet=sheet, seen=1, words=words(audience="public"))
    ask_to_sign(author=ruisseau, sheet=sheet, actor=carrelet)
    agree_to_sign(actor=carrelet, sheet=sheet, seen=2)
    SheetAuthor.objects.filter(actor=carrelet).update(agreed_audience="professionals")
    assert at.post(f"/fiches/{sheet.pk}/etat", {"etat": "in_review"}).status_code == 403
    agree_to_sign(actor=carrelet, sheet=sheet, seen=2)
    assert at.post(f"/fiches/{sheet.pk}/etat", {"etat": "in_review"}).status_code == 302
    # In review it is still for the question's readers alone.
    assert Client().get(f"/fiches/{sheet.pk}").status_code == 404
    one, other, _ = reviewers()
    for reviewer in (one, other):
        review_sheet(reviewer=reviewer, sheet=sheet, seen=2, is_right=True, remark=clear(""))
    assert Client().get(f"/fiches/{sheet.pk}").status_code == 200
    history = Client().get(f"/fiches/{sheet.pk}/versions").content.decode()
    assert "Comme dit" not in history


def test_what_is_being_rewritten_is_not_shown_to_readers(ruisseau: Actor, carrelet: Actor) -> None:
    sheet = published(ruisseau, carrelet, audience="public")
    write_version(writer=ruisseau, sheet=sheet, seen=1, words=words("Phrase encore secrète."))
    submit_sheet(author=ruisseau, sheet=PracticeSheet.objects.get())
    for path in (f"/fiches/{sheet.pk}", f"/fiches/{sheet.pk}/versions", f"/api/toctoc/v1/sheets/{sheet.pk}"):
        shown = Client().get(path)
        assert shown.status_code == 200
        assert "secrète" not in shown.content.decode()


def test_the_feed_tells_of_public_sheets_alone_and_says_when_nothing_changed(ruisseau: Actor, carrelet: Actor) -> None:
    sheet = published(ruisseau, carrelet, audience="public")
    first = Client().get("/fiches/flux")
    assert f"/fiches/{sheet.pk}" in first.content.decode()
    assert Client().get("/fiches/flux", headers={"If-None-Match": first["ETag"]}).status_code == 304
    PracticeSheet.objects.update(audience="unlisted")
    assert f"/fiches/{sheet.pk}" not in Client().get("/fiches/flux").content.decode()


def test_a_sheet_is_stale_after_its_date_and_on_a_retracted_reference(ruisseau: Actor, carrelet: Actor) -> None:
    sheet = published(ruisseau, carrelet)
    assert overdue_sheets(most=9) == []
    with clock.at(clock.now() + timedelta(days=301)):
        assert overdue_sheets(most=9) == [sheet.pk]
    lines = [
        "OriginalPaperDOI,RetractionDate,RetractionNature\n",
        "10.1000/182,1/31/2026 0:00,Retraction\n",
        "unavailable,1/31/2026 0:00,Retraction\n",
        '10.1000/999,2/1/2026 0:00,"Expression of concern"\n',
    ]
    done = import_retractions(lines=lines, step=lambda _: None)
    assert (done.lines, done.left_out, done.changed) == (3, 1, 2)
    assert import_retractions(lines=lines, step=lambda _: None).changed == 0
    assert sheets_on_retracted(most=9) == [sheet.pk]
    for _ in range(2):
        make_stale(sheet_id=sheet.pk, mover=SheetMover.RETRACTION)
    assert PracticeSheet.objects.get().state == SheetState.STALE
    shown = signed_in(carrelet).client.get(f"/fiches/{sheet.pk}").content.decode()
    assert "article rétracté" in shown
    assert "n’est plus à jour" in shown


def test_who_left_is_nameless_and_the_text_stays(ruisseau: Actor, carrelet: Actor) -> None:
    sheet = published(ruisseau, carrelet)
    assert ruisseau.account is not None
    leave(account=ruisseau.account, speaking=ruisseau)
    shown = signed_in(carrelet).client.get(f"/fiches/{sheet.pk}")
    assert shown.status_code == 200
    assert "Ruisseau" not in shown.content.decode()
    assert "créatinine" in shown.content.decode()


def test_who_is_blocked_by_an_author_reads_nothing_of_it(ruisseau: Actor, carrelet: Actor, plumier: Actor) -> None:
    sheet = published(ruisseau, carrelet)
    assert signed_in(plumier).client.get(f"/fiches/{sheet.pk}").status_code == 200
    block(blocker=ruisseau, blocked=plumier)
    plumier.refresh_from_db()
    at = signed_in(plumier).client
    assert at.get(f"/fiches/{sheet.pk}").status_code == 404
    assert str(sheet.pk) not in at.get("/fiches").content.decode()
    assert caller(plumier).get("/sheets").body["items"] == []


def test_every_text_of_a_sheet_passes_the_guard(ruisseau: Actor, carrelet: Actor) -> None:
    question = closed(ruisseau, carrelet)
    at = signed_in(ruisseau).client
    for field in ("text", "question", "dissent"):
        refused = at.post(f"/questions/{question.pk}/fiche", {**typed(), field: "Voir 1 85 05 78 006 084 91, merci."})
        assert refused.status_code == 422, field
    assert not PracticeSheet.objects.exists()


def test_an_answer_for_some_by_name_tells_no_author_who_gave_it(ruisseau: Actor, carrelet: Actor) -> None:
    question, aside = closed(ruisseau, carrelet), person("plumier", "doctor", "general_practice", proved=True)
    said = Reply(clear("Pour vous seul : je poursuis."), audience="named", named=(ruisseau,))
    reply(author=aside, to=question.post, answer=said)
    sheet = start_sheet(starter=carrelet, question=question, words=words())
    page = signed_in(carrelet).client.get(sheet.get_absolute_url()).content.decode()
    assert 'value="ruisseau"' in page
    assert 'value="plumier"' not in page
    with pytest.raises(Missing):
        ask_to_sign(author=carrelet, sheet=sheet, actor=aside)

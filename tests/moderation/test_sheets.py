"""A practice sheet is reported from its page; hiding it is a decision like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.conftest import SignedIn, signed_in
from tests.moderation.conftest import RULING, decide, gesture, give_notice, work
from tests.questions.test_sheets import SHORT, published
from toctoc.community.models import Notification
from toctoc.moderation.models import Appeal, Decision, Notice
from toctoc.moderation.models.log_line import LogLine, Verb
from toctoc.questions.models import PracticeSheet, SheetAuthor

if TYPE_CHECKING:
    from toctoc.people.models import Actor

pytestmark = pytest.mark.django_db

FACTS = "La dose écrite est dix fois celle de la notice."


def reported(sheet: PracticeSheet, by: Client) -> Notice:
    give_notice(by, f"sheet:{sheet.pk}")
    return Notice.objects.latest("pk")


def hidden(sheet: PracticeSheet, by: Client, guard: SignedIn) -> Decision:
    ground = RULING["ground"]
    decide(guard, reported(sheet, by).pk, measure="hide", ground=ground, text=FACTS)
    return Decision.objects.latest("pk")


def test_its_page_leads_to_a_notice_that_quotes_it_to_its_readers_alone(ruisseau: Actor, carrelet: Actor) -> None:
    sheet = published(ruisseau, carrelet)
    address = f"/signaler?objet=sheet:{sheet.pk}"
    reader = signed_in(carrelet).client
    assert address in reader.get(f"/fiches/{sheet.pk}").content.decode()
    assert "Arrêter le traitement" in reader.get(address).content.decode()
    quoted = Client().get(address)
    assert quoted.status_code == 200
    assert "Arrêter le traitement" not in quoted.content.decode()
    # One that is not there is told in the same words.
    assert "Ce qui se trouve à cette adresse" in quoted.content.decode()
    assert "Ce qui se trouve à cette adresse" in Client().get("/signaler?objet=sheet:12").content.decode()


def test_hiding_is_a_numbered_decision_that_authors_read(ruisseau: Actor, carrelet: Actor, guard: SignedIn) -> None:
    sheet = published(ruisseau, carrelet)
    SheetAuthor.objects.create(sheet=sheet, actor=carrelet, agreed_at=sheet.published_at)
    decision = hidden(sheet, Client(), guard)
    assert (decision.about, decision.target, decision.measure) == (f"sheet:{sheet.pk}", ruisseau, "hide")
    work()
    for author in (ruisseau, carrelet):
        page = signed_in(author).client.get(f"/fiches/{sheet.pk}")
        assert FACTS in page.content.decode()
        assert signed_in(author).client.get(f"/fiches/{sheet.pk}/modifier").status_code == 403
        assert Notification.objects.filter(recipient=author, kind="sheet").exists()
    told = signed_in(ruisseau).client.get(f"/moderation/decisions/{decision.pk}").content.decode()
    assert f"D-{decision.pk}" in told
    assert f"/fiches/{sheet.pk}" in told
    for outsider in (Client(), guard.client, signed_in(carrelet).client):
        assert outsider.get(f"/moderation/decisions/{decision.pk}").status_code == (
            200 if outsider is guard.client else 404
        )
    for reader in (Client(), guard.client):
        assert reader.get(f"/fiches/{sheet.pk}").status_code == 404
        assert reader.get(f"/api/toctoc/v1/sheets/{sheet.pk}").status_code == 404
    assert LogLine.objects.filter(verb=Verb.DECIDE, about=f"sheet:{sheet.pk}").exists()


def test_lifting_it_shows_the_sheet_again(ruisseau: Actor, carrelet: Actor, guard: SignedIn) -> None:
    sheet = published(ruisseau, carrelet, audience="public")
    decision = hidden(sheet, Client(), guard)
    assert Client().get(f"/fiches/{sheet.pk}").status_code == 404
    typed = {"geste": "lever", "text": "Une erreur.", "cle": "lever"}
    for _ in range(2):
        guard.client.post(f"/moderation/decisions/{decision.pk}/lever", typed)
    assert Client().get(f"/fiches/{sheet.pk}").status_code == 200
    assert PracticeSheet.objects.get().hidden_why == ""


def test_its_author_contests_and_another_moderator_answers(
    ruisseau: Actor, carrelet: Actor, guard: SignedIn, second: SignedIn
) -> None:
    sheet = published(ruisseau, carrelet)
    decision = hidden(sheet, signed_in(carrelet).client, guard)
    own = signed_in(ruisseau).client
    typed = {"text": "La notice a changé en mars.", "cle": "contester"}
    assert own.post(f"/moderation/decisions/{decision.pk}", typed).status_code == 302
    appeal = f"/moderation/recours/{Appeal.objects.get().pk}"
    answered = {"geste": "remplacer", "text": "C’est exact.", "measure": "none", "ground": RULING["ground"]}
    assert guard.client.post(appeal, answered | {"cle": "a", "facts": "Rien."}).status_code == 403
    sent = second.client.post(appeal, answered | {"cle": "b", "facts": "La notice a changé."})
    assert sent.status_code == 302, sent.content.decode()
    assert signed_in(carrelet).client.get(f"/fiches/{sheet.pk}").status_code == 200


def test_who_signed_or_read_it_again_does_not_decide_on_it(ruisseau: Actor, carrelet: Actor, guard: SignedIn) -> None:
    sheet = published(ruisseau, carrelet)
    SheetAuthor.objects.create(sheet=sheet, actor=guard.actor, agreed_at=sheet.published_at)
    notice = reported(sheet, Client())
    address = f"/moderation/signalements/{notice.pk}"
    page = guard.client.get(address)
    assert "Vous avez travaillé à cette fiche" in page.content.decode()
    taken = {"geste": "prendre", "vu": str(notice.version), "cle": "prendre"}
    assert guard.client.post(address, taken).status_code == 403


def test_a_moderator_reads_what_is_for_some_by_taking_the_notice_and_the_log_says_so(
    ruisseau: Actor, carrelet: Actor, guard: SignedIn
) -> None:
    sheet = published(ruisseau, carrelet)
    assert guard.client.get(f"/fiches/{sheet.pk}").status_code == 404
    address = f"/moderation/signalements/{reported(sheet, signed_in(carrelet).client).pk}"
    assert SHORT not in guard.client.get(address).content.decode()
    gesture(guard, address, "prendre")
    assert SHORT in guard.client.get(address).content.decode()
    assert LogLine.objects.filter(verb=Verb.LOOK, about=f"sheet:{sheet.pk}").count() == 1


def test_a_sheet_takes_no_measure_of_posts_and_posts_none_of_sheets(
    ruisseau: Actor, carrelet: Actor, guard: SignedIn
) -> None:
    sheet = published(ruisseau, carrelet)
    address = f"/moderation/signalements/{reported(sheet, Client()).pk}"
    gesture(guard, address, "prendre")
    seen = str(Notice.objects.get().version)
    sent = guard.client.post(address, RULING | {"geste": "decider", "cle": "non", "vu": seen})
    assert sent.status_code == 422
    assert not Decision.objects.exists()

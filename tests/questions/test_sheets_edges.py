"""Practice sheets when people move, leave, write at once, or tell of a patient; what goes out on paper and in feeds."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format

from tests.config.api_caller import STRANGER, caller
from tests.conftest import person, signed_in
from tests.questions.test_sheets import closed, published, reviewers, typed, words
from toctoc.community.models import Notification
from toctoc.community.services import posts
from toctoc.jobs.models import Job
from toctoc.jobs.services.schedule import write_down
from toctoc.jobs.services.worker import Worker
from toctoc.kernel import clock
from toctoc.kernel.tasks import TASKS
from toctoc.people.models import Actor, Proof
from toctoc.people.services.actors import limit
from toctoc.people.services.blocks import block
from toctoc.people.services.leaving import leave
from toctoc.people.services.proofs import revoke_proof
from toctoc.questions import tasks
from toctoc.questions.models import PracticeSheet, SheetAuthor, SheetTopic, SheetVersion
from toctoc.questions.rules.sheets.life import SheetState
from toctoc.questions.rules.sheets.reviewing import Review, is_reviewed
from toctoc.questions.services.sheets.retractions import CHECK, import_retractions
from toctoc.questions.services.sheets.writing import start_sheet, submit_sheet

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from toctoc.people.models import Account

assert tasks.check_sheets, "the room's tasks are registered"

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
STORY = "Un patient de 62 ans se plaint de vertiges."


def in_review(asker: Actor, answerer: Actor) -> PracticeSheet:
    sheet = start_sheet(starter=asker, question=closed(asker, answerer), words=words())
    submit_sheet(author=asker, sheet=sheet)
    return sheet


def found_right(reviewer: Actor, sheet: PracticeSheet) -> str:
    sent = {"verdict": "juste", "text": "", "vu": "1"}
    assert signed_in(reviewer).client.post(f"/fiches/{sheet.pk}/relire", sent).status_code == 302
    return PracticeSheet.objects.get(pk=sheet.pk).state


def worked() -> None:
    """Do what a worker does with the sheets to look at: nothing else waits."""
    Job.objects.exclude(task=CHECK).delete()
    Worker({CHECK: TASKS[CHECK]}).drain()


@pytest.mark.parametrize("field", ["text", "question", "dissent"])
def test_a_sheet_that_tells_of_a_patient_asks_the_closing_questions(
    ruisseau: Actor, carrelet: Actor, field: str
) -> None:
    question, at = closed(ruisseau, carrelet), signed_in(ruisseau).client
    address, told = f"/questions/{question.pk}/fiche", {**typed(), field: STORY}
    asked = at.post(address, told)
    assert asked.status_code == 422
    assert "Deux questions avant d’envoyer" in asked.content.decode()
    assert STORY in asked.content.decode(), "what was typed stays"
    recognised = {**told, "fin": "1", "reconnaissable": "yes", "accord": "no"}
    assert at.post(address, recognised).status_code == 422
    assert not PracticeSheet.objects.exists()
    assert at.post(address, {**told, "fin": "1", "reconnaissable": "no", "accord": "yes"}).status_code == 302
    assert PracticeSheet.objects.count() == 1


def test_a_review_that_tells_of_a_patient_asks_them_too(ruisseau: Actor, carrelet: Actor) -> None:
    sheet = in_review(ruisseau, carrelet)
    at = signed_in(reviewers()[0]).client
    asked = at.post(f"/fiches/{sheet.pk}/relire", {"verdict": "reprendre", "text": STORY, "vu": "1"})
    assert asked.status_code == 422
    assert "Deux questions avant d’envoyer" in asked.content.decode()
    assert PracticeSheet.objects.get().state == SheetState.IN_REVIEW


def test_the_worker_says_that_sheets_are_out_of_date_once(ruisseau: Actor, carrelet: Actor) -> None:
    sheet = published(ruisseau, carrelet)
    Notification.objects.all().delete()
    write_down([TASKS[CHECK]])
    with clock.at(clock.now() + timedelta(days=298)):
        worked()
        assert PracticeSheet.objects.get().state == SheetState.PUBLISHED
    with clock.at(clock.now() + timedelta(days=302)):
        worked()
        assert PracticeSheet.objects.get().state == SheetState.STALE
    with clock.at(clock.now() + timedelta(days=304)):
        worked()
    assert Notification.objects.filter(recipient=ruisseau, kind="sheet").count() == 1
    assert "n’est plus à jour" in signed_in(carrelet).client.get(f"/fiches/{sheet.pk}").content.decode()


def test_an_imported_retraction_reaches_sheets_by_the_worker(ruisseau: Actor, carrelet: Actor) -> None:
    published(ruisseau, carrelet)
    head = "OriginalPaperDOI,RetractionDate,RetractionNature\n"
    import_retractions(lines=[head, "10.1000/182,1/31/2026 0:00,Expression of concern\n"], step=lambda _: None)
    worked()
    assert PracticeSheet.objects.get().state == SheetState.PUBLISHED, "a concern is told on the page alone"
    import_retractions(lines=[head, "10.1000/182,2/3/2026 0:00,Retraction\n"], step=lambda _: None)
    worked()
    assert PracticeSheet.objects.get().state == SheetState.STALE


def test_a_sheet_outlives_its_question_and_its_author(ruisseau: Actor, carrelet: Actor) -> None:
    sheet = published(ruisseau, carrelet)
    assert sheet.question is not None
    posts.delete(deleter=ruisseau, post=sheet.question.post)
    reader = signed_in(carrelet).client
    address = f"/fiches/{sheet.pk}"
    assert "Arrêter le traitement" in reader.get(address).content.decode()
    assert ruisseau.account is not None
    leave(account=ruisseau.account, speaking=ruisseau)
    for path in (address, f"{address}/versions"):
        shown = reader.get(path)
        assert shown.status_code == 200
        assert "ruisseau" not in shown.content.decode().lower()
    read = caller(carrelet).get(f"/sheets/{sheet.pk}").body
    assert (read["authors"], read["former_authors"]) == ([], 1)
    assert reader.post(f"{address}/modifier", typed(seen=1)).status_code == 403


def test_a_draft_whose_only_author_left_is_nobodys(ruisseau: Actor, carrelet: Actor) -> None:
    sheet = start_sheet(starter=ruisseau, question=closed(ruisseau, carrelet), words=words())
    assert ruisseau.account is not None
    leave(account=ruisseau.account, speaking=ruisseau)
    reader = signed_in(carrelet).client
    assert reader.get(f"/fiches/{sheet.pk}").status_code == 404
    assert caller(carrelet).get(f"/sheets/{sheet.pk}").status == 404


def test_who_lost_the_proof_counts_no_more(ruisseau: Actor, carrelet: Actor, vigie: Account) -> None:
    sheet = in_review(ruisseau, carrelet)
    one, other, _ = reviewers()
    third = person("relit69", "doctor", "general_practice", proved=True)
    Actor.objects.filter(pk=third.pk).update(department="69")
    third.refresh_from_db()
    assert found_right(one, sheet) == "in_review"
    revoke_proof(proof=Proof.objects.get(actor=one), decided_by=vigie)
    assert found_right(other, sheet) == "in_review"
    assert found_right(third, sheet) == "published"


def test_who_moved_to_the_place_of_the_other_does_not_make_two_places(ruisseau: Actor, carrelet: Actor) -> None:
    sheet = in_review(ruisseau, carrelet)
    one, other, _ = reviewers()
    assert found_right(one, sheet) == "in_review"
    Actor.objects.filter(pk=one.pk).update(department=other.department)
    assert found_right(other, sheet) == "in_review"
    # Nor does whoever moves away after having read beside the other.
    Actor.objects.filter(pk=other.pk).update(department="69")
    assert found_right(Actor.objects.get(pk=one.pk), sheet) == "in_review"


def test_two_places_are_places_that_are_said() -> None:
    def by(account: int, *departments: str) -> Review:
        return Review(account, frozenset(departments))

    assert is_reviewed([by(1, "33"), by(2, "75")])
    assert is_reviewed([by(1, "33"), by(2, "33"), by(3, "75", "69")])
    assert not is_reviewed([by(1, "33"), by(1, "75")])
    assert not is_reviewed([by(1, "33"), by(2, "75", "33")])
    assert not is_reviewed([by(1, "33"), by(2, "")])
    assert not is_reviewed([by(1, "33"), by(2, "", "75")])


def test_what_a_second_author_typed_stays_when_the_first_wrote_meanwhile(ruisseau: Actor, carrelet: Actor) -> None:
    sheet = start_sheet(starter=ruisseau, question=closed(ruisseau, carrelet), words=words())
    SheetAuthor.objects.create(sheet=sheet, actor=carrelet, agreed_at=clock.now(), agreed_audience="professionals")
    address = f"/fiches/{sheet.pk}/modifier"
    assert signed_in(ruisseau).client.post(address, typed("Oui, dès demain.", 1)).status_code == 302
    mine = typed("Oui, sous un mois.", 1, dissent="Un confrère attendrait.", references="B 10.1000/999")
    told = signed_in(carrelet).client.post(address, mine)
    assert told.status_code == 409
    for kept in ("Oui, sous un mois.", "Un confrère attendrait.", "B 10.1000/999"):
        assert kept in told.content.decode()
    assert SheetVersion.objects.count() == 2
    assert SheetVersion.objects.get(number=2).answer == "Oui, dès demain."


def copies(first: PracticeSheet, author: Actor, count: int) -> None:
    """Publish as many sheets beside a first, with a topic and an author each."""
    for _ in range(count):
        copy = PracticeSheet.objects.create(
            audience="public", state="published", published=first.published, published_at=clock.now()
        )
        SheetAuthor.objects.create(sheet=copy, actor=author, agreed_at=clock.now())
        SheetTopic.objects.create(sheet=copy, topic="dermatologie")


@pytest.mark.parametrize("address", ["/fiches", "/fiches?theme=dermatologie", "/api/toctoc/v1/sheets"])
def test_a_list_takes_as_many_statements_for_one_sheet_as_for_thirty(
    ruisseau: Actor, carrelet: Actor, django_assert_num_queries: DjangoAssertNumQueries, address: str
) -> None:
    first, reader = published(ruisseau, carrelet, audience="public"), signed_in(ruisseau).client
    assert reader.get(address).status_code == 200
    with CaptureQueriesContext(connection) as for_one:
        reader.get(address)
    # On SQLite, statements written out are not among those counted.
    assert len(for_one) <= 9, address
    copies(first, carrelet, 29)
    with django_assert_num_queries(len(for_one)):
        assert reader.get(address).status_code == 200


def told_in_feed(client: Client) -> list[ET.Element]:
    answer = client.get("/fiches/flux")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(answer.content.decode())  # noqa: S314 a feed of our own
    assert feed.tag == f"{ATOM}feed"
    for needed in ("id", "title", "updated"):
        assert feed.findtext(f"{ATOM}{needed}")
    assert feed.find(f"{ATOM}link[@rel='self']") is not None
    return feed.findall(f"{ATOM}entry")


def test_the_feed_is_valid_and_says_to_everybody_what_a_stranger_reads(ruisseau: Actor, carrelet: Actor) -> None:
    sheet = published(ruisseau, carrelet, audience="public")
    for client in (Client(), signed_in(ruisseau).client):
        (entry,) = told_in_feed(client)
        assert (entry.findtext(f"{ATOM}id") or "").endswith(f"/fiches/{sheet.pk}")
        assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Ruisseau"
        for moment in ("published", "updated"):
            assert datetime.fromisoformat(entry.findtext(f"{ATOM}{moment}") or "").tzinfo is not None
    for audience in ("unlisted", "members", "professionals", "profession:doctor"):
        PracticeSheet.objects.update(audience=audience)
        for client in (Client(), signed_in(ruisseau).client):
            assert told_in_feed(client) == []
    for state in set(SheetState) - {SheetState.PUBLISHED}:
        PracticeSheet.objects.update(audience="public", state=state)
        assert told_in_feed(Client()) == []


def test_every_verb_of_the_api_is_shut_to_outsiders(
    ruisseau: Actor, carrelet: Actor, avril: Actor, dehors: Actor, plumier: Actor
) -> None:
    sheet = published(ruisseau, carrelet)
    block(blocker=ruisseau, blocked=plumier)
    reader = caller(carrelet)
    assert [one["id"] for one in reader.get("/sheets").body["items"]] == [str(sheet.pk)]
    outsiders = [STRANGER, *(caller(one) for one in (avril, dehors, plumier))]
    for outsider in outsiders:
        assert outsider.get("/sheets").body["items"] == []
        for path in (f"/sheets/{sheet.pk}", f"/sheets/{sheet.pk}/versions", "/sheets/12"):
            assert outsider.get(path).status == 404
    # Sheets are written on their pages alone.
    for program in (reader, *outsiders):
        for path in ("/sheets", f"/sheets/{sheet.pk}", f"/sheets/{sheet.pk}/versions"):
            for verb in ("post", "put", "patch", "delete"):
                assert program.send(verb, path, {}).status == 405
    assert PracticeSheet.objects.get().state == SheetState.PUBLISHED


def test_who_is_limited_reads_sheets_as_before(ruisseau: Actor, carrelet: Actor) -> None:
    sheet = published(ruisseau, carrelet)
    limit(actor=carrelet)
    program = caller(carrelet)
    assert [one["id"] for one in program.get("/sheets").body["items"]] == [str(sheet.pk)]
    assert program.get(f"/sheets/{sheet.pk}").status == 200
    assert program.get(f"/sheets/{sheet.pk}/versions").status == 200
    assert signed_in(carrelet).client.post(f"/fiches/{sheet.pk}/modifier", typed(seen=1)).status_code == 403


def test_paper_says_all_that_a_reader_needs_and_which_version_it_was(ruisseau: Actor, carrelet: Actor) -> None:
    sheet = published(ruisseau, carrelet)
    page = signed_in(carrelet).client.get(f"/fiches/{sheet.pk}").content.decode()
    paper = page[page.index("<article") : page.index("</article>")]
    assert sheet.review_on is not None
    day = date_format(sheet.review_on, "j F Y")
    for told in ("Arrêter le traitement", "créatinine", "10.1000/182", "preuve établie", "Ruisseau", "Relit75", day):
        assert told in paper
    assert "Version 1." in paper
    assert f"{settings.ENVIRONMENT.base_url}/fiches/{sheet.pk}" in paper
    assert "Imprimer la fiche" not in paper
    # Without a script the sentence stands; the button waits for one.
    assert "data-print hidden" in page
    assert "servez-vous du menu de votre navigateur" in page

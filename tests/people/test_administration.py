"""The administration: who enters, and that nothing there goes round the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import Permission

from tests.conftest import post_by, question_by, signed_in
from toctoc.jobs.models import Job
from toctoc.jobs.models.job import JobState
from toctoc.people.models import Account, Actor, Proof
from toctoc.people.policies import proved_profession

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    """An administrator's browser."""
    chief = Account.objects.create_superuser(email="chef@exemple.test", password="girouette-verte")
    client.force_login(chief, backend="django.contrib.auth.backends.ModelBackend")
    return client


def act(office: Client, where: str, action: str, row: object) -> None:
    answer = office.post(f"/administration/{where}/", {"action": action, "_selected_action": [row]})
    assert answer.status_code == 302


def test_strangers_sign_in_by_the_same_door_as_everybody(client: Client) -> None:
    answer = client.get("/administration/", follow=True)
    assert answer.request["PATH_INFO"] == "/compte/login/"


def test_for_other_accounts_there_is_no_administration(avril: Actor, vigie: Account) -> None:
    for actor in (avril, Actor.objects.get(account=vigie)):
        answer = signed_in(actor).client.get("/administration/", follow=True)
        assert answer.status_code == 404


@pytest.mark.parametrize(
    "where",
    [
        "",
        "people/account/",
        "people/actor/",
        "people/proof/",
        "jobs/job/",
        "jobs/schedule/",
        "community/post/",
        "questions/question/",
    ],
)
def test_every_list_opens(office: Client, ruisseau: Actor, where: str) -> None:
    question_by(ruisseau)
    Job.objects.create(task="essai")
    assert office.get(f"/administration/{where}").status_code == 200


@pytest.mark.parametrize("audience", ["public", "professionals"])
def test_no_page_shows_what_was_written(office: Client, ruisseau: Actor, audience: str) -> None:
    post = post_by(ruisseau, "Des mots à ne pas lire.", audience)
    for where in ("", f"{post.pk}/change/", f"{post.pk}/history/", f"{post.pk}/delete/"):
        assert "à ne pas lire" not in office.get(f"/administration/community/post/{where}").content.decode()


@pytest.mark.parametrize("where", ["community/post", "people/actor", "questions/question"])
def test_what_people_wrote_is_not_rewritten(office: Client, ruisseau: Actor, where: str) -> None:
    question = question_by(ruisseau)
    row = ruisseau.pk if where == "people/actor" else question.pk
    page = office.get(f"/administration/{where}/{row}/change/")
    assert page.status_code == 200
    assert b'name="_save"' not in page.content
    assert office.post(f"/administration/{where}/{row}/change/", {"text": "x"}).status_code == 403
    assert office.post(f"/administration/{where}/{row}/delete/", {"post": "yes"}).status_code == 403


def test_no_administrator_records_or_rewrites_a_proof_alone(office: Client, dehors: Actor, ruisseau: Actor) -> None:
    seen = {"actor": str(dehors.pk), "profession": "doctor", "specialty": ""}
    assert office.get("/administration/people/proof/add/").status_code == 403
    assert office.post("/administration/people/proof/add/", seen).status_code == 403
    change = f"/administration/people/proof/{Proof.objects.get(actor=ruisseau).pk}/change/"
    assert office.post(change, seen | {"profession": "nurse"}).status_code == 403
    dehors.refresh_from_db()
    ruisseau.refresh_from_db()
    assert (proved_profession(dehors), proved_profession(ruisseau)) == ("", "doctor")


def test_no_proof_is_taken_back_here_where_nobody_is_asked_why(office: Client, ruisseau: Actor) -> None:
    assert b'name="action"' not in office.get("/administration/people/proof/").content
    for action in ("revoke", "delete_selected"):
        office.post("/administration/people/proof/", {"action": action, "_selected_action": [Proof.objects.get().pk]})
    ruisseau.refresh_from_db()
    assert proved_profession(ruisseau) == "doctor"
    assert Proof.objects.get().state == "valid"


def test_an_actor_is_suspended_and_reinstated(office: Client, avril: Actor) -> None:
    act(office, "people/actor", "suspend", avril.pk)
    assert office.get("/@avril").status_code == 404
    act(office, "people/actor", "reinstate", avril.pk)
    assert office.get("/@avril").status_code == 200


def test_a_registration_is_accepted(office: Client, avril: Actor) -> None:
    account = Account.objects.get(actors=avril)
    account.approved_at = None
    account.save()
    act(office, "people/account", "accept", account.pk)
    account.refresh_from_db()
    assert account.approved_at is not None


def test_an_account_becomes_a_moderators(office: Client, avril: Actor) -> None:
    address = f"/administration/people/account/{avril.account_id}/change/"
    assert office.post(address, {"is_active": "on", "is_moderator": "on"}).status_code == 302
    account = Account.objects.get(actors=avril)
    assert account.is_moderator
    assert account.email == "avril@exemple.test"


def test_nobody_raises_themselves(avril: Actor) -> None:
    account = Account.objects.get(actors=avril)
    account.is_staff = True
    account.save()
    account.user_permissions.add(
        *Permission.objects.filter(codename__in=["view_account", "change_account"], content_type__app_label="people")
    )
    address = f"/administration/people/account/{account.pk}/change/"
    browser = signed_in(avril).client
    assert browser.post(address, {"is_active": "on", "is_superuser": "on", "is_moderator": "on"}).status_code == 302
    account.refresh_from_db()
    assert (account.is_superuser, account.is_moderator, account.is_staff) == (False, False, True)


def test_dead_jobs_are_listed_tried_again_and_cancelled(office: Client) -> None:
    job = Job.objects.create(task="envoi", state=JobState.DEAD, attempts=8, last_error="Hôte injoignable")
    assert "envoi" in office.get("/administration/jobs/job/?state__exact=dead").content.decode()
    assert "Hôte injoignable" in office.get(f"/administration/jobs/job/{job.pk}/change/").content.decode()
    act(office, "jobs/job", "try_again", job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.READY, 0)
    act(office, "jobs/job", "give_up", job.pk)
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED

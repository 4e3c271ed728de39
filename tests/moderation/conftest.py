"""Two moderators, what they are told, and the jobs that follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import toctoc.moderation.tasks  # noqa: F401 what a worker finds by itself
from tests.conftest import SignedIn, person, signed_in
from toctoc.jobs.models import Job
from toctoc.kernel.progress import Progress
from toctoc.kernel.tasks import TASKS, Work
from toctoc.people.models import Account, Actor

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture
def guard(vigie: Account) -> SignedIn:
    """A moderator at a browser."""
    return signed_in(Actor.objects.get(account=vigie))


@pytest.fixture
def second(db: None) -> SignedIn:
    """Another moderator at a browser."""
    actor = person("phare")
    assert actor.account is not None
    actor.account.is_moderator = True
    actor.account.save()
    return signed_in(actor)


def work() -> None:
    """Run the jobs of this room that wait, as a worker would."""
    for job in list(Job.objects.filter(task__startswith="moderation.").order_by("pk")):
        TASKS[job.task].run(Work(job.pk, 1, Progress(lambda _done, _total: True)), **job.arguments)
        job.delete()


def told(about: str, **more: str) -> dict[str, str]:
    """Return what somebody types to give notice."""
    typed = {
        "objet": about,
        "ground": "harassment",
        "text": "Ce message insulte quelqu’un depuis hier.",
        "sincere": "on",
        "cle": f"cle-{about}-{len(more)}",
    }
    return typed | more


def give_notice(client: Client, about: str, **more: str) -> str:
    """Give notice by the public door; return the address to follow it at."""
    answer = client.post("/signaler", told(about, **more))
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def gesture(browser: SignedIn, address: str, geste: str, **more: str) -> str:
    """Press a button of a moderator's page as it stands; return where it leads."""
    page = browser.client.get(address)
    assert page.status_code == 200, address
    notice = page.context.get("notice") if page.context else None
    typed = {"geste": geste, "cle": f"{address}{geste}{len(more)}", "vu": str(notice.version if notice else 0)}
    answer = browser.client.post(address, typed | more)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


RULING = {
    "measure": "remove",
    "ground": "harassment",
    "text": "Le message s’en prend trois fois à la même personne après qu’elle a demandé d’arrêter.",
}


def decide(browser: SignedIn, notice_id: int, **more: str) -> str:
    """Take a notice and decide on it; return the address of the decision."""
    address = f"/moderation/signalements/{notice_id}"
    gesture(browser, address, "prendre")
    return gesture(browser, address, "decider", **(RULING | more))

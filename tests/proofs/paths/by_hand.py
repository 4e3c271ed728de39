"""People around an application: who asks, and the moderators at their browsers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conftest import SignedIn, person, signed_in
from toctoc.jobs.models import Job
from toctoc.kernel.progress import Progress
from toctoc.kernel.tasks import Work
from toctoc.proofs.paths.by_hand import tasks
from toctoc.proofs.paths.by_hand.models import Application
from toctoc.proofs.paths.by_hand.services.steps import LETTER

if TYPE_CHECKING:
    from tests.pages import Response
    from toctoc.people.models import Account, Actor

START = "/preuves/moderation/"
ROOM = "/moderation/preuves"


def moderator(handle: str) -> SignedIn:
    """Make somebody who moderates, at a browser."""
    actor = person(handle)
    account = account_of(actor)
    account.is_moderator = True
    account.save()
    return signed_in(actor)


def account_of(actor: Actor) -> Account:
    assert actor.account is not None
    return actor.account


def apply(who: SignedIn, **changed: str) -> Response:
    typed = {"profession": "doctor", "specialty": "dermatology", "means": "card_on_call", "text": "", "cle": "k"}
    return who.client.post(START, typed | changed)


def newest() -> Application:
    return Application.objects.latest("pk")


def page_of(application: Application) -> str:
    return f"{ROOM}/demandes/{application.pk}"


def press(who: SignedIn, gesture: str, **typed: str) -> Response:
    """Press one of a moderator's buttons on the newest application, as the page stands now."""
    application = newest()
    sent = {"geste": gesture, "vu": str(application.version), "cle": f"{gesture}-{application.version}"}
    return who.client.post(page_of(application), sent | typed)


def take_and(who: SignedIn, gesture: str, **typed: str) -> Response:
    """Take the newest application, then press another button."""
    assert press(who, "prendre").status_code == 302
    return press(who, gesture, **typed)


def work() -> Work:
    return Work(1, 1, Progress(lambda _done, _total: True))


def send_letters() -> None:
    """Do the jobs that write letters."""
    for job in Job.objects.filter(task__in=[LETTER, tasks.REMIND]).order_by("pk"):
        run = tasks.write if job.task == LETTER else tasks.remind
        run(work(), **job.arguments)
        job.delete()

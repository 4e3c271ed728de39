"""A sign-in that has run out leaves nothing behind."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.sessions.models import Session

from tests.conftest import signed_in
from toctoc.kernel import clock
from toctoc.kernel.progress import Progress
from toctoc.kernel.tasks import Work
from toctoc.people import tasks

if TYPE_CHECKING:
    from toctoc.people.models import Actor


def test_sessions_that_have_run_out_are_erased_and_others_stay(ruisseau: Actor, carrelet: Actor) -> None:
    signed_in(ruisseau)
    Session.objects.update(expire_date=clock.now() - timedelta(minutes=1))
    signed_in(carrelet)
    tasks.forget_sessions(Work(1, 1, Progress(lambda _done, _total: True)))
    (kept,) = Session.objects.all()
    assert carrelet.account is not None
    assert kept.get_decoded()["_auth_user_id"] == str(carrelet.account.pk)

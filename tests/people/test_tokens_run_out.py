"""Tokens that have run out are not kept."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from oauth2_provider.models import get_access_token_model

from toctoc.kernel import clock
from toctoc.kernel.progress import Progress
from toctoc.kernel.tasks import Work
from toctoc.people import tasks
from toctoc.people.services.tokens import issue_token

if TYPE_CHECKING:
    from toctoc.people.models import Actor


def test_a_token_that_ran_out_is_forgotten_and_another_is_kept(ruisseau: Actor, carrelet: Actor) -> None:
    assert ruisseau.account is not None
    assert carrelet.account is not None
    issue_token(account=carrelet.account)
    with clock.at(clock.now() - timedelta(days=400)):
        issue_token(account=ruisseau.account)
    tasks.forget_tokens(Work(1, 1, Progress(lambda _done, _total: True)))
    assert [token.user_id for token in get_access_token_model().objects.all()] == [carrelet.account.pk]

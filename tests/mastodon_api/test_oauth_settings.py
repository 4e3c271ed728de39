"""Which apps act in one's name, and how that ends."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from oauth2_provider.models import get_access_token_model, get_application_model

from tests.conftest import signed_in
from tests.mastodon_api.oauth_flow import code_of, consent, let_in, register
from toctoc.kernel import clock
from toctoc.kernel.progress import Progress
from toctoc.kernel.tasks import Work
from toctoc.live.models import LiveEvent
from toctoc.live.rules.wire import STANDING
from toctoc.people import tasks
from toctoc.people.models import AuthorizationCode
from toctoc.people.services.tokens import bearer_of, issue_token

if TYPE_CHECKING:
    from toctoc.people.models import Actor

PAGE = "/reglages/applications"
pytestmark = pytest.mark.django_db


def run() -> None:
    tasks.forget_tokens(Work(1, 1, Progress(lambda _done, _total: True)))


def test_apps_are_listed_in_words_and_one_is_ended(ruisseau: Actor) -> None:
    token = let_in(ruisseau, scopes="read push")
    assert ruisseau.account is not None
    printed = issue_token(account=ruisseau.account)
    browser = signed_in(ruisseau).client
    page = browser.get(PAGE).content.decode()
    assert "Essai" in page
    assert "Vous envoyer des alertes sur cet appareil." in page
    assert "Jeton remis par l’administration" in page
    assert "dernière utilisation le" in page
    assert token not in page
    held = bearer_of(token)
    assert held is not None
    before = LiveEvent.objects.filter(kind=STANDING).count()
    for _ in range(2):
        assert browser.post(PAGE, {"jeton": held.token_id}).status_code == 302
    assert bearer_of(token) is None
    assert bearer_of(printed) is not None
    assert LiveEvent.objects.filter(kind=STANDING).count() == before + 1
    assert "Essai" not in browser.get(PAGE).content.decode()


def test_the_list_costs_the_same_for_many(ruisseau: Actor) -> None:
    browser, costs = signed_in(ruisseau).client, []
    for count in (1, 4):
        for _ in range(count):
            let_in(ruisseau)
        with CaptureQueriesContext(connection) as asked:
            browser.get(PAGE)
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_apps_that_nobody_used_are_forgotten() -> None:
    with clock.at(clock.now() - timedelta(days=31)):
        register()
    get_application_model().objects.update(created=clock.now() - timedelta(days=31))
    kept = register()
    run()
    assert [app.client_id for app in get_application_model().objects.all()] == [kept.client_id]


def test_an_app_in_use_is_kept_and_goes_two_years_after(ruisseau: Actor) -> None:
    let_in(ruisseau)
    get_application_model().objects.update(created=clock.now() - timedelta(days=400))
    run()
    assert get_application_model().objects.count() == 1
    with clock.at(clock.now() + timedelta(days=740)):
        get_access_token_model().objects.all().delete()
        run()
    assert not get_application_model().objects.exists()


def test_codes_are_forgotten_after_a_day(ruisseau: Actor) -> None:
    app = register()
    code_of(consent(app, ruisseau))
    run()
    assert AuthorizationCode.objects.count() == 1
    with clock.at(clock.now() + timedelta(days=2)):
        run()
    assert not AuthorizationCode.objects.exists()

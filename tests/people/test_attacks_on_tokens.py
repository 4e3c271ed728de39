"""Tokens are known to those who carry them: neither the database nor the administration gives them away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from oauth2_provider.models import get_access_token_model

from toctoc.people.models import Account
from toctoc.people.services.tokens import bearer_of, issue_token, revoke_token

if TYPE_CHECKING:
    from django.test import Client

    from toctoc.people.models import Actor


def test_a_copy_of_the_database_holds_no_token(avril: Actor) -> None:
    assert avril.account is not None
    token = issue_token(account=avril.account)
    row = get_access_token_model().objects.values().get()
    assert token not in str(row)
    assert bearer_of("") is None
    bearer = bearer_of(token)
    assert bearer is not None
    assert bearer.actor_id == avril.pk
    revoke_token(token=token)
    assert bearer_of(token) is None


@pytest.mark.parametrize("what", ["accesstoken", "refreshtoken", "grant", "idtoken", "application"])
def test_nobody_reads_or_makes_tokens_in_the_administration(client: Client, db: None, what: str) -> None:
    chief = Account.objects.create_superuser(email="chef@exemple.test", password="girouette-verte")
    client.force_login(chief, backend="django.contrib.auth.backends.ModelBackend")
    for address in ("", "add/"):
        assert client.get(f"/administration/oauth2_provider/{what}/{address}").status_code == 404
    # The page exists for what is registered, so that the answer above means something.
    assert client.get("/administration/people/actor/").status_code == 200

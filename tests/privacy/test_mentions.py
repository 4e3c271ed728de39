"""Members of this server and addresses of the fediverse are public; accounts of other networks are not."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.conftest import person
from toctoc.privacy.services import Blocked, clear
from toctoc.privacy.services.sight import findings_in
from toctoc.privacy.services.speech import clear_speech

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _members() -> None:
    person("dr_martin_79")
    person("marie")


@pytest.mark.parametrize(
    "text",
    [
        "Merci @dr_martin_79 pour ta réponse.",
        "Merci @marie, et bonne journée.",
        "Suivez @anne.kerdoncuff@social.exemple.test, qui en parle mieux que moi.",
        "Voir @Kerdoncuff_79@mastodon.social.",
    ],
)
def test_a_public_identity_stops_nothing(text: str) -> None:
    assert clear_speech(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "Merci @dr_martin_80 pour ta réponse.",
        "Contactez @dr_martin_79 sur Instagram.",
        "Écrivez à @lena.quimper@gmail.com",
        "Écrivez à lena.quimper@social.exemple.test",
        "@marie Kerdoncuff a été opérée : Mme Kerdoncuff va mieux.",
    ],
)
def test_what_is_none_is_found(text: str) -> None:
    with pytest.raises(Blocked):
        clear_speech(text)


def test_an_address_of_mail_is_blocked_even_as_a_label() -> None:
    with pytest.raises(Blocked):
        clear("@lena.quimper@gmail.com")


def test_one_query_at_most(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        findings_in(" ".join(f"@membre_{n}" for n in range(40)), "fr")
    with django_assert_num_queries(0):
        findings_in("Merci @anne@social.exemple.test, Mme Kerdoncuff.", "fr")


@pytest.mark.parametrize("piece", ["@", "@a", "@a@", "@a.", "@a@b.", "@a@b.c@", "a_", "@a-", "@ sur "])
def test_time_grows_with_the_text_alone(piece: str) -> None:
    from toctoc.privacy.rules.findings import Finding, Level
    from toctoc.privacy.services.mentions import without_mentions

    text = piece * (100_000 // len(piece))
    began = time.process_time()
    without_mentions(text, [Finding(0, 1, "handle", Level.MASK, "")])
    assert time.process_time() - began < 1


@pytest.mark.parametrize("hidden", ["@0612345678@x.fr", "@0639981234@exemple.test"])
def test_an_address_hides_nothing_that_may_never_leave(hidden: str, db: None) -> None:
    with pytest.raises(Blocked):
        clear_speech(f"Appelez {hidden} demain")

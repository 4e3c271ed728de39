"""English for who writes: what the guard says of a text, its rules, consents, alerts and masks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from tests.conftest import signed_in
from tests.english import check, in_french
from tests.pages import words_of
from toctoc.people.models import Account, Actor
from toctoc.privacy.rules.frame.packaged import PACKAGED

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
CHANGED = "/administration/regles/"
# Administrators write both languages: fields of the other one say so.
FRENCH_FIELD = re.compile(r'<(?:input|textarea) [^>]*lang="fr"[^>]*>[^<]*')
WRITTEN = (
    "Mrs Odile Brasseur, born on 12/03/1954, called us from 06 39 98 12 34 and lives in Bessines.",
    "I want to die tonight and I have no one left to talk to.",
    "My son swallowed bleach, he is four years old.",
    "What dose of ibuprofen should I take for my back, can you tell me what I have?",
    "Buy my miracle cure, 50% off with the code HEAL, and stop your chemotherapy today.",
    "A 62-year-old patient of mine in Niort, a baker, has Fabry disease and was seen on 3 May 2024.",
    "See you with Tavrenko and number 8841 tomorrow.",
)


def in_english(actor: Actor) -> Client:
    """Return the browser of somebody who asked for English and writes in it."""
    Actor.objects.filter(pk=actor.pk).update(languages="en")
    client = signed_in(actor).client
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


@pytest.mark.parametrize("text", WRITTEN)
def test_what_the_guard_says_while_one_writes_is_in_english(carrelet: Actor, text: str) -> None:
    client = in_english(carrelet)
    typed = {"text": text, "audience": "public", "language": "en"}
    check(client.post("/messages/relire", typed), text)
    page = client.post("/messages/nouveau", {**typed, "cle": "english-guard"}, follow=True)
    check(page, text)


def test_what_is_refused_before_sending_is_in_english(carrelet: Actor) -> None:
    client = in_english(carrelet)
    typed = {"text": "My patient has had a dry cough for three weeks.", "audience": "public", "language": "en"}
    for answers, told in (
        ({}, "Before sending, answer the two questions below the text."),
        ({"reconnaissable": "yes", "accord": "no"}, "This person is recognisable and did not agree."),
    ):
        page = client.post("/messages/nouveau", {**typed, **answers, "cle": "closing-in-english"})
        assert page.status_code == 422
        assert told in page.content.decode()
        check(page, told)


def test_the_rules_are_in_english_for_readers_and_administrators(carrelet: Actor) -> None:
    assert carrelet.account_id is not None
    Account.objects.filter(pk=carrelet.account_id).update(is_staff=True, is_superuser=True, is_moderator=True)
    client = in_english(carrelet)
    for slug in PACKAGED:
        check(client.get(f"/regles/{slug}"), slug)
        for page in (client.get(CHANGED + slug), client.post(CHANGED + slug, {"cle": slug, "title_fr": "Un titre"})):
            assert in_french(FRENCH_FIELD.sub("", words_of(page))) == [], slug
    for address in ("/administration/regles", "/moderation/alertes", "/conservation", "/reglages/consentements"):
        page = client.get(address)
        assert page.status_code == 200, address
        check(page, address)

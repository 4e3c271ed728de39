"""The cast: the same few people in every test. All are fictional."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as property_settings

from tests.databases import ON_POSTGRESQL
from toctoc.community.queries.home import home_lists
from toctoc.community.services import posts
from toctoc.mastodon_api.rules import limits
from toctoc.people.policies import viewer_for
from toctoc.people.services.accounts import make_account
from toctoc.people.services.actors import Portrait, make_actor
from toctoc.people.services.proofs import Evidence, record_proof
from toctoc.privacy.services import clear, clear_line
from toctoc.questions.services.questions import QuestionDraft, ask
from toctoc.search.services import engines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.conf import LazySettings

    from toctoc.community.models import Post
    from toctoc.people.models import Account, Actor
    from toctoc.people.rules.audience import Viewer
    from toctoc.questions.models import Question

# Programs that tests start read the settings that operators have; this process has read its own by now.
os.environ["DJANGO_SETTINGS_MODULE"] = "toctoc.config.settings"

# A machine with much to do is slow for a moment: that is no fault of what is tested.
property_settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
property_settings.load_profile("suite")

PASSWORD = "cabane-orange-42"


def person(handle: str, profession: str = "", specialty: str = "", *, proved: bool = False) -> Actor:
    """Make an account with one actor, its profession proved or only declared."""
    account = make_account(email=f"{handle}@exemple.test", password=PASSWORD)
    portrait = Portrait(clear_line(handle.capitalize()), clear(""), profession, specialty)
    actor = make_actor(account=account, handle=handle, portrait=portrait)
    if proved:
        record_proof(actor=actor, evidence=Evidence(profession, specialty))
        actor.refresh_from_db()
    return actor


@dataclass(frozen=True)
class SignedIn:
    """Somebody at a browser."""

    actor: Actor
    client: Client


def signed_in(actor: Actor) -> SignedIn:
    """Return a browser in which the actor's account signed in."""
    client = Client()
    assert actor.account is not None
    client.force_login(actor.account, backend="django.contrib.auth.backends.ModelBackend")
    return SignedIn(actor, client)


@pytest.fixture(autouse=True)
def _empty_memory() -> None:
    home_lists.clear()
    limits.requests.counts.clear()


@pytest.fixture
def index_folder(tmp_path: Path, settings: LazySettings) -> Iterator[Path]:
    """Keep the search index in a folder of this test's own."""
    settings.SEARCH_FOLDER = tmp_path / "search"
    engines.engine.cache_clear()
    yield settings.SEARCH_FOLDER
    engines.engine.cache_clear()


@pytest.fixture(params=["tantivy", *(["postgresql"] if ON_POSTGRESQL else [])])
def index(request: pytest.FixtureRequest, index_folder: Path, settings: LazySettings) -> engines.Engine:
    """Keep the search index in each engine in turn that this database can hold."""
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, search=request.param)
    return engines.engine()


@pytest.fixture
def ruisseau(db: None) -> Actor:
    """A general practitioner, proved: she asks."""
    return person("ruisseau", "doctor", "general_practice", proved=True)


@pytest.fixture
def carrelet(db: None) -> Actor:
    """A dermatologist, proved: he answers."""
    return person("carrelet", "doctor", "dermatology", proved=True)


@pytest.fixture
def plumier(db: None) -> Actor:
    """A pharmacist, proved."""
    return person("plumier", "pharmacist", proved=True)


@pytest.fixture
def avril(db: None) -> Actor:
    """A patient."""
    return person("avril")


@pytest.fixture
def dehors(db: None) -> Actor:
    """The outsider: says to be a doctor, has proved nothing."""
    return person("dehors", "doctor", "dermatology")


@pytest.fixture
def vigie(db: None) -> Account:
    """A moderator's account, with an actor."""
    account = person("vigie").account
    assert account is not None
    account.is_moderator = True
    account.save()
    return account


def question_by(
    asker: Actor, text: str = "Faut-il arrêter le traitement ?", audience: str = "professionals"
) -> Question:
    """Ask a question on dermatology for today."""
    draft = QuestionDraft(clear(text), ("dermatologie", "traitement"), "today", audience)
    return ask(asker=asker, draft=draft)


def post_by(author: Actor, text: str = "Bonjour à tous.", audience: str = "public") -> Post:
    """Begin a plain thread."""
    return posts.write(author=author, draft=posts.Draft(clear(text), audience))


def eyes_of(actor: Actor) -> Viewer:
    """Return the viewer an actor is."""
    return viewer_for(actor, actor.account)

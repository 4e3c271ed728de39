"""A hashtag or a mention opens the same question by every door through which a message comes; the form says so."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils.module_loading import autodiscover_modules

from tests.config.api_caller import caller
from tests.conftest import signed_in
from tests.pages import words_of
from toctoc.community.models import Post
from toctoc.community.services import posts
from toctoc.jobs.services.worker import Worker
from toctoc.kernel import clock
from toctoc.people.models import Actor
from toctoc.privacy.services import clear
from toctoc.questions.models import Question
from toctoc.questions.services.tagged import open_if_it_knocks

TEXTS = (
    "Un eczéma qui résiste aux dermocorticoïdes, que proposez-vous ? #DocTocToc",
    "@toctoc Un eczéma qui résiste aux dermocorticoïdes, que proposez-vous ?",
)


@pytest.fixture(autouse=True)
def _words(db: None) -> None:
    """Let the words of the migration open questions: these tables are made without migrations."""
    import_module("toctoc.questions.migrations.0006_ways_in_and_out").seed(apps, None)


@pytest.mark.parametrize("text", TEXTS)
def test_the_composer_opens_one_and_the_second_press_no_other(ruisseau: Actor, carrelet: Actor, text: str) -> None:
    client, typed = signed_in(ruisseau).client, {"cle": "a", "text": text, "audience": "professionals"}
    for _ in range(2):
        assert client.post("/messages/nouveau", typed).status_code == 302
    asked = Question.objects.get()
    assert text.split("?", maxsplit=1)[0] in words_of(signed_in(carrelet).client.get(f"/questions/{asked.pk}"))


@pytest.mark.parametrize("text", TEXTS)
def test_the_json_api_opens_one_that_its_answer_tells(ruisseau: Actor, text: str) -> None:
    said = caller(ruisseau).post("/posts", {"text": text, "audience": {"kind": "professionals"}})
    assert (said.status, said.body["question"]["state"]) == (201, "open")
    assert Question.objects.get().pk == int(said.body["id"])
    plain = {"text": "Merci #DocTocToc.", "audience": {"kind": "professionals"}}
    assert caller(ruisseau).post("/posts", plain).body.get("question") is None


def test_a_message_that_waits_for_its_hour_knocks_when_it_is_written(ruisseau: Actor) -> None:
    at = clock.now() + timedelta(hours=2)
    sent = {"text": TEXTS[0], "audience": {"kind": "professionals"}, "publish_at": at.isoformat()}
    assert caller(ruisseau).post("/posts", sent).status == 202
    assert not Question.objects.exists()
    autodiscover_modules("tasks")
    with clock.at(at + timedelta(minutes=6)):
        Worker().drain()
    assert Question.objects.get().asker_id == ruisseau.pk


def test_a_message_from_elsewhere_waits_for_federation_to_knock(ruisseau: Actor) -> None:
    """An actor without an account here has proved nothing here: its message stays a message."""
    post = posts.write(author=ruisseau, draft=posts.Draft(clear("Bonjour ?"), "public"))
    Post.objects.filter(pk=post.pk).update(text=TEXTS[1])
    Actor.objects.filter(pk=ruisseau.pk).update(account=None)
    assert open_if_it_knocks(post=Post.objects.get(pk=post.pk)) is None


def test_the_form_tells_each_the_words_by_which_they_may_knock(ruisseau: Actor, avril: Actor) -> None:
    doctors, everybody = (words_of(signed_in(one).client.get("/questions/poser")) for one in (ruisseau, avril))
    assert "#doctoctoc" in doctors
    assert "#pharmatoctoc" not in doctors
    assert "@toctoc" in everybody
    assert "#doctoctoc" not in everybody

"""Prepared forms written again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import post_by, question_by
from toctoc.community.models import AuthorFragment, PostFragment
from toctoc.community.services import posts
from toctoc.config.cli import main
from toctoc.config.refreshing import refresh
from toctoc.privacy.services import clear
from toctoc.questions.models import QuestionFragment
from toctoc.questions.services.questions import answer

if TYPE_CHECKING:
    from toctoc.people.models import Actor

KINDS = (PostFragment, AuthorFragment, QuestionFragment)


def everything() -> list[list[tuple[object, ...]]]:
    return [list(kind._default_manager.order_by("pk").values_list()) for kind in KINDS]


@pytest.fixture
def said(ruisseau: Actor, carrelet: Actor) -> list[list[tuple[object, ...]]]:
    """Return every prepared form of a question, its answer, an edited post that names somebody and a deleted one."""
    question = question_by(ruisseau)
    answer(answerer=carrelet, question=question, to=question.post, text=clear("Oui, et surveillez."))
    edited = post_by(ruisseau, "Bonjour.")
    posts.edit(editor=ruisseau, post=edited, text=clear("Bonjour @carrelet et @personne. #merci"), revision=1)
    posts.delete(deleter=carrelet, post=post_by(carrelet, "Trop tôt."))
    return everything()


def test_what_an_older_release_prepared_is_prepared_as_this_one_does(
    said: list[list[tuple[object, ...]]], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind in KINDS:
        kind._default_manager.update(html_fr="<old>", html_en="<old>", json="{}")
    # The tests' database was made without migrations.
    monkeypatch.setattr("toctoc.config.serve.prepare.prepare", lambda: None)
    assert main(["refresh"]) == 0
    assert everything() == said
    assert capsys.readouterr().out == "6 prepared forms written again\n"


def test_what_is_missing_is_made_and_batches_follow_one_another(
    said: list[list[tuple[object, ...]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind in KINDS:
        kind._default_manager.all().delete()
    monkeypatch.setattr("toctoc.config.refreshing.BATCH", 1)
    assert refresh() == 6
    assert everything() == said

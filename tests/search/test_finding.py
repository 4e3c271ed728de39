"""From a post that is written to somebody who finds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import eyes_of, person, post_by
from tests.search.indexing import build, jobs_waiting, settle
from toctoc.community.queries.found import Sieve, find_actors, find_posts, find_tags, results_of, similar_to
from toctoc.community.services import posts
from toctoc.people.rules.audience import STRANGER
from toctoc.people.services.actors import Portrait, change_portrait
from toctoc.privacy.services import clear, clear_line
from toctoc.search.models import Change
from toctoc.search.services.engines import NotBuilt

if TYPE_CHECKING:
    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer
    from toctoc.search.services.engines import Engine

EVERYTHING = Sieve()


def found(text: str, viewer: Viewer = STRANGER, sieve: Sieve = EVERYTHING) -> list[int]:
    return find_posts(viewer, text, sieve).ids


@pytest.fixture(autouse=True)
def _built(index: Engine, db: None) -> None:
    build()


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Les patientes opérées de la hanche vont bien.", "opérer hanches"),
        ("Les patientes opérées de la hanche vont bien.", "OPEREES"),
        ("L’hypertension d’Amélie m’inquiète.", "hypertension"),
        ("C’est l’œdème qu’on voit.", "oedeme"),
        ("TA à 14, SpO2 basse, vitamine D prescrite.", "TA"),
        ("TA à 14, SpO2 basse, vitamine D prescrite.", "vitamine D"),
        ("Fièvre à 38,5 depuis hier.", "38,5"),
        ("Un traitement par IV ou IM.", "im"),
        ("Les hôpitaux manquent de lits.", "hôpital"),
        ("Un mal de tête tenace.", "« mal de tête »"),
        ("Un mal de tête tenace.", '"mal de tête"'),
        ("La cardiologue est passée.", "cardiologie"),
    ],
)
def test_words_are_found_whatever_their_endings_and_accents(avril: Actor, said: str, asked: str) -> None:
    post = post_by(avril, said)
    settle()
    assert found(asked) == [post.pk]


def test_english_posts_are_found_by_english_words(avril: Actor) -> None:
    text = clear("The children's treatments were stopped yesterday.", language="en")
    post = posts.write(author=avril, draft=posts.Draft(text, "public"))
    settle()
    assert found("what treatment for children") == [post.pk]


def test_a_phrase_wants_its_words_together(avril: Actor) -> None:
    apart = post_by(avril, "Il a mal au dos et la tête lourde.")
    together = post_by(avril, "Il a un mal de tête.")
    settle()
    assert found('"mal de tête"') == [together.pk]
    assert set(found("mal tête")) == {apart.pk, together.pk}


def test_when_nothing_has_all_the_words_some_are_enough(avril: Actor) -> None:
    post = post_by(avril, "Le méthotrexate me fatigue.")
    settle()
    answer = find_posts(STRANGER, "méthotrexate chirurgie genou", EVERYTHING)
    assert (answer.ids, answer.only_some_words) == ([post.pk], True)


def test_an_edit_and_a_deletion_reach_the_index(avril: Actor) -> None:
    post = post_by(avril, "Une entorse.")
    settle()
    posts.edit(editor=avril, post=post, text=clear("Une fracture."), revision=1)
    settle()
    assert (found("entorse"), found("fracture")) == ([], [post.pk])
    posts.delete(deleter=avril, post=post)
    assert found("fracture") == []
    settle()
    assert found("fracture") == []
    assert not Change.objects.exists()


def test_filters(ruisseau: Actor, avril: Actor) -> None:
    asked = post_by(avril, "Quelle dose de fer ?")
    told = post_by(ruisseau, "La dose de fer dépend du poids.")
    settle()
    assert found("fer", sieve=Sieve(profession="doctor")) == [told.pk]
    assert found("fer", sieve=Sieve(voice="lived")) == [asked.pk]
    assert found("fer", sieve=Sieve(author_id=avril.pk)) == [asked.pk]
    assert found("fer", sieve=Sieve(language="en")) == []
    assert found("fer", sieve=Sieve(since=told.pk)) == [told.pk]
    assert found("fer", sieve=Sieve(until=told.pk)) == [asked.pk]
    assert found("", sieve=Sieve(author_id=avril.pk)) == [asked.pk]
    assert found("fer", sieve=Sieve(newest_first=True)) == [told.pk, asked.pk]


@pytest.mark.parametrize(
    "asked", ["Chateaubriant", "châteaubriand", "chatauebriand", "Zoé", "zoe", "chateau", "lune_bleue"]
)
def test_names_forgive(avril: Actor, asked: str) -> None:
    portrait = Portrait(clear_line("Zoé Chateaubriand"), clear(""))
    other = person("lune_bleue")
    change_portrait(actor=other, portrait=portrait)
    settle()
    assert find_actors(STRANGER, asked, EVERYTHING) == [other]


def test_people_are_found_by_what_they_are(ruisseau: Actor, plumier: Actor) -> None:
    settle()
    assert find_actors(STRANGER, "pharmacienne", EVERYTHING) == [plumier]
    assert find_actors(STRANGER, "doctor", EVERYTHING) == [ruisseau]


def test_tags_begin_so_and_stand_on_what_one_may_read(ruisseau: Actor) -> None:
    post_by(ruisseau, "Bonjour #hépatite")
    post_by(ruisseau, "Entre nous #hépatique", audience="professionals")
    settle()
    assert find_tags(STRANGER, "#hepat") == ["hépatite"]
    assert set(find_tags(eyes_of(ruisseau), "hépat")) == {"hépatite", "hépatique"}


def test_what_is_alike(avril: Actor) -> None:
    post = post_by(avril, "Faut-il arrêter le méthotrexate avant une opération du genou ?")
    post_by(avril, "Bonjour à tous.")
    settle()
    assert similar_to("Méthotrexate et chirurgie : l’arrêter avant d’opérer ?", STRANGER) == [post.pk]


def test_highlights_are_escaped(avril: Actor) -> None:
    post = post_by(avril, "Une <script>alert(1)</script> douleur & des brûlures.")
    settle()
    [result] = results_of(found("brulure"), STRANGER, "brulure")
    assert result.passage == ("Une &lt;script&gt;alert(1)&lt;/script&gt; douleur &amp; des <mark>brûlures</mark>.")
    assert result.post == post


HOSTILE = [
    '"',
    "(((",
    ")",
    "a AND",
    "NOT",
    "*",
    "?",
    "mot:",
    "[1 TO",
    "\\",
    "^",
    "~",
    "'",
    "«",
    "l'",
    "/a/",
    "\0",
    "-",
    "::",
]


@pytest.mark.parametrize(
    "asked", [*HOSTILE, "(" * 10_000, "mot " * 2_500, '"' * 999, "a" * 10_000, "🩺", "的", "é" * 5000]
)
def test_no_question_is_an_error(avril: Actor, asked: str) -> None:
    post_by(avril)
    settle()
    found(asked)
    find_actors(STRANGER, asked, EVERYTHING)
    find_tags(STRANGER, asked)
    similar_to(asked, STRANGER)


def test_a_missing_index_is_built(avril: Actor, index: Engine) -> None:
    index.discard()
    with pytest.raises(NotBuilt):
        found("bonjour")
    assert jobs_waiting("search.rebuild") == 1

"""Who is asked about what: topics in the data exist, and nobody is asked what is not theirs to answer."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from tests.conftest import eyes_of, person
from toctoc.people.rules.professions import PROFESSIONS, SPECIALTIES, may_answer, students
from toctoc.people.services.proofs import Evidence, record_proof
from toctoc.privacy.services import clear
from toctoc.questions.queries.lists import waiting_for
from toctoc.questions.rules.topics import (
    EXPECTED_OF_PROFESSION,
    EXPECTED_OF_SPECIALTY,
    TOPICS,
    expected_topics,
)
from toctoc.questions.services.questions import QuestionDraft, ask

if TYPE_CHECKING:
    from toctoc.people.models import Actor
    from toctoc.questions.models import Question


def test_every_topic_that_a_country_names_exists() -> None:
    for profession in PROFESSIONS.values():
        assert (profession.answers or set()) <= set(TOPICS), profession.slug


def test_every_profession_and_specialty_is_expected_somewhere() -> None:
    assert set(EXPECTED_OF_PROFESSION) | set(students()) == set(PROFESSIONS)
    assert set(EXPECTED_OF_SPECIALTY) == set(SPECIALTIES)
    for slug, expected in EXPECTED_OF_PROFESSION.items():
        assert expected_topics(slug, "") == expected, f"{slug} is expected where it may not answer"
    assert all(expected_topics(slug, "") for slug in students())


def test_nobody_is_expected_where_they_may_not_answer_whatever_specialty_they_declare() -> None:
    for profession, specialty in product((*PROFESSIONS, ""), (*SPECIALTIES, "")):
        assert all(may_answer(profession, topic) for topic in expected_topics(profession, specialty))


def about(asker: Actor, *topics: str) -> Question:
    draft = QuestionDraft(clear("Qui a déjà fait ainsi ?"), topics, "today", "professionals")
    return ask(asker=asker, draft=draft)


@pytest.mark.django_db
def test_a_question_knocks_only_at_professions_that_may_answer_one_of_its_topics(ruisseau: Actor) -> None:
    # The specialty is only declared: no proof would give it to this profession.
    aide = person("lanterne", "nursing_assistant", "dermatology")
    record_proof(actor=aide, evidence=Evidence("nursing_assistant"))
    aide.refresh_from_db()
    student = person("plumelle", "student_doctor", proved=True)
    about(ruisseau, "dermatologie", "traitement")
    wounds, studies = about(ruisseau, "dermatologie", "plaies"), about(ruisseau, "formation", "diagnostic")
    assert waiting_for(aide, eyes_of(aide)) == [wounds.pk]
    assert waiting_for(student, eyes_of(student)) == [studies.pk]

"""What people of the demonstration world say, before anybody says it."""

from __future__ import annotations

import re

import pytest

from toctoc.community.rules.voices import VOICES
from toctoc.config.world import phrases, texts
from toctoc.config.world.chance import chance_for
from toctoc.config.world.wording import SLOTS, Wording
from toctoc.people.rules.professions import PROFESSIONS, SPECIALTIES
from toctoc.privacy.services import clear
from toctoc.questions.rules.life import State
from toctoc.questions.rules.topics import checked_topics
from toctoc.questions.rules.urgency import Urgency

NARROW = "\u202f"


def every_text() -> list[str]:
    said = [text for q in texts.questions() for text in (q.text, q.outcome, *(a.text for a in q.answers)) if text]
    return said + [post.text for post in texts.posts()] + phrases.EVERY


def test_there_are_150_questions_and_300_answers_all_distinct() -> None:
    questions = [question.text for question in texts.questions()]
    answers = [answer.text for question in texts.questions() for answer in question.answers]
    assert len(set(questions)) == len(questions) >= 150
    assert len(set(answers)) == len(answers) >= 300
    assert len({question.key for question in texts.questions()}) == len(questions)


def test_every_text_passes_the_guard_as_it_is() -> None:
    for text in every_text():
        assert clear(text).text == text


@pytest.mark.parametrize(
    "mistake",
    [
        r"'",
        r'"',
        rf"[^{NARROW}?!][?!;]",
        rf"(?<![{NARROW}\d]):(?!\d)",
        rf"«(?!{NARROW})",
        rf"(?<!{NARROW})»",
        r"\.\.\.",
        r" {2}",
        r" [,.?!;:]",
        r"\bca\b",
    ],
)
def test_every_text_keeps_french_typography(mistake: str) -> None:
    assert [text for text in every_text() if re.search(mistake, text)] == []


def test_every_slot_is_known_and_filled() -> None:
    wording = Wording(chance_for("test", 1))
    for text in every_text():
        assert set(re.findall(r"\{(\w+)\}", text)) <= {*SLOTS, "to"}
        assert "{" not in wording.filled(text.replace("{to}", ""))


def test_every_word_of_the_files_exists() -> None:
    for question in texts.questions():
        assert checked_topics(question.topics) == question.topics
        assert question.urgency in set(Urgency)
        assert question.end in set(State)
        assert bool(question.outcome) == (question.end == State.CLOSED)
        assert question.audience in {"public", "members", "professionals", "profession"}
        for by in (question.asker, *(answer.by for answer in question.answers)):
            assert _is_role(by)
        for answer in question.answers:
            assert answer.voice in VOICES
            assert (answer.voice == "official") == (answer.by == "hospital")
    for post in texts.posts():
        assert _is_role(post.by)
        assert post.voice in VOICES


def test_only_professionals_answer_professionals_in_the_files() -> None:
    for question in texts.questions():
        for answer in question.answers:
            if question.audience == "professionals":
                assert answer.by not in {"patient", "relative", "hospital"}
            if question.audience == "profession":
                assert answer.by.partition(":")[0] == question.asker.partition(":")[0]


def test_a_text_said_many_times_is_never_said_twice_the_same() -> None:
    wording = Wording(chance_for("test", 2))
    openings, closings = phrases.QUESTION_OPENINGS, phrases.QUESTION_CLOSINGS
    said = [wording.anew("Bonjour, une question.", openings, closings) for _ in range(500)]
    assert len(set(said)) == len(said)


def _is_role(by: str) -> bool:
    profession, _, specialty = by.partition(":")
    if by in {"patient", "relative", "hospital"}:
        return True
    return profession in PROFESSIONS and (not specialty or specialty in SPECIALTIES)

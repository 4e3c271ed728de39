"""What is read of a question's text."""

from __future__ import annotations

import json
import lzma
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from tools import train_topics

from tests.questions.understanding import abstracts, given, micro_f1, questions, top_hits
from toctoc.people.rules.professions import SPECIALTIES
from toctoc.questions.rules.topics import MOST_TOPICS, TOPICS
from toctoc.questions.rules.understanding import weights
from toctoc.questions.rules.understanding.asking import asks
from toctoc.questions.rules.understanding.hurry import hurry_of
from toctoc.questions.rules.understanding.languages import language_of
from toctoc.questions.rules.understanding.reading import LEAST, understood
from toctoc.questions.rules.understanding.themes import THEME_WORDS, themes
from toctoc.questions.rules.understanding.wanting import Wants, put, wants
from toctoc.questions.rules.urgency import Urgency

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Fibrillation atriale découverte à l’ECG chez une femme de 82 ans, quel anticoagulant ?", "cardiologie"),
        ("Quel pansement sur un ulcère veineux très exsudatif ?", "plaies"),
        ("Rattrapage vaccinal chez l’adulte : ROR et coqueluche le même jour ?", "vaccin"),
        ("Mon logiciel refuse la télétransmission depuis la mise à jour, vous aussi ?", "numerique"),
        ("Thèse : je cherche un directeur et des participants pour des entretiens", "universitaire"),
        ("ULCERE VEINEUX EXSUDATIF QUEL PANSEMENT", "plaies"),
    ],
)
def test_the_topic_of_a_plain_question_comes_first(text: str, topic: str) -> None:
    assert understood(text).topics[0].slug == topic


def test_topics_are_at_most_three_likeliest_first_and_none_below_the_least() -> None:
    for one in questions("tuned")[:80]:
        found = understood(one.text).topics
        assert len(found) <= MOST_TOPICS
        assert [topic.probability for topic in found] == sorted((t.probability for t in found), reverse=True)
        assert all(LEAST <= topic.probability <= 1 and topic.slug in TOPICS for topic in found)


def test_specialties_are_those_of_the_catalogue() -> None:
    found = understood("Psoriasis du cuir chevelu ou eczéma, quel dermocorticoïde ?").specialties
    assert "dermatology" in found
    read = [specialty for one in questions("tuned")[:80] for specialty in understood(one.text).specialties]
    assert set(read) <= set(SPECIALTIES)


@pytest.mark.parametrize("text", ["", " ", "ok ?", "????", "12 34", "\x00", "🙂🙂🙂"])
def test_a_text_that_says_nothing_is_proposed_no_topic(text: str) -> None:
    assert understood(text).topics == ()


def test_abstracts_that_nothing_was_learned_from_get_their_themes() -> None:
    known, some = weights.unpacked(weights.THEMES), abstracts()[::8]
    ranked = [(known.probabilities(one.text), one.labels) for one in some]
    assert micro_f1((given(chances, known.enough), gold) for chances, gold in ranked) > 0.66
    assert top_hits(ranked) > 0.92
    assert set(known.labels) == set(THEME_WORDS)
    assert themes(some[0].text)[0][1] >= themes(some[0].text)[-1][1]


def test_the_packed_files_are_small_and_know_every_topic() -> None:
    assert set(weights.unpacked(weights.TOPICS).labels) == set(TOPICS)
    assert sum(path.stat().st_size for path in (weights.TOPICS, weights.THEMES)) < 15 * 1024 * 1024


def test_weights_are_read_back_as_they_were_packed(tmp_path: Path) -> None:
    path = tmp_path / "small.bin"
    head: dict[str, object] = {"labels": ["a", "b"], "slopes": [1.0, 2.0], "levels": [0.0, -1.0], "enough": 0.5}
    block = weights.Learned([3, 9], bytes([32, 64]), [bytes([1, 255]), bytes([0, 127])], [0.5, 0.25])
    path.write_bytes(weights.packed(head, [block]))
    found = weights.unpacked(path)
    assert (found.labels, found.enough, list(found.blocks[0].keys)) == (("a", "b"), 0.5, [3, 9])
    assert [list(column) for column in found.blocks[0].columns] == [[1, -1], [0, 127]]
    # Of two features, one twice as rare: (1 - 1) and 127 steps, over the length of (1, 2).
    assert found.blocks[0].scores([3, 9]) == pytest.approx([0.0, 127 * 0.25 / 5**0.5])
    assert found.blocks[0].scores([4]) == [0.0, 0.0]


def test_the_same_lessons_give_the_same_file_which_tells_them_apart(tmp_path: Path) -> None:
    lessons = [
        train_topics.Lesson(f"{word} {number}", frozenset({label}))
        for word, label in (("vaccin rappel", "vaccin"), ("carie molaire", "odontologie"))
        for number in ("un", "deux", "trois", "quatre")
    ]
    first, second = (train_topics.learned(lessons, ("odontologie", "vaccin"), train_topics.OF_ASKED)[0] for _ in "ab")
    assert first == second
    path = tmp_path / "few.bin"
    path.write_bytes(first)
    chances = weights.unpacked(path).probabilities("quel vaccin, et quel rappel")
    assert chances["vaccin"] > 0.5 > chances["odontologie"]


def test_what_is_learned_from_is_never_the_frozen_half_and_names_topics_that_exist() -> None:
    frozen = {one.text for one in questions("frozen")}
    learned = train_topics.questions()
    assert not frozen & {one.text for one in (*learned, *train_topics.kinds())}
    assert {label for one in learned for label in one.labels} <= set(TOPICS)


def test_what_is_kept_apart_is_not_learned_from() -> None:
    apart = {one.text for one in questions("more")[train_topics.APART - 1 :: train_topics.APART]}
    assert len(apart) > 100
    assert not apart & {one.text for one in (*train_topics.questions(), *train_topics.kinds())}


def test_of_what_is_kept_apart_the_kind_of_answer_is_mostly_right() -> None:
    apart = [one for one in questions("more")[train_topics.APART - 1 :: train_topics.APART] if one.is_question]
    assert sum(wants(one.text) == one.wants for one in apart) / len(apart) > 0.8
    assert sum(asks(one.text) for one in apart) / len(apart) > 0.85


def test_the_packaged_kinds_are_what_the_tool_learns() -> None:
    file, _ = train_topics.learned(train_topics.kinds(), tuple(Wants), train_topics.OF_KINDS, put)
    again = weights.unpacked(weights.KINDS)
    head, _, body = lzma.decompress(file).partition(b"\n")
    assert tuple(json.loads(head)["labels"]) == again.labels
    assert [block["size"] for block in json.loads(head)["blocks"]] == [len(block.keys) for block in again.blocks]
    assert body[:4] == again.blocks[0].keys[:1].tobytes()


@pytest.mark.parametrize(
    ("text", "urgency", "words"),
    [
        ("URGENT, patient devant moi, que faire ?", Urgency.NOW, ("URGENT", "patient devant moi")),
        ("À voir en urgence ?", Urgency.NOW, ("en urgence",)),
        ("Une idée avant ce soir ?", Urgency.TODAY, ("avant ce soir",)),
        ("Il faut décider sous 48 h", Urgency.TODAY, ("sous 48 h",)),
        ("Pas urgent : votre avis ?", Urgency.WEEK, ("Pas urgent",)),
        ("Rien d’urgent, quand vous pourrez", Urgency.WEEK, ("Rien d’urgent", "quand vous pourrez")),
        ("Adressé aux urgences le mois dernier, quel suivi ?", None, ()),
        ("Infirmière aux urgences, je cherche un DU", None, ()),
        ("Quel traitement de fond ?", None, ()),
    ],
)
def test_urgency_is_told_by_the_writers_words(text: str, urgency: Urgency | None, words: tuple[str, ...]) -> None:
    assert hurry_of(text) == (urgency, words)


@pytest.mark.parametrize(
    ("text", "is_question"),
    [
        ("Quelle dose", True),
        ("Besoin d’un avis sur cette lésion", True),
        ("Bonjour, comment faites-vous", True),
        ("Vraiment\u00a0?", True),
        ("Y a-t-il un protocole pour cela", True),
        ("Merci à tous pour vos réponses.", False),
        ("Le service ouvre lundi.", False),
        ("À lire : https://exemple.test/page?id=2", False),
        ("", False),
    ],
)
def test_a_question_has_a_mark_or_the_form_of_one(text: str, *, is_question: bool) -> None:
    assert asks(text) is is_question


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Quelle est la demi-vie de l’apixaban ?", Wants.FACT),
        ("Votre avis sur cette stratégie ?", Wants.OPINION),
        ("Vos retours d’expérience avec ce logiciel ?", Wants.EXPERIENCE),
        ("Où adresser ce patient ?", Wants.ADDRESS),
        ("Une fiche pour les patients ?", Wants.DOCUMENT),
        ("Sondage : combien de patients par jour ?", Wants.POLL),
    ],
)
def test_the_kind_of_answer_is_told_by_what_is_asked_for(text: str, kind: Wants) -> None:
    assert wants(text) is kind


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Comment traitez-vous cette patiente ?", "fr"),
        ("How do you treat this patient with the new drug?", "en"),
        ("¿Cómo se trata a los pacientes con esta enfermedad?", "es"),
        ("Wie behandeln Sie die Patienten mit dieser Krankheit, und was ist nicht gut?", "de"),
        ("Как лечить этого пациента?", "ru"),
        ("كيف نعالج هذا المريض؟", "ar"),
        ("HTA 18/10", "fr"),
        ("", "fr"),
    ],
)
def test_the_language_is_told_by_small_words_and_script(text: str, language: str) -> None:
    assert language_of(text) == language


_JUNK = (
    "a",
    "? ",
    "\n",
    "urgent pas ",
    "l'",
    "\u0301",
    "\ud800",
    "((",
    "comment ",
    "ou x ",
    "spo2 ",
    " ",
    "é’",
    "-t-",
    "\x00",
    "🙂",
    "سؤال ",
    "délai d’ x",
)


@pytest.mark.parametrize("piece", _JUNK)
def test_hostile_text_takes_a_bounded_time(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    begun = time.thread_time()
    understood(text)
    assert time.thread_time() - begun < 0.5


@settings(max_examples=150, deadline=None)
@drawn(st.text(alphabet=st.characters(), max_size=300))
def test_no_text_is_too_strange_to_be_read(text: str) -> None:
    read = understood(text)
    assert isinstance(read.is_question, bool)
    assert read.urgency is None or read.urgency_words


def test_reading_needs_neither_numpy_nor_the_weights_before_the_first_question() -> None:
    code = (
        "import sys, toctoc.questions.rules.understanding.reading as reading;"
        "from toctoc.questions.rules.understanding.weights import unpacked;"
        "print('numpy' in sys.modules, unpacked.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "0"]


@pytest.mark.parametrize("text", ["e" * 20_000, "\x00" * 20_000, "🙂" * 20_000, "كيف نعالج هذا المريض؟ " * 900])
def test_a_strange_text_is_proposed_nothing_that_stands_in_its_way(text: str) -> None:
    begun = time.thread_time()
    read = understood(text)
    assert time.thread_time() - begun < 0.25
    assert read.urgency is None
    assert read.wants in set(Wants)

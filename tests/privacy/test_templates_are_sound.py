"""The data that judge the guard can be read, are what they promise, and name nobody."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

import pytest

from tests.privacy.fills import BARE
from tests.privacy.templates import FOLDER, HALVES, LABELS, WORDS, Template, instances, sentences, templates

SLOT = re.compile(r"\{([A-Z]+)(?::([^{}]*))?\}")
FICTION = ("019900", "026191", "035301", "046571", "053649", "063998", "07700900", "02079460", "01134960")
PROMISED_TEMPLATES, PROMISED_TRAPS, PROMISED_ENGLISH = 340, 60, 45
PROMISED_SENTENCES = {
    "consultation_request": 130,
    "vital_emergency": 110,
    "suicide": 110,
    "abuse_child": 40,
    "violence": 40,
    "poisoning": 40,
    "testimonial": 25,
    "comparison": 25,
    "superlative": 25,
    "confirms_patient": 25,
    "advertising": 25,
    "miracle_cure": 25,
    "none": 260,
}

both_halves = pytest.mark.parametrize("half", HALVES)


def _texts(half: str) -> list[str]:
    return [one.text for one in templates(half)] + [one.text for one in sentences(half)]


def _slots(template: Template) -> list[tuple[str, list[str] | None]]:
    return [(slot[1], slot[2].split("|") if slot[2] is not None else None) for slot in SLOT.finditer(template.text)]


def _written(half: str, label: str) -> list[str]:
    slots = [slot for template in templates(half) for slot in _slots(template)]
    return [choice for name, choices in slots if name == label for choice in choices or []]


@both_halves
def test_every_slot_has_a_known_label_and_three_ways_of_writing(half: str) -> None:
    wrong = []
    for template in templates(half):
        for label, choices in _slots(template):
            bare = choices is None and label in BARE
            listed = choices is not None and len(choices) >= 3 and len(set(choices)) == len(choices)
            if label not in LABELS or not (bare or listed):
                wrong.append(f"{template.id}: {label}")
    assert wrong == []


@both_halves
def test_no_bracket_or_bar_stands_outside_a_slot(half: str) -> None:
    wrong = [template.id for template in templates(half) if set(SLOT.sub("", template.text)) & set("{}|^")]
    assert wrong == []


@both_halves
def test_every_identifier_can_be_seen_where_it_is_said_to_be(half: str) -> None:
    wrong = []
    for one in (text for template in templates(half) for text in instances(template)):
        stretches = [one.text[gold.start : gold.end] for gold in one.gold]
        if not all(stretch.strip() == stretch and stretch for stretch in stretches):
            wrong.append(f"{one.template.id}, {one.number}")
    assert wrong == []


@both_halves
def test_traps_and_only_traps_have_no_slot(half: str) -> None:
    wrong = [one.id for one in templates(half) if (one.genre == "negative") == bool(SLOT.search(one.text))]
    assert wrong == []


@both_halves
def test_every_text_says_its_language(half: str) -> None:
    spoken = {one.lang for one in templates(half)} | {one.lang for one in sentences(half)}
    assert spoken <= {"fr", "en"}


@both_halves
def test_no_sentence_comes_twice(half: str) -> None:
    counted = Counter(text.casefold() for text in _texts(half))
    assert [text for text, times in counted.items() if times > 1] == []


@both_halves
def test_other_labels_of_a_sentence_are_known_and_new(half: str) -> None:
    wrong = [
        one.id
        for one in sentences(half)
        if one.label not in WORDS
        or not set(one.also) <= WORDS - {one.label, "none"}
        or (one.label == "none" and one.also)
    ]
    assert wrong == []


def test_the_halves_share_no_text() -> None:
    tuned, frozen = (set(_texts(half)) for half in HALVES)
    assert tuned & frozen == set()


def test_the_frozen_half_has_as_many_templates_as_promised() -> None:
    read = templates("frozen")
    assert len(read) >= PROMISED_TEMPLATES
    assert sum(one.genre == "negative" for one in read) >= PROMISED_TRAPS
    assert sum(one.lang == "en" for one in read) >= PROMISED_ENGLISH
    assert {label for one in read for label, _ in _slots(one)} == LABELS


def test_the_frozen_half_has_as_many_sentences_as_promised() -> None:
    read = sentences("frozen")
    counted = Counter(one.label for one in read)
    assert {label: counted[label] for label, least in PROMISED_SENTENCES.items() if counted[label] < least} == {}
    assert sum(one.lang == "en" for one in read) >= len(read) / 5


def test_no_written_phone_of_the_frozen_half_can_ring() -> None:
    figures = [
        "".join(c for c in unicodedata.normalize("NFKC", one) if c.isascii() and c.isdigit())
        for one in _written("frozen", "PHONE")
    ]
    national = [re.sub(r"^(?:00)?(?:33|44)0?", "0", one) for one in figures]
    whole = [one for one in national if len(one) >= 10 and "55501" not in one]
    assert [one for one in whole if not one.startswith(FICTION)] == []


@both_halves
def test_no_written_address_can_receive_mail(half: str) -> None:
    kept = re.compile(r"test|example|exemple")
    assert [
        one
        for one in _written(half, "EMAIL")
        if not kept.search(unicodedata.normalize("NFKC", one.replace(" ", "")).casefold())
    ] == []


def test_the_frozen_half_says_that_nobody_tunes_on_it() -> None:
    assert "For judging only" in (FOLDER / "frozen" / "README.md").read_text(encoding="utf-8")

"""Passages are weighed the same each time, in bounded time and space, and learned the same from the same sentences."""

from __future__ import annotations

import json
import time

import pytest
from tools import train_words

from toctoc.privacy.rules.emergencies import cards
from toctoc.privacy.rules.frame import Situation, concerns
from toctoc.privacy.rules.weighing import weigh
from toctoc.privacy.rules.weighing.features import PLACES
from toctoc.privacy.rules.weighing.passages import PASSAGE, passages
from toctoc.privacy.rules.weighing.weights import PACKAGED, weights

LARGEST = 1_500_000
NO_WORDS = {
    "mentions": " ".join(f"@nom{chr(97 + at // 26)}{chr(97 + at % 26)}" for at in range(500)),
    "few mentions": "@lune @soleil @vent @pluie @neige",
    "a list of mentions": "(@lune), @soleil, @vent ; @pluie, @neige.",
    "one word": "mot " * 200,
    "three words": "test un deux " * 100,
    "thanks": "merci beaucoup à vous " * 40,
    "numbers": " ".join(str(at * 7_919) for at in range(300)),
    "list of numbers": "1, 2, 3, 4, 5",
    "addresses": "\n".join(f"https://exemple.test/page/{at}/le-meilleur-titre" for at in range(50)),
    "bare addresses": "www.exemple.test/a www.autre.test/le/meilleur-de-tous www.encore.test/x-y-z",
    "mailboxes": "ruisseau@exemple.test lune.rousse@exemple.test vent@exemple.test pluie@exemple.test",
    "emoji": "😀😁🎉 " * 100,
    "marks": "?! … ; : ()" * 50,
}
HOSTILE = ("je ", "mourir corde ", "a", "pas ", "…", "1,", "je veux mourir. ", "ne jamais pas cachets seul ", "é\u0301")
FAREWELLS = (
    "Les volets sont fermés, les factures payées, je m’en vais rejoindre Paul ce soir.",
    "Ne m’attendez pas dimanche, il y aura une chaise de libre pour toujours.",
    "I folded my clothes and wrote to mum, tomorrow will be quiet without me.",
)


def test_the_packaged_weights_are_small_and_speak_of_every_label() -> None:
    assert PACKAGED.stat().st_size <= LARGEST
    assert weights().labels == train_words.SLUGS
    assert len(weights().body) == PLACES * len(weights().labels)


def test_the_same_sentences_give_the_same_bytes() -> None:
    few = list(train_words.sentences(train_words.OURS / "a-harm.jsonl"))[:60]
    first, second = (train_words.rounded(*train_words.learned(few, rounds=2)) for _ in range(2))
    assert first == second


def test_the_sentences_are_read_whole_and_each_is_one() -> None:
    known = {"none", *train_words.LABELS}
    for path in train_words.OURS.glob("*.jsonl"):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        assert rows
        assert {row["label"] for row in rows} <= known
        assert {also for row in rows for also in row.get("also", ())} <= known
        assert {row["lang"] for row in rows} <= {"fr", "en"}


def test_sentences_that_judge_are_not_learned_from() -> None:
    assert not any(path.stem.startswith(("words-second", "dev-")) for path in train_words.files())


def test_everyday_sentences_are_drawn_the_same_each_time() -> None:
    first, second = list(train_words.everyday()), list(train_words.everyday())
    assert first == second
    assert len(set(first)) > 1_000
    assert not any(mark in text for text in first for mark in "{}|")


@pytest.mark.parametrize(
    "text",
    ["Je suis fatigué, je vais me coucher.", "J’ai raté mon train.", "It’s my last day on the ward.", "Voici ma main."],
)
def test_tone_alone_calls_for_nothing(text: str) -> None:
    assert cards(text) == ()


@pytest.mark.parametrize("text", FAREWELLS)
def test_what_no_pattern_knows_is_weighed(text: str) -> None:
    assert "suicide" in cards(text)


def test_a_danger_is_found_amid_a_long_text() -> None:
    calm = "Nous avons parlé du jardin, des vacances et de la recette de soupe de ma tante. " * 8
    assert "suicide" not in cards(calm)
    assert "suicide" in cards(f"{calm} Ce soir je vais me pendre, la corde est prête. {calm}")


@pytest.mark.parametrize("text", NO_WORDS.values(), ids=NO_WORDS)
def test_what_has_no_ordinary_words_weighs_nothing(text: str) -> None:
    assert weigh(text) == ()
    assert cards(text) == ()
    assert concerns(text, situation=Situation()) == []


def test_a_danger_among_mentions_or_said_over_and_over_shows() -> None:
    assert "suicide" in cards(f"{NO_WORDS['mentions']} je veux mourir ce soir")
    assert "suicide" in cards("je veux mourir " * 50)
    assert "suicide" in cards("@lune je veux avaler tous mes c@chets")


@pytest.mark.parametrize("stuff", ["a@", "@", "@a ", "https://", "www.", "a.", "a@a.", "-"])
def test_mentions_and_addresses_are_found_in_time(stuff: str) -> None:
    weigh("premier")
    began = time.process_time()
    weigh((stuff * 100_000)[:100_000])
    assert time.process_time() - began < 3


def test_passages_cover_every_word_and_are_short() -> None:
    words = ("un", "deux", "trois", "quatre", "cinq", "six", ".") * 30 + ("mot",) * 200
    found = list(passages(words))
    assert {place for first, last in found for place in range(first, last)} == set(range(len(words)))
    assert all(0 < last - first <= PASSAGE for first, last in found)


@pytest.mark.parametrize("text", HOSTILE)
def test_long_texts_take_time_in_proportion(text: str) -> None:
    weigh("premier")
    began = time.process_time()
    weigh((text * 100_000)[:100_000])
    assert time.process_time() - began < 3

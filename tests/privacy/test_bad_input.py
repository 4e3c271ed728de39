"""Whatever comes in, the guard answers: in time, within the text, and never blind to what it knows."""

from __future__ import annotations

import re
import time
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.privacy.hostile import patterns, slow_for
from toctoc.privacy.rules.findings import Level
from toctoc.privacy.rules.guard import inspect

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 200_000
PHONE, EMAIL = "06 39 98 12 34", "anne.dupre@exemple.test"
SENTENCE = "Mme Solenn Kerguelen, née le 12/03/1954, vit à Bessines ; tension 12/8, paracétamol 1 g, Glasgow 15.\n"
# Seconds of CPU that a text may take before its growth is looked at: of one pattern, whose time is told from noise
# long before it hurts, and of the whole guard.
TOLD, QUICK = 0.1, 0.8
# In small steps at first: what doubles with each character must be caught before it takes for ever.
SIZES = (*(int(20 * 1.15**step) for step in range(28)), 3_000, 10_000, 30_000, 100_000)


def checked(text: str) -> list[str]:
    """Inspect, and return what was found; findings lie in the text, in order, apart from each other."""
    end, stretches = 0, []
    for finding in inspect(text):
        assert end <= finding.start < finding.end <= len(text)
        end = finding.end
        if finding.level is not Level.LOOK:
            stretches.append(text[finding.start : finding.end])
    return stretches


def holds(stretches: list[str], wanted: str) -> bool:
    return any(wanted in stretch for stretch in stretches)


def cpu(call: Callable[[], object], rounds: int = 1) -> float:
    taken = []
    for _ in range(rounds):
        began = time.thread_time()
        call()
        taken.append(time.thread_time() - began)
    return min(taken)


@pytest.mark.parametrize("text", ["", " ", "\n", "\x00", "\ufeff", "\u200b", "a", "é", ".", "0", "@", "\ud800", "👩‍⚕️"])
@pytest.mark.parametrize("language", ["fr", "en", "", "xx"])
def test_next_to_nothing_holds_nobody(text: str, language: str) -> None:
    assert inspect(text, language) == []


def test_the_longest_text_is_read_to_its_end_and_costs_in_proportion() -> None:
    stock = SENTENCE * (LONGEST // len(SENTENCE) + 1)
    long = f"{stock[: LONGEST - len(EMAIL) - 1]} {EMAIL}"
    short = stock[: LONGEST // 10]
    inspect(short[:1_000])
    stretches: list[str] = []
    assert len(long) == LONGEST
    # Ten times the text; a little more than ten times the work, whatever else this machine does.
    assert cpu(lambda: stretches.extend(checked(long))) < 25 * max(cpu(lambda: inspect(short)), 0.005)
    assert stretches[-1] == EMAIL


@pytest.mark.parametrize("seed", range(4))
def test_bytes_that_are_no_text_hide_nobody(seed: int) -> None:
    noise = Random(seed).randbytes(3_000)
    for text in (
        noise.decode("latin-1"),
        noise.decode("utf-8", "surrogateescape"),
        noise.decode("utf-8", "replace"),
        noise.decode("utf-16-le", "surrogatepass"),
        "\x00".join(noise.decode("cp437")),
    ):
        checked(text)
        around = checked(f"{text}\n\n— {EMAIL} —\n\n{text}")
        assert holds(around, EMAIL)


@pytest.mark.parametrize("plane", range(17))
def test_every_plane_of_unicode_is_read(plane: int) -> None:
    points = Random(plane).sample(range(plane << 16, (plane + 1) << 16), 1_500)
    points += [(plane << 16) + last for last in (0, 0xFFFE, 0xFFFF)]
    text = "".join(map(chr, points))
    checked(text)
    checked(" ".join(text))
    assert holds(checked(f"{text}\n\n— {PHONE} —\n\n{text}"), PHONE)


@pytest.mark.parametrize("place", [0.0, 1.0])
@pytest.mark.parametrize("piece", ["a", "a ", "0,", "É", "(", "\u0301", "\u200b", "🙂", "-", "Le ", "1/"])
def test_what_is_known_is_found_in_the_middle_of_noise(piece: str, place: float) -> None:
    noise = (piece * 4_000)[:4_000]
    cut = int(len(noise) * place)
    assert holds(checked(f"{noise[:cut]}\n\n{EMAIL}\n\n{noise[cut:]}"), EMAIL)


def test_patterns_are_found_to_be_attacked() -> None:
    assert len(patterns()) > 20


@pytest.mark.parametrize("name", sorted(patterns()))
def test_a_pattern_costs_in_proportion_to_a_hostile_text(name: str) -> None:
    pattern = patterns()[name]
    for piece in slow_for(pattern):
        assert_linear(pattern, piece)


def assert_linear(pattern: re.Pattern[str], piece: str) -> None:
    """Search ever longer repeats of ``piece``: growth out of proportion stops the test before it takes for ever."""
    told = 0.0  # seconds per character, once they could be told
    for size in SIZES:
        if told and size != SIZES[-1]:
            continue
        text = (piece * (size // len(piece) + 1))[:size]
        took = cpu(lambda text=text: _search(pattern, text))  # type: ignore[misc]
        if told:
            assert took < 3 * told * size, f"{piece!r} takes {took / told / size:.1f} times as long a character"
        elif took > TOLD:
            assert took < 8 * QUICK, f"{size} characters of {piece!r} take {took:.1f} s"
            half = cpu(lambda text=text: _search(pattern, text[: len(text) // 2]), 2)  # type: ignore[misc]
            took = min(took, cpu(lambda text=text: _search(pattern, text)))  # type: ignore[misc]
            assert took < 3 * half, f"{piece!r} twice as long takes {took / half:.1f} times as long"
            told = took / size


def _search(pattern: re.Pattern[str], text: str) -> None:
    for _ in pattern.finditer(text):
        pass


@pytest.mark.parametrize("slow", [r"(?:\d+\s?)+x", r"(a|aa)+b", r"\w+@", r"(?:[a-z]+-)*[a-z]+!"])
def test_a_slow_pattern_is_caught(slow: str) -> None:
    pattern = re.compile(slow)

    def attack() -> None:
        for piece in slow_for(pattern):
            assert_linear(pattern, piece)

    with pytest.raises(AssertionError, match="take"):
        attack()


PIECES = [
    "a.", "1 ", "0", "+1", "a@", "a at ", "2A", "06 39 98 12 3", "12/", "Jean-", "Le ", "M. ", "d'", "rue ", "FR76 ",
    "né le ", "IPP ", "www.", "http://", "A", "Éé", "un ", "vingt-", "\u200b1", "@a", "ans ", "Dr Dr ", "75",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_the_whole_guard_costs_in_proportion_to_a_hostile_text(piece: str) -> None:
    text = (piece * 12_000)[:12_000]
    inspect(text[:1_000])
    whole = cpu(lambda: inspect(text))
    if whole > QUICK:
        third = cpu(lambda: inspect(text[:4_000]), 2)
        whole = min(whole, cpu(lambda: inspect(text)))
        assert whole < 4.5 * third, f"{piece!r}: three times as long takes {whole / third:.1f} times as long"

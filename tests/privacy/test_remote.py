"""What comes from another server is marked, never altered, and never breaks the door."""

from __future__ import annotations

import time

import pytest

from toctoc.privacy.rules.marks import Marks
from toctoc.privacy.services import sight
from toctoc.privacy.services.sight import REMOTE_MOST, mark_remote


def test_kinds_and_cards_are_plain_values() -> None:
    marks = mark_remote("Mme Kerdoncuff, joignable au 06 39 98 12 34, veut mourir ce soir. Mme Kerdoncuff est seule.")
    assert marks == Marks(("name", "phone"), ("suicide",), is_whole=True)
    assert marks.is_marked


def test_a_text_without_anything_has_no_mark() -> None:
    assert mark_remote("Bonne journée à tous.") == Marks()
    assert mark_remote("") == Marks()
    assert not mark_remote("Docteur, quelle dose d’apixaban ?").is_marked


@pytest.mark.parametrize("text", ["\x00\x01\ud800" * 3_000, "@" * 30_000, "a" * 200_000, "\u202e06\ufeff39" * 9_000])
def test_whatever_comes_is_marked_in_bounded_time(text: str) -> None:
    began = time.process_time()
    marks = mark_remote(text)
    assert time.process_time() - began < 5
    assert marks.is_whole is (len(text) <= REMOTE_MOST)


def test_a_look_that_fails_is_told_and_raises_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(sight, "inspect", broken)
    marks = mark_remote("Bonjour.")
    assert (marks.kinds, marks.is_whole, marks.is_marked) == ((), False, True)

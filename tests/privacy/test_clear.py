"""From what was typed to what may be stored."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.privacy.templates import instances, templates
from toctoc.kernel.cleared import Cleared
from toctoc.kernel.errors import Invalid
from toctoc.privacy.rules.findings import Level
from toctoc.privacy.rules.folding import fold
from toctoc.privacy.rules.guard import inspect, inspect_strictly
from toctoc.privacy.rules.proposals import masked, proposals
from toctoc.privacy.rules.tidy import LARGEST_STACK, tidy
from toctoc.privacy.services import LONGEST, Blocked, clear, clear_line

texts = st.text(
    alphabet=st.one_of(st.sampled_from(" \t\r\n\u2028\u202e\u0301\u0336a0é\ufeff\x00\ud800"), st.characters())
)


def test_a_text_in_order_is_cleared_in_its_language() -> None:
    cleared = clear("Œdème à 8 h, « stable ».", language="en")
    assert (cleared.text, cleared.language) == ("Œdème à 8 h, « stable ».", "en")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  bonjour \r\n\r\n\r\n\r\n là  ", "bonjour\n\n là"),
        ("dose\u202e 12 mg", "dose 12 mg"),
        ("\ufeffa\x00b\x07c", "abc"),
        ("e\u0301te\u0301", "été"),
        ("a\u2028b\u2029c", "a\nb\nc"),
        ("👩\u200d⚕\ufe0f", "👩\u200d⚕\ufe0f"),
        ("\ud800seul", "seul"),
    ],
)
def test_what_hides_or_reorders_is_removed_and_the_rest_stays(typed: str, kept: str) -> None:
    assert clear(typed).text == kept


def test_stacked_marks_are_shortened() -> None:
    cleared = clear("z" + "\u0335" * 50 + "algo").text
    assert sum(1 for c in cleared if unicodedata.combining(c)) == LARGEST_STACK


def test_a_text_that_tells_of_somebody_is_refused_with_every_finding() -> None:
    with pytest.raises(Blocked) as refused:
        clear("anne@exemple.test, 06 39 98 12 34")
    assert [f.kind for f in refused.value.findings] == ["email", "phone"]
    assert refused.value.field == "text"


@pytest.mark.parametrize("hidden", ["06\u202e 39 98 12 34", "06\x00 39 98 12 34", "an\ufeffne@exemple.test"])
def test_what_tidying_would_uncover_is_refused(hidden: str) -> None:
    with pytest.raises(Blocked):
        clear(hidden)


def test_a_text_that_is_too_long_is_refused_before_it_is_read() -> None:
    with pytest.raises(Invalid, match=str(LONGEST)):
        clear("a" * (LONGEST + 1))
    assert clear("a" * LONGEST).text


def test_a_line_has_no_line_ends_and_is_looked_at_as_one() -> None:
    assert clear_line(" Docteur \n\n Ruisseau ").text == "Docteur Ruisseau"
    with pytest.raises(Blocked):
        clear_line("06 39\n98 12\n34")


def test_nothing_else_makes_a_cleared_text() -> None:
    with pytest.raises(TypeError):
        Cleared("bonjour", "fr", object())


@given(texts)
def test_tidying_twice_is_tidying_once(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once


@given(texts)
def test_a_tidy_text_can_be_stored_and_holds_nothing_harmful(text: str) -> None:
    tidied = tidy(text)
    tidied.encode()
    assert not set(tidied) & set("\x00\r\u202e\u2066\ufeff\u2028")
    assert tidied == tidied.strip()


@given(texts)
def test_folding_points_back_within_the_text_and_in_order(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.origins)
    assert list(folded.origins) == sorted(folded.origins)
    for position in range(len(folded.text)):
        start, end = folded.span(position, position + 1)
        assert 0 <= start < end <= len(text)


@given(texts)
def test_what_is_cleared_has_nothing_left_that_must_go(text: str) -> None:
    try:
        cleared = clear(text)
    except Invalid:
        return
    assert not [finding for finding in inspect(cleared.text) if finding.level is Level.BLOCK]


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("Vue à Bessines.", "Vue dans une commune des Deux-Sèvres."),
        ("Elle vient de Bessines.", "Elle vient d’une commune des Deux-Sèvres."),
    ],
)
def test_mask_joins_the_words_around_it(typed: str, sent: str) -> None:
    assert masked(typed, [p for p in proposals(typed) if p.is_to_mask]) == sent


def test_labels_are_stopped_by_all_that_is_strict_and_by_nothing_else() -> None:
    for text in [instances(template)[0].text for template in templates("tuned")]:
        strict = {(f.start, f.end) for f in inspect(text) if f.level is Level.BLOCK}
        found = inspect_strictly(text)
        assert all(f.level is Level.BLOCK for f in found)
        assert strict <= {(f.start, f.end) for f in found}

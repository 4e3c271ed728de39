"""Bank accounts and cards, by their key."""

from __future__ import annotations

import pytest

from tests.privacy.marked import seen, stretches, unmarked, wanted
from toctoc.privacy.rules.detectors.iban import IbanDetector, iban_holds
from toctoc.privacy.rules.findings import Level

FOUND = (
    "Voir ⟦FR76 9999 9999 9999 9999 9999 932⟧ merci.",
    "Voir ⟦BE68 5390 0754 7034⟧ merci.",
    "Voir ⟦GB29 NWBK 6016 1331 9268 19⟧ merci.",
    "Voir ⟦4111 1111 1111 1111⟧ merci.",
    "Voir ⟦fr76 9999 9999 9999 9999 9999 932⟧ merci.",
    "IBAN : ⟦BE68 5390 0754 7035⟧",
    "RIB ⟦99999 99999 12345678901 89⟧",
    "⟦BE68-5390-0754-7034⟧ puis",
    "⟦BE68 539O 0754 7O34⟧ merci",
)
PASSES = (
    "2019 2020 2021 2022",
    "une patiente de 71 ans ayant développé un pseudomyxome",
    "de 20 patients. Les 20 patientes",
    "be68 de 12 a 14",
    "de 11 pays et régions dans la méta-analyse",
)


@pytest.mark.parametrize("sentence", FOUND)
def test_it_is_found_whole_however_it_is_written(sentence: str) -> None:
    assert stretches(IbanDetector(), unmarked(sentence)) == wanted(sentence)


@pytest.mark.parametrize("text", PASSES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_only_looks_like_one_is_left_alone(text: str, language: str) -> None:
    assert stretches(IbanDetector(), text, language) == []


def test_it_may_not_leave() -> None:
    assert {finding.level for sentence in FOUND for finding in seen(IbanDetector(), unmarked(sentence))} == {
        Level.BLOCK
    }


def test_one_wrong_figure_is_seen() -> None:
    assert iban_holds("be68539007547034")
    assert not iban_holds("be68539007547043")

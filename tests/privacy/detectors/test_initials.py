"""Initials that stand for a person, and letters that stand for nobody."""

from __future__ import annotations

import time

import pytest

from toctoc.privacy.rules.detectors.initials import InitialDetector
from toctoc.privacy.rules.findings import Level
from toctoc.privacy.rules.folding import fold
from toctoc.privacy.rules.reading import Around, Reading


def initials(text: str, language: str = "fr") -> list[str]:
    """Return the initials found in ``text``."""
    found = list(InitialDetector().detect(Reading(fold(text).text, language, Around())))
    assert all(finding.level is Level.MASK and finding.kind == "initials" for finding in found)
    return sorted({text[finding.start : finding.end] for finding in found})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mme D. va bien.", ["D."]),
        ("Mme D., 58 ans", ["D."]),
        ("M. B.L. est venu.", ["B.L."]),
        ("Mr J.-P. M. refuse.", ["J.-P. M."]),
        ("Mme DM est sortie.", ["DM"]),
        ("mme d. est fatiguée", ["d."]),
        ("Dr T. a vu le scanner.", ["T."]),
        ("le patient A.B. tousse", ["A.B."]),
        ("Patiente O.T., 45 ans", ["O.T."]),
        ("pt AB 72a, FA", ["AB"]),
        ("Patiente TH N, 45 ans", ["TH N"]),
        ("Initiales : J.D.", ["J.D."]),
        ("P.L., 28 ans, G1P0", ["P.L."]),
        ("Vu avec JPD (chef) et e.b. (interne)", ["JPD", "e.b."]),
        ("Je l’appellerai E., ou autrement.", ["E."]),
        ("Mr D*** va mieux.", ["D***"]),
        ("LB a vomi, N-P. a dormi.", ["LB", "N-P."]),
        ("Mes initiales sont wk, voilà.", ["wk"]),
        ("J.-M. D., 52 ans, proviseur", ["J.-M. D."]),
        ("patient P-Y. R., 96 ans", ["P-Y. R."]),
        ("M.T., 46 ans, sans domicile", ["M.T."]),
        ("Ma mère ne doit pas le savoir. R-A. K.", ["R-A. K."]),
        ("K. H. N. refuse la toilette", ["K. H. N."]),
    ],
)
def test_initials_are_found(text: str, expected: list[str]) -> None:
    assert initials(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Mme X, M. Y et Mme Z",
        "M. X. a été vu",
        "le patient A reçoit le placebo, le patient B non",
        "Child B, hépatite C, vitamine D.",
        "patient VIH sous traitement",
        "Dr House, M. Dupont",
        "m'a dit, l'a vu",
        "M. l'abbé",
        "pH 7,31, T. 38",
        "chez M. Guivarc'h, chez M. et Mme Lagarde, patient : M. BELKADI",
        "Gériatre\nT. 01 99 00 26 67",
    ],
)
def test_other_letters_are_not(text: str) -> None:
    assert initials(text) == []


def test_the_english_pronoun_is_no_initial() -> None:
    assert initials("Miss I think of you", "en") == []
    assert initials("Mrs K. is home", "en") == ["K."]


@pytest.mark.parametrize("piece", ["Mme A", "M. A.A.A.A.", "patient A. ", "A.-", "Dr. "])
def test_hostile_texts_take_linear_time(piece: str) -> None:
    began = time.process_time()
    initials(piece * (100_000 // len(piece)))
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "text", ["art. L. 1110-4 du code", "Génétique SCN5A en cours.", "BONJOUR DR. MME GAUTIER ROSELYNE A VOMI."]
)
def test_a_law_a_gene_and_a_title_are_no_initials(text: str) -> None:
    assert initials(text) == []

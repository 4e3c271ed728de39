"""The wide net: what nothing explains is underlined, what a list explains is quiet."""

from __future__ import annotations

import time

import pytest

from toctoc.privacy.rules.detectors.unexplained import Unexplained
from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.folding import fold
from toctoc.privacy.rules.merging import merged
from toctoc.privacy.rules.reading import Around, Reading


def looked_at(text: str, found: list[Finding] | None = None) -> list[str]:
    """Return what is underlined in ``text``."""
    findings = list(Unexplained().detect_beside(Reading(fold(text).text, "fr", Around()), found or []))
    assert all(finding.level is Level.LOOK and finding.kind == "unexplained" for finding in findings)
    return [text[finding.start : finding.end] for finding in findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On en parle hier Qwerbadou demain.", ["Qwerbadou"]),
        ("Le dossier 62-44280 est prêt.", ["62-44280"]),
        ("Numéro 2 9 0 2 1 9 9", ["2 9 0 2 1 9 9"]),
        ("Étiquette T7734512", ["T7734512"]),
        ("vu vandamme hier", ["vandamme"]),
        ("Code 774512.", ["774512"]),
    ],
)
def test_what_nothing_explains_is_underlined(text: str, expected: list[str]) -> None:
    assert looked_at(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "La douleur est vive. Le patient est fatigué.",
        "Doliprane 1000 mg, 12000 leucocytes, 4500 kcal, 1514 patients.",
        "En 2019, en 1987-1990, de 2001/2002.",
        "IRM, HTA, VIH, AVC, SpO2, qPCR",
        "Maladie de Parkinson, score de Glasgow, Candida albicans.",
        "En France, au Maroc, à Bruxelles, lundi, en mars.",
        "une rose, une olive, le marin",
        "TA 14/8, pH 7,31, EN 3/10",
    ],
)
def test_what_is_known_is_quiet(text: str) -> None:
    assert looked_at(text) == []


def test_what_was_found_is_not_underlined_again() -> None:
    assert looked_at("Qwerbadou", [Finding(0, 9, "name", Level.MASK, "")]) == []


@pytest.mark.parametrize("piece", ["1-", "1 ", "A1-", "Qwerty ", "0000/", "aB", "8:00 a ", "8h00 - "])
def test_hostile_texts_take_linear_time(piece: str) -> None:
    began = time.process_time()
    looked_at(piece * (100_000 // len(piece)))
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[08:12] Fanch : t'as vu ? [08:13] Sonia K : oui", ["Fanch", "Sonia K"]),
        ("14:02 – Steph ❤️ : la biopsie c'est le 28", ["Steph ❤"]),
        ("Confraternellement,\nB. de La Tour", ["B. de La Tour"]),
        ("08:12 TA : 12/8. 14:02 – glycémie : 1,2", []),
        ("on m'a dit « vite », on l'appelle « Zizou »", ["Zizou"]),
    ],
)
def test_names_told_by_the_way_they_are_written(text: str, expected: list[str]) -> None:
    reading = Reading(fold(text).text, "fr", Around())
    found = merged(reading.text, Unexplained().detect_beside(reading, []))
    assert [reading.text[f.start : f.end] for f in found if f.level is Level.MASK] == expected

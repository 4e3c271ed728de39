"""Exact ages over 89."""

from __future__ import annotations

import pytest

from tests.privacy.marked import seen, stretches, unmarked, wanted
from toctoc.privacy.rules.detectors.age import AgeDetector
from toctoc.privacy.rules.findings import Level

FOUND = (
    "elle a ⟦90ans et demi⟧",
    "my nan Doreen is ⟦93⟧ and lives alone",
    "elle a ⟦94 ans⟧",
    "⟦94ans⟧",
    "⟦96yo⟧ woman",
    "a ⟦96-year-old⟧ man",
    "Mrs X, ⟦96⟧, fell",
    "Mme Martin, ⟦96⟧, chute",
    "⟦102 ans⟧",
    "ses ⟦95 ans⟧",
    "(F, ⟦96⟧)",
    "femme de ⟦92 ans⟧",
    "⟦quatre vingt douze ans⟧",
    "⟦nonante-deux ans⟧",
    "⟦cent deux ans⟧",
    "⟦91 a.⟧",
    "⟦ninety-four years old⟧",
    "Mr Smith (⟦97⟧)",
    "va fêter ses ⟦98 ans⟧",
    "dans sa ⟦94⟧e année",
    "⟦98 balais⟧",
    "⟦92⟧F with chest pain",
    "she turned ⟦ninety-five⟧",
    "She'll be ⟦99⟧ in June",
    "Femme de ⟦93 a.⟧, FEVG 55 %",
    "Home visit. Morag Petrie, ⟦94⟧, fell by the range",
    "Hamish Galbraith, ⟦ninety-one⟧, lives alone",
    "Wing Cdr Rawlins is ⟦95⟧, was at sea",
    "Papa a 89 ans et mémé ⟦99⟧ !",
    "My dad, Ignatius, was ⟦94⟧ on Sunday",
    "Room nine belonged to Frenchie, ⟦94⟧, once a landlady",
    "Call him Stan, ⟦90⟧ next birthday",
    "FOR HUSBAND RONALD, ⟦92⟧ // CHEST PAIN",
    "says Gladys (⟦93⟧) is left in bed",
    "NHS no 999 812 3400, ⟦90⟧, ward 2",
    "mon père ⟦92⟧ et ma mère ⟦91⟧",
    "notre doyenne a ⟦104⟧, notre ⟦centenaire⟧ va bien",
    "née en ⟦31⟧ ; mamie, née en ⟦14⟧, à l’EHPAD",
    "sa patiente ⟦centenaire⟧ et la ⟦centenaire⟧ du village",
)
PASSES = (
    "il y a 96 ans, depuis 100 ans, plus de 90 ans, ≥ 90 ans, 65-95 ans, de 18 à 95 ans",
    "89 ans, 72 ans, 9 ans, 190 ans",
    "moyenne 91 ans, âge médian 92 ans",
    "95 % IC, 95e percentile, 94 % SpO2, 96 kg, 120 mmHg",
    "détection de 125 à 500 pg/mL",
    "rapport hommes/femmes de 97:43",
    "over 90 years, 95 to 99",
    "sats, she's 99 on room air",
    "SpO2 is 94, HR is 98, Sats 94, pulse 92",
    "Vitamine D, 94, normale. Créatinine, 95, stable. La glycémie (94)",
    "Alain avait 94 de LDL, Paul est à 95, Sophie a eu 98 au test, Hugo (98 cm)",
    "habite Marseille, 94, Créteil (94), (Durand, 98 ; Petit, 101), Smith et al. (94)",
    "un hôpital centenaire, le centenaire de la découverte, les centenaires en France",
    "née en 85, né en 12, née en 2014, née à 36 SA",
)


@pytest.mark.parametrize("sentence", FOUND)
def test_it_is_found_whole_however_it_is_written(sentence: str) -> None:
    assert stretches(AgeDetector(), unmarked(sentence)) == wanted(sentence)


@pytest.mark.parametrize("text", PASSES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_only_looks_like_one_is_left_alone(text: str, language: str) -> None:
    assert stretches(AgeDetector(), text, language) == []


def test_it_may_not_leave() -> None:
    assert {finding.level for sentence in FOUND for finding in seen(AgeDetector(), unmarked(sentence))} == {Level.MASK}

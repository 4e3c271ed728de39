"""Numbers of patients and stays, with the word that says so and without."""

from __future__ import annotations

import pytest

from tests.privacy.marked import seen, stretches, unmarked, wanted
from toctoc.privacy.rules.detectors.patient_number import PatientNumberDetector
from toctoc.privacy.rules.findings import Level

FOUND = (
    "3e étage, code ⟦B4471⟧ inchangé",
    "réf. sinistre ⟦AS-2231-7790⟧",
    "N° dossier ⟦H 77 21 09⟧",
    "IPP ⟦8001234567⟧",
    "IPP: ⟦80 012 345⟧",
    "NDA ⟦2300123456⟧",
    "dossier n° ⟦123456⟧",
    "n° de dossier : ⟦AB-12345⟧",
    "Séjour n°⟦230012345⟧",
    "n° de séjour ⟦23-004512⟧",
    "vu ⟦62-44280⟧ hier",
    "vu ⟦2 9 0 2 1 9 9⟧ hier",
    "MRN ⟦00123456⟧",
    "hospital number ⟦K123456⟧",
    "IPP du patient : ⟦8001234567⟧",
    "son IPP est le ⟦800123⟧",
    "identifiant patient ⟦88 77 66 55⟧",
    "I.P.P. ⟦8001234567⟧",
    "dossier numéro ⟦12 345 678⟧",
    "⟦8001234567⟧ au bloc",
    "IPP⟦8001234567⟧",
    "patient #⟦44512⟧",
    "Doss. n° ⟦12345⟧",
    "NDA\n⟦963 403 685⟧",
    "N° doss1er ⟦A12345O7⟧",
    "le ⟦921 428 781⟧ a été revu",
    "Coproculture n° ⟦L21-059950⟧ positive",
    "lab no ⟦L80.4412⟧, repeat",
    "n° de séjour : ⟦0801123⟧",
    "Venue ⟦240801122⟧",
    "chart number ⟦80-11-422⟧",
    "CHI number: ⟦080399 9991⟧",
    "Hospital No: ⟦80 11 22 A⟧",
    "numéro d’écrou : ⟦80 412⟧",
    "prison number ⟦A8011XY⟧",
    "vue ce jour, ⟦A8011XY⟧, puis ⟦80PMA0225⟧",
    "6 ovocytes, ⟦PMA80-114⟧",
    "badge ⟦B 8044⟧",
    "utente ⟦800-55-66⟧",
    "code porte de chez eux = ⟦80A41⟧",
    "code portail = ⟦8044#⟧, digicode : ⟦80 44⟧",
    "key safe ⟦80-41⟧, boîte à clés ⟦8025⟧",
    "2e gauche, code ⟦80B77⟧",
)
PASSES = (
    "séjour de 12 jours, passage en 2019, dossier de 2019, dossier 3, patient 12",
    "PMID 12345678, NCT04280705, EAN 3400912345678, lot A1234B, lot n° 123456",
    "12 345 678 habitants, 68 000 000, 7 500 000 000",
    "1500000 UI, 20000000 copies/mL",
    "1 2 3 4 5 6",
    "0 1 0 1 1 0 0",
    "loi n° 91-1406, décret 2004-802",
    "20152019",
    "chr17:41244000, rs1799971",
    "brevet n° 2652567",
    "cycle 2-10000/mm3",
    "à 10 20 30 40 50 ans",
    "facture 2025-114, devis n° 25-1180, facture de 1200 €",
    "code F41.1, code CCAM DEQP003, code ATC N05BA12, interphone cassé depuis 2024",
    "labo : GB 12300, plaquettes 345000, ferritine 1250",
    "sample size 1200, visit 3 at week 12, insurance 1200 per year",
    "EVA 3 4 5 2 1 0, Glycémies 126 131 128 145 167",
    "INR 2,3 2,5 3,1 2,8 ; TA 140/80 135/75 150/90",
    "BAY 80-6946, MK-677, HLA-B27, c.1521_1523delCTT, XBB.1.5",
    "IPP 40 mg, sous IPP depuis 2019, IPP pendant 4 à 8 semaines",
)


@pytest.mark.parametrize("sentence", FOUND)
def test_it_is_found_whole_however_it_is_written(sentence: str) -> None:
    assert stretches(PatientNumberDetector(), unmarked(sentence)) == wanted(sentence)


@pytest.mark.parametrize("text", PASSES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_only_looks_like_one_is_left_alone(text: str, language: str) -> None:
    assert stretches(PatientNumberDetector(), text, language) == []


def test_a_room_is_worth_a_look() -> None:
    (finding,) = seen(PatientNumberDetector(), "Patient de la chambre 214, lit porte.")
    assert finding.level is Level.LOOK


def test_the_word_blocks_and_the_form_alone_is_masked() -> None:
    assert {f.level for f in seen(PatientNumberDetector(), "IPP 8001234567")} == {Level.BLOCK}
    assert {f.level for f in seen(PatientNumberDetector(), "vu 62-44280 hier")} == {Level.MASK}


@pytest.mark.parametrize("text", ["RÉGULATION : 07:42 appel", "Aidant 3. Passages 8h 14h 20h.", "Visite : 7 h 30"])
def test_an_hour_is_no_number(text: str) -> None:
    assert stretches(PatientNumberDetector(), text) == []

"""Establishments and practices by their name; the word alone names nothing."""

from __future__ import annotations

import time

import pytest

from tests.privacy.marked import seen, stretches, unmarked, wanted
from toctoc.privacy.rules.detectors.hospital import HospitalDetector
from toctoc.privacy.rules.findings import Level

FOUND = (
    "Admise au ⟦CHU de Nancy⟧ puis à ⟦l’hôpital de Toul⟧.",
    "suivie à la ⟦clinique du Millénaire⟧",
    "au ⟦chu de poitiers⟧ ils sont bien",
    "⟦Centre hospitalier du Haut-Anjou⟧",
    "Suivi à ⟦Necker⟧, puis à ⟦la Pitié-Salpêtrière⟧.",
    "⟦réa 3 de Purpan⟧ puis ⟦urgences de Lapeyronie⟧",
    "il est a ⟦purpan⟧",
    "⟦l’EHPAD Les Mimosas⟧, ⟦l’ehpad du bois⟧",
    "la ⟦pharmacie des Halles⟧, la ⟦MSP Les Quatre Vents⟧",
    "⟦Cabinet de pédiatrie des Tanneurs⟧",
    "⟦Cerballiance de Dax⟧",
    "⟦centre d’imagerie Bergson⟧, ⟦l’institut Bergonié⟧",
    "Hospitalisée ⟦clinique Saint-Roch⟧ en 2020",
    "⟦soins palliatifs de la Maison de Nicodème⟧",
    "le ⟦service du Pr Vasseur⟧",
    "le ⟦csapa de Béziers⟧",
)
# Forms of other hands: the whole must be covered, a word more does no harm.
COVERED = (
    "transféré vers l’⟦hop. Beauregard⟧",
    "suivi au ⟦sessad les papillons⟧",
    "Merci au ⟦centre ophtalmo des Carmes⟧.",
    "placée à la ⟦pouponnière Les Lutins⟧",
    "Le pédiatre des ⟦Bleuets⟧ nous a revus.",
    "accouchement à la ⟦mat’ des Lilas⟧",
    "signature : ⟦service de MPR, CHS La Roseraie⟧",
    "son médecin au ⟦CLSC des Érables⟧",
    "Transférée à la ⟦Cavale⟧ hier, retour aux ⟦Jardins de Sérane⟧ lundi",
    "Dialysé à l’⟦AURA Plaisance⟧, extraction vers l’⟦UHSI de Valmont⟧",
    "⟦PMA Saint-Anselme⟧ nous suit, le ⟦centre PMA Gynélys⟧ aussi.",
    "opérée au ⟦Klinik Sonnenhof⟧, puis ⟦Hospital de Braga⟧",
    "domiciliée chez l’⟦association Le Relais du Port⟧",
    "décès aux ⟦Jardins d’Élise⟧, chambre 4",
    "suivie à l’⟦Institut Curie⟧",
)
ENGLISH = (
    "Seen at ⟦St George's Hospital⟧ and ⟦Leicester Royal Infirmary⟧.",
    "Her husband drives her to ⟦Addenbrooke's⟧.",
    "The ⟦Oakfield Surgery⟧ called.",
    "⟦Children's Hospital of Eastern Ontario⟧",
    "moved to the ⟦Ravensmoor wing⟧, born at the ⟦Rosemere birth centre⟧",
    "discharged from the ward at ⟦Leasowe⟧",
)
PASSES = (
    "Allez au CHU, aux urgences, à l’hôpital ou à la clinique.",
    "Hôpital de jour, clinique de la douleur, service de pédiatrie, maison de retraite.",
    "Examen clinique normal, essai clinique de phase 3, diagnostic clinique de DANP.",
    "Clinique : fièvre. Pharmacie clinique.",
    "L’Inserm, la HAS et l’AP-HP recommandent.",
    "Trousseau positif, aphasie de Broca, maladie de Dupuytren.",
    "Laennec inventa le stéthoscope.",
    "les signes cliniques et le bilan, la clinique et les radiographies",
    "deux cliniques VIH, CH à 37",
    "Le syndrome de Ramsay Hunt, le groupe Ramsay Santé, l’Institut Pasteur a publié.",
    "L’Institut Curie mène des recherches, la Mayo Clinic recommande la marche.",
    "Victor Hugo a écrit. Georges Pompidou fut président. Marie Curie a reçu deux prix.",
    "Notre-Dame de Paris a brûlé, l’Assistance publique recrute.",
    "EHPAD pour des globes, IRM « pour savoir », entrée au Musée, suivie au Canada.",
    "Le lycée est fermé, l’IDE Charline passe ce soir.",
)


@pytest.mark.parametrize("sentence", FOUND)
def test_an_establishment_is_found_by_its_name(sentence: str) -> None:
    assert stretches(HospitalDetector(), unmarked(sentence)) == wanted(sentence)


@pytest.mark.parametrize("sentence", COVERED)
def test_every_character_is_covered_whoever_writes(sentence: str) -> None:
    found = " ".join(stretches(HospitalDetector(), unmarked(sentence)))
    assert all(part in found for part in wanted(sentence))


@pytest.mark.parametrize("sentence", ENGLISH)
def test_it_is_found_in_english(sentence: str) -> None:
    text = unmarked(sentence)
    found = stretches(HospitalDetector(), text, "en")
    assert all(any(name in stretch for stretch in found) for name in wanted(sentence))


@pytest.mark.parametrize("text", PASSES)
def test_the_word_alone_and_medicine_are_left_alone(text: str) -> None:
    assert stretches(HospitalDetector(), text) == []


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("au CHU de Nancy", "un CHU"),
        ("suivi à Necker", "un CHU"),
        ("à la clinique Pasteur", "une clinique"),
        ("à l’hôpital de Toul", "un hôpital de la région"),
        ("à l’EHPAD Les Mimosas", "un EHPAD"),
        ("la pharmacie des Halles", "une pharmacie"),
    ],
)
def test_what_stands_instead_says_what_kind_it_is(text: str, instead: str) -> None:
    (finding,) = seen(HospitalDetector(), text)
    assert (finding.level, finding.replacement) == (Level.MASK, instead)


@pytest.mark.parametrize(
    "piece", ["CHU de ", "hôpital ", "clinique Saint-", "service de ", "l’hôpital de la ", "Necker "]
)
def test_time_grows_with_the_text_alone(piece: str) -> None:
    began = time.process_time()
    seen(HospitalDetector(), (piece * 40_000)[:40_000])
    assert time.process_time() - began < 3

"""Addresses: what leads to a door cannot be sent, less than that is masked."""

from __future__ import annotations

import time

import pytest

from tests.privacy.marked import seen, stretches, unmarked, wanted
from toctoc.privacy.rules.detectors.address import AddressDetector
from toctoc.privacy.rules.findings import Level

BLOCKED = (
    "J’habite ⟦12 bis rue des Lilas, 79000 Niort⟧.",
    "⟦rue des lilas à bessines⟧",
    "⟦3 rue victor hugo niort⟧",
    "au ⟦douze avenue du Général de Gaulle⟧",
    "⟦14 rue du Four à Chaux, bât. B, 3e étage, appt 12⟧",
    "⟦7 bis bd gambetta 79200 le moule⟧",
    "adresse ⟦102 avenue du 8 mai 1945, 69500 Bron⟧",
    "⟦23 cours Mirabeau⟧ puis ⟦12 chemin de la croix blanche⟧ ce soir",
    "⟦Appt 12, 3 rue Jean Moulin⟧",
    "⟦1 rond-point des Aulnes⟧",
    "⟦BP 40123, 35001 Rennes Cedex⟧",
)
# Forms of other hands: the whole must be covered, a word more does no harm.
COVERED = (
    "Je loge au ⟦3 bis r. Gambetta⟧ depuis peu.",
    "VAD demain, ⟦lot. Les Bruyères n°17⟧, interphone hs",
    "L’auxiliaire passe ⟦av. J. Jaurès 122, bte 4⟧, à Seraing.",
    "⟦Bahnhofstrasse 12⟧, 3011 Berne",
    "On vit en mobil-home, ⟦camping Les Sablons, emplacement 47⟧.",
    "prends les clés ⟦3e porte à gauche après le lavoir⟧",
    "jhabite ⟦5 rue dla paix⟧",
    "⟦4 all. des Cèdres⟧ – 3ème sonnette",
    "ma mamie habite ⟦la maison bleue derrière l’église de Plouha⟧",
    "IRM ⟦1, Um Bierg⟧, L-7526 Diekirch",
    "logée au ⟦squat du 5 rue Dampierre⟧, on est ⟦face au 9 cours Ladoucette⟧",
    "⟦salle des fêtes, 2 rue de l’Église⟧",
)
MASKED = (
    "il vit ⟦rue Pasteur⟧ depuis trois ans",
    "⟦lieu-dit La Bouchardière⟧",
    "⟦résidence Les Ormes, bâtiment C⟧",
    "⟦quartier de la Gare⟧",
    "adresse : ⟦Le Bourg⟧",
    "en panne sur ⟦la D948 au km 12⟧",
    "l’⟦A7 sortie 12⟧, puis ⟦PK 43 de l’A10⟧",
)
ENGLISH = (
    "⟦12 elm street⟧",
    "⟦Flat 3, 9 Harbour View⟧",
    "⟦221 Old Mill Road⟧",
    "⟦310 W 12th St⟧",
    "⟦Flat 2B, The Maltings⟧",
)
PASSES = (
    "3 passages aux urgences, en cours de route, voie orale, voie d’abord",
    "Il habite au 3e étage sans ascenseur.",
    "Il traverse la rue à pied ; les gens de la rue.",
    "la place de la chirurgie, la prise en charge, mise en place de la VNI",
    "côte droite, 5e côte, cours de yoga, 2 ponts",
    "BP 140/90, PA 12/8",
    "vitamine D3 100000 UI, A1 sortie demain matin, L5 S1",
    "La tour Eiffel, le Tour de France, le pont de Normandie, la villa Médicis",
    "un accident de la route à Niort, côté Manche",
    "un courrier envoyé à 1000 vétérinaires suisses. Outre les données personnelles",
    "le chemin du succès, le domaine ASPDH, BD Max TM",
)


@pytest.mark.parametrize("sentence", BLOCKED)
def test_what_leads_to_a_door_cannot_be_sent(sentence: str) -> None:
    found = seen(AddressDetector(), unmarked(sentence))
    assert [unmarked(sentence)[f.start : f.end] for f in found] == wanted(sentence)
    assert {f.level for f in found} == {Level.BLOCK}


@pytest.mark.parametrize("sentence", MASKED)
def test_a_street_or_a_home_alone_is_masked(sentence: str) -> None:
    found = seen(AddressDetector(), unmarked(sentence))
    assert [unmarked(sentence)[f.start : f.end] for f in found] == wanted(sentence)
    assert {f.level for f in found} == {Level.MASK}


@pytest.mark.parametrize("sentence", COVERED)
def test_every_character_is_covered_whoever_writes(sentence: str) -> None:
    found = " ".join(stretches(AddressDetector(), unmarked(sentence)))
    assert all(part in found for part in wanted(sentence))


@pytest.mark.parametrize("sentence", ENGLISH)
def test_it_is_found_in_english(sentence: str) -> None:
    found = seen(AddressDetector(), unmarked(sentence), "en")
    assert [unmarked(sentence)[f.start : f.end] for f in found] == wanted(sentence)
    assert {f.level for f in found} == {Level.BLOCK}


@pytest.mark.parametrize("text", PASSES)
def test_what_only_sounds_like_a_street_is_left_alone(text: str) -> None:
    assert stretches(AddressDetector(), text) == []


@pytest.mark.parametrize("piece", ["12 rue ", "rue de la ", "bât. B ", "résidence A ", "12 ", "adresse : Le Bourg "])
def test_time_grows_with_the_text_alone(piece: str) -> None:
    began = time.process_time()
    seen(AddressDetector(), (piece * 40_000)[:40_000])
    assert time.process_time() - began < 3

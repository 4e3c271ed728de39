"""Towns, told from ordinary words, people and diseases of the same name."""

from __future__ import annotations

import time

import pytest

from tests.privacy.marked import seen, stretches, unmarked, wanted
from toctoc.privacy.rules.detectors.commune import CommuneDetector
from toctoc.privacy.rules.findings import Level
from toctoc.privacy.rules.guard import inspect

FOUND = (
    "J’habite à ⟦Bessines⟧, près de ⟦Niort⟧.",
    "j'habite a ⟦vannes⟧ depuis toujours",
    "jhabite ⟦st brieuc⟧ et j'ai mal au dos",
    "Elle vit à ⟦L’Haÿ-les-Roses⟧ depuis 2010.",
    "né à ⟦St-Étienne⟧, opéré à ⟦Saint Louis⟧",
    "Il vient ⟦du Mans⟧ et repart ⟦aux Ulis⟧.",
    "jsuis ⟦au mans⟧ ce soir, qui connait",
    "PATIENT DE ⟦NIORT⟧ ADMIS A ⟦POITIERS⟧",
    "Suivi à ⟦Gap⟧, puis à ⟦Vienne⟧, muté à ⟦Bordeaux⟧.",
    "Il habite à ⟦Eu⟧.",
    "⟦Paris 13e⟧, ⟦Lyon 3⟧",
    "dans le ⟦13e arrondissement⟧ de ⟦Paris⟧",
    "79000 ⟦NIORT CEDEX 9⟧",
    "quartier de ⟦la Croix-Rousse⟧ à ⟦Lyon⟧",
    "Entre ⟦Angers⟧ et ⟦Tours⟧, arrêt à ⟦Saumur⟧.",
    "je suis de ⟦niort⟧, ma sœur de ⟦poitiers⟧",
    "le village de ⟦Trifouillis⟧, j’habite à ⟦Saint-Machin-les-Bains⟧",
    "originaire de ⟦Tizi Ouzou⟧, rentré de ⟦Mopti⟧",
    "pharmacie à ⟦Brioux⟧",
    "Lieu de naissance : ⟦Cayenne⟧",
    "dans notre village (⟦Vieux-Boucau⟧)",
    "un village à 30 km de ⟦Tulle⟧",
    "on vit à ⟦Foix⟧, près ⟦du Thor⟧, née à ⟦Bône⟧",
    "le ⟦Marché-aux-Herbes⟧, ⟦Saint-Pierre-et-Miquelon⟧",
)
ENGLISH = (
    "She lives in ⟦Leeds⟧ and works in ⟦Reading⟧.",
    "I moved from ⟦Croydon⟧ to ⟦Hove⟧ last year",
    "Our GP is in ⟦Thornbury⟧.",
    "my gp surgery in ⟦slough⟧ lost my bloods",
)
PASSES = (
    "le doigt de Bordeaux, l’anneau de Lyon, le savon de Marseille",
    "classification de Vienne, critères de Rome, virus de Marseille, échelle d’Édimbourg",
    "Glasgow 15, score de Genève révisé, Ottawa Ankle Rules",
    "Montpellier-cotation : 3 points",
    "la Vienne et les Deux-Sèvres, en Mayenne, dans l’Ain",
    "Il vit en Bretagne, vient du Maroc, part en Espagne.",
    "Nancy Dupont va mieux, merci Florence.",
    "il tourne en rond, mal au bout du doigt, à la mer, vers midi",
    "née à terme, à l’hôpital, à long terme, vis-à-vis du grand public",
    "maladie de Gap, test de Sens",
    "Clogmia albipunctata, alopécie associée à Lynxacarus radovskyi",
    "partir de la souche 94881",
    "L’ARS d’Île-de-France, en Provence-Alpes-Côte d’Azur, la Côte d’Azur, le Val-de-Marne",
    "à partir de Mars, une entreprise de Bretagne, la grippe de Hong Kong, les Jeux de Londres",
    "le lycée Louis-le-Grand",
    "IgE spécifiques, SARS-CoV-2, l’OMS et l’OIE",
)


@pytest.mark.parametrize("sentence", FOUND)
def test_a_town_is_found_however_it_is_written(sentence: str) -> None:
    assert stretches(CommuneDetector(), unmarked(sentence)) == wanted(sentence)


@pytest.mark.parametrize("sentence", ENGLISH)
def test_a_town_is_found_in_english(sentence: str) -> None:
    assert stretches(CommuneDetector(), unmarked(sentence), "en") == wanted(sentence)


@pytest.mark.parametrize("text", PASSES)
def test_what_only_has_the_name_of_a_town_is_left_alone(text: str) -> None:
    assert stretches(CommuneDetector(), text) == []


@pytest.mark.parametrize(
    ("text", "language", "instead"),
    [
        ("J’habite à Bessines.", "fr", "une commune des Deux-Sèvres"),
        ("J’habite à Lyon.", "fr", "une grande ville d’Auvergne-Rhône-Alpes"),
        ("J’habite à Paris.", "fr", "une grande ville de la région parisienne"),
        ("J’habite à Genève.", "fr", "une ville à l’étranger"),
        ("J’habite à Trifouillis.", "fr", "une commune"),
        ("I live in Bessines.", "en", "a town in Deux-Sèvres"),
        ("I live in Leeds.", "en", "a town abroad"),
    ],
)
def test_what_stands_instead_says_where_about_and_is_itself_no_finding(text: str, language: str, instead: str) -> None:
    (finding,) = seen(CommuneDetector(), text, language)
    assert (finding.level, finding.replacement) == (Level.MASK, instead)
    again = text[: finding.start] + finding.replacement + text[finding.end :]
    assert [f for f in inspect(again, language) if f.level is not Level.LOOK] == []


@pytest.mark.parametrize("piece", ["Paris ", "Saint-", "La ", "de ", "habite à ", "Niort, ", "79000 Niort ", "A "])
def test_time_grows_with_the_text_alone(piece: str) -> None:
    began = time.process_time()
    seen(CommuneDetector(), (piece * 40_000)[:40_000])
    assert time.process_time() - began < 3

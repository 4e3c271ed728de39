"""A job with a place; neither alone."""

from __future__ import annotations

import pytest

from tests.privacy.marked import stretches, unmarked, wanted
from toctoc.privacy.rules.detectors.job_place import JobPlaceDetector

FOUND = (
    "il a été ⟦mineur à Carmaux⟧",
    "⟦ancienne gymnaste au club de Wittelsheim⟧",
    "Mon frère est ⟦le notaire de Chaudes-Aigues⟧.",
    "⟦l’unique vétérinaire de Belle-Île⟧",
    "je ⟦bosse à la mairie de Lezay⟧",
    "⟦le dernier sabotier de Nérac⟧",
    "⟦coiffeuse au salon de la place du marché à Lezay⟧",
    "⟦le seul notaire du village⟧",
    "⟦exclu de l’école Sainte-Anne de Pontivy⟧",
    "homme de 44 ans, ⟦dompteur au cirque installé à Gramat⟧",
    "⟦joueur de l’OM⟧, adjudant au ⟦2e REP⟧",
    "il bosse ⟦au Super U de Chemillé⟧, elle travaille ⟦chez un maraîcher de Lunel⟧",
    "⟦décolleteur chez Usitech à Scionzier⟧",
    "⟦cheffe du Relais de Saulieu⟧, me dit",
    "⟦sous-préfet de Nérac⟧, ⟦ex-boulangère de Roubaix⟧",
    "⟦étudiante à l’IFSI du Blanc⟧",
    "Le ⟦1er régiment d’infanterie⟧ a défilé, le ⟦153e RI de Mutzig⟧ aussi.",
)
ENGLISH = (
    "im jo btw, ⟦shelf stacker at spar extra in bude⟧",
    "I'm a ⟦PE teacher at Brindle High, Widnes⟧",
    "about a ⟦Lutheran pastor in Lindsborg⟧, I saw",
    "the ⟦mayor of Talkeetna⟧",
    "⟦lighthouse keeper on Skerryvore⟧",
    "⟦sheriff of Cochise County⟧",
    "works ⟦at the fish counter in Brixham⟧",
    "I am ⟦ferry skipper out of Mallaig⟧",
    "once ⟦landlady of the Dog and Anchor, Deal⟧",
)
PASSES = (
    "Le maire est venu, la boulangère aussi.",
    "une infirmière à domicile, un kiné en ville",
    "infirmière à Paris",
    "Hôpital vétérinaire de Zürich",
    "votre cure à Niort",
    "Il travaille au ministère de la Santé, chez elle, dans le train.",
    "un ascenseur pour Pâques",
)


@pytest.mark.parametrize("sentence", FOUND)
def test_a_job_that_a_place_makes_single_is_found(sentence: str) -> None:
    assert stretches(JobPlaceDetector(), unmarked(sentence)) == wanted(sentence)


@pytest.mark.parametrize("sentence", ENGLISH)
def test_it_is_found_in_english(sentence: str) -> None:
    found = stretches(JobPlaceDetector(), unmarked(sentence), "en")
    assert [stretch.removeprefix("the ") for stretch in found] == wanted(sentence)


@pytest.mark.parametrize("text", PASSES)
def test_a_job_that_many_do_is_left_alone(text: str) -> None:
    assert stretches(JobPlaceDetector(), text) == []

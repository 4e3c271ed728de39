"""Accounts on social networks."""

from __future__ import annotations

import pytest

from tests.privacy.marked import seen, stretches, unmarked, wanted
from toctoc.privacy.rules.detectors.handle import HandleDetector
from toctoc.privacy.rules.findings import Level

FOUND = (
    "Suivez fb/⟦lesouffledelou⟧ svp",
    "discord ⟦patatipatata#4471⟧",
    "Mastodon : ⟦@lou_tazi@soin.example⟧",
    "snap ⟦maeva-du-25⟧",
    "Voir ⟦@anne_dupre⟧ et ⟦@anne.dupre33⟧.",
    "insta : ⟦anne.b33⟧",
    "snap ⟦anne_b33⟧",
    "mon insta c’est ⟦anneb33⟧",
    "twitter ⟦@annedupre⟧",
    "tiktok: ⟦lou.b42⟧",
    "ig: ⟦lou.b33⟧",
    "insta -> ⟦lou_42⟧",
    "sur insta je suis ⟦lou.b33⟧",
    "son compte ⟦@luoff⟧",
    "vu #⟦julien_dupont⟧ hier",
    "#⟦JulienDupont⟧",
    "courage #⟦juliendupont⟧",
    "#⟦Dupont_Sophie⟧, #⟦SophieD⟧",
    "#⟦dr_dupont⟧ #⟦PourLéa⟧ #⟦TeamMartin⟧",
    "auprès de Caro (⟦@caro-en-rose⟧) ou ⟦@la-puce⟧",
    "⟦@DrNope⟧ is no doctor, message ⟦@rhysupp⟧ or ⟦@trishlupus⟧",
    "⟦@lapinbleu⟧, notre modératrice, veille",
    "add ⟦jb.lagaffe⟧, ajoute-moi ⟦lucas-nrv⟧, add me ⟦jaydn_xo⟧",
    "Posté par ⟦Fildefer63⟧ : oui. Je réponds à ⟦calinette_59⟧ : non.",
)
PASSES = (
    "add co-amoxiclav, add beta-blocker, ajouter anti-TNF, add B12, ajoute 2.5 mg",
    "Je réponds à tous : merci. Réponse à la question 12 : b. Posté par erreur : pardon",
    "Rendez-vous @ la-cafet à 12 h, merci @accueil",
    "Merci @carrelet, et @merle aussi",
    "@carrelet@exemple.test",
    "2 comprimés @ 8 h",
    "anne@exemple.test",
    "le compte rendu du scanner",
    "facebook est lent, insta aussi",
    "#CancerDuSein #MaladieDeCrohn #SyndromeDeMarfan #SantéMentale #diabète_type_1",
    "#OctobreRose #MoisSansTabac #MarsBleu #LaVieEnRose #BurnOut #Covid19 #TDAH",
    "#endometriose #drepanocytose #sclerosenplaques #rosebonbon #longcovid #MentalHealthMatters",
    "#HôpitalBichat #CHUNantes #SainteAnne #GustaveRoussy #InstitutPasteur",
)


@pytest.mark.parametrize("sentence", FOUND)
def test_it_is_found_whole_however_it_is_written(sentence: str) -> None:
    assert stretches(HandleDetector(), unmarked(sentence)) == wanted(sentence)


@pytest.mark.parametrize("text", PASSES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_only_looks_like_one_is_left_alone(text: str, language: str) -> None:
    assert stretches(HandleDetector(), text, language) == []


def test_it_may_not_leave() -> None:
    assert {finding.level for sentence in FOUND for finding in seen(HandleDetector(), unmarked(sentence))} == {
        Level.MASK
    }

"""Exact dates, and what is written like one: scores, pressures, doses, laws, studies."""

from __future__ import annotations

import pytest

from tests.privacy.marked import seen, stretches, unmarked, wanted
from toctoc.privacy.rules.detectors.dates import DateDetector
from toctoc.privacy.rules.findings import Level

FOUND = (
    "⟦le lundi de Pentecôte 2018⟧, chez nous",
    "⟦un soir de réveillon 2020⟧.",
    "hospitalisée ⟦le 17.5⟧.",
    "ce matin ⟦14.07⟧, bébé",
    "(⟦20/11⟧) et ⟦20/11-22/11⟧",
    "Voir ⟦20 setpembre 2025⟧ merci.",
    "Voir ⟦le 12/03/2024⟧ merci.",
    "Voir ⟦12.03.24⟧ merci.",
    "Voir ⟦le 12-03-24⟧ merci.",
    "Voir ⟦12 mars 2024⟧ merci.",
    "Voir ⟦1er avril⟧ merci.",
    "Voir ⟦le 3 mars⟧ merci.",
    "Voir ⟦le lundi 3 mars⟧ merci.",
    "Voir ⟦mardi 4 juin 2024⟧ merci.",
    "Voir ⟦3/03/2024⟧ merci.",
    "Voir ⟦2024-03-12⟧ merci.",
    "Voir ⟦2024/03/12⟧ merci.",
    "Voir ⟦March 3rd 2024⟧ merci.",
    "Voir ⟦3 March⟧ merci.",
    "Voir ⟦3rd of March 2024⟧ merci.",
    "Voir ⟦Mar 3, 2024⟧ merci.",
    "Voir ⟦le douze mars deux mille vingt-quatre⟧ merci.",
    "Voir ⟦le premier avril⟧ merci.",
    "Voir ⟦le trois mars⟧ merci.",
    "Voir ⟦12 MARS 2024⟧ merci.",
    "Voir ⟦12mars2024⟧ merci.",
    "Voir ⟦12-mars-2024⟧ merci.",
    "Voir ⟦le 3/03⟧ merci.",
    "Voir ⟦le 3/12⟧ merci.",
    "Voir ⟦du 3 au 12 mars⟧ merci.",
    "Voir ⟦3, 4 et 12 mars⟧ merci.",
    "Voir ⟦le 12 fév. 2024⟧ merci.",
    "Voir ⟦12 sept. 2023⟧ merci.",
    "Voir ⟦le 31/1⟧ merci.",
    "Voir ⟦le 12.03⟧ merci.",
    "Voir ⟦jeudi 12/3⟧ merci.",
    "Voir ⟦l2/O3/2024⟧ merci.",
    "Voir ⟦le 12 mars 24⟧ merci.",
    "Voir ⟦12 03 2024⟧ merci.",
    "Voir ⟦le 14 juillet⟧ merci.",
    "Voir ⟦on 03/12/2024⟧ merci.",
    "Voir ⟦the twelfth of March 2024⟧ merci.",
    "Voir ⟦03/25/2024⟧ merci.",
    "Voir ⟦le vingt-deux août⟧ merci.",
    "Voir ⟦le 12.IV.2024⟧ merci.",
    "Voir ⟦le 2.9.25⟧ merci.",
    "opéré ⟦le 3/4⟧",
    "RDV ⟦le 2/3 à 14h⟧",
    "admitted ⟦6/14⟧ with",
    "nuit ⟦du 3 au 4/11⟧, OAP",
    "vue ⟦14/06⟧, puis rentrée",
    "arrêt jusqu’⟦au 31 mars 2026⟧.",
    "J0 = ⟦12/03/2024⟧",
    "entrée ⟦071125⟧ sortie ⟦151125⟧ durée 8 j",
    "She retires ⟦on March 31st⟧.",
    "opérée hier, ⟦le 3⟧.",
    "CR dicté hier, ⟦5/11 à 17 h 40⟧",
    "LATA signée ⟦le 30⟧.",
    "Comité donneur vivant à Besançon ⟦le 8⟧.",
    "opéré ⟦le 12⟧ et sorti ⟦le 15⟧",
    "la biopsie, c’est ⟦le 28⟧ à midi",
    "⟦le 3 au soir⟧, elle tombe",
    "⟦mardi 4⟧ j abite",
    "⟦mardi 4⟧ Paillard-Ngo, échange",
    "foi operado em ⟦3 de março⟧ passado",
    "operata il ⟦3 marzo 2025⟧",
    "am ⟦3. März⟧ operiert",
    "ended up in the ER ⟦9/2⟧.",
    "moved to ⟦Tues 4/8⟧. Anyone",
    "list for ⟦Thurs 13th⟧ is",
    "list for ⟦Monday the 8th⟧ is",
    "test on ⟦the 17th⟧, at last",
    "c’est bien ⟦3/12⟧ ton scanner ?",
    "rdv mr Aymar/⟦22.01⟧/9h15/frottis",
    "⟦2025-03-12T14:30⟧ entrée",
    "⟦Mai 2019, le 12⟧ : chute",
)
PASSES = (
    "mardi en huit, lundi prochain, jeudi dernier, samedi soir",
    "appelez le 15, c’est le 15 !, transfert par le 15, le 15 est saturé",
    "lundi 14h, mardi 9 h 30, mardi 4 patients, vendredi 3 séances, lundi 2 comprimés",
    "on the 3rd floor, on the 2nd attempt, the 75th centile, on the 1st and 2nd toes",
    "le 3e jour, le 5 mg, le 20 est trop fort, vu 3/12 enfants",
    "1-0-1, 1-1-1, 2-0-2, 12-8-12",
    "liste du jeudi\n8:00 Untel, 8:15 Unetelle",
    "Tension 12/8, puis 14/09, TA 140/80, PA 135/85 mmHg, 14/8",
    "C3 2/8, J3, J+12, S12, EVA 7/10, 8/10, 2/3 des patients, le 1/3 inférieur, au 2/3 supérieur, le 2/3",
    "1-0-1, 10-12-14 UI, 3 x 500 mg, 0,5 mg/kg",
    "en 2012, en mars 2019, mars 1954, 2015-2019, depuis 1998",
    "loi du 4 mars 2002, décret n° 2024-1246 du 30 décembre 2024",
    "inclus entre le 1er janvier 2010 et le 31 décembre 2015",
    "version 1.2.10, v3.11.2, pH 7,35",
    "Glasgow 15, score de 12/20, MMS 24/30",
    "dilution 1/50, titre 1/320, 1/10 000",
    "grade 3/4, T2N1M0, Gleason 7 (3+4)",
    "Group 2 may have. One may say. In May 2019.",
    "OCT 2 fois, 3 SEP, 2 MAR",
    "review in 3/12",
    "Mai 68, le mois de mars, début avril",
    "vingt-sept patients, dix-sept jours",
)


@pytest.mark.parametrize("sentence", FOUND)
def test_it_is_found_whole_however_it_is_written(sentence: str) -> None:
    assert stretches(DateDetector(), unmarked(sentence)) == wanted(sentence)


@pytest.mark.parametrize("text", PASSES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_only_looks_like_one_is_left_alone(text: str, language: str) -> None:
    assert stretches(DateDetector(), text, language) == []


def test_it_may_not_leave() -> None:
    assert {finding.level for sentence in FOUND for finding in seen(DateDetector(), unmarked(sentence))} == {Level.MASK}

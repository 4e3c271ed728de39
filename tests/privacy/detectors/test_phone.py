"""Phone numbers, and what hides one: words around it, look-alike letters, emoji, numbers in words."""

from __future__ import annotations

import pytest

from tests.privacy.marked import seen, stretches, unmarked, wanted
from toctoc.privacy.rules.detectors.phone import PhoneDetector
from toctoc.privacy.rules.findings import Level
from toctoc.privacy.rules.guard import inspect

FOUND = (
    "Voir ⟦06,39,98,12,34⟧ merci.",
    "Voir ⟦06, 39, 98, 12, 34⟧ merci.",
    "Voir ⟦06:39:98:12:34⟧ merci.",
    "Voir ⟦06;39;98;12;34⟧ merci.",
    "Voir ⟦06|39|98|12|34⟧ merci.",
    "Voir ⟦06~39~98~12~34⟧ merci.",
    "Voir ⟦06=39=98=12=34⟧ merci.",
    "Voir ⟦O6 39 98 12 34⟧ merci.",
    "Voir ⟦o639981234⟧ merci.",
    "Voir ⟦06 39 98 I2 34⟧ merci.",
    "Voir ⟦06 39 98 l2 34⟧ merci.",
    "Voir ⟦06 З9 98 12 34⟧ merci.",
    "Voir ⟦06 39 98 1Z 34⟧ merci.",
    "Voir ⟦O1 99 OO 12 34⟧ merci.",
    "Voir ⟦06🙂39🙂98🙂12🙂34⟧ merci.",
    "Voir ⟦06 👉 39 👉 98 👉 12 👉 34⟧ merci.",
    "Voir ⟦zéro six trente-neuf quatre-vingt-dix-huit douze trente-quatre⟧ merci.",
    "Voir ⟦ZÉRO SIX TRENTE NEUF QUATRE VINGT DIX HUIT DOUZE TRENTE QUATRE⟧ merci.",
    "Voir ⟦zéro six 39 98 douze 34⟧ merci.",
    "Voir ⟦zéro six point trente-neuf point quatre-vingt-dix-huit point douze point trente-quatre⟧ merci.",
    "Voir ⟦06 point 39 point 98 point 12 point 34⟧ merci.",
    "Voir ⟦oh six three nine nine eight one two three four⟧ merci.",
    "Voir ⟦zero six double three nine eight one two three four⟧ merci.",
    "Voir ⟦06-39-98 (pause) 12-34⟧ merci.",
    "Voir ⟦(0)6 39 98 12 34⟧ merci.",
    "Voir ⟦(06) 39 98 12 34⟧ merci.",
    "Voir ⟦+33.6.39.98.12.34⟧ merci.",
    "Voir ⟦+33 06 39 98 12 34⟧ merci.",
    "Voir ⟦020 7946 0123⟧ merci.",
    "Voir ⟦07700 900123⟧ merci.",
    "Voir ⟦(212) 555-0142⟧ merci.",
    "Voir ⟦212-555-0142⟧ merci.",
    "Voir ⟦079 123 45 67⟧ merci.",
    "Voir ⟦+41 79 123 45 67⟧ merci.",
    "Voir ⟦06\n39\n98\n12\n34⟧ merci.",
    "Voir ⟦⓪⑥ ③⑨ ⑨⑧ ①② ③④⟧ merci.",
    "Mon tel⟦0639981234⟧svp",
    "appelle⟦0639981234⟧",
    "Portable : ⟦39 98 12 34⟧.",
    "tél. ⟦6 39 98 12 34⟧",
    "à ⟦06 39 98 12 34⟧h",
    "12 ⟦06 39 98 12 34⟧ 14",
    "|⟦06-39-98-12-34⟧|",
    "biper Eulalie au ⟦01 99 00 78⟧",
    "ring ⟦01632960 918⟧ after 4",
    "back on ⟦oh double seven double oh nine hundred one two three⟧ bye",
    "mon ⟦06 : 39 98 12 34⟧",
    "J’ai pris 2 cp à 8 h, rappelez au ⟦06 39 98 12 34⟧ avant 18 h.",
)
PASSES = (
    "0 800 23 52 36, 0800 05 95 95, 0 805 123 124",
    "Centre antipoison : 01 40 05 48 48.",
    "06, 12, 18, 24, 30 semaines",
    "0 1 2 3 4 5 6 7 8 9 10",
    "horaires 08:00-12:00, 14:00-18:00, 09:00, 10:15",
    "deux ou trois fois, un à deux comprimés, trois, quatre, cinq",
    "TA 120 FC 80, SpO2 98, O2 3 L/min",
    "L1 L2 L3 L4 L5",
    "PMID 31234567, NCT04280705, CIP 3400930000000",
    "appel du 12/03/2024 14:30",
    "contact le 2024-03-12 à 10:00",
    "05 mg 10 mg 20 mg 15 mg 25 mg, 1 cp 2 cp 08 h 12 h",
    "tableau 01 02 03 04 05, cas 01, 03, 02, 05, 04 ; 03 05 08 12 15 semaines",
    "extension 45 degrés, ext. 120°, port 8080, poste de 12 h",
    "version 1.2.3.4, v10.0.19045.3803, prix 12 345,67 €, INR 2.5 3.1 2.8",
    "FEV1 1.25 1.30 1.45 L ; NFS : 4,5 12,3 36 85 250",
    "5,6-7,8 et 0,12 0,34 0,56",
)


@pytest.mark.parametrize("sentence", FOUND)
def test_it_is_found_whole_however_it_is_written(sentence: str) -> None:
    assert stretches(PhoneDetector(), unmarked(sentence)) == wanted(sentence)


@pytest.mark.parametrize("text", PASSES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_only_looks_like_one_is_left_alone(text: str, language: str) -> None:
    assert stretches(PhoneDetector(), text, language) == []


def test_it_may_not_leave() -> None:
    assert {finding.level for sentence in FOUND for finding in seen(PhoneDetector(), unmarked(sentence))} == {
        Level.BLOCK
    }


@pytest.mark.parametrize("text", ["IDE : Zoé   poste 4417", "DECT 4471", "Reg on bleep 3301, ring him"])
def test_a_post_inside_of_a_hospital_is_looked_at_alone(text: str) -> None:
    assert {finding.level for finding in inspect(text) if finding.kind == "phone"} == {Level.LOOK}

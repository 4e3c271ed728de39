"""Ways round the guard that attackers found: what the page shows is what the guard must read."""

from __future__ import annotations

import re

import pytest

from tests.seconds import quickest
from toctoc.community.rules.markdown import rendered
from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.guard import inspect
from toctoc.privacy.rules.proposals import masked, proposals
from toctoc.privacy.services import LONGEST, Blocked, clear

HIDDEN_BY_MARKUP = [
    ("phone", "06**39**98**12**34"),
    ("phone", "06*39*98*12*34"),
    ("phone", r"06\.39\.98\.12\.34"),
    ("phone", "_0639981234_"),
    ("phone", "__06 39__ 98 12 34"),
    ("phone", "06`39`98`12`34"),
    ("phone", "[06 39](https://exemple.test) 98 12 34"),
    ("phone", "[06 39](https://exemple.test/a_(b)) 98 12 34"),
    ("email", r"anne\@exemple\.test"),
    ("email", "anne`@`exemple.test"),
    ("email", "anne@_exemple_.test"),
    ("email", "[anne](https://exemple.test)@exemple.test"),
    ("nir", "2**99**99**99**001**001**40"),
]


def stopped(text: str) -> list[Finding]:
    """Return what is blocked or masked, not what is only worth a look."""
    return [finding for finding in inspect(text) if finding.level is not Level.LOOK]


@pytest.mark.parametrize(("kind", "hidden"), HIDDEN_BY_MARKUP)
def test_markup_hides_nobody(kind: str, hidden: str) -> None:
    # Otherwise the case proves nothing: the page must show what the markup hid.
    assert inspect(re.sub("<[^>]+>", "", rendered(f"Voir {hidden} demain.", set()).html))
    assert [f.kind for f in stopped(f"Voir {hidden} demain.")] == [kind]
    with pytest.raises(Blocked):
        clear(f"Voir {hidden} demain.")


@pytest.mark.parametrize(
    "hidden",
    [
        "06    39    98    12    34",
        "06\t\t\t\t39981234",
        "⓿❻ ❸❾ ❾❽ ❶❷ ❸❹",
        "06−39−98−12−34",
        "06•39•98•12•34",
        "06∙39∙98∙12∙34",
        "anne@exemple。test",
        "anne   @   exemple.test",
        "🅳🆄🅿🅾🅽🆃",
        "🅓🅤🅟🅞🅝🅣",
        "Mme ᗪᑌᑭOᑎT",
        "Mme ᎠႮᏢᎾᏁᎢ",
        "Mme 🇩🇺🇵🇴🇳🇹",
        "anne🅐exemple.test",
        "anne ⓐ exemple.test",
        "anne💌exemple.test",
        "anne%40exemple.test",
        "anne&#64;exemple&period;test",
        "06%2039%2098%2012%2034",
        "06&nbsp;39&nbsp;98&nbsp;12&nbsp;34",
        "&#48;&#54;39981234",
        r"\u0030\u0036 39 98 12 34",
        "%2B33639981234",
        "O6 I2 34 S6 78",
        "O6 39 98 I2 3A",
        "0️⃣6️⃣3️⃣9️⃣9️⃣8️⃣1️⃣2️⃣3️⃣4️⃣",
        "٠٦ ٣٩ ٩٨ ١٢ ٣٤",
        "０６３９９８１２３４",
        "〇六三九九八一二三四",
        "0\n6\n3\n9\n9\n8\n1\n2\n3\n4",
        "06 [39] 98 [12] 34",
        "06 <br> 39 <br> 98 <br> 12 <br> 34",
        "06x39x98x12x34",
        "06 ok 39 ok 98 ok 12 ok 34",
        "+33,6,39,98,12,34",
        "0,6,3,9,9,8,1,2,3,4",
        "0639,981234",
        "0six 39 98 12 34",
        "06 39 98 12 3four",
        "zérosix trenteneuf quatrevingtdixhuit douze trentequatre",
    ],
)
def test_unusual_figures_signs_and_spaces_hide_nobody(hidden: str) -> None:
    assert len(stopped(f"Voir {hidden} demain.")) == 1


@pytest.mark.parametrize(("_kind", "hidden"), HIDDEN_BY_MARKUP)
def test_a_mask_takes_away_what_markup_hid(_kind: str, hidden: str) -> None:
    text = f"Voir {hidden} demain."
    assert stopped(masked(text, proposals(text))) == []


@pytest.mark.parametrize(
    "code",
    [
        "NCT0639981234",
        "ISRCTN 0639981234",
        "rs0639981234",
        "rs06 39 98 12 34",
        "art. L. 0639-98-12-34",
        "lot 0639981234",
        "10.1234/0639981234",
        "doi:10.1000/06.39.98.12.34",
        "PMID 0639981234",
        "PMC0639981234",
        "PROSPERO CRD0639981234",
        "ISBN 06 39 98 12 34",
        "version 06.39.98.12.34",
        "loi n° 06-39-98-12-34",
        "https://has-sante.fr/?tel=06%2039%2098%2012%2034",
    ],
)
def test_no_number_hides_behind_the_word_of_a_public_one(code: str) -> None:
    with pytest.raises(Blocked):
        clear(f"Voir {code} demain.")


@pytest.mark.parametrize(
    "text",
    [
        "NCT04280705, ISRCTN12345678, DRKS00012345, ACTRN12619000123456, CRD42018091234, ChiCTR2000029308",
        "rs1801133, rs7903146 ; articles L1110-4, L1111-2-1, R4127-4 du code de la santé publique",
        "doi:10.1016/j.jaad.2018.06.039, 10.1177/0269881110374780, PMID 31234567, PMC7095418",
        "loi n° 2002-303, décret n° 2016-1066, règlement (UE) n° 536/2014, version 2.11.4, lot AB12345",
        "La Belgique 🇧🇪, la France 🇫🇷🇨🇭 et l’Italie 🇮🇹.",
        "Trois quarts, ¾ de cp, 1½ cp, 20%, 50 %, 100%.",
    ],
)
def test_public_numbers_and_flags_pass(text: str) -> None:
    assert stopped(text) == []


@pytest.mark.parametrize("sign", ["ﷺ", "㌖", "½", "🅳", "ᗪ", "0️⃣", "%20", "&#48;", "🇩", "#a", "﷽"])
def test_signs_that_stand_for_many_cost_no_time(sign: str) -> None:
    assert quickest(lambda: inspect((sign * LONGEST)[:LONGEST])) < 1


@pytest.mark.parametrize(
    "text",
    [
        "*Posologie* : **1 g** 3 fois par jour, `0.25 mg` puis 0,5 mg.",
        "Voir [la fiche](https://pubmed.gov/12345678?x=12) et [le 15](https://sante.fr).",
        "Tension 12*8, 3 * 4 = 12, snake_case_2024_01_02.",
        r"Un astérisque \* et un dièse \#.",
        "Merci **@carrelet** et _@plumier_.",
    ],
)
def test_ordinary_markup_passes(text: str) -> None:
    assert stopped(text) == []


@pytest.mark.parametrize("piece", ["](", "[a](", "\\", "*", "_", "a_ ", "[", "](a", "[a](b)", " \t"])
def test_markup_without_end_costs_no_time(piece: str) -> None:
    assert quickest(lambda: inspect((piece * LONGEST)[:LONGEST])) < 1


def test_a_line_broken_by_a_stroke_hides_no_number() -> None:
    with pytest.raises(Blocked):
        clear("Voir 06 39\\\n98 12\\\n34 demain.")

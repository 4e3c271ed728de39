"""Ways round the guard that attackers found: what the page shows is what the guard must read."""

from __future__ import annotations

import re
import time

import pytest

from toctoc.community.rules.markdown import rendered
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


@pytest.mark.parametrize(("kind", "hidden"), HIDDEN_BY_MARKUP)
def test_markup_hides_nobody(kind: str, hidden: str) -> None:
    # Otherwise the case proves nothing: the page must show what the markup hid.
    assert inspect(re.sub("<[^>]+>", "", rendered(f"Voir {hidden} demain.", set()).html))
    assert [f.kind for f in inspect(f"Voir {hidden} demain.")] == [kind]
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
    ],
)
def test_unusual_figures_signs_and_spaces_hide_nobody(hidden: str) -> None:
    assert len(inspect(f"Voir {hidden} demain.")) == 1


@pytest.mark.parametrize(("_kind", "hidden"), HIDDEN_BY_MARKUP)
def test_a_mask_takes_away_what_markup_hid(_kind: str, hidden: str) -> None:
    text = f"Voir {hidden} demain."
    assert inspect(masked(text, proposals(text))) == []


@pytest.mark.parametrize(
    "text",
    [
        "*Posologie* : **1 g** 3 fois par jour, `0.25 mg` puis 0,5 mg.",
        "Voir [la fiche](https://exemple.test/a?x=12) et [le 15](https://exemple.test).",
        "Tension 12*8, 3 * 4 = 12, snake_case_2024_01_02.",
        r"Un astérisque \* et un dièse \#.",
        "Merci **@carrelet** et _@plumier_.",
    ],
)
def test_ordinary_markup_passes(text: str) -> None:
    assert inspect(text) == []


@pytest.mark.parametrize("piece", ["](", "[a](", "\\", "*", "_", "a_ ", "[", "](a", "[a](b)", " \t"])
def test_markup_without_end_costs_no_time(piece: str) -> None:
    began = time.perf_counter()
    inspect((piece * LONGEST)[:LONGEST])
    assert time.perf_counter() - began < 1

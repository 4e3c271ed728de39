"""How many people fit, against examples worked by hand."""

from __future__ import annotations

from datetime import date

import pytest

from toctoc.privacy.rules.combination import Kind, Quasi, Risk, Size, quasi_identifiers, risk
from toctoc.privacy.rules.combination.people import FRANCE
from toctoc.privacy.rules.combination.pyramid import ALL

TODAY = date(2026, 11, 22)
BESSINES = 1_903


def of(*texts: str) -> Risk:
    """Return the risk of a thread."""
    return risk([quasi for text in texts for quasi in quasi_identifiers(text, "fr", TODAY)])


def test_nothing_said_is_everybody() -> None:
    answer = of("Prenez rendez-vous.")
    assert (answer.people, answer.size, answer.is_high) == (FRANCE, Size.MANY, False)
    assert [a.is_yes for a in (answer.single_out, answer.link, answer.infer)] == [False, False, False]


def test_a_woman_of_45_in_a_village_is_one_of_about_13() -> None:
    # 1 903 × 456 027 / 66 732 538 = 13.0
    answer = of("Patiente de 45 ans qui vit à Bessines")
    assert answer.people == pytest.approx(BESSINES * 456_027 / ALL)
    assert (answer.shown, answer.size, answer.is_high) == (10, Size.TENS, False)
    assert answer.sentence == "Quelques dizaines de personnes correspondent."
    assert answer.single_out.is_yes  # a neighbour would know


def test_her_twins_make_it_less_than_one() -> None:
    # 13.0 × 3 % = 0.39
    answer = of("Patiente de 45 ans, jumelle, qui vit à Bessines")
    assert answer.people == pytest.approx(BESSINES * 456_027 / ALL * 0.03)
    assert (answer.size, answer.is_high) == (Size.UNDER_ONE, True)


def test_the_mayor_of_a_village_is_one() -> None:
    # 34 900 mayors of 68.4 million people; 1 903 × 34 900 / 68 400 000 = 0.97
    answer = of("le maire de Bessines")
    assert answer.people == pytest.approx(BESSINES * 34_900 / FRANCE)
    assert answer.sentence == "Environ une personne correspond."
    assert answer.link.is_yes


def test_a_rare_disease_in_a_department() -> None:
    # Fabry: 5 in a million; Deux-Sèvres: 375 229; 1.9
    answer = of("maladie de Fabry dans les Deux-Sèvres")
    assert answer.people == pytest.approx(375_229 * 5e-6)
    assert answer.sentence == "Environ 2 personnes correspondent."
    assert answer.single_out.is_yes
    assert not answer.link.is_yes
    assert answer.infer.is_yes


def test_a_man_of_30_in_paris_is_one_of_thousands() -> None:
    answer = of("un homme de 30 ans à Paris")
    assert answer.size is Size.THOUSANDS
    assert answer.sentence == "Des milliers de personnes correspondent."
    assert not answer.single_out.is_yes


def test_the_pieces_of_several_posts_are_put_together() -> None:
    alone = of("Patiente de 45 ans"), of("Elle vit à Bessines")
    together = of("Patiente de 45 ans", "Elle vit à Bessines")
    assert together.people < min(answer.people for answer in alone)


def test_the_finest_of_a_kind_counts() -> None:
    assert of("dans les Deux-Sèvres", "à Bessines").people == pytest.approx(of("à Bessines").people)
    assert of("une quadragénaire", "45 ans").people == pytest.approx(of("45 ans").people)


def test_what_contradicts_widens() -> None:
    assert of("vit à Bessines", "vit à Niort").people == pytest.approx(BESSINES + 59_854)
    assert of("45 ans", "70 ans").people == pytest.approx(of("45 ans").people + of("70 ans").people)
    assert of("une femme", "un homme").people == FRANCE


def test_an_exact_date_and_a_place_can_be_linked() -> None:
    answer = of("opérée à Niort le 12/03/2024")
    assert answer.people == pytest.approx(59_854 / 365)
    assert answer.link.is_yes


def test_an_event_in_the_news_is_about_ten_people() -> None:
    answer = of("l’accident de car de Puisseguin")
    assert answer.people <= 10
    assert answer.is_high
    assert answer.link.is_yes


def test_a_share_is_never_more_than_everybody() -> None:
    places = [Quasi(0, 1, Kind.PLACE, str(number), share=0.4) for number in range(5)]
    assert risk(places).people == FRANCE

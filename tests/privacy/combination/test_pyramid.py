"""People by age and sex add up, and a year is a fifth of its class."""

from __future__ import annotations

import pytest

from toctoc.privacy.rules.combination.pyramid import ALL, MEN, OLDEST, WOMEN, share_of


def test_everybody_is_everybody() -> None:
    # INSEE gives 66 732 538, the sum before rounding.
    assert abs(ALL - 66_732_538) < 20
    assert share_of(0, OLDEST, men=True, women=True) == pytest.approx(1)


def test_men_and_women_make_all() -> None:
    men, women = share_of(0, OLDEST, men=True, women=False), share_of(0, OLDEST, men=False, women=True)
    assert men + women == pytest.approx(1)
    assert men == pytest.approx(sum(MEN) / ALL)


def test_one_year_is_a_fifth_of_its_class() -> None:
    # Women of 45 to 49: 2 280 135, so 456 027 of 45 years.
    assert share_of(45, 45, men=False, women=True) * ALL == pytest.approx(456_027)
    assert WOMEN[9] == 2_280_135


def test_a_span_adds_its_years() -> None:
    years = [share_of(age, age, men=True, women=True) for age in range(38, 53)]
    assert share_of(38, 52, men=True, women=True) == pytest.approx(sum(years))


def test_nobody_is_of_no_sex_or_older_than_the_oldest() -> None:
    assert share_of(20, 30, men=False, women=False) == 0
    assert share_of(OLDEST + 1, OLDEST + 9, men=True, women=True) == 0

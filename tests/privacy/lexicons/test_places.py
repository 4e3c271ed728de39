"""Communes, postcodes and departments."""

import pytest

from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.lexicons import lexicon
from toctoc.privacy.rules.lexicons.places import departments

KNOWN = lexicon()


def test_a_commune_has_its_department_postcodes_and_population() -> None:
    (bessines,) = KNOWN.communes("bessines")
    assert (bessines.name, bessines.department, bessines.postcodes, bessines.code) == (
        "Bessines",
        "79",
        ("79000",),
        "79034",
    )
    assert 1_000 < bessines.population < 3_000


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Saint-Maixent-l’École", "Saint-Maixent-l’École"),
        ("st maixent l'ecole", "Saint-Maixent-l’École"),
        ("Ste-Foy-lès-Lyon", "Sainte-Foy-lès-Lyon"),
        ("LE MANS", "Le Mans"),
        ("du Mans", "Le Mans"),
        ("au Havre", "Le Havre"),
        ("aux Sables-d’Olonne", "Les Sables-d’Olonne"),
        ("L’Haÿ-les-Roses", "L’Haÿ-les-Roses"),
        ("Paris", "Paris"),
        ("Carhaix", "Carhaix-Plouguer"),
        ("Fontenay", "Fontenay-sous-Bois"),
    ],
)
def test_a_commune_is_found_as_people_write_it(written: str, name: str) -> None:
    assert KNOWN.communes(key(written))[0].name == name


def test_the_most_populated_comes_first() -> None:
    populations = [commune.population for commune in KNOWN.communes("saint denis")]
    assert len(populations) > 1
    assert populations == sorted(populations, reverse=True)


def test_delegated_communes_are_known() -> None:
    assert KNOWN.communes(key("Bellegarde-sur-Valserine"))[0].department == "01"


@pytest.mark.parametrize(
    ("keys", "place", "length"),
    [
        (("a", "la", "rochelle", "hier"), 1, 2),
        (("ne", "a", "st", "denis", "en", "val"), 2, 4),
        (("le", "haut", "du", "corps"), 0, 0),
        (("niort",), 0, 1),
        (("de", "la", "douleur"), 1, 0),
    ],
)
def test_the_longest_name_is_found_among_words(keys: tuple[str, ...], place: int, length: int) -> None:
    assert KNOWN.commune_at(keys, place) == length


def test_a_postcode_has_its_communes() -> None:
    assert [commune.name for commune in KNOWN.postcode("79000")] == ["Niort", "Bessines", "Sciecq"]
    assert (
        KNOWN.postcode("00000")
        == KNOWN.postcode("niort")
        == KNOWN.postcode("7900")
        == KNOWN.postcode("７９０００")
        == ()
    )


def test_towns_abroad_are_weighed_by_their_people() -> None:
    assert KNOWN.town("galway") == 5
    assert KNOWN.town("casablanca") == 7
    assert KNOWN.town("niort") == KNOWN.town("zxqv") == 0
    assert KNOWN.town_at(("in", "new", "york", "city", "today"), 1) == 3


def test_there_are_101_departments_and_the_collectivities() -> None:
    codes = [code for code in departments() if not code.startswith(("975", "977", "978", "98"))]
    assert len(codes) == 101
    assert len(departments()) == 108


def test_a_department_is_named_after_a_noun_as_french_does() -> None:
    said = {code: department.of for code in ("79", "2A", "33", "35", "974") if (department := KNOWN.department(code))}
    assert said == {
        "79": "des Deux-Sèvres",
        "2A": "de la Corse-du-Sud",
        "33": "de la Gironde",
        "35": "d’Ille-et-Vilaine",
        "974": "de La Réunion",
    }
    assert KNOWN.department("2a") == KNOWN.department("2A")
    assert KNOWN.department("20") is None


def test_every_commune_of_a_department_is_in_one_that_is_named() -> None:
    for code in ("01000", "20000", "20200", "75001", "97400", "97100"):
        assert all(KNOWN.department(commune.department) for commune in KNOWN.postcode(code)), code
        assert KNOWN.postcode(code), code

"""Names, words and terms: what is known of them, and how they are weighed."""

import pytest

from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.lexicons import lexicon

KNOWN = lexicon()


@pytest.mark.parametrize(
    "name",
    [
        "Marie",
        "Mohamed",
        "Zoé",
        "Jean-Pierre",
        "Aïcha",
        "Fatoumata",
        "Thuy",
        "Mehmet",
        "João",
        "Agnieszka",
        "Bronwen",
        "Siobhán",
    ],
)
def test_first_names_from_everywhere_are_known(name: str) -> None:
    assert KNOWN.first_name(key(name)) > 0


@pytest.mark.parametrize(
    "name",
    [
        "Martin",
        "Lefèvre",
        "N’Guessan",
        "Le Bihan",
        "Nguyen",
        "Traoré",
        "Benali",
        "Yilmaz",
        "da Silva",
        "Kowalski",
        "Smith",
        "MacDonald",
    ],
)
def test_surnames_from_everywhere_are_known(name: str) -> None:
    assert KNOWN.surname(key(name)) > 0


def test_weights_count_doublings_of_people() -> None:
    assert KNOWN.first_name("marie") == 1 + 21  # 2,259,123 people, and some Americans
    assert KNOWN.surname("martin") in {15, 16}
    assert KNOWN.first_name("martin") > KNOWN.first_name("hyacinthe") > KNOWN.first_name("zxqv") == 0


def test_a_hyphen_an_apostrophe_and_a_space_are_the_same() -> None:
    assert KNOWN.first_name("jean-pierre") == KNOWN.first_name("jean pierre") > 0
    assert KNOWN.surname("n'guessan") == KNOWN.surname("n guessan") > 0


@pytest.mark.parametrize(
    "word", ["douleur", "patient", "mangeaient", "chevaux", "olive", "petit", "aujourd", "hui", "jusqu", "y"]
)
def test_ordinary_french_words_are_known_in_all_their_forms(word: str) -> None:
    assert KNOWN.word(key(word)) > 0


@pytest.mark.parametrize("name", ["parkinson", "marseille", "mohamed", "dupont", "bretagne", "lefevre", "stephanie"])
def test_what_french_always_writes_with_a_capital_is_no_word(name: str) -> None:
    assert KNOWN.word(name) == 0


@pytest.mark.parametrize("name", ["isabelle", "veronique", "jacqueline", "florence", "robert", "martin"])
def test_a_rare_word_is_not_common_for_being_a_name(name: str) -> None:
    assert KNOWN.word(name) <= 2


@pytest.mark.parametrize("word", ["pierre", "rose", "claire", "marine", "petit", "blanche"])
def test_a_common_word_stays_common_although_it_is_a_name(word: str) -> None:
    assert KNOWN.word(word) >= 4


def test_common_words_weigh_more_than_rare_ones() -> None:
    assert KNOWN.word("de") > KNOWN.word("maison") > KNOWN.word("abasourdir") >= 1
    assert KNOWN.english("the") > KNOWN.english("house") > KNOWN.english("abashed") >= 1


@pytest.mark.parametrize("name", ["jennifer", "martin", "london", "zoe"])
def test_what_english_writes_with_a_capital_is_rare_or_no_word(name: str) -> None:
    assert KNOWN.english(name) <= 2


_MEDICAL = "Doliprane paracétamol IRM BPCO AVK INR thyroïdien claviculaire Xarelto aureus BRCA1 mmHg Levothyrox"
_MORE = "femoral COPD cœur HbA1c Salmonella troponine CRP cholécystite échographie kaliémie furosémide"


@pytest.mark.parametrize("word", f"{_MEDICAL} {_MORE}".split())
def test_words_of_medicine_are_known(word: str) -> None:
    assert KNOWN.medical(key(word))


@pytest.mark.parametrize(
    "name", ["marie", "dupont", "lefevre", "mohamed", "eva", "lea", "jordan", "benjamin", "ali", "sam"]
)
def test_names_are_no_words_of_medicine(name: str) -> None:
    assert not KNOWN.medical(name)


def test_an_acronym_that_is_a_name_is_an_acronym_only() -> None:
    assert KNOWN.acronym("eva")
    assert not KNOWN.medical("eva")


@pytest.mark.parametrize(
    "name",
    [
        "Parkinson",
        "Charcot",
        "Basedow",
        "Glasgow",
        "Apgar",
        "Hashimoto",
        "Willebrand",
        "Crohn",
        "Sjögren",
        "Dupuytren",
        "Escherichia",
    ],
)
def test_eponyms_are_known(name: str) -> None:
    assert KNOWN.eponym(key(name))


def test_the_parts_of_an_eponym_are_eponyms() -> None:
    assert KNOWN.eponym("guillain")
    assert KNOWN.eponym(key("Guillain-Barré"))
    assert KNOWN.eponym(key("Von Hippel-Lindau"))


def test_a_term_of_several_words_is_a_phrase() -> None:
    assert KNOWN.is_phrase(("von", "willebrand"))
    assert KNOWN.phrase_at(("le", "syndrome", "de", "guillain", "barre", "aigu"), 3) == 2
    assert KNOWN.phrase_at(("claude", "bernard", "horner"), 0) == 3
    assert KNOWN.phrase_at(("von",), 0) == 0


def test_two_words_that_may_be_somebody_are_no_phrase() -> None:
    assert not KNOWN.is_phrase(("pierre", "marie"))
    assert KNOWN.eponym_at(("pierre", "marie"), 0) == 2


def test_months_have_their_number() -> None:
    assert [KNOWN.month(key(word)) for word in ("janvier", "févr", "August", "décembre", "mardi")] == [1, 2, 8, 12, 0]


def test_places_abroad_peoples_and_bodies_are_known() -> None:
    assert KNOWN.country(key("Algérie"))
    assert KNOWN.region("bretagne")
    assert KNOWN.region(key("Deux-Sèvres"))
    assert KNOWN.city("casablanca")
    assert KNOWN.people(key("Algérienne"))
    assert KNOWN.brand("doctolib")
    assert KNOWN.institution("ehpad")
    assert KNOWN.hospital(key("Pitié-Salpêtrière"))


@pytest.mark.parametrize("odd", ["", " ", "-", "'", "\ud800", "\x00", "𝔐𝔞𝔯𝔦𝔢", "a" * 100_000, "😀"])
def test_odd_keys_are_unknown_and_do_no_harm(odd: str) -> None:
    assert KNOWN.first_name(odd) == 0
    assert KNOWN.communes(odd) == ()
    assert not KNOWN.medical(odd)


def test_odd_places_are_not_looked_at_beyond_the_end() -> None:
    assert KNOWN.phrase_at(("la",), 0) == 0
    assert KNOWN.commune_at(("la",), 0) == 0

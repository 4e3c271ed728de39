"""Handles, pseudonyms, pictures, audiences: calculations."""

from __future__ import annotations

import pytest

from toctoc.kernel.errors import Invalid
from toctoc.people.rules.audience import (
    Viewer,
    audience_kind,
    audience_word,
    is_for_professionals,
    is_within,
    parsed_audience,
    readers_of,
)
from toctoc.people.rules.departments import DEPARTMENTS
from toctoc.people.rules.handles import PATTERN, RESERVED, checked_handle
from toctoc.people.rules.pictures import COLOURS, colour_of, letter_of, picture_svg
from toctoc.people.rules.professions import PROFESSIONS, profession_words
from toctoc.people.rules.pseudonyms import NOUNS, suggestion


@pytest.mark.parametrize(("typed", "kept"), [("@Ruisseau", "ruisseau"), ("  a_1 ", "a_1"), ("x" * 30, "x" * 30)])
def test_a_handle_is_kept_in_lower_case_without_its_at(typed: str, kept: str) -> None:
    assert checked_handle(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "a", "x" * 31, "é_é", "a b", "a-b", "a.b", "a/b", "@@a", "аdmin", "a\u202eb", "Samu", "MODERATION"]
)
def test_what_cannot_be_a_handle_is_refused(typed: str) -> None:
    with pytest.raises(Invalid) as caught:
        checked_handle(typed)
    assert caught.value.field == "handle"


def test_every_proposed_handle_can_be_one() -> None:
    assert all(PATTERN.fullmatch(f"{noun}_9999") and noun not in RESERVED for noun in NOUNS)
    assert len(set(NOUNS)) == len(NOUNS)
    assert checked_handle(suggestion())


def test_a_picture_has_always_the_same_colour_and_a_letter() -> None:
    assert colour_of("ruisseau") == colour_of("ruisseau")
    assert colour_of("ruisseau") in COLOURS
    assert [letter_of(name) for name in ("claire", "« Été »", "4 saisons", "···", "")] == ["C", "É", "4", "·", "·"]


def test_a_picture_never_carries_markup_from_a_name() -> None:
    assert "<script" not in picture_svg("x", "<script>")
    assert ">&lt;" not in picture_svg("x", "<<b>")


@pytest.mark.parametrize("colour", COLOURS)
def test_white_letters_read_on_every_colour(colour: str) -> None:
    # Relative luminance and contrast as WCAG 2.2 defines them.
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    assert 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) >= 4.5


def test_a_profession_is_said_in_both_languages() -> None:
    assert profession_words("doctor", "dermatology", "fr") == "Médecin, dermatologie"
    assert profession_words("doctor", "", "en") == "Doctor"
    assert profession_words("sorcier", "dermatology", "fr") == ""


def test_there_are_the_hundred_and_one_departments() -> None:
    assert len(DEPARTMENTS) == 101
    assert all(p.slug == slug for slug, p in PROFESSIONS.items())


def test_a_viewer_belongs_to_the_audiences_its_proof_opens() -> None:
    assert Viewer().audiences == ("public", "unlisted")
    assert Viewer(actor_id=1).audiences == ("public", "unlisted", "members")
    assert Viewer(actor_id=1, profession="nurse").audiences[3:] == ("professionals", "profession:nurse")


@pytest.mark.parametrize("kind", ["", "group", "circle", "profession", "PUBLIC", "public "])
def test_an_audience_that_is_not_proposed_is_refused(kind: str) -> None:
    with pytest.raises(Invalid):
        audience_word(kind)


@pytest.mark.parametrize("professions", [[], ["sorcier"], ["doctor", "nurse", "midwife", "dentist", "pharmacist"]])
def test_professions_are_a_few_of_the_list(professions: list[str]) -> None:
    with pytest.raises(Invalid):
        audience_word("profession", professions)


def test_several_professions_are_one_word_whatever_their_order() -> None:
    word = audience_word("profession", ["nurse", "doctor", "nurse"])
    assert (word, parsed_audience(word)) == ("profession:doctor+nurse",) * 2
    assert readers_of(word) == ("profession:doctor", "profession:nurse")
    assert not readers_of("profession:doctor")
    assert readers_of("named", (7, 7, 8)) == ("actor:7", "actor:8")


# From the widest to the narrowest of each chain.
CHAINS = (
    ("public", "unlisted", "members", "professionals", "profession:doctor+nurse", "profession:nurse"),
    ("public", "unlisted", "members", "group:1"),
    ("public", "unlisted", "members", "circle:1"),
    ("public", "unlisted", "members", "named"),
)


def test_what_is_narrower_is_within_and_nothing_else() -> None:
    within = {(inner, outer) for chain in CHAINS for at, inner in enumerate(chain) for outer in chain[: at + 1]}
    words = {word for chain in CHAINS for word in chain}
    assert {(inner, outer) for inner in words for outer in words if is_within(inner, outer)} == within


def test_an_audience_word_goes_there_and_back() -> None:
    word = audience_word("profession", ["midwife"])
    assert audience_kind(word) == ("profession", "midwife")
    assert [is_for_professionals(w) for w in (word, "professionals", "members", "public")] == [True, True, False, False]

"""Which cards a text calls for: danger however it is spelt, and what only looks like it."""

from __future__ import annotations

import time

import pytest

from toctoc.privacy.rules.emergencies import CARDS, cards

# What people write, in any spelling; none of these sentences stands in the lexicons.
CALLS = {
    "vital": (
        "Mon père ne respire plus, que faire ?",
        "J’arrive plus a respiré, jai mal a la poitrine",
        "il respir plu vite svp",
        "ma femme vient de perdre connaissance",
        "Son visage est paralysé d’un côté et il parle bizarrement",
        "Je perds beaucoup de sang, je suis enceinte de 7 mois",
        "Piqué par une guêpe, sa gorge gonfle",
        "My husband collapsed and he’s not breathing",
        "i have crushing chest pain and my left arm is numb",
    ),
    "suicide": (
        "Je veux mourir",
        "jve mourir jen peu plu",
        "je ve me suissider",
        "J’ai envie d’en f.i.n.i.r et de m.o.u.r.i.r",
        "Je n’ai plus envie de vivre",
        "Ce serait mieux si je n’étais plus là",
        "Mon fils parle de se tuer",
        "Je veux en finir avec la vie",
        "Je ne veux pas en parler à ma mère, mais je veux mourir",
        "i dont want to live anymore",
        "My daughter is cutting herself",
    ),
    "children": (
        "Mon beau-père me touche le soir",
        "mon papa ma frapper avec sa ceinture",
        "La voisine frappe son bébé",
        "J’ai secoué mon bébé",
        "My stepdad touches me at night",
    ),
    "violence": (
        "Mon mari me frappe",
        "mon copain ma taper",
        "Il m’a étranglée hier soir",
        "J’ai été violée cette nuit",
        "My boyfriend beats me",
    ),
    "poison": (
        "Mon fils a avalé de la javel",
        "mon gosse a avaler un produit menager",
        "J’ai pris deux fois ma dose de méthotrexate",
        "She ate some berries from the garden",
    ),
}
# Denied, past, over, a title, a figure, a course, a figure of speech, a thing.
CALM = (
    "Il n’a jamais eu d’idées suicidaires.",
    "Elle nie toute idée suicidaire.",
    "Pas de fièvre, de toux ni de douleur thoracique.",
    "Douleur thoracique : non. Dyspnée : non.",
    "No suicidal ideation, no self-harm.",
    "AVC en 2012",
    "Il a fait un infarctus il y a dix ans, il va bien.",
    "He had a stroke in 2015.",
    "Elle avait avalé une pile quand elle avait trois ans.",
    "J’ai vu le film Suicide Squad.",
    "Le taux de suicide des médecins augmente, dit une étude.",
    "Formation : prévention du suicide, le 12 mai.",
    "Quels sont les signes d’un AVC ?",
    "Comment dépister la maltraitance infantile ?",
    "En cas d’arrêt cardiaque, massez.",
    "Je suis morte de rire.",
    "Je voudrais en finir avec la paperasse.",
    "I’m dying to see you.",
    "Mon téléphone ne répond plus.",
    "Cette nouvelle m’a frappée.",
    "Il bat le record de la ville.",
    "J’ai bu un café.",
)


@pytest.mark.parametrize(("slug", "text"), [(slug, text) for slug, texts in CALLS.items() for text in texts])
def test_danger_is_read_however_it_is_spelt(slug: str, text: str) -> None:
    assert slug in cards(text)


@pytest.mark.parametrize("text", CALM)
def test_what_is_denied_past_or_talked_about_calls_for_nothing(text: str) -> None:
    assert cards(text) == ()


def test_what_cannot_wait_comes_first() -> None:
    assert cards("Il a avalé de la javel et il ne respire plus.") == ("vital", "poison")


def test_danger_after_a_denial_is_still_read() -> None:
    assert cards("Je n’ai pas d’idées noires. Enfin si, ce soir je veux mourir.") == ("suicide",)


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800", "’", "j'", "…", "🔪" * 50, "\u202e je"])
def test_odd_texts_call_for_nothing_and_break_nothing(text: str) -> None:
    assert cards(text) == ()


def test_a_hidden_word_is_read() -> None:
    assert "suicide" in cards("je veux me su1cider")
    assert "suicide" in cards("je veux mou\u200brir")


@pytest.mark.parametrize(
    "stuff", ["je ne veux pas mourir ", "a", "il ", "m.o.", "j'", "pas de suicide, ", "mon fils a mal. ", "1,", "« "]
)
def test_time_grows_with_the_text_only(stuff: str) -> None:
    cards("lexicons are read once")
    began = time.process_time()
    cards((stuff * (100_000 // len(stuff) + 1))[:100_000])
    assert time.process_time() - began < 8


def test_every_card_says_where_its_numbers_come_from_in_both_languages() -> None:
    assert tuple(CARDS) == ("vital", "suicide", "children", "violence", "poison")
    for card in CARDS.values():
        assert card.source.startswith("https://")
        assert card.checked_on == "2026-11-22"
        assert set(card.title) == set(card.advice) == {"fr", "en"}
        assert all(number.fr and number.en for number in card.numbers)
        assert any(number.dial == "114" and number.by_text for number in card.numbers)


@pytest.mark.parametrize(
    ("slug", "dials"),
    [
        ("vital", {"15", "112", "114"}),
        ("suicide", {"3114", "15", "114"}),
        ("children", {"119", "17", "114"}),
        ("violence", {"3919", "17", "114"}),
        ("poison", {"15", "0140054848", "0472116911"}),
    ],
)
def test_a_card_gives_the_numbers_of_its_danger(slug: str, dials: set[str]) -> None:
    assert dials <= {number.dial for number in CARDS[slug].numbers}

"""A name found once is looked for everywhere else."""

from __future__ import annotations

from toctoc.privacy.rules.findings import Level
from toctoc.privacy.rules.guard import inspect
from toctoc.privacy.rules.reading import Around


def masked(text: str, names: frozenset[str] = frozenset()) -> list[str]:
    """Return the names that the whole guard would mask in ``text``."""
    found = inspect(text, "fr", Around(names=names))
    return [text[f.start : f.end] for f in found if f.kind == "name" and f.level is Level.MASK]


def test_each_part_is_found_again_in_any_case_and_without_accents() -> None:
    text = "Mme Gwendoline Lefèvre est sortie. LEFEVRE a rappelé, lefevre va mieux, gwendoline aussi."
    assert masked(text) == ["Gwendoline Lefèvre", "LEFEVRE", "lefevre", "gwendoline"]


def test_a_part_that_is_a_word_needs_a_place_where_a_person_stands() -> None:
    text = "Mme Olive Lefèvre est là. Une olive verte, l’huile de cette olive. Vu Olive ce soir."
    assert masked(text) == ["Olive Lefèvre", "Olive"]
    assert masked("Mme Olive Lefèvre est là. Je crois que olive tousse.") == ["Olive Lefèvre", "olive"]


def test_a_disease_of_that_name_stays() -> None:
    assert masked("M. Parkinson a une maladie de Parkinson.") == ["Parkinson"]


def test_names_of_the_thread_are_found() -> None:
    text = "alors zzyrtuk est rentré, et hier Zzyrtuk on verra"
    assert masked(text) == []
    assert masked(text, frozenset({"zzyrtuk lefevre"})) == ["zzyrtuk", "Zzyrtuk"]


def test_particles_and_words_of_every_day_are_not_parts() -> None:
    text = "Jean de La Tour est venu de la ville. La tour est haute, le jour aussi."
    assert masked(text) == ["Jean de La Tour"]


def test_what_is_only_looked_at_is_not_spread() -> None:
    assert masked("Dupuis et al., 2019. Le schéma dupuis est connu.") == []

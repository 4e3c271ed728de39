"""Capitals that name nobody around: people of history, works, scores, words that open a sentence. Nothing is masked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.privacy.marked import TODAY
from toctoc.privacy.rules.detectors.names import familiar
from toctoc.privacy.rules.findings import Level
from toctoc.privacy.rules.guard import inspect
from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.reading import Around


def names(text: str, level: Level, language: str = "fr") -> list[str]:
    """Return what is found at a level as a name or as initials."""
    found = inspect(text, language, Around(today=TODAY))
    return [text[f.start : f.end] for f in found if f.level is level and f.kind in {"name", "initials", "unexplained"}]


@pytest.mark.parametrize(
    "text",
    [
        "Victor Hugo et Molière en parlaient déjà, Marie Curie aussi.",
        "Montaigne écrivait sur sa gravelle.",
        "Le Dr House n’existe pas, dr Knock non plus.",
        "Perdu : stéthoscope Littmann au vestiaire.",
        "Score de Norton à 14, Norton 12, Braden 15, Lee à 9.",
        "Thompson positif, Hoffmann négatif, Horton probable.",
        "Mesure de Cobb à 28°, corset de Chêneau la nuit.",
        "Une scoliose à 18° de Cobb.",
        "Wilson, Menkes, Pompe, Fabry : cinq maladies.",
        "Gazo : pH 7,31. SIRET à fournir.",
        "On se revoit à Noël, un lundi de juin.",
        "On m’avait dit « vite », on me félicite et moi je doute.",
        "La question nommée soulage. Petite victoire du jour.",
        "Page 12, tableau 3. Avis demandé pour un dossier.",
        "Voir page B, tableau C, hépatite B, groupe A.",
    ],
)
def test_nobody_is_hidden(text: str) -> None:
    assert names(text, Level.MASK) == []


@pytest.mark.parametrize(
    "text", ["Rose bonbon, les joues.", "Prudence. Un examen normal rassure peu.", "Constance et patience."]
)
def test_a_first_name_that_opens_a_sentence_as_a_word_is_only_looked_at(text: str) -> None:
    assert names(text, Level.MASK) == []
    assert names(text, Level.LOOK) == [text.split(maxsplit=1)[0].strip(".")]


def test_somebody_of_today_is_only_looked_at_unless_titled() -> None:
    assert names("et Zidane, il boit quoi ?", Level.MASK) == []
    assert names("et Zidane, il boit quoi ?", Level.LOOK) == ["Zidane"]
    assert names("M. Zidane a rappelé.", Level.MASK) == ["Zidane"]


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("M. Molière est sorti.", ["Molière"]),
        ("Kevin Galilée est sorti.", ["Kevin Galilée"]),
        ("L’enfant, Apollinaire, a présenté une noyade.", ["Apollinaire"]),
        ("Norton, 62 ans, est tombé.", ["Norton"]),
        ("Fisher 62 ans, chute.", ["Fisher"]),
        ("Mme Thompson positive au covid", ["Thompson"]),
        ("Rose, 4 ans, tousse.", ["Rose"]),
        ("Prudence a vomi.", ["Prudence"]),
        ("ma petite victoire dort", ["victoire"]),
        ("patient M. Guivarc’h, chez M. et Mme Lagarde", ["Guivarc’h", "Lagarde"]),
    ],
)
def test_a_person_of_that_name_is_hidden(text: str, hidden: list[str]) -> None:
    assert names(text, Level.MASK) == hidden


@pytest.mark.parametrize("name", ["history", "living", "works", "scores"])
def test_lists_hold_keys_once(name: str) -> None:
    lines = (Path(familiar.__file__).parent / "lists" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    text = " ".join(line for line in lines if not line.startswith("#"))
    several, _, alone = text.rpartition("|")
    terms = [term.strip() for term in several.split(",") if term.strip()] + alone.split()
    assert "Own list" in " ".join(line for line in lines if line.startswith("#"))
    assert len(terms) == len(set(terms))
    assert all(term == key(term) for term in terms)


@pytest.mark.parametrize(
    "text",
    [
        "FEVG 38 %, Simpson biplan, puis Guthrie à H72.",
        "Breslow 1.3 mm, Clark IV, et Mc Burney +, Blumberg +.",
        "HTA, TVP, Horton chez la mère ; Fournier chez le frère.",
        "Hoffmann à droite, Lhermitte rapporté, Messmer : stade II.",
        "Kératométrie 44,25, Barrett : 21,5 D.",
        "Nomogramme de Rumack-Matthew, protocole Ashton.",
        "Pied rouge, 39 °C. J'ai mis une botte. Catégorie A. L'arrêté est paru.",
        "On m'appelle « la pause » au bureau.",
    ],
)
def test_what_follows_the_name_of_a_disease_or_a_score_tells_it_from_a_person(text: str) -> None:
    assert names(text, Level.MASK) == []


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Norton, 72 ans. Bishop ch 12.", ["Norton", "Bishop"]),
        ("M. Fisher 3 visites", ["Fisher"]),
        ("Mme Horton, HTA, rentre ce soir.", ["Horton"]),
        ("Salle 4 : J. Martin et C. Lebrun.", ["J. Martin", "C. Lebrun"]),
    ],
)
def test_somebody_called_as_a_score_is_hidden(text: str, hidden: list[str]) -> None:
    assert names(text, Level.MASK) == hidden

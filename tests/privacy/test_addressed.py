"""Answers on networks begin with whom they are for; their first word is a first word all the same."""

from __future__ import annotations

import pytest

from toctoc.privacy.rules.reading import Around, Reading


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("@plume Demain peut-être.", {"plume": False, "Demain": True, "être": False}),
        ("@plume@ailleurs.test, @autre : Demain.", {"Demain": True}),
        ("Oui.\n@plume Demain.", {"Oui": True, "Demain": True}),
        ("Vu avec @plume Demain.", {"Vu": True, "Demain": False}),
    ],
)
def test_the_word_behind_whom_a_line_is_for_opens_it(text: str, opens: dict[str, bool]) -> None:
    found = {token.text: token.opens for token in Reading(text, "fr", Around()).tokens}
    assert {word: found[word] for word in opens} == opens

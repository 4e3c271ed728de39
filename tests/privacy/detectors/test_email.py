"""E-mail addresses, spelled out in every way that people read."""

from __future__ import annotations

import pytest

from tests.privacy.marked import seen, stretches, unmarked, wanted
from toctoc.privacy.rules.detectors.email import EmailDetector
from toctoc.privacy.rules.findings import Level

FOUND = (
    "my mail ⟦tash_k at mail.example⟧ thanks",
    "Voir ⟦anne chez exemple point test⟧ merci.",
    "Voir ⟦anne.dupre chez exemple point fr⟧ merci.",
    "Voir ⟦anne arobase exemple point test⟧ merci.",
    "Voir ⟦anne point dupre arobase exemple point test⟧ merci.",
    "Voir ⟦anne[at]exemple[dot]test⟧ merci.",
    "Voir ⟦anne(a)exemple.test⟧ merci.",
    "Voir ⟦anne@exemple,fr⟧ merci.",
    "Voir ⟦anne AT exemple DOT test⟧ merci.",
    "Voir ⟦anne @ exemple point test⟧ merci.",
    "Voir ⟦anne@gmail⟧ merci.",
    "Voir ⟦anne-arobase-exemple-point-test⟧ merci.",
    "Voir ⟦anne<at>exemple<point>test⟧ merci.",
    "Voir ⟦a n n e @ e x e m p l e . t e s t⟧ merci.",
    "Voir ⟦anne@exemple. test⟧ merci.",
    "Voir ⟦annе@exemple.test⟧ merci.",
    "Voir ⟦anne.dupre chez gmail⟧ merci.",
    "Voir ⟦anne_dupre@exemple。test⟧ merci.",
    "Voir ⟦anne{at}exemple.test⟧ merci.",
    "Voir ⟦anne|at|exemple.test⟧ merci.",
    "Voir ⟦anne @exemple .fr⟧ merci.",
    "Voir ⟦anne.dupre_AT_exemple_DOT_test⟧ merci.",
    "Voir ⟦anne.dupre at exemple.test⟧ merci.",
    "Voir ⟦anne.dupre arobaz exemple point fr⟧ merci.",
    "Voir ⟦anne.dupre[a]exemple(point)test⟧ merci.",
    "Voir ⟦anne point dupre at gmail point com⟧ merci.",
    "mailto:⟦anne@exemple.test⟧",
    "<⟦anne@exemple.test⟧>",
)
PASSES = (
    "Elle vit chez sa mère, point barre.",
    "Il travaille chez Orange. Point.",
    "On mange chez nous point final",
    "registered at clinicaltrials.gov",
    "We met at home point two of three",
    "hépatite(a)virus",
    "2 comprimés @ 8 h",
    "@carrelet et @plumier",
    "anne dot com",
)


@pytest.mark.parametrize("sentence", FOUND)
def test_it_is_found_whole_however_it_is_written(sentence: str) -> None:
    assert stretches(EmailDetector(), unmarked(sentence)) == wanted(sentence)


@pytest.mark.parametrize("text", PASSES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_only_looks_like_one_is_left_alone(text: str, language: str) -> None:
    assert stretches(EmailDetector(), text, language) == []


def test_it_may_not_leave() -> None:
    assert {finding.level for sentence in FOUND for finding in seen(EmailDetector(), unmarked(sentence))} == {
        Level.BLOCK
    }

"""Links, and the public sites that are none of anybody."""

from __future__ import annotations

import pytest

from tests.privacy.marked import seen, stretches, unmarked, wanted
from toctoc.privacy.rules.detectors.url import UrlDetector
from toctoc.privacy.rules.findings import Level

FOUND = (
    "Voir ⟦https://exemple.test/a⟧ merci.",
    "Voir ⟦www.exemple.test⟧ merci.",
    "Voir ⟦exemple.test/page⟧ merci.",
    "Voir ⟦exemple.de/page⟧ merci.",
    "Voir ⟦facebook.com/anne.dupre⟧ merci.",
    "Voir ⟦http://exemple.test:8080/x?y=1#z⟧ merci.",
    "Voir ⟦https : // exemple.test⟧ merci.",
    "Voir ⟦leetchi.com/c/pour-anne⟧ merci.",
    "Voir ⟦exemple[.]test/anne⟧ merci.",
    "(⟦https://exemple.test/a_(b⟧)",
    "Voir ⟦https://exemple.test/fin⟧.",
)
PASSES = (
    "https://www.has-sante.fr/jcms/c_1, ameli.fr, www.vidal.fr, https://doi.org/10.1/x",
    "pubmed.ncbi.nlm.nih.gov/123 et https://www.who.int, sante.fr",
    "legifrance.gouv.fr, www.nice.org.uk/guidance/ng17, https://www.nhs.uk/conditions",
    "fichier.pdf, courrier.docx",
    "e.g. this, i.e. that, M. Le Bihan",
    "Il va bien.Elle aussi, fatigue.De plus en plus, of collaboration.It is",
    "1.2.3, 0.5 mg",
    "anne@exemple.test",
)


@pytest.mark.parametrize("sentence", FOUND)
def test_it_is_found_whole_however_it_is_written(sentence: str) -> None:
    assert stretches(UrlDetector(), unmarked(sentence)) == wanted(sentence)


@pytest.mark.parametrize("text", PASSES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_only_looks_like_one_is_left_alone(text: str, language: str) -> None:
    assert stretches(UrlDetector(), text, language) == []


def test_it_may_not_leave() -> None:
    assert {finding.level for sentence in FOUND for finding in seen(UrlDetector(), unmarked(sentence))} == {Level.MASK}


def test_a_host_that_ends_like_a_public_one_is_not_public() -> None:
    assert stretches(UrlDetector(), "https://faux-sante.fr et https://sante.fr.exemple.test") == [
        "https://faux-sante.fr",
        "https://sante.fr.exemple.test",
    ]

"""The second reader adds to what rules found, and only adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.privacy.templates import instances, templates
from toctoc.privacy.rules import guard
from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.guard import inspect
from toctoc.privacy.rules.reading import Around, Reading
from toctoc.privacy.rules.tagging import Tagger, doubted
from toctoc.privacy.rules.tagging.odds import KINDS, odds
from toctoc.privacy.rules.tagging.sight import parts, sight

if TYPE_CHECKING:
    from collections.abc import Iterator

STRICT = frozenset({Level.BLOCK, Level.MASK})


def _covered(findings: list[Finding], levels: frozenset[Level]) -> set[int]:
    return {at for one in findings if one.level in levels for at in range(one.start, one.end)}


def _texts() -> Iterator[tuple[str, str]]:
    for place, template in enumerate(templates("tuned")):
        if place % 9 == 0:
            yield instances(template)[0].text, template.lang


def test_nothing_that_stands_out_is_lost_and_nothing_that_is_blocked_is_touched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = list(_texts())
    together = [inspect(text, language) for text, language in texts]
    monkeypatch.setattr(guard, "doubted", lambda _reading, found: found)
    monkeypatch.setattr(Tagger, "detect_beside", lambda _self, _reading, _found: iter(()))
    alone = [inspect(text, language) for text, language in texts]
    masked = 0
    for less, more in zip(alone, together, strict=True):
        assert _covered(less, frozenset({Level.BLOCK})) == _covered(more, frozenset({Level.BLOCK}))
        assert _covered(less, frozenset(Level)) <= _covered(more, frozenset(Level))
        masked += len(_covered(more, STRICT) - _covered(less, STRICT))
    assert masked > 0


def test_a_mask_that_nothing_speaks_for_becomes_a_look() -> None:
    text = "La tension est de 12 et le pouls régulier, la fièvre est tombée."
    start = text.index("fièvre")
    listed = Finding(start, start + len("fièvre"), "name", Level.MASK, "", "[nom]")
    told = [listed, Finding(0, 2, "phone", Level.MASK, ""), Finding(3, 10, "name", Level.BLOCK, "")]
    levels = [one.level for one in doubted(Reading(text, "fr", Around()), told)]
    assert levels == [Level.LOOK, Level.MASK, Level.BLOCK]


def _beside(text: str, *found: Finding) -> list[Finding]:
    return list(Tagger().detect_beside(Reading(text, "fr", Around()), list(found)))


def test_who_stands_where_people_stand_is_masked() -> None:
    text = "Vu ce matin avec sa fille Zorbelline, qui vit à Kervanzec-Plouarn."
    masked = [text[one.start : one.end] for one in _beside(text) if one.level is Level.MASK]
    assert any("Zorbelline" in one for one in masked)


def test_what_rules_hide_is_left_to_them() -> None:
    text = "Sa fille Zorbelline est venue."
    start = text.index("Zorbelline")
    hidden = Finding(start, start + len("Zorbelline"), "name", Level.MASK, "")
    assert not any(one.start < hidden.end and hidden.start < one.end for one in _beside(text, hidden))


def test_a_space_between_two_hidden_words_is_hidden_too() -> None:
    text = "Appelé ce soir par Enguerran Tournebrac, le voisin."
    findings = [one for one in inspect(text) if one.level is not Level.LOOK]
    name = text.index("Enguerran")
    assert set(range(name, name + len("Enguerran Tournebrac"))) <= _covered(findings, STRICT)


@pytest.mark.parametrize(
    "text",
    [
        "La maladie de Charcot-Marie-Tooth se transmet sur un mode dominant.",
        "Le score de Wells est à 4,5 et les D-dimères sont positifs.",
        "Appelez le 15, ou le 114 si vous n’entendez pas.",
        "",
        "...",
        "1234",
    ],
)
def test_what_names_nobody_is_not_masked(text: str) -> None:
    assert [one for one in _beside(text) if one.level is not Level.LOOK] == []


def test_each_token_is_weighed_once_and_its_kind_is_known() -> None:
    reading = Reading("Madame Ploumion, née à Quimperlouan, suivie au CHU.", "fr", Around())
    seen, weighed = odds(reading)
    assert len(weighed) == len(reading.tokens) == len(seen.words)
    assert {one.kind for one in _beside(reading.text)} <= {*KINDS}


def test_what_is_seen_of_a_word_does_not_grow_with_the_text() -> None:
    short, long = (sight(Reading("un mot " * times, "fr", Around())) for times in (20, 2_000))
    assert len(list(parts(short, 10))) == len(list(parts(long, 2_000)))

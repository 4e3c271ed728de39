"""The bench itself: what it counts as found, and that a broken guard cannot look good."""

from __future__ import annotations

import json
import re
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.privacy import fills
from tests.privacy.fills import BARE
from tests.privacy.scoring import interval, is_covered, score, told
from tests.privacy.templates import (
    Gold,
    Malformed,
    Sentence,
    Template,
    instance,
    instances,
    sentences,
    templates,
)
from toctoc.people.rules.registers import luhn_holds
from toctoc.privacy.rules.detectors.nir import nir_key
from toctoc.privacy.rules.findings import Finding, Level

if TYPE_CHECKING:
    from pathlib import Path

NAMED = Template("x-1", "fr", "letter", "Mme {NAME:Oumeyma Tazi|Solenn Kerguelen|Thi Hoa Nguyen}, tél. {PHONE}.")
NOBODY = Template("x-2", "fr", "negative", "Signe de Babinski, échelle de Glasgow.")


def nothing(_text: str, _language: str) -> list[Finding]:
    return []


def everything(text: str, _language: str) -> list[Finding]:
    return [Finding(0, len(text), "name", Level.MASK, "")]


def perfect(text: str, _language: str) -> list[Finding]:
    gold = next(made.gold for made in instances(NAMED) if made.text == text)
    return [Finding(g.start, g.end, g.label.lower(), Level.BLOCK, "") for g in gold]


def all_but_the_last_letter(text: str, language: str) -> list[Finding]:
    return [Finding(f.start, f.end - 1, f.kind, f.level, "") for f in perfect(text, language)]


def only_looking(text: str, language: str) -> list[Finding]:
    return [Finding(f.start, f.end, f.kind, Level.LOOK, "") for f in perfect(text, language)]


def test_instances_take_the_alternatives_in_turn_and_know_where_they_are() -> None:
    made = instances(NAMED)
    assert [one.text[one.gold[0].start : one.gold[0].end] for one in made] == [
        "Oumeyma Tazi",
        "Solenn Kerguelen",
        "Thi Hoa Nguyen",
    ]
    assert all(one.text.startswith("Mme ") and one.text.endswith(".") for one in made)
    assert [one.text for one in instances(NAMED)] == [one.text for one in made]
    assert len(instances(NOBODY)) == 1


def test_a_guard_that_finds_everything_scores_everything() -> None:
    result = score([NAMED], perfect)
    assert result.share("direct").value == result.share("precision").value == 1
    assert result.share("texts leaking").hits == 0
    assert not result.misses
    assert not result.wrong


@pytest.mark.parametrize("broken", [nothing, all_but_the_last_letter, only_looking])
def test_a_broken_guard_scores_nothing(broken: object) -> None:
    result = score([NAMED], broken)  # type: ignore[arg-type]
    assert result.share("direct").hits == result.share("PHONE").hits == 0
    assert result.share("texts leaking").hits == 3
    assert len(result.misses) == 6


def test_a_look_counts_in_the_wide_net_alone() -> None:
    result = score([NAMED], only_looking)
    assert result.share("direct wide").value == 1
    assert result.share("texts leaking wide").hits == 0
    assert all(miss.looked_at for miss in result.misses)


def test_a_guard_that_marks_all_is_told_by_its_precision() -> None:
    result = score([NAMED, NOBODY], everything)
    assert result.share("direct").value == 1
    assert result.share("precision").hits == 3
    assert result.share("precision").total == 4
    assert [made.template.id for made, _ in result.wrong] == ["x-2"]


def test_a_partial_cover_is_a_miss_and_two_neighbours_cover_together() -> None:
    def mask(start: int, end: int) -> Finding:
        return Finding(start, end, "name", Level.MASK, "")

    gold = Gold(4, 16, "NAME")
    text = "Mme Oumeyma Tazi est là"
    assert not is_covered(text, gold, [mask(4, 15)])
    assert not is_covered(text, gold, [mask(4, 11), mask(12, 16)])
    assert is_covered(text, gold, [mask(0, 11), mask(11, 20)])
    # What shows nothing by itself may stay outside.
    assert is_covered("Mme Oumeyma Tazi\u0301", Gold(4, 17, "NAME"), [mask(4, 16)])


def test_intervals_are_by_template_and_never_certain() -> None:
    assert interval([(3, 3)] * 10).low == pytest.approx(0.741, abs=0.001)
    assert interval([(0, 3)] * 10).high == pytest.approx(0.259, abs=0.001)
    # One template with thirty misses is one misfortune, not thirty.
    one = interval([(0, 30), *[(1, 1)] * 30])
    many = interval([(0, 1)] * 30 + [(1, 1)] * 30)
    assert one.high - one.low > many.high - many.low
    assert interval([]).total == 0


@pytest.mark.parametrize(
    "text", ["{NAME}", "{NOM:a|b}", "{NAME:a||b}", "{NAME:a |b}", "Mme {NAME:a|b", "{name:a|b}", "{PHONE:}"]
)
def test_a_template_that_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        instance(Template("x", "fr", "letter", text), 0)


def test_broken_files_twins_and_unknown_labels_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "tuned"
    folder.mkdir()
    file = folder / "a.jsonl"
    row = json.dumps({"id": "x", "lang": "fr", "genre": "lay", "text": "Bonjour"})
    file.write_text(f"{row}\n{row}\n", encoding="utf-8")
    with pytest.raises(Malformed, match="twice"):
        templates("tuned", tmp_path)
    file.write_text("{", encoding="utf-8")
    with pytest.raises(Malformed, match=r"a\.jsonl, line 1"):
        templates("tuned", tmp_path)
    file.write_text(json.dumps({"id": "x", "lang": "fr", "text": "Bonjour", "label": "hello"}), encoding="utf-8")
    with pytest.raises(Malformed, match="unknown label"):
        sentences("tuned", tmp_path)


@pytest.mark.parametrize("label", sorted(BARE))
def test_fills_are_many_and_the_same_each_time(label: str) -> None:
    made = {fills.fill(label, "", Random(f"{label}{n}")) for n in range(60)}
    assert made == {fills.fill(label, "", Random(f"{label}{n}")) for n in range(60)}
    assert len(made) >= 10


def test_numbers_that_are_made_have_their_checksums_and_are_nobodys() -> None:
    for n in range(200):
        nir = re.sub(r"[^0-9AB]", "", fills.fill("NIR", "", Random(f"n{n}")).upper())
        assert nir_key(nir[:13]) == int(nir[13:])
        assert nir[3:5] == "99"
        rpps = re.sub(r"\D", "", fills.fill("RPPS", "", Random(f"r{n}")))
        assert luhn_holds(rpps)
        assert rpps.startswith("1099")
        iban = re.sub(r"[^0-9A-Z]", "", fills.fill("IBAN", "", Random(f"i{n}")).upper())
        assert int("".join(str(int(c, 36)) for c in iban[4:] + iban[:4])) % 97 == 1
        siret = re.sub(r"\D", "", fills.fill("REGISTER", "son SIRET est le ", Random(f"s{n}")))
        assert luhn_holds(siret)
        assert len(siret) == 14


def test_a_label_is_told_by_recall_and_precision() -> None:
    chosen = [
        Sentence("a", "fr", "urgence", "vital_emergency"),
        Sentence("b", "fr", "rien", "vital_emergency"),
        Sentence("c", "fr", "urgence aussi", "poisoning", ("vital_emergency",)),
        Sentence("d", "fr", "urgence non", "none"),
    ]
    result = told(chosen, "vital_emergency", lambda text, _language: "urgence" in text)
    assert (result.recall.hits, result.recall.total) == (1, 2)
    assert (result.precision.hits, result.precision.total) == (2, 3)
    assert [sentence.id for sentence in result.missed] == ["b"]
    assert [sentence.id for sentence in result.mistaken] == ["d"]


def test_every_template_of_the_tuned_half_can_be_read() -> None:
    read = templates("tuned")
    assert all(instances(template) for template in read)
    assert len({template.text for template in read}) == len(read)
    assert len({sentence.text for sentence in sentences("tuned")}) == len(sentences("tuned"))


def test_the_two_halves_are_large_and_share_nothing() -> None:
    tuned, frozen = templates("tuned"), templates("frozen")
    assert len(tuned) + len(frozen) >= 600
    assert len([template for template in tuned if "negative" in template.genre]) >= 60
    assert len([template for template in tuned if template.lang == "en"]) >= 45
    assert len(sentences("tuned")) >= 500
    assert not {template.text for template in tuned} & {template.text for template in frozen}
    assert not {one.text for one in sentences("tuned")} & {one.text for one in sentences("frozen")}


def test_negatives_name_nobody() -> None:
    for template in templates("tuned"):
        if "negative" in template.genre:
            assert "{" not in template.text, template.id

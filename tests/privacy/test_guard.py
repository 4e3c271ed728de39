"""What the guard stops, and what it lets through.

Every number is of a range that reaches nobody: French phones of ARCEP's ranges for fiction, social-security numbers of
month 99 and department 99, names under ``.test``.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.seconds import quickest
from toctoc.privacy.rules.detectors.nir import nir_key
from toctoc.privacy.rules.findings import Level
from toctoc.privacy.rules.guard import inspect


def found(text: str) -> list[tuple[str, str]]:
    """Return the kind of what is blocked or masked, and the stretch of the writer's own text it points at."""
    return [(f.kind, text[f.start : f.end]) for f in inspect(text) if f.level is not Level.LOOK]


@pytest.mark.parametrize(
    "address",
    [
        "anne.dupre@exemple.test",
        "ANNE_DUPRE+soins@sous.domaine.exemple.test",
        "anne@exemple-sante.test",
        "élodie@exémple.test",
        "anne @ exemple.test",
        "anne@exemple . test",
        "a.n.n.e.d.u.p.r.e.s.a.g.e@exemple.test",
        "anne@exemple.xn--test9z",
        "anne(at)exemple.test",
        "anne [at] exemple [dot] test",
        "anne arobase exemple point test",
        "anne (arobase) exemple (point) test",
        "anne at exemple dot test",
        "anne＠exemple．test",
        "ａｎｎｅ@ｅｘｅｍｐｌｅ.ｔｅｓｔ",
        "an\u200bne@exem\u2060ple.te\u00adst",
        "anne\u0336@exemple.test",
        "anne\u0001@exemple.test",
    ],
)
def test_an_address_is_found_however_it_is_written(address: str) -> None:
    assert found(f"Écrivez à {address} demain.") == [("email", address)]


@pytest.mark.parametrize(
    "text",
    [
        "Merci @carrelet pour ton avis.",
        "Suivez @carrelet@exemple.test sur le fédivers.",
        "L’étude est enregistrée at clinicaltrials.gov sous ce nom.",
        "2 comprimés @ 8 h et @ 20 h.",
        "Rendez-vous at home. Point.",
        "arobase",
    ],
)
def test_what_only_looks_like_an_address_passes(text: str) -> None:
    assert found(text) == []


def test_a_link_is_no_address() -> None:
    assert [kind for kind, _ in found("Voir https://exemple.test/article?page=2.")] == ["url"]


@pytest.mark.parametrize(
    "number",
    [
        "06 39 98 12 34",
        "0639981234",
        "06.39.98.12.34",
        "06-39-98-12-34",
        "06/39/98/12/34",
        "06 - 39 - 98 - 12 - 34",
        "06) 39 98 12 34",
        "0 639 981 234",
        "063 998 1234",
        "0 6 3 9 9 8 1 2 3 4",
        "01 99 00 12 34",
        "02 61 91 12 34",
        "03 53 01 12 34",
        "04 65 71 12 34",
        "05 36 49 12 34",
        "+33 6 39 98 12 34",
        "+33 (0)6 39 98 12 34",
        "+33(0)639981234",
        "0033 1 99 00 12 34",
        "33 6 39 98 12 34",
        "+262 6 39 98 12 34",
        "00 590 6 39 98 12 34",
        "+1 212 555 0142",
        "+44 20 7946 0123",
        "0044 20 7946 0123",
        "０６ ３９ ９８ １２ ３４",
        "٠٦ ٣٩ ٩٨ ١٢ ٣٤",
        "𝟎𝟔 𝟑𝟗 𝟗𝟖 𝟏𝟐 𝟑𝟒",
        "0️⃣6️⃣ 3️⃣9️⃣ 98 12 34",
        "06\u200b39\u200b98\u200b12\u200b34",
        "06\u00a039\u202f98\u200912\u200734",
        "0\u0001639981234",
        "0\u03366\u0336 39 98 12 34",
    ],
)
def test_a_phone_number_is_found_however_it_is_written(number: str) -> None:
    text = f"Appelez le {number}, merci."
    ((kind, stretch),) = found(text)
    assert kind == "phone"
    # A mark set on the last figure may stay outside; every figure is inside.
    assert stretch == number


@pytest.mark.parametrize(
    "before", ["", "tél.", "Tél :", "tel:", "(", "« ", "👩‍⚕️ ", "e\u0301te\u0301 ", "\u202e", "\n\n", "𝒜 "]
)
def test_offsets_count_the_writers_own_code_points(before: str) -> None:
    text = f"{before}06 39 98 12 34 🙂"
    (finding,) = (one for one in inspect(text) if one.level is not Level.LOOK)
    assert text[finding.start : finding.end] == "06 39 98 12 34"
    assert finding.level is Level.BLOCK


@pytest.mark.parametrize(
    "text",
    [
        "Tension 12/8, puis 14/09 et 135/85 mmHg.",
        "Paracétamol 1 g 3 fois par jour, 0,5 mg puis 0.25 mg.",
        "p = 0.05, OR 0.12 0.34 0.56 0.78 et 0.05-0.10 0.15 0.20.",
        "Appelez le 15, le 112, le 114, le 18 ou le 3114.",
        "Écoute : 0800 123 456, 0 805 12 34 56, +33 800 12 34 56.",
        "ISBN 978-2-07-036822-8, ISBN 0-306-40615-2, ISBN 0306406152.",
        "Hémoglobine 13,5 ; plaquettes 250 000 ; leucocytes 8 200.",
        "Na+ 140 mmol/L, K+ 4,2, PA 120-80-70.",
        "doi:10.1007/s00134-020-06022-5",
        "Glycémie 1,26 1,31 1,28 g/L sur 3 jours.",
        "06 39 98",
    ],
)
def test_doses_and_public_numbers_pass(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Né le 01/02/2020, vu le 01/02/2020 12:30.",
        "Le 01-02-2020 12 patients, le 05 11 2019 30.",
        "Du 01/02 au 03/04/2024, puis 2010-2011.",
        "Cabinet au 75013 Paris, 35000 Rennes, 01000 Bourg.",
        "FINESS 010203040 12 lits, CIP 3400930000000.",
        "RPPS 10001234567, Adeli 759912345.",
    ],
)
def test_dates_postcodes_and_registers_are_no_phone_numbers(text: str) -> None:
    assert not {"phone", "nir", "email"} & {kind for kind, _ in found(text)}


def nir(body: str) -> str:
    """Return a social-security number that nobody has (month 99), with its right key."""
    return f"{body}{nir_key(body):02}"


@pytest.mark.parametrize(
    "number",
    [
        nir("1999999999999"),
        nir("299992A000000"),
        nir("299992B000000"),
        nir("199992a000000"),
        " ".join(["2", "99", "99", "99", "000", "000", nir("2999999000000")[-2:]]),
        "-".join(["1", "99", "99", "2A", "000", "000", nir("199992A000000")[-2:]]),
        "\u200b".join(nir("1999999999999")),
    ],
)
def test_a_social_security_number_with_its_key_is_found(number: str) -> None:
    assert found(f"Son numéro : {number}.") == [("nir", number)]


@pytest.mark.parametrize("body", ["1999999999999", "299992A000000", "299992B000000"])
def test_a_mistyped_number_is_masked(body: str) -> None:
    wrong = (nir_key(body) % 97) + 1
    assert found(f"Voir {body}{wrong:02}.") == [("nir", f"{body}{wrong:02}")]


def test_several_findings_come_in_order_and_do_not_overlap() -> None:
    text = "06 39 98 12 34 ou anne@exemple.test ou 01 99 00 12 34"
    assert [kind for kind, _ in found(text)] == ["phone", "email", "phone"]


# Characters that mean something to the detectors come up often.
tricky = st.text(
    alphabet=st.one_of(st.sampled_from("0123456789+@. -()/abAB\u200b\u0336\u00a0é٣３\ud800"), st.characters())
)


@given(tricky)
def test_whatever_is_written_the_guard_answers_within_the_text(text: str) -> None:
    end = 0
    for finding in inspect(text):
        assert end <= finding.start < finding.end <= len(text)
        end = finding.end


@given(before=tricky, after=tricky)
def test_a_plain_number_is_found_whatever_surrounds_it(before: str, after: str) -> None:
    text = f"{before}\n— 06 39 98 12 34 —\n{after}"
    start = len(before) + 3
    assert any(f.start <= start < f.end for f in inspect(text))


@pytest.mark.parametrize(
    "piece", ["a.", "1 ", "0", "+1", "a@", "a at ", "@a.", "2A", "0.1", "\u0336", "06 39 98 12 3", "a-"]
)
def test_the_longest_text_is_looked_at_within_a_second(piece: str) -> None:
    assert quickest(lambda: inspect((piece * 20_000)[:20_000])) < 1

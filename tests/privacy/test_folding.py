"""What the eye reads, and the way back to what was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toctoc.privacy.rules.figures import figures, plain
from toctoc.privacy.rules.folding import fold, rewritten, shown

odd = st.text(
    alphabet=st.one_of(
        st.sampled_from("06oOlI|²½ﬁ🙂👉\u20e3\u0336\u200bАеОΑοéÉ’ \n(@*_`[]İŉ"),
        st.sampled_from("zéro six "),
        st.characters(),
    )
)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Mаriе Dupоnt", "Marie Dupont"),
        ("ΡAUL ΑΝΝΕ", "PAUL ANNE"),
        ("М. Соrnеt", "M. Cornet"),
        ("АВЕКМНОРСТУХ авекмнорстух", "ABEKMHOPCTYX abekmhopctyx"),
        ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
        ("Мария Кюри", "Мария Кюри"),
        ("TGF-β et κλίμα", "TGF-β et κλίμα"),
        ("０６ ③⑨", "06 39"),
        ("a\u200bn\u2060n\u00ade", "anne"),
        ("s\u0336t\u0336", "st"),
        ("1️⃣2️⃣", "12"),
    ],
)
def test_twins_and_odd_forms_read_as_plain_ones(typed: str, read: str) -> None:
    assert fold(typed).text == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("o6 39 98 l2 34", "06 39 98 12 34"),
        ("06🙂39🙂98🙂12🙂34", "06 39 98 12 34"),
        ("zéro six trente-neuf quatre-vingt-dix-huit douze trente-quatre", "0 6 39 98 12 34"),
        ("zero six double three nine eight oh one two", "0 6 33 9 8 0 1 2"),
        ("soixante et onze, vingt et un, nonante-deux, quatre-vingts", "71 21 92 80"),
        ("06 з9 б8 12 34", "06 39 68 12 34"),
        ("06 39 s8 1z 34 56", "06 39 58 12 34 56"),
        ("l2/o3/54", "12/03/54"),
        ("n° doss1er a12345o7", "n° dossier a1234507"),
        ("sous o2 3 l/min, l2-l3, un ou deux", "sous o2 3 l/min, l2-l3, un ou deux"),
        ("co2, b12, 10l, 3 s", "co2, b12, 10l, 3 s"),
        ("née un 29/02/1988", "nee un 29/02/1988"),
        ("2a004 en corse, 2b033", "2a004 en corse, 2b033"),
    ],
)
def test_what_stands_for_figures_reads_as_figures(typed: str, read: str) -> None:
    assert figures(plain(typed)).text == read


def test_a_number_in_words_leads_back_to_all_its_words() -> None:
    typed = "Voir zéro six trente-neuf quatre-vingt-dix-huit douze trente-quatre."
    read = figures(plain(typed))
    start = read.text.index("98")
    begin, end = read.span(start, start + 2)
    assert typed[begin:end] == "quatre-vingt-dix-huit"
    begin, end = read.span(start + 1, start + 2)
    assert typed[begin:end] == "quatre-vingt-dix-huit"


@given(odd)
def test_every_reading_leads_back_within_the_text_and_in_order(text: str) -> None:
    folded = fold(text)
    for read, whole in ((folded, text), (shown(folded), text), (figures(plain(folded.text)), folded.text)):
        spans = [read.span(place, place + 1) for place in range(len(read.text))]
        assert all(0 <= start < end <= len(whole) for start, end in spans)
        assert spans == sorted(spans)


@given(odd)
def test_plain_text_keeps_its_length(text: str) -> None:
    assert len(plain(text)) == len(text)


@given(st.text(), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 4), st.text(max_size=3)), max_size=5))
def test_what_no_edit_touches_leads_back_to_itself(text: str, asked: list[tuple[int, int, str]]) -> None:
    edits: list[tuple[int, int, str]] = []
    for start, length, instead in sorted(asked):
        if start >= (edits[-1][1] if edits else 0) and start + length <= len(text):
            edits.append((start, start + length, instead))
    read = rewritten(text, edits)
    touched = {place for start, end, _ in edits for place in range(start, end)}
    kept = [
        (place, origin)
        for place, origin in enumerate(read.origins)
        if read.span(place, place + 1) == (origin, origin + 1) and read.text[place] == text[origin]
    ]
    assert {origin for _, origin in kept} >= set(range(len(text))) - touched

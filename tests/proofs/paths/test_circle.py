"""Who may not answer together for a third person: properties of any graph of vouching."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from toctoc.proofs.paths.peers.rules.circle import Peer, are_of_one_circle, everybody_behind, rests_on
from toctoc.proofs.paths.peers.rules.limits import A_YEAR, MOST_IN_A_YEAR, may_answer_once_more

PEOPLE = 12
Edges = frozenset[tuple[int, int]]
people = st.integers(0, PEOPLE - 1)
# (voucher, who they vouched for): any graph, loops and all.
edges = st.frozensets(st.tuples(people, people).filter(lambda edge: edge[0] != edge[1]), max_size=30)


def peer(person: int, graph: Edges) -> Peer:
    def vouchers_of(some: frozenset[int]) -> frozenset[int]:
        return frozenset(voucher for voucher, about in graph if about in some)

    answered_for = frozenset(about for voucher, about in graph if voucher == person)
    return Peer(person, everybody_behind(person, vouchers_of), answered_for)


def reaches(graph: Edges, start: int, end: int) -> bool:
    """Tell by another algorithm (matrix closure) whether a path of at least one edge leads from start to end."""
    near = [[(a, b) in graph for b in range(PEOPLE)] for a in range(PEOPLE)]
    for middle in range(PEOPLE):
        for a in range(PEOPLE):
            for b in range(PEOPLE):
                near[a][b] = near[a][b] or (near[a][middle] and near[middle][b])
    return near[start][end]


@given(edges, people)
def test_behind_is_everybody_from_whom_a_path_leads_here(graph: Edges, person: int) -> None:
    expected = {other for other in range(PEOPLE) if other != person and reaches(graph, other, person)}
    assert peer(person, graph).behind == expected


@given(edges, people, people, people)
def test_the_rule_says_the_same_of_a_and_b_as_of_b_and_a(graph: Edges, a: int, b: int, about: int) -> None:
    one, other = peer(a, graph), peer(b, graph)
    assert are_of_one_circle(one, other, about) == are_of_one_circle(other, one, about)


@given(edges, people, people, people)
def test_a_circle_is_one_of_the_three_ties_and_nothing_else(graph: Edges, a: int, b: int, about: int) -> None:
    behind_a = {x for x in range(PEOPLE) if reaches(graph, x, a)} | {a}
    behind_b = {x for x in range(PEOPLE) if reaches(graph, x, b)} | {b}
    together = {x for x in range(PEOPLE) if (a, x) in graph and (b, x) in graph} - {about}
    expected = bool(behind_a & behind_b) or bool(together)
    assert are_of_one_circle(peer(a, graph), peer(b, graph), about) == expected


@given(edges, people, people, people, st.tuples(people, people))
def test_more_vouching_never_unties_anybody(graph: Edges, a: int, b: int, about: int, more: tuple[int, int]) -> None:
    if are_of_one_circle(peer(a, graph), peer(b, graph), about) and more[0] != more[1]:
        grown = graph | {more}
        assert are_of_one_circle(peer(a, grown), peer(b, grown), about)


@given(edges, people, people)
def test_nobody_answers_for_who_their_word_rests_on(graph: Edges, voucher: int, about: int) -> None:
    assert rests_on(peer(voucher, graph), about) == (voucher == about or reaches(graph, about, voucher))


@given(st.lists(st.tuples(people, people, people), max_size=40))
def test_obeying_the_rules_never_makes_a_loop_nor_lets_a_couple_in_twice(asked: list[tuple[int, int, int]]) -> None:
    graph: Edges = frozenset()
    together: dict[frozenset[int], set[int]] = {}
    for a, b, about in asked:
        one, other = peer(a, graph), peer(b, graph)
        if rests_on(one, about) or rests_on(other, about) or are_of_one_circle(one, other, about):
            continue
        graph |= {(a, about), (b, about)}
        together.setdefault(frozenset({a, b}), set()).add(about)
    assert not any(reaches(graph, person, person) for person in range(PEOPLE))
    assert all(len(brought_in) == 1 for brought_in in together.values())


def test_a_place_where_everybody_is_linked_still_lets_strangers_to_each_other_answer() -> None:
    # 0 and 1 brought in 6, 1 and 2 brought in 7, 2 and 3 brought in 8: one connected part of the graph.
    graph = frozenset({(0, 6), (1, 6), (1, 7), (2, 7), (2, 8), (3, 8)})
    assert not are_of_one_circle(peer(0, graph), peer(3, graph), 9)
    assert not are_of_one_circle(peer(6, graph), peer(8, graph), 9)
    assert are_of_one_circle(peer(6, graph), peer(7, graph), 9)
    assert are_of_one_circle(peer(0, graph), peer(1, graph), 9)
    assert not are_of_one_circle(peer(0, graph), peer(1, graph), 6)


moments = st.lists(st.integers(0, 800), max_size=30)


@given(moments)
def test_ten_words_at_most_in_any_year(days: list[int]) -> None:
    began = datetime(2026, 1, 1, tzinfo=UTC)
    given_at: list[datetime] = []
    for day in sorted(days):
        now = began + timedelta(days=day)
        if may_answer_once_more(given_at, now):
            given_at.append(now)
    for first in given_at:
        assert sum(first <= moment < first + A_YEAR for moment in given_at) <= MOST_IN_A_YEAR


def test_a_word_stops_counting_after_a_year() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    assert not may_answer_once_more([now] * MOST_IN_A_YEAR, now + A_YEAR - timedelta(seconds=1))
    assert may_answer_once_more([now] * MOST_IN_A_YEAR, now + A_YEAR)

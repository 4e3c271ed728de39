"""Pages by key."""

from __future__ import annotations

import pytest

from toctoc.mastodon_api.rules.pages import Range, links, range_in


def test_a_page_is_asked_for_by_its_neighbours() -> None:
    assert range_in({}) == Range(None, None, climbs=False, size=20)
    assert range_in({"max_id": "9", "limit": "5"}) == Range(9, None, climbs=False, size=5)
    assert range_in({"since_id": "3"}) == Range(None, 3, climbs=False, size=20)
    assert range_in({"min_id": "3", "since_id": "1", "max_id": "9"}) == Range(9, 3, climbs=True, size=20)


@pytest.mark.parametrize("junk", ["", "abc", "-1", "1.5", "9" * 30, "１", "0x10", None, [], {}])
def test_junk_asks_for_the_first_page(junk: object) -> None:
    asked = range_in({"max_id": junk, "limit": junk})
    assert asked.below is None
    assert asked.size in {1, 20, 40}


def test_a_page_is_never_larger_than_the_most() -> None:
    assert range_in({"limit": "100000"}, usual=40, most=80).size == 80
    assert range_in({"limit": "0"}).size == 1


def test_links_lead_both_ways_and_repeat_what_was_asked() -> None:
    header = links("http://a.test/x", {"limit": ["2"], "max_id": ["9"], "any[]": ["b", "c"]}, [8, 7], is_last=False)
    kept = "limit=2&any%5B%5D=b&any%5B%5D=c"
    assert header == (f'<http://a.test/x?{kept}&max_id=7>; rel="next", <http://a.test/x?{kept}&min_id=8>; rel="prev"')
    assert 'rel="next"' not in links("http://a.test/x", {}, [8], is_last=True)
    assert links("http://a.test/x", {}, [], is_last=True) == ""

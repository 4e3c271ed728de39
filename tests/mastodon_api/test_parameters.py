"""Parameters in every spelling that apps use."""

from __future__ import annotations

from urllib.parse import parse_qsl

import msgspec
import pytest

from toctoc.kernel.errors import Invalid
from toctoc.mastodon_api.rules.parameters import MOST_PAIRS, tree_of
from toctoc.mastodon_api.rules.reading import read


class Poll(msgspec.Struct):
    options: list[str] = []
    expires_in: int | None = None
    multiple: bool = False


class Field(msgspec.Struct):
    name: str = ""
    value: str = ""


class Form(msgspec.Struct):
    status: str = ""
    media_ids: list[str] = []
    poll: Poll | None = None
    fields: list[Field] = msgspec.field(default_factory=list, name="fields_attributes")
    sensitive: bool | None = None


def form(query: str) -> Form:
    return read(tree_of(parse_qsl(query, keep_blank_values=True)), Form)


@pytest.mark.parametrize(
    "query",
    [
        "media_ids=1&media_ids=2",
        "media_ids[]=1&media_ids[]=2",
        "media_ids[0]=1&media_ids[1]=2",
        "media_ids%5B%5D=1&media_ids%5B%5D=2",
    ],
)
def test_an_array_is_the_same_in_every_spelling(query: str) -> None:
    assert form(query).media_ids == ["1", "2"]


def test_one_value_is_a_list_of_one() -> None:
    assert form("media_ids=7").media_ids == ["7"]
    assert form("media_ids[]=7").media_ids == ["7"]
    assert read({"media_ids": "7"}, Form).media_ids == ["7"]


def test_an_id_may_be_a_number() -> None:
    assert read({"media_ids": [7, "8"], "status": 9}, Form) == Form("9", ["7", "8"])
    with pytest.raises(Invalid):
        read({"status": True}, Form)


def test_places_of_an_array_are_sorted_as_numbers() -> None:
    query = "&".join(f"media_ids[{place}]={place}" for place in (10, 2, 0))
    assert form(query).media_ids == ["0", "2", "10"]


def test_nested_objects_are_read() -> None:
    poll = form("poll[options][]=Oui&poll[options][]=Non&poll[expires_in]=3600&poll[multiple]=true").poll
    assert poll == Poll(["Oui", "Non"], 3600, multiple=True)


@pytest.mark.parametrize(
    "query",
    [
        "fields_attributes[0][name]=a&fields_attributes[0][value]=b&fields_attributes[1][name]=c",
        "fields_attributes[][name]=a&fields_attributes[][value]=b&fields_attributes[][name]=c",
    ],
)
def test_arrays_of_objects_are_read(query: str) -> None:
    assert form(query).fields == [Field("a", "b"), Field("c", "")]


@pytest.mark.parametrize(
    ("said", "meant"),
    [("true", True), ("1", True), ("on", True), ("false", False), ("0", False), ("off", False), ("", False)],
)
def test_a_form_says_yes_in_many_ways(said: str, meant: bool) -> None:  # noqa: FBT001 a value under test
    assert form(f"sensitive={said}").sensitive is meant


def test_of_a_plain_value_told_twice_the_last_stands() -> None:
    assert form("status=un&status=deux").status == "deux"


def test_what_is_not_asked_for_is_left_out() -> None:
    assert form("inconnu[a][b]=1&status=oui").status == "oui"


@pytest.mark.parametrize("query", ["poll=1", "poll[expires_in]=demain", "sensitive=peut-etre", "status=%00"])
def test_a_value_of_another_kind_is_refused(query: str) -> None:
    with pytest.raises(Invalid):
        form(query)


@pytest.mark.parametrize("query", ["a=1&" * (MOST_PAIRS + 1), "a" + "[b]" * 6 + "=1"], ids=["too many", "too deep"])
def test_what_is_too_much_is_refused(query: str) -> None:
    with pytest.raises(Invalid):
        form(query)


@pytest.mark.parametrize("query", ["[]=1", "=1", "a[=1", "a]b=1", "a=1&a[b]=2", "a[b]=1&a=2&a[c]=3", "[[[[", "a[][]=1"])
def test_junk_spells_nothing_and_breaks_nothing(query: str) -> None:
    assert form(query) == Form()

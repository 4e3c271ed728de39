"""Groups for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.config.api_caller import STRANGER, caller
from tests.conftest import post_by, question_by
from tests.groups.cast import enter, group_by, members_count, read
from tests.pages import words_of

if TYPE_CHECKING:
    from toctoc.people.models import Actor


def test_a_program_finds_joins_reads_and_leaves(avril: Actor, plumier: Actor) -> None:
    group = group_by(avril)
    post_by(avril, "Bonjour à toutes.", group.word)
    api = caller(plumier)
    (found,) = api.get("/groups?kind=patients&subject=Scl%C3%A9rose").body["items"]
    assert (found["handle"], found["members"], found["role"], found["welcome"]) == ("sep", 1, None, None)
    assert api.get("/groups/sep/threads").status == 403
    joined = api.post("/groups/sep/join", {})
    assert (joined.status, joined.body["outcome"]) == (200, "entered")
    assert joined.body["group"]["role"] == "member"
    assert api.post("/groups/sep/join", {}).body["outcome"] == "already"
    assert members_count() == 2
    assert [g["handle"] for g in api.get("/me/groups").body] == ["sep"]
    assert [post["text"] for post in api.get("/groups/sep/threads").body["items"]] == ["Bonjour à toutes."]
    assert api.get("/groups").body["items"] == []
    assert api.post("/groups/sep/leave").status == 204
    assert api.post("/groups/sep/leave").status == 204
    assert api.get("/me/groups").body == []
    assert members_count() == 1


def test_a_request_by_a_program_carries_a_word(avril: Actor, plumier: Actor) -> None:
    group_by(avril, joining="request")
    asked = caller(plumier).post("/groups/sep/join", {"word": "Je vis avec."})
    assert (asked.body["outcome"], asked.body["group"]["role"]) == ("asked", None)
    assert "Je vis avec." in words_of(read(avril, "/groupes/sep/demandes"))
    assert caller(plumier).post("/groups/sep/join", {"word": "06 12 34 56 78"}).status == 422


def test_strangers_and_forged_handles(avril: Actor, plumier: Actor) -> None:
    group_by(avril)
    assert STRANGER.get("/groups").body["items"] == []
    assert STRANGER.post("/groups/sep/join", {}).status in {401, 404}
    assert STRANGER.get("/me/groups").status == 401
    assert caller(plumier).post("/groups/avril/join", {}).status == 404
    assert caller(plumier).get("/groups?kind=martiens").body["field"] == "kind"
    assert caller(plumier).get("/groups?before=hier").status == 422


def test_lists_go_on_by_key(avril: Actor, ruisseau: Actor, plumier: Actor) -> None:
    for number, founder in enumerate((avril, avril, ruisseau)):
        group_by(founder, f"groupe{number}")
    api = caller(plumier)
    first = api.get("/groups?limit=2")
    assert [g["handle"] for g in first.body["items"]] == ["groupe2", "groupe1"]
    second = api.get(f"/groups?limit=2&before={first.body['next']}")
    assert ([g["handle"] for g in second.body["items"]], second.body["next"]) == (["groupe0"], None)


def test_threads_of_one_voice_and_questions_to_a_group(ruisseau: Actor, avril: Actor) -> None:
    group = group_by(ruisseau, kind="mixed")
    enter(avril)
    lived = post_by(avril, "Ce que je vis.", group.word)
    asked = question_by(ruisseau, "Qui a vécu cela avant moi ?", group.word)
    api = caller(avril)
    assert [post["id"] for post in api.get("/groups/sep/threads").body["items"]] == [str(asked.pk), str(lived.pk)]
    assert [post["id"] for post in api.get("/groups/sep/threads?voice=lived").body["items"]] == [str(lived.pk)]
    page = words_of(read(avril, f"/questions/{asked.pk}"))
    assert "Qui a vécu cela" in page
    assert "Ce que je vis." not in words_of(read(avril, "/groupes/sep?voix=practice"))

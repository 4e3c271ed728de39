"""Notes through the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.config.api_caller import Caller, caller
from tests.conftest import post_by

if TYPE_CHECKING:
    from toctoc.people.models import Actor

NOTE = {"text": "L’étude va dans le même sens.", "side": "reference", "references": ["10.5555/12345678"]}


def test_a_program_adds_a_note_and_rates_it(ruisseau: Actor, plumier: Actor, avril: Actor) -> None:
    aim = post_by(avril, "Mal de dos.", "members")
    added = caller(ruisseau).post(f"/posts/{aim.pk}/notes", NOTE)
    assert (added.status, added.body["post"], added.body["shown"]) == (201, str(aim.pk), False)
    rating = f"/posts/{added.body['id']}/rating"
    for useful, tally in ((True, (1, 0)), (False, (0, 1)), (None, (0, 0))):
        found = caller(plumier).send("put", rating, {"useful": useful}).body
        assert (found["mine"], found["professionals"]["useful"], found["professionals"]["useless"]) == (useful, *tally)
    assert [one["id"] for one in caller(avril).get(f"/posts/{aim.pk}/notes").body] == [added.body["id"]]


def test_a_program_is_refused_as_a_page_would_be(ruisseau: Actor, plumier: Actor, avril: Actor) -> None:
    aim = post_by(avril, "Mal de dos.", "members")
    assert caller(plumier).post(f"/posts/{aim.pk}/notes", {**NOTE, "references": []}).body["field"] == "references"
    note = caller(ruisseau).post(f"/posts/{aim.pk}/notes", NOTE).body["id"]
    assert caller(ruisseau).send("put", f"/posts/{note}/rating", {"useful": True}).status == 403
    assert caller(avril).send("put", f"/posts/{aim.pk}/rating", {"useful": True}).status == 404
    stranger = Caller()
    assert stranger.get(f"/posts/{aim.pk}/notes").status == 404
    assert stranger.send("put", f"/posts/{note}/rating", {"useful": True}).status == 401

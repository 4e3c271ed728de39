"""People like me: off by default, by what I chose to reveal, never so far that somebody is recognised."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import eyes_of, person, signed_in
from toctoc.community.models import Facet
from toctoc.community.queries import likeness as queries
from toctoc.community.rules.likeness import FEWEST, MOST_REVEALED, Key, Told, shown_of, told
from toctoc.community.services.likeness import reveal, withdraw
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Refused, TooMany
from toctoc.kernel.pagination import Cut
from toctoc.people.models.actor import ActorKind
from toctoc.people.services import blocks
from toctoc.people.services.actors import Portrait, make_actor
from toctoc.privacy.services import clear_line

if TYPE_CHECKING:
    from toctoc.people.models import Actor

ENDO, THIRTY = ("condition", "endometriose"), ("age", "30-39")
LYON, TREATED = ("department", "69"), ("treatment", "hormonotherapie")


def revealing(handle: str, *facets: tuple[str, str]) -> Actor:
    actor = person(handle)
    show(actor, *facets)
    return actor


def show(actor: Actor, *facets: tuple[str, str]) -> None:
    for kind, word in facets:
        reveal(actor=actor, kind=kind, chosen=word, own_words=clear_line(""))


def found_by(actor: Actor, before: int | None = None, size: int = 20) -> dict[str, tuple[str, ...]]:
    actor.refresh_from_db()
    page = queries.people_like(actor, eyes_of(actor), Cut(before, size))
    return {alike.actor.handle: tuple(facet.words("fr") for facet in alike.reasons) for alike in page.items}


@pytest.fixture
def alike(db: None) -> list[Actor]:
    """Three who live the same at the same age."""
    return [revealing(f"vie{number}", ENDO, THIRTY) for number in range(3)]


def test_whoever_reveals_nothing_neither_finds_nor_is_found(alike: list[Actor], avril: Actor) -> None:
    assert found_by(avril) == {}
    assert "avril" not in found_by(alike[0])
    page = signed_in(avril).client.get("/comme-moi").content.decode()
    assert "@vie" not in page
    assert "Personne ne vous trouve par cette page" in page


def test_people_who_share_two_facets_are_found_with_the_reason(alike: list[Actor]) -> None:
    assert found_by(alike[0]) == dict.fromkeys(("vie2", "vie1"), ("30–39 ans", "endométriose"))
    page = signed_in(alike[0]).client.get("/comme-moi").content.decode()
    assert "Comme vous : 30–39 ans, endométriose" in page
    assert 'href="/@vie1"' in page


def test_one_facet_is_not_enough(alike: list[Actor]) -> None:
    revealing("seule", ENDO, ("age", "40-49"))
    assert "seule" not in found_by(alike[0])


def test_what_the_reader_did_not_reveal_is_never_shown(alike: list[Actor]) -> None:
    for actor in alike[1:]:
        show(actor, TREATED, LYON)
    page = signed_in(alike[0]).client.get("/comme-moi").content.decode()
    people = page[page.index('id="trouvees"') : page.index('id="revele"')]
    assert "hormonothérapie" not in people
    assert "Rhône" not in people
    assert found_by(alike[0])["vie1"] == ("30–39 ans", "endométriose")


def test_what_fewer_than_three_share_is_not_shown(alike: list[Actor]) -> None:
    for actor in alike[:2]:
        show(actor, LYON)
    assert found_by(alike[0])["vie1"] == ("30–39 ans", "endométriose")
    # Three reveal the department, yet only two of them the whole combination.
    revealing("rhone", LYON, ("age", "60-69"))
    assert found_by(alike[0])["vie1"] == ("30–39 ans", "endométriose")
    show(alike[2], LYON)
    assert len(found_by(alike[0])["vie1"]) == 3


def test_two_people_alone_do_not_find_each_other(db: None) -> None:
    one, _ = revealing("une", ENDO, THIRTY), revealing("autre", ENDO, THIRTY)
    assert found_by(one) == {}


def test_several_names_of_one_account_are_one_person(db: None) -> None:
    one, other = revealing("une", ENDO, THIRTY), revealing("autre", ENDO, THIRTY)
    for number in range(3):
        mask = revealing(f"masque{number}", ENDO, THIRTY)
        mask.account = other.account
        mask.save()
    assert found_by(one) == {}
    assert found_by(other) == {}


def test_withdrawing_is_at_once(alike: list[Actor]) -> None:
    fourth = revealing("quatre", ENDO, THIRTY)
    assert "quatre" in found_by(alike[0])
    withdraw(actor=fourth, kind="age", word="30-39")
    assert "quatre" not in found_by(alike[0])
    assert found_by(fourth) == {}


def test_blocks_suspensions_and_departures_hide(alike: list[Actor]) -> None:
    hidden = [revealing(f"autre{number}", ENDO, THIRTY) for number in range(4)]
    blocks.block(blocker=alike[0], blocked=hidden[0])
    blocks.block(blocker=hidden[1], blocked=alike[0])
    type(hidden[2]).objects.filter(pk=hidden[2].pk).update(suspended_at=clock.now())
    type(hidden[3]).objects.filter(pk=hidden[3].pk).update(left_at=clock.now())
    assert set(found_by(alike[0])) == {"vie1", "vie2"}


def test_neither_strangers_nor_organisations_look(alike: list[Actor]) -> None:
    assert Client().get("/comme-moi").status_code == 302
    hospital = alike[0]
    hospital.kind = "organisation"
    hospital.save()
    assert signed_in(hospital).client.get("/comme-moi").status_code == 403
    assert "vie0" not in found_by(alike[1])
    with pytest.raises(Refused):
        show(hospital, LYON)


def test_the_page_reveals_and_withdraws(avril: Actor) -> None:
    reader = signed_in(avril).client
    typed = {"kind": "condition", "own": "Maladie de Crohn"}
    assert reader.post("/comme-moi/reveler", typed).status_code == 302
    assert reader.post("/comme-moi/reveler", {"kind": "treatment", "own": "Tisane de grand-mère"}).status_code == 302
    assert set(Facet.objects.values_list("kind", "word", "shown")) == {
        ("condition", "crohn", ""),
        ("treatment", "tisane de grand mere", "Tisane de grand-mère"),
    }
    wrong = reader.post("/comme-moi/reveler", {"kind": "age", "word": "31"})
    assert wrong.status_code == 422
    assert 'aria-invalid="true"' in wrong.content.decode()
    blocked = reader.post("/comme-moi/reveler", {"kind": "condition", "own": "06 12 34 56 78"})
    assert (blocked.status_code, Facet.objects.count()) == (422, 2)
    for _ in range(2):
        assert reader.post("/comme-moi/retirer", {"kind": "condition", "word": "crohn"}).status_code == 302
    assert Facet.objects.count() == 1


def test_bounds_on_what_one_reveals(avril: Actor) -> None:
    show(avril, THIRTY)
    with pytest.raises(Invalid, match="Retirez d’abord"):
        show(avril, ("age", "40-49"))
    for _ in range(MOST_REVEALED - 1):
        show(avril, LYON)
        withdraw(actor=avril, kind="department", word="69")
    with pytest.raises(TooMany):
        show(avril, LYON)
    with clock.at(clock.now() + timedelta(days=8)):
        show(avril, LYON)


def test_pages_follow_each_other_and_cost_the_same(alike: list[Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "WINDOW", 5)
    for number in range(12):
        revealing(f"suite{number}", ENDO, THIRTY)
    reader, seen, before, costs = alike[0], set[str](), None, set[int]()
    for _ in range(10):
        with CaptureQueriesContext(connection) as asked:
            page = queries.people_like(reader, eyes_of(reader), Cut(before, 2))
        costs.add(len(asked))
        assert not seen & {one.actor.handle for one in page.items}
        seen |= {one.actor.handle for one in page.items}
        before = page.next_before
        if before is None:
            break
    assert len(seen) == 14
    assert max(costs) <= 8


Keys = frozenset[Key]
words = st.sampled_from("abcdef")
keys = st.frozensets(words.map(lambda word: ("condition", word)), max_size=6)


@given(
    keys, st.dictionaries(words.map(lambda word: ("condition", word)), st.integers(0, 6)), st.lists(keys, max_size=8)
)
def test_what_is_shown_is_shared_by_enough(shared: Keys, frequent: dict[Key, int], others: list[Keys]) -> None:
    shown = {facet.key for facet in shown_of([Told(*key) for key in shared], frequent, [*others, shared])}
    assert shown <= shared
    assert len(shown) != 1
    if shown:
        assert all(frequent[key] >= FEWEST for key in shown)
        assert 1 + sum(1 for found in [*others, shared] if shown <= found) >= FEWEST


@pytest.mark.parametrize(
    "wrong", [("mars", "x", ""), ("age", "", "trente"), ("condition", "", " -- "), ("condition", "x", "")]
)
def test_what_is_no_facet_is_refused(wrong: tuple[str, str, str]) -> None:
    with pytest.raises(Invalid):
        told(*wrong)


def test_whoever_speaks_for_an_organisation_looks_nobody_up(alike: list[Actor]) -> None:
    avril = revealing("avril", ENDO, THIRTY)
    assert found_by(avril)
    make_actor(
        account=avril.account,
        handle="clinique",
        portrait=Portrait(clear_line("Clinique"), clear_line("")),
        kind=ActorKind.ORGANISATION,
    )
    page = signed_in(avril).client.get("/comme-moi")
    assert page.status_code == 403
    assert "@vie" not in page.content.decode()
    with pytest.raises(Refused):
        show(avril, LYON)

"""Groups are found by those who may know of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import eyes_of, person
from tests.search.indexing import build, settle
from toctoc.groups.models import Group
from toctoc.groups.queries.found import find_groups
from toctoc.groups.rules.kinds import EVERYBODY, HIDDEN, MEMBERS
from toctoc.people.models import Actor
from toctoc.people.models.actor import ActorKind
from toctoc.people.rules.audience import STRANGER
from toctoc.people.services.memberships import take_in

if TYPE_CHECKING:
    from toctoc.search.services.engines import Engine


def group(handle: str, name: str, reach: str, *, is_blind: bool = False) -> Group:
    actor = Actor.objects.create(handle=handle, display_name=name, kind=ActorKind.GROUP)
    return Group.objects.create(actor=actor, kind="mixed", reach=reach, is_employer_blind=is_blind)


def test_each_finds_the_groups_it_may_know_of(index: Engine, avril: Actor, dehors: Actor) -> None:
    known = group("fibro", "Fibromyalgie au quotidien", EVERYBODY)
    inside = group("fibro_membres", "Fibromyalgie entre nous", MEMBERS)
    hidden = group("fibro_cachee", "Fibromyalgie en secret", HIDDEN)
    blind = group("fibro_travail", "Fibromyalgie au travail", MEMBERS, is_blind=True)
    clinic = person("clinique")
    Actor.objects.filter(pk=clinic.pk).update(kind=ActorKind.ORGANISATION)
    clinic.refresh_from_db()
    take_in(actor=avril, word=hidden.word)
    avril.refresh_from_db()
    build()
    settle()
    # Misspelt.
    asked = "fibromialgie"
    assert find_groups(STRANGER, asked) == [known]
    assert {found.pk for found in find_groups(eyes_of(dehors), asked)} == {known.pk, inside.pk, blind.pk}
    assert {found.pk for found in find_groups(eyes_of(avril), asked)} == {known.pk, inside.pk, blind.pk, hidden.pk}
    assert {found.pk for found in find_groups(eyes_of(clinic), asked)} == {known.pk, inside.pk}


@pytest.mark.usefixtures("index")
def test_a_group_that_hides_is_forgotten(dehors: Actor) -> None:
    shown = group("asthme", "Asthme", EVERYBODY)
    build()
    assert find_groups(STRANGER, "asthme") == [shown]
    Group.objects.filter(pk=shown.pk).update(reach=HIDDEN)
    assert find_groups(STRANGER, "asthme") == []
    assert find_groups(eyes_of(dehors), "asthme") == []

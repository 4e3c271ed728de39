"""The predicate itself, in its two forms, against the oracle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import eyes_of
from tests.doors.world import Maker, Place, Someone
from toctoc.community.models import Post
from toctoc.community.policies import may_be_read, visible_to
from toctoc.community.queries import prepared
from toctoc.people.rules.audience import STRANGER, Viewer

if TYPE_CHECKING:
    from toctoc.people.models import Account


def eyes(one: Someone | None) -> Viewer:
    return STRANGER if one is None else eyes_of(one.actor)


def everybody(place: Place) -> list[Someone | None]:
    return [None, *place.people]


@pytest.mark.parametrize("seed", range(6))
def test_each_form_of_the_predicate_lets_read_what_the_plan_says(seed: int, vigie: Account) -> None:
    place = Maker(seed, vigie).make(people=10, threads=24)
    ids = [said.post_id for said in place.said]
    hidden = 0
    for reader in everybody(place):
        viewer, allowed = eyes(reader), {said.post_id for said in place.readable(reader)}
        assert set(Post.objects.filter(visible_to(viewer)).values_list("pk", flat=True)) == allowed
        assert {row[0] for row in prepared.rows_of(ids, viewer, "fr")} == allowed
        standing = [p.pk for p in Post.objects.filter(pk__in=ids, deleted_at=None) if may_be_read(viewer, p)]
        assert set(standing) == allowed
        hidden += len(ids) - len(allowed)
    assert hidden > len(ids)

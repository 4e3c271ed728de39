"""The letter says how much happened in somebody's groups, and neither where nor what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.conftest import post_by
from tests.groups.cast import enter, group_by, press
from toctoc.groups.services.week import of_groups
from toctoc.kernel import clock
from toctoc.people.services.blocks import block

if TYPE_CHECKING:
    from toctoc.people.models import Actor

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


def test_the_letter_gives_figures_and_a_link_alone(avril: Actor, plumier: Actor, dehors: Actor) -> None:
    with clock.at(NOW - timedelta(days=3)):
        group = group_by(avril, name="Vivre avec la sclérose")
        enter(plumier)
        post_by(avril, "Un fil ancien.", group.word)
    with clock.at(NOW):
        post_by(avril, "Mon secret.", group.word)
        post_by(plumier, "Mes propres mots.", group.word)
        typed = {"title": "Café", "text": "", "place": "", "starts": "2026-03-05T18:30", "ends": "2026-03-05T20:00"}
        press(avril, "/groupes/sep/rendez-vous/nouveau", **typed, cle="e")
        section = of_groups(plumier, NOW - timedelta(days=1))
        assert section is not None
        assert [(line.words, line.address) for line in section.lines] == [
            ("1 nouveau fil", "/groupes"),
            ("1 rendez-vous à venir", "/groupes"),
        ]
        assert of_groups(dehors, NOW - timedelta(days=1)) is None
        block(blocker=plumier, blocked=avril)
        plumier.refresh_from_db()
        section = of_groups(plumier, NOW - timedelta(days=1))
        assert section is not None
        assert [line.words for line in section.lines] == ["1 rendez-vous à venir"]
        press(plumier, "/groupes/sep/moi", silence="oui")
        assert of_groups(plumier, NOW - timedelta(days=1)) is None

"""The walk through every door fails when any one predicate is removed, wherever it is used."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pytest
from django.db.models import Q

import toctoc
from tests.doors.doors import EVERY, Walker
from tests.doors.test_every_door import readers_of
from tests.doors.world import Leak, Maker, Place
from toctoc.community import policies

if TYPE_CHECKING:
    from collections.abc import Callable

    from toctoc.people.models import Account

# Each predicate of posts, and what it would be if it let everybody read.
OPEN: dict[str, Callable[..., Any]] = {
    "visible_to": lambda _viewer: Q(deleted_at=None),
    "readable_by": lambda _viewer: Q(),
    "visible_sql": lambda _viewer: ("p.deleted_at IS NULL", ()),
    "may_be_read": lambda _viewer, _post: True,
}
# Programs, and models whose libraries an operator may add.
NOT_LOADED = ("__main__", ".manage", "detectors.folder", "detectors.pipeline")
SEED = 3
MAKING, OTHERWISE = "while people speak", "by no plain address"


def uses() -> list[str]:
    """Return every use of a predicate as ``module.name``, wherever the program imports it."""
    for module in pkgutil.walk_packages(toctoc.__path__, "toctoc."):
        if not module.name.endswith(NOT_LOADED) and ".migrations" not in module.name:
            importlib.import_module(module.name)
    ours = [(name, module) for name, module in sorted(sys.modules.items()) if name.startswith("toctoc.")]
    found = [f"{name}.{word}" for name, m in ours for word in OPEN if getattr(m, word, None) is getattr(policies, word)]
    return [use for use in found if use not in DEFINED]


# Where they are written down, and asked by no other policy.
DEFINED = {f"{policies.__name__}.visible_to", f"{policies.__name__}.visible_sql"}
# What another predicate stands behind: without this one a page gets shorter, and shows nothing more. Each pair is
# removed together.
BEHIND = {
    "toctoc.community.queries.posts.readable_by": "toctoc.community.queries.prepared.visible_sql",
    "toctoc.community.services.notifications.may_be_read": "toctoc.community.queries.notifications.visible_to",
}
# What they keep from a page is a figure or the place of a tombstone, which has no word of its own: each has a test
# that fails without it.
HELD_ELSEWHERE = {
    "toctoc.rights.queries.seen.visible_to": "tests/rights/test_seen.py",
    "toctoc.community.queries.missed.visible_to": "tests/community/test_digests.py",
    "toctoc.groups.services.week.visible_to": "tests/groups/test_week.py",
    "toctoc.community.queries.threads.visible_to": "tests/doors/test_every_door.py",
    "toctoc.questions.policies.may_be_read": "tests/questions/test_taking.py",
    "toctoc.questions.queries.boosting.visible_to": "tests/questions/test_boosting.py",
    "toctoc.questions.queries.experts.visible_to": "tests/questions/test_likeness.py",
    "toctoc.questions.services.routing.invitations.visible_to": "tests/questions/test_waves_edges.py",
    "toctoc.questions.services.mail.letters.may_be_read": "tests/questions/test_letters.py",
    "toctoc.questions.services.mail.knocks.may_be_read": "tests/questions/test_letters_of_invitations.py",
    "toctoc.community.queries.trends.visible_to": "tests/community/test_tags.py",
    # What these show passes another predicate besides; without theirs, pages are shorter or name ids.
    "toctoc.mastodon_api.queries.quotes.visible_to": "tests/mastodon_api/test_statuses.py",
    "toctoc.mastodon_api.queries.conversations.visible_to": "tests/mastodon_api/test_conversations.py",
    "toctoc.mastodon_api.queries.listed.visible_to": "tests/mastodon_api/test_lists.py",
    "toctoc.mastodon_api.queries.said.visible_sql": "tests/mastodon_api/test_accounts_statuses.py",
    "toctoc.mastodon_api.queries.search.visible_to": "tests/mastodon_api/test_search.py",
    "toctoc.mastodon_api.queries.timelines.visible_to": "tests/mastodon_api/test_timelines.py",
    "toctoc.mastodon_api.queries.timelines.visible_sql": "tests/mastodon_api/test_timelines.py",
    "toctoc.mastodon_api.web.reports.visible_to": "tests/mastodon_api/test_reports.py",
}
USES = [use for use in uses() if use not in HELD_ELSEWHERE]
# By use, the addresses whose pages ask it: found out once, by one walk with nothing removed.
_asked_at: dict[str, set[str]] = {}


def asked_at(moderator: Account) -> dict[str, set[str]]:
    """Return where each predicate is asked; the walk that finds out sees no leak."""
    if not _asked_at:
        found: defaultdict[str, set[str]] = defaultdict(set)
        here = {"address": MAKING}
        with pytest.MonkeyPatch.context() as patch:
            for use in USES:
                real = getattr(policies, use.rpartition(".")[2])
                patch.setattr(use, _watched(real, use, found, here))
            place = Maker(SEED, moderator, "avant").make(people=7, threads=10)
            for reader in readers_of(place)[2:]:
                walker = Walker.of(place, reader)
                for address in EVERY:
                    here["address"] = address
                    walker.walk((address,), of_hidden=4, of_readable=4)
                here["address"] = OTHERWISE
                walker.otherwise(place.hidden(reader))
        _asked_at.update(found)
    return _asked_at


def _watched(
    real: Callable[..., Any], use: str, found: defaultdict[str, set[str]], here: dict[str, str]
) -> Callable[..., Any]:
    def asked(*args: Any) -> Any:
        found[use].add(here["address"])
        return real(*args)

    return asked


@pytest.mark.parametrize("use", USES, ids=lambda use: use.removeprefix("toctoc."))
def test_without_it_something_shows(use: str, vigie: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    addresses = asked_at(vigie)[use]
    for removed in (use, BEHIND.get(use, use)):
        monkeypatch.setattr(removed, OPEN[removed.rpartition(".")[2]])
    with pytest.raises(Leak):
        walked(Maker(SEED, vigie).make(people=7, threads=10), sorted(addresses - {MAKING, OTHERWISE}))


def walked(place: Place, addresses: list[str]) -> None:
    for reader in readers_of(place):
        walker = Walker.of(place, reader)
        if addresses:
            walker.walk(addresses, of_hidden=20, of_readable=4)
        walker.otherwise(place.hidden(reader))

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
from tests.doors.doors import EVERY, Leak, Walker
from tests.doors.test_every_door import readers_of
from tests.doors.world import Maker, Place
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
SEED = 3
MAKING = "while people speak"


def uses() -> list[str]:
    """Return every use of a predicate as ``module.name``, wherever the program imports it."""
    for module in pkgutil.walk_packages(toctoc.__path__, "toctoc."):
        if not module.name.endswith(("__main__", ".manage")) and ".migrations" not in module.name:
            importlib.import_module(module.name)
    ours = [(name, module) for name, module in sorted(sys.modules.items()) if name.startswith("toctoc.")]
    return [f"{name}.{word}" for name, m in ours for word in OPEN if getattr(m, word, None) is getattr(policies, word)]


USES = uses()
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
            place = Maker(SEED, moderator).make(people=7, threads=10)
            for reader in readers_of(place):
                for address in EVERY:
                    here["address"] = address
                    Walker.of(place, reader).walk((address,), of_hidden=20, of_readable=4)
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
    monkeypatch.setattr(use, OPEN[use.rpartition(".")[2]])
    place = Maker(SEED, vigie).make(people=7, threads=10)
    # What was let through while people spoke shows in what they are told.
    told = [address for address in EVERY if "avis" in address or "notifications" in address]
    asked = sorted({*addresses, *(told if MAKING in addresses else ())} - {MAKING})
    with pytest.raises(Leak):
        walked(place, asked)


def walked(place: Place, addresses: list[str]) -> None:
    for reader in readers_of(place):
        Walker.of(place, reader).walk(addresses, of_hidden=20, of_readable=4)

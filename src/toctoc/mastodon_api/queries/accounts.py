"""Accounts as readers see them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from toctoc.community.queries.found import Sieve, find_actors
from toctoc.groups.models import Group
from toctoc.groups.policies import may_see
from toctoc.groups.queries.found import find_groups
from toctoc.kernel.errors import Missing
from toctoc.mastodon_api.queries.statuses import AS_BYTES
from toctoc.mastodon_api.rules import stitch
from toctoc.people.models import Actor, Block
from toctoc.people.models.actor import ActorKind
from toctoc.people.queries import is_blocking
from toctoc.people.queries.statements import execute, placeholders
from toctoc.search.queries import hidden_among
from toctoc.search.services.ask import NotBuilt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toctoc.people.rules.audience import Viewer

LONGEST_ASKED = 200
MOST_BEGINNING = 20
_STATEMENT = """
SELECT w.id, {account}, w.followers_count, w.following_count, w.posts_count, w.last_thread_id, w.kind
FROM people_actor w JOIN mastodon_api_accountform a ON a.actor_id = w.id WHERE w.id IN ({ids})
"""
# Twin of ``Actor.objects.speaking()``.
_KIND = """
SELECT w.kind FROM people_actor w LEFT JOIN people_account u ON u.id = w.account_id
WHERE w.id = %s AND w.suspended_at IS NULL AND w.left_at IS NULL AND (u.id IS NULL OR u.approved_at IS NOT NULL)
"""


@lru_cache(maxsize=128)
def _statement(count: int) -> str:
    return placeholders(_STATEMENT.format(account=AS_BYTES.format(table="a"), ids=", ".join(["%s"] * count)))


def _rows(ids: Sequence[int]) -> list[tuple[Any, ...]]:
    return execute(_statement(len(ids)), list(ids)) if ids else []


def accounts_by_id(ids: Sequence[int]) -> dict[int, bytes]:
    """Return as JSON those of the actors ``ids`` that are shown to anybody; who may know of them is asked before."""
    return {row[0]: stitch.account(*row[1:6]) for row in _rows(ids)}


def accounts(ids: Sequence[int]) -> list[bytes]:
    """Return the same as a list, in the order of ``ids``."""
    found = accounts_by_id(ids)
    return [found[actor_id] for actor_id in ids if actor_id in found]


def accounts_shown(ids: Sequence[int], viewer: Viewer) -> list[bytes]:
    """Return those of the actors ``ids`` that the viewer may know of, in the order of ``ids``."""
    rows = {row[0]: row for row in _rows(list(dict.fromkeys(ids)))}
    hidden = _blocking(list(rows), viewer) | secret_groups([row[0] for row in rows.values() if _is_group(row)], viewer)
    shown = dict.fromkeys(actor_id for actor_id in ids if actor_id in rows and actor_id not in hidden)
    return [stitch.account(*rows[actor_id][1:6]) for actor_id in shown]


def account_of(actor_id: int, viewer: Viewer) -> bytes:
    """Return one account; raise :class:`Missing` for an actor that is not the viewer's to know."""
    shown = accounts_shown([actor_id], viewer)
    if not shown:
        raise Missing
    return shown[0]


def other_of(actor_id: int, viewer: Viewer) -> Actor:
    """Return an actor that the viewer may know of; raise :class:`Missing` for any other.

    Not for one that is suspended or left, that blocked the viewer, or a group that is not the viewer's to know.
    """
    actor = Actor.objects.speaking().select_related("account").filter(pk=actor_id).first()
    if actor is None or (viewer.has_blocks and is_blocking(actor_id, viewer.actor_id or 0)):
        raise Missing
    if actor.kind == ActorKind.GROUP and secret_groups([actor_id], viewer):
        raise Missing
    return actor


def kind_of(actor_id: int, viewer: Viewer) -> str:
    """Return of which kind an actor is that the viewer may know of: :func:`other_of` for pages that are asked often."""
    rows = execute(placeholders(_KIND), [actor_id])
    if not rows or (viewer.has_blocks and is_blocking(actor_id, viewer.actor_id or 0)):
        raise Missing
    kind = str(rows[0][0])
    if kind == ActorKind.GROUP.value and secret_groups([actor_id], viewer):
        raise Missing
    return kind


def person_called(actor_id: int) -> Actor | None:
    """Return an actor that is no group, also one who blocked whoever asks: for those who want nothing to do with it."""
    return Actor.objects.speaking().exclude(kind=ActorKind.GROUP).filter(pk=actor_id).first()


def group_of(actor: Actor) -> Group:
    """Return the group that an actor of that kind stands for."""
    return Group.objects.select_related("actor").get(pk=actor.pk)


def actor_id_called(acct: str, host: str, viewer: Viewer) -> int:
    """Return the id of the actor that ``acct`` names, in any of its spellings; raise :class:`Missing`.

    ``host`` is this server's own name: ``@user@host`` is somebody of here.
    """
    handle, _, domain = acct.strip().removeprefix("@").lower().partition("@")
    found = Actor.objects.speaking().filter(handle=handle, domain="" if domain == host else domain).first()
    if found is None:
        raise Missing
    return other_of(found.pk, viewer).pk


def ids_found(viewer: Viewer, text: str, host: str) -> list[int]:
    """Return actors by handle, then by name: who signed up a moment ago is found before the index knows of it.

    ``host`` is this server's own name; of ``@user@elsewhere`` only the name as a whole is looked for.
    """
    words = text.strip().removeprefix("@")
    handle, _, domain = words.lower().partition("@")
    if not handle or len(words) > LONGEST_ASKED or "\0" in words:
        return []
    if domain not in {"", host}:
        return list(Actor.objects.speaking().filter(handle=handle, domain=domain).values_list("pk", flat=True))
    ids = _begin_with(handle) if handle.replace("_", "").isalnum() else []
    try:
        ids += [actor.pk for actor in find_actors(viewer, handle if domain else words, Sieve())]
        ids += [group.pk for group in find_groups(viewer, words)]
    except NotBuilt:
        pass
    return list(dict.fromkeys(ids))


def _begin_with(handle: str) -> list[int]:
    """Return who is called so, then whose handle begins so: one range of the index of handles."""
    rows = Actor.objects.speaking().filter(handle__gte=handle, handle__lt=f"{handle}\uffff")
    called = dict(rows.order_by("handle", "domain").values_list("pk", "handle")[:MOST_BEGINNING])
    # Whoever does not want to be found answers to its whole name, as its page does.
    hidden = hidden_among(called)
    return [actor_id for actor_id, name in called.items() if name == handle or actor_id not in hidden]


def _is_group(row: tuple[Any, ...]) -> bool:
    return bool(row[6] == ActorKind.GROUP.value)


def _blocking(ids: Sequence[int], viewer: Viewer) -> set[int]:
    if not viewer.has_blocks:
        return set()
    return set(Block.objects.filter(blocked=viewer.actor_id, blocker__in=ids).values_list("blocker", flat=True))


def secret_groups(ids: Sequence[int], viewer: Viewer) -> set[int]:
    """Return those of some groups that are not the viewer's to know."""
    if not ids:
        return set()
    groups = Group.objects.filter(pk__in=ids).select_related("actor")
    return set(ids) - {group.pk for group in groups if may_see(viewer, group)}

"""Groups as the index takes them: each for those who may know that it exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.groups.models import Group
from toctoc.groups.rules.kinds import EVERYBODY, HIDDEN
from toctoc.people.rules.audience import MEMBERS, PUBLIC
from toctoc.search.rules.entries import Entry
from toctoc.search.services.sources import register

if TYPE_CHECKING:
    from collections.abc import Sequence

GROUPS = "group"


class GroupSource:
    """Every group. Whom a group is hidden from finds it by none of its words; its page asks once more."""

    def count(self) -> int:
        """Return how many there are."""
        return Group.objects.count()

    def ids_after(self, after: int, most: int) -> list[int]:
        """Return the next ids."""
        return list(Group.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:most])

    def ids_by(self, author_id: int, after: int, most: int) -> list[int]:
        """Return the group itself: its author is its actor."""
        return [author_id][:most] if author_id > after and Group.objects.filter(pk=author_id).exists() else []

    def entries(self, ids: Sequence[int]) -> list[Entry]:
        """Return the entries of the groups that can be found."""
        rows = Group.objects.filter(pk__in=ids, actor__suspended_at=None).select_related("actor")
        return [_entry(group) for group in rows]


def _entry(group: Group) -> Entry:
    wider = {EVERYBODY: (PUBLIC,), HIDDEN: ()}.get(group.reach, (MEMBERS,))
    return Entry(
        source=GROUPS,
        id=group.pk,
        author_id=group.pk,
        audiences=(group.word, *wider),
        text=f"{group.subject}\n{group.description}",
        language=group.language,
        names=f"{group.actor.display_name} {group.actor.handle}",
        marks=(f"kind:{group.kind}",),
    )


register(GROUPS, GroupSource())

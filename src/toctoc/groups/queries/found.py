"""Groups that somebody finds by their name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.queries.found import eyes_of
from toctoc.groups.models import Group
from toctoc.groups.policies import may_see
from toctoc.groups.queries.searchable import GROUPS
from toctoc.search.rules.entries import Asked
from toctoc.search.services import ask

if TYPE_CHECKING:
    from toctoc.people.rules.audience import Viewer

MOST_GROUPS = 20


def find_groups(viewer: Viewer, text: str) -> list[Group]:
    """Return the groups that the viewer may know of, by name or by what they are about, the best first."""
    asked = Asked(source=GROUPS, eyes=eyes_of(viewer), text=text, by_name=True, most=MOST_GROUPS)
    ids = ask.find(asked)
    groups = {group.pk: group for group in Group.objects.filter(pk__in=ids).select_related("actor")}
    return [groups[pk] for pk in ids if pk in groups and may_see(viewer, groups[pk])]

"""Groups by their handle, those of a member, those to discover; always through the viewer's eyes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.groups.models import Group
from toctoc.groups.policies import must_see, speaks_for_institution
from toctoc.groups.rules.kinds import EVERYBODY, MEMBERS, folded
from toctoc.kernel.errors import Missing
from toctoc.kernel.pagination import Cut, Page, page_of
from toctoc.people.rules.audience import GROUP, place_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from toctoc.people.rules.audience import Viewer


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which groups a list asks for: a kind, and words of a subject; empty for all."""

    kind: str = ""
    subject: str = ""


def group_called(viewer: Viewer, handle: str) -> Group:
    """Return a group that the viewer may know of; raise :class:`Missing` for any other."""
    found = _shown().filter(actor__handle=handle.lower(), actor__domain="").first()
    if found is None:
        raise Missing
    must_see(viewer, found)
    return found


def groups_of(viewer: Viewer) -> list[Group]:
    """Return the groups that the viewer belongs to, by name."""
    ids = [place_of(word) for word in viewer.audiences if word.startswith(f"{GROUP}:")]
    return list(_shown().filter(pk__in=ids).order_by("actor__display_name", "pk")) if ids else []


def groups_to_discover(viewer: Viewer, wanted: Wanted, asked: Cut) -> Page[Group]:
    """Return groups that the viewer may know of and does not belong to, newest first."""
    mine = [place_of(word) for word in viewer.audiences if word.startswith(f"{GROUP}:")]
    rows = _shown().filter(archived_at=None, reach__in=[EVERYBODY] if viewer.actor_id is None else [EVERYBODY, MEMBERS])
    if viewer.actor_id is None or speaks_for_institution(viewer.actor_id):
        rows = rows.filter(is_employer_blind=False)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if key := folded(wanted.subject):
        rows = rows.filter(subject_key__startswith=key)
    if asked.before is not None:
        rows = rows.filter(pk__lt=asked.before)
    found = list(rows.exclude(pk__in=mine).order_by("-pk")[: asked.size + 1])
    return page_of(found, asked, lambda group: group.pk)


def _shown() -> QuerySet[Group]:
    return Group.objects.select_related("actor").filter(actor__suspended_at=None, actor__left_at=None)

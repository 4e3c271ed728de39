"""How newcomers are welcomed: whom to ask, how long they wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Exists, Max, OuterRef, Q

from toctoc.groups.models import Membership, Turn, Welcome
from toctoc.groups.models.membership import Role
from toctoc.groups.rules.welcome import MEASURED, RECENT, Load, median_delay
from toctoc.kernel import clock
from toctoc.people.models import Block

if TYPE_CHECKING:
    from datetime import timedelta

    from toctoc.groups.models import Group


def loads_for(group: Group, newcomer_id: int, asked: set[int]) -> list[Load]:
    """Return what was lately asked of each who may welcome a newcomer: volunteers, without any the moderators.

    Left out: the newcomer, those of ``asked``, the suspended, and whom a block keeps apart.
    """
    either_way = Q(blocker=newcomer_id, blocked=OuterRef("actor")) | Q(blocker=OuterRef("actor"), blocked=newcomer_id)
    standing = Membership.objects.filter(group=group, actor__suspended_at=None, actor__account__isnull=False)
    able = standing.exclude(Exists(Block.objects.filter(either_way))).exclude(actor__in=[newcomer_id, *asked])
    found = [list(able.filter(role=role).values_list("actor", flat=True)) for role in (Role.WELCOMER, Role.MODERATOR)]
    ids = found[0] or found[1]
    turns = Turn.objects.filter(group=group, given_at__gt=clock.now() - RECENT, welcomer__in=ids)
    lately = {
        row["welcomer"]: row for row in turns.values("welcomer").annotate(times=Count("id"), last=Max("given_at"))
    }
    return [Load(pk, lately[pk]["times"], lately[pk]["last"]) if pk in lately else Load(pk) for pk in ids]


def delay_in(group: Group) -> timedelta | None:
    """Return the median time before the newest newcomers got a first answer; ``None`` while there were none."""
    rows = Welcome.objects.filter(group=group, answered_at__isnull=False).order_by("-answered_at")[:MEASURED]
    return median_delay([welcome.answered_at - welcome.began_at for welcome in rows if welcome.answered_at])


def waiting_in(group: Group) -> int:
    """Return how many newcomers wait for a first answer, at most a hundred."""
    return Welcome.objects.filter(group=group, answered_at=None).values("pk")[:MEASURED].count()


def due_welcomes(most: int) -> list[int]:
    """Return the first posts for which the next volunteer is to be asked, who waits longest first."""
    rows = Welcome.objects.filter(due_at__lte=clock.now()).order_by("due_at")
    return list(rows.values_list("pk", flat=True)[:most])

"""What is checked before anybody writes in a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.services.gates import before_writing
from toctoc.groups.models import Group, Membership
from toctoc.groups.policies import must_live
from toctoc.kernel.errors import Refused
from toctoc.people.rules.audience import GROUP, audience_kind, place_of

if TYPE_CHECKING:
    from toctoc.community.services.gates import Intent


@before_writing
def only_members_write(intent: Intent) -> None:
    """Raise :class:`Refused` in an archived group, and for who does not belong to it any more.

    An author still reads a thread of its own after leaving: it does not go on writing there. A narrower answer in a
    group's thread is an answer in the group.
    """
    thread = intent.post if intent.post.is_first else intent.post.thread
    for word in dict.fromkeys((thread.audience, intent.audience)):
        if audience_kind(word)[0] == GROUP:
            _check(intent.author.pk, place_of(word) or 0)


def _check(author_id: int, group_id: int) -> None:
    group = Group.objects.filter(pk=group_id).first()
    if group is None or not Membership.objects.filter(group=group, actor=author_id).exists():
        raise Refused("On n’écrit que dans les groupes et les cercles dont on fait partie.")
    must_live(group)

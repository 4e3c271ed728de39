"""What the letter of the day or the week says of somebody's groups.

Figures and one link: a mailbox may be open to others, and the name of a group alone can tell of an illness.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext

from toctoc.community.models import Post
from toctoc.community.policies import visible_to
from toctoc.community.services.digests import Line, Section, digest_part
from toctoc.groups.models import Event, Membership
from toctoc.kernel import clock
from toctoc.kernel.ids import id_at
from toctoc.people.policies import viewer_for
from toctoc.people.rules.audience import group_audience

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.people.models import Actor

MOST_TOLD = 100
ADDRESS = "/groupes"


@digest_part
def of_groups(actor: Actor, since: datetime) -> Section | None:
    """Return how many threads others began since then, and how many events are to come; nothing when all is quiet.

    Groups that the member muted say nothing.
    """
    heard = list(Membership.objects.filter(actor=actor, muted=False).values_list("group", flat=True))
    if not heard:
        return None
    words = [group_audience(group) for group in heard]
    begun = Post.objects.filter(visible_to(viewer_for(actor, actor.account)), audience__in=words, reply_to=None)
    begun = begun.filter(id__gte=id_at(since)).exclude(author=actor)
    threads = begun.values("id")[:MOST_TOLD].count()
    coming = Event.objects.filter(group__in=heard, cancelled_at=None, starts_at__gt=clock.now())
    events = coming.values("id")[:MOST_TOLD].count()
    told = [
        (threads, ngettext("%(number)s nouveau fil", "%(number)s nouveaux fils", threads)),
        (events, ngettext("%(number)s rendez-vous à venir", "%(number)s rendez-vous à venir", events)),
    ]
    lines = tuple(Line(words % {"number": number}, ADDRESS) for number, words in told if number)
    return Section(gettext("Dans vos groupes"), lines) if threads or events else None

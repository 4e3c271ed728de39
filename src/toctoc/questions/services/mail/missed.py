"""What this room tells in a letter: how many questions wait for the reader, without a word of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext

from toctoc.community.services.digests import Line, Section, digest_part
from toctoc.kernel.ids import id_at
from toctoc.people.policies import viewer_for
from toctoc.questions.queries.lists import waiting_for

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.people.models import Actor


@digest_part
def questions_that_wait(actor: Actor, since: datetime) -> Section | None:
    """Tell how many questions asked since wait for the reader: whom they are for stays on the page."""
    oldest = id_at(since)
    count = sum(1 for question_id in waiting_for(actor, viewer_for(actor, actor.account)) if question_id >= oldest)
    if not count:
        return None
    words = ngettext("%(count)s question vous attend", "%(count)s questions vous attendent", count)
    return Section(gettext("On frappe à votre porte"), (Line(words % {"count": count}, "/"),))

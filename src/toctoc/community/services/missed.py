"""What this room tells in a letter: unread notifications in a figure, and public threads by those followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext

from toctoc.community.queries.missed import notices_missed, threads_missed
from toctoc.community.rules.excerpts import first_words
from toctoc.community.services.digests import Line, Section, digest_part

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.community.models import Post
    from toctoc.people.models import Actor

EXCERPT = 140


@digest_part
def notices_in_figures(actor: Actor, since: datetime) -> Section | None:
    """Tell how many notifications wait: who wrote what stays on the page."""
    count = notices_missed(actor, since)
    if not count:
        return None
    words = ngettext("%(count)s avis non lu", "%(count)s avis non lus", count) % {"count": count}
    return Section(gettext("Vos avis"), (Line(words, "/avis"),))


@digest_part
def threads_by_those_followed(actor: Actor, since: datetime) -> Section | None:
    """Tell of public threads by their first words, and of all others by their number."""
    missed = threads_missed(actor, since)
    lines = [Line(f"{post.author.display_name} : {_said(post)}", post.get_absolute_url()) for post in missed.public]
    if missed.others:
        words = ngettext("%(count)s autre fil à lire", "%(count)s autres fils à lire", missed.others)
        lines.append(Line(words % {"count": missed.others}, "/"))
    return Section(gettext("Les personnes que vous suivez"), tuple(lines)) if lines else None


def _said(post: Post) -> str:
    """Return the first words of a public post; those of its warning when it has one."""
    return first_words(post.warning or post.text, EXCERPT)

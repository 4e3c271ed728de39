"""Ask a register for the titles of references, where the operator allows it: a job's work, which no page waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from toctoc.community.models import Post, Reference
from toctoc.community.rules.crossref import address_of, described_in
from toctoc.community.rules.references import DOI
from toctoc.community.services.fragments import prepare_again
from toctoc.community.services.tombstones import hold
from toctoc.kernel.errors import Invalid
from toctoc.people.services.fetching import Unreachable, fetch
from toctoc.privacy.services import clear_line

if TYPE_CHECKING:
    from toctoc.kernel.progress import Progress

# In bytes: a work that cites a thousand others says so.
LONGEST_ANSWER = 2_000_000


def look_up(*, post_id: int, progress: Progress) -> None:
    """Write title and year beside the DOIs of a post that have none; run again, it goes on.

    What does not answer, or is not what a register answers, stays without: a reference is good without its title.
    """
    if settings.ENVIRONMENT.lookups == "off" or not Post.objects.filter(pk=post_id, deleted_at=None).exists():
        return
    for row in Reference.objects.filter(post=post_id, kind=DOI, title="").order_by("position"):
        _describe(row)
        progress.step()
    _show(post_id)


def _describe(row: Reference) -> None:
    try:
        described = described_in(fetch(address_of(row.identifier), LONGEST_ANSWER, agent=_agent()))
        # A title is text like another: the guard reads it too.
        title = clear_line(described.title, longest=1_000).text if described else ""
    except (Unreachable, Invalid):
        return
    if described and title:
        Reference.objects.filter(pk=row.pk).update(title=title, year=described.year)


def _agent() -> str:
    """Return who asks, as Crossref wishes: https://www.crossref.org/documentation/retrieve-metadata/rest-api/."""
    contact = settings.ENVIRONMENT.contact
    return f"Toctoc ({settings.ENVIRONMENT.base_url}{f'; mailto:{contact}' if contact else ''})"


@transaction.atomic
def _show(post_id: int) -> None:
    post = hold(post_id).get(post_id)
    if post is not None:
        prepare_again(post)

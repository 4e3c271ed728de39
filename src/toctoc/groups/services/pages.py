"""The page that members write together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.groups.models import Page, PageRevision
from toctoc.groups.models.page import LONGEST_PAGE
from toctoc.groups.policies import may_take_part
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Stale

if TYPE_CHECKING:
    from toctoc.groups.models import Group
    from toctoc.kernel.cleared import Cleared
    from toctoc.people.models import Actor


@transaction.atomic
def edit_page(*, editor: Actor, group: Group, text: Cleared, revision: int) -> Page:
    """Change the page; what it said stays among its versions.

    ``revision`` is the one the editor saw, zero for a page nobody wrote: raises :class:`Stale` when it changed since.
    """
    may_take_part(editor, group)
    if len(text.text) > LONGEST_PAGE:
        raise Invalid("Une page a au plus %(longest)s caractères.", field="text", longest=LONGEST_PAGE)
    Page.objects.get_or_create(group=group)
    page = Page.objects.select_for_update(no_key=True).get(group=group)
    if page.revision != revision:
        raise Stale("Cette page a changé entre-temps. Relisez la version actuelle avant d’enregistrer.")
    if text.text == page.text:
        return page
    if page.revision:
        PageRevision.objects.create(
            page=page, number=page.revision, text=page.text, edited_by=page.edited_by, written_at=page.edited_at
        )
    page.text, page.edited_by, page.edited_at, page.revision = text.text, editor, clock.now(), revision + 1
    page.save()
    return page

"""Who stays out of the index, and what its entries say of their author."""

from __future__ import annotations

from django.db import transaction

from toctoc.people.models import Actor
from toctoc.search.models import Author
from toctoc.search.services.index import refresh_author


@transaction.atomic
def note_standing(*, author_id: int, standing: str) -> None:
    """Put what an author wrote into the index again when its standing is another than the index knows."""
    known = Author.objects.filter(actor=author_id).values_list("standing", flat=True).first()
    if standing != (known or ""):
        Author.objects.update_or_create(actor_id=author_id, defaults={"standing": standing})
        refresh_author(author_id)


@transaction.atomic
def be_found(*, actor: Actor, wanted: bool) -> None:
    """Let an actor's name and posts be found, or take them out of the index; doing it twice changes nothing."""
    Actor.objects.select_for_update(no_key=True).get(pk=actor.pk)
    is_hidden = Author.objects.filter(actor=actor, is_hidden=True).exists()
    if is_hidden == wanted:
        Author.objects.update_or_create(actor=actor, defaults={"is_hidden": not wanted})
        refresh_author(actor.pk)

"""Sign a sheet: nobody is named who did not agree, and whoever leaves takes the name along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.community.models.notification import NotificationKind
from toctoc.community.services.notifications import notify
from toctoc.kernel import clock
from toctoc.kernel.errors import Missing, Refused, Stale
from toctoc.people.policies import may_speak
from toctoc.questions.models import SheetAuthor, SheetReview, SheetVersion
from toctoc.questions.policies import is_of_thread, may_edit_sheet
from toctoc.questions.queries.sheets import SHEETS
from toctoc.questions.services.sheets.writing import hold_sheet
from toctoc.search.services import index

if TYPE_CHECKING:
    from toctoc.people.models import Actor
    from toctoc.questions.models import PracticeSheet


@transaction.atomic
def ask_to_sign(*, author: Actor, sheet: PracticeSheet, actor: Actor) -> None:
    """Ask somebody of the thread to sign; nobody is named before they agree. Twice asks once."""
    held = hold_sheet(sheet)
    may_edit_sheet(author, held)
    if held.question_id is None or not is_of_thread(actor.pk, held.question_id):
        raise Missing
    if SheetAuthor.objects.get_or_create(sheet=held, actor=actor)[1]:
        address = held.get_absolute_url()
        notify(NotificationKind.SHEET, recipients=[actor], actor_id=author.pk, post=None, address=address)


@transaction.atomic
def agree_to_sign(*, actor: Actor, sheet: PracticeSheet, seen: int) -> None:
    """Agree to be named on a sheet, to those whom the version ``seen`` is for; raises :class:`Missing` unless asked.

    Raises :class:`Stale` when the newest version is for others.
    """
    may_speak(actor)
    held = hold_sheet(sheet)
    for_whom = dict(SheetVersion.objects.filter(sheet=held).values_list("number", "audience"))
    latest = for_whom[held.latest]
    if for_whom.get(seen) != latest:
        raise Stale("La fiche a changé entre-temps. Relisez-la, puis dites si vous signez.")
    asked = SheetAuthor.objects.filter(sheet=held, actor=actor, declined_at=None)
    if not asked.update(agreed_at=clock.now(), agreed_audience=latest):
        raise Missing
    index.refresh(SHEETS, held.pk)


@transaction.atomic
def decline_to_sign(*, actor: Actor, sheet: PracticeSheet) -> None:
    """Refuse to be named, or take one's name back; the last author retires the sheet instead."""
    held = hold_sheet(sheet)
    mine = SheetAuthor.objects.filter(sheet=held, actor=actor, declined_at=None).first()
    if mine is None:
        raise Missing
    others = SheetAuthor.objects.filter(sheet=held, agreed_at__isnull=False, declined_at=None).exclude(pk=mine.pk)
    if mine.agreed_at is not None and not others.exists():
        raise Refused("Personne d’autre ne signe cette fiche. Retirez-la plutôt.")
    mine.declined_at = clock.now()
    mine.save(update_fields=["declined_at"])
    index.refresh(SHEETS, held.pk)


@transaction.atomic
def forget_author(*, actor_id: int) -> None:
    """Take the name of somebody who leaves off the sheets they signed; what they had not agreed to goes."""
    rows = SheetAuthor.objects.filter(actor=actor_id)
    sheets = list(rows.values_list("sheet", flat=True))
    rows.filter(agreed_at=None).delete()
    rows.update(actor=None)
    SheetVersion.objects.filter(writer=actor_id).update(writer=None)
    SheetReview.objects.filter(reviewer=actor_id).update(reviewer=None)
    if sheets:
        index.refresh(SHEETS, *sheets)

"""Read a sheet again, publish it once two found it right, and say that it is out of date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Stale
from toctoc.people.policies import proved_profession
from toctoc.privacy.services import speech
from toctoc.questions.models import PracticeSheet, Retraction, SheetReference, SheetReview, SheetVersion
from toctoc.questions.policies import may_review_sheet
from toctoc.questions.rules.sheets.life import SheetMover, SheetState
from toctoc.questions.rules.sheets.retractions import Nature
from toctoc.questions.rules.sheets.reviewing import Review, is_reviewed
from toctoc.questions.services.sheets.writing import hold_sheet, move_sheet, tell_authors

if TYPE_CHECKING:
    from toctoc.kernel.cleared import Cleared
    from toctoc.people.models import Actor


@transaction.atomic
def review_sheet(*, reviewer: Actor, sheet: PracticeSheet, seen: int, is_right: bool, remark: Cleared) -> PracticeSheet:
    """Say that a version in review is right, or what is to be changed; two from different places publish it.

    An account counts once. Raises :class:`Stale` when the version is not in review any more, :class:`Invalid` for a
    sheet sent back without a word.
    """
    held = hold_sheet(sheet)
    may_review_sheet(reviewer, held)
    if held.state != SheetState.IN_REVIEW or held.latest != seen:
        raise Stale("Cette version n’est plus en relecture. Relisez la fiche.")
    if not is_right and not remark.text:
        raise Invalid("Dites ce qui est à reprendre.", field="text")
    version = SheetVersion.objects.get(sheet=held, number=held.latest)
    SheetReview.objects.update_or_create(
        version=version,
        account=reviewer.account,
        defaults={
            "reviewer": reviewer,
            "profession": proved_profession(reviewer),
            "department": reviewer.department,
            "is_right": is_right,
            "remark": remark.text,
        },
    )
    speech.record(writer=reviewer, subject=f"sheet:{held.pk}", cleared=remark)
    if not is_right:
        move_sheet(held, SheetState.DRAFT, SheetMover.REVIEWER)
        tell_authors(held, by=reviewer.pk)
    elif is_reviewed(_reviews(version)):
        _publish(held, version)
        tell_authors(held, by=reviewer.pk)
    return held


def _reviews(version: SheetVersion) -> list[Review]:
    """Return what counts: those who found it right, and still have their proof, where they worked and work."""
    rows = SheetReview.objects.filter(version=version, is_right=True, account__isnull=False).select_related("reviewer")
    return [
        Review(row.account_id, frozenset((row.department, row.reviewer.department)))
        for row in rows
        if row.account_id is not None and row.reviewer is not None and proved_profession(row.reviewer)
    ]


def _publish(held: PracticeSheet, version: SheetVersion) -> None:
    now = clock.now()
    version.published_at = now
    version.save(update_fields=["published_at"])
    held.published, held.published_at = version, now
    held.audience, held.review_on = version.audience, version.review_on
    held.save(update_fields=["published", "published_at", "audience", "review_on"])
    move_sheet(held, SheetState.PUBLISHED, SheetMover.REVIEWER)


def overdue_sheets(*, most: int) -> list[int]:
    """Return published sheets whose review date has come."""
    today = timezone.localdate(clock.now())
    rows = PracticeSheet.objects.filter(state=SheetState.PUBLISHED, review_on__lte=today).order_by("review_on", "pk")
    return list(rows.values_list("pk", flat=True)[:most])


def sheets_on_retracted(*, most: int) -> list[int]:
    """Return published sheets that rest on a retracted article."""
    retracted = Retraction.objects.filter(nature=Nature.RETRACTED).values("doi")
    resting = SheetReference.objects.filter(doi__in=retracted).exclude(doi="").values("version")
    rows = PracticeSheet.objects.filter(state=SheetState.PUBLISHED, published__in=resting).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:most])


@transaction.atomic
def make_stale(*, sheet_id: int, mover: SheetMover) -> None:
    """Say that a sheet is out of date, and tell its authors; one that is not published any more stays as it is."""
    held = PracticeSheet.objects.select_for_update(no_key=True).filter(pk=sheet_id).first()
    if held is None or held.state != SheetState.PUBLISHED:
        return
    move_sheet(held, SheetState.STALE, mover)
    tell_authors(held)

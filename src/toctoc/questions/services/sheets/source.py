"""Sheets as the index takes them: what is published, under its audience, with its topics as marks."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from toctoc.people.rules.audience import readers_of
from toctoc.questions.models import PracticeSheet, SheetAuthor, SheetTopic
from toctoc.questions.queries.sheets import SHEETS
from toctoc.questions.rules.sheets.life import SheetState
from toctoc.search.queries import hidden_among
from toctoc.search.rules.entries import Entry
from toctoc.search.services.sources import register

if TYPE_CHECKING:
    from collections.abc import Sequence


class SheetSource:
    """Every sheet that was published, and neither retired nor hidden."""

    def count(self) -> int:
        """Return how many there are, for a progress bar."""
        return PracticeSheet.objects.count()

    def ids_after(self, after: int, most: int) -> list[int]:
        """Return the next ids."""
        return list(PracticeSheet.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:most])

    def ids_by(self, author_id: int, after: int, most: int) -> list[int]:
        """Return the next ids of what an actor signs."""
        rows = SheetAuthor.objects.filter(actor=author_id, sheet__gt=after).order_by("sheet")
        return list(rows.values_list("sheet_id", flat=True)[:most])

    def entries(self, ids: Sequence[int]) -> list[Entry]:
        """Return the entries of the sheets that can be found: an author who hides from the search is not told of."""
        rows = PracticeSheet.objects.filter(pk__in=ids, published__isnull=False, hidden_at=None)
        sheets = list(rows.exclude(state=SheetState.RETIRED).select_related("published"))
        topics: defaultdict[int, list[str]] = defaultdict(list)
        for sheet_id, topic in SheetTopic.objects.filter(sheet__in=sheets).values_list("sheet_id", "topic"):
            topics[sheet_id].append(topic)
        signers = _signers([sheet.pk for sheet in sheets])
        return [_entry(sheet, signers.get(sheet.pk, 0), topics[sheet.pk]) for sheet in sheets]


def _signers(sheet_ids: Sequence[int]) -> dict[int, int]:
    """Return the first author of each sheet who lets itself be found."""
    signed = SheetAuthor.objects.filter(sheet__in=sheet_ids, agreed_at__isnull=False, declined_at=None)
    rows = list(signed.filter(actor__isnull=False).order_by("-id").values_list("sheet_id", "actor_id"))
    hidden = hidden_among(actor_id for _, actor_id in rows)
    return {sheet_id: actor_id for sheet_id, actor_id in rows if actor_id not in hidden}


def _entry(sheet: PracticeSheet, signer: int, topics: list[str]) -> Entry:
    version = sheet.published
    told = [version.question_text, version.answer, version.dissent] if version is not None else []
    return Entry(
        source=SHEETS,
        id=sheet.pk,
        author_id=signer,
        audiences=readers_of(sheet.audience) or (sheet.audience,),
        text="\n".join(told),
        language=sheet.language,
        marks=(f"state:{sheet.state}", f"language:{sheet.language}", *(f"topic:{topic}" for topic in topics)),
    )


register(SHEETS, SheetSource())

"""What moderation did in a year, as figures that name nobody (article 24 of Regulation (EU) 2022/2065)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from toctoc.kernel import clock
from toctoc.kernel.recurrence import PLACE
from toctoc.moderation.models import Appeal, Decision, Notice
from toctoc.moderation.rules.grounds import GROUNDS
from toctoc.moderation.rules.measures import MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST_YEAR = 2026


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: what it counts, of which kind, and the count."""

    topic: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Year:
    """The figures of one year; times are in hours, ``None`` when nothing was decided."""

    year: int
    notices: list[Line]
    decisions: list[Line]
    median_hours: float | None
    automated_percent: int
    appeals: int
    upheld: int
    replaced: int

    @property
    def noticed(self) -> int:
        """How many notices came."""
        return sum(line.count for line in self.notices)

    @property
    def decided(self) -> int:
        """How many decisions were taken."""
        return sum(line.count for line in self.decisions)


def years() -> list[int]:
    """Return the years that have figures, newest first."""
    return list(range(clock.now().astimezone(PLACE).year, FIRST_YEAR - 1, -1))


def figures_of(year: int, language: str) -> Year:
    """Return the figures of one year; each is one index range of that year."""
    begins, ends = datetime(year, 1, 1, tzinfo=PLACE), datetime(year + 1, 1, 1, tzinfo=PLACE)
    decisions = Decision.objects.filter(decided_at__gte=begins, decided_at__lt=ends)
    counts = decisions.aggregate(all=Count("pk"), automated=Count("pk", filter=Q(is_automated=True)))
    answered = Appeal.objects.filter(filed_at__gte=begins, filed_at__lt=ends).aggregate(
        all=Count("pk"), upheld=Count("pk", filter=Q(is_upheld=True)), replaced=Count("pk", filter=Q(is_upheld=False))
    )
    return Year(
        year=year,
        notices=list(_notices(begins, ends, language)),
        decisions=list(_decisions(begins, ends, language)),
        median_hours=_median_hours(begins, ends),
        automated_percent=100 * counts["automated"] // counts["all"] if counts["all"] else 0,
        appeals=answered["all"],
        upheld=answered["upheld"],
        replaced=answered["replaced"],
    )


def _notices(begins: datetime, ends: datetime, language: str) -> Iterator[Line]:
    rows = Notice.objects.filter(filed_at__gte=begins, filed_at__lt=ends).values_list("ground")
    found = dict(rows.annotate(count=Count("pk")).order_by())
    for slug, ground in GROUNDS.items():
        if slug in found:
            yield Line("notice", ground.words(language), found[slug])


def _decisions(begins: datetime, ends: datetime, language: str) -> Iterator[Line]:
    rows = Decision.objects.filter(decided_at__gte=begins, decided_at__lt=ends).values_list("measure")
    found = dict(rows.annotate(count=Count("pk")).order_by())
    for slug, measure in MEASURES.items():
        if slug in found:
            yield Line("decision", measure.english if language == "en" else measure.french, found[slug])


def _median_hours(begins: datetime, ends: datetime) -> float | None:
    rows = Notice.objects.filter(filed_at__gte=begins, filed_at__lt=ends, decided_at__isnull=False)
    moments = rows.values_list("filed_at", "decided_at")
    waited = [(decided - filed) / timedelta(hours=1) for filed, decided in moments if decided is not None]
    return round(median(waited), 1) if waited else None

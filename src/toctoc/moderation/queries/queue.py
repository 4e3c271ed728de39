"""What waits for moderators, and what they must know to decide; never more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Q

from toctoc.kernel.errors import Missing
from toctoc.kernel.pagination import Cut, Page, page_of
from toctoc.moderation.models import Appeal, Decision, LogLine, Notice
from toctoc.moderation.models.notice import NoticeState
from toctoc.moderation.rules.grounds import GRAVE
from toctoc.people.queries import moderators

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from toctoc.people.models import Account, Actor

T = TypeVar("T")

# Beyond that a page says "more than": nobody needs the figure, and counting costs.
MOST_COUNTED = 99
# Earlier decisions shown beside a notice.
MOST_EARLIER = 10
_OPEN = [NoticeState.OPEN, NoticeState.HELD]


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits, up to :data:`MOST_COUNTED` each."""

    notices: int
    urgent: int
    appeals: int


def waiting() -> Waiting:
    """Return what waits, for the home of moderation."""
    rows = Notice.objects.filter(state__in=_OPEN)
    return Waiting(
        _up_to(rows),
        _up_to(rows.filter(is_urgent=True)),
        _up_to(Appeal.objects.filter(decided_at=None)),
    )


def _up_to(rows: QuerySet[Notice] | QuerySet[Appeal]) -> int:
    return len(rows.values_list("pk", flat=True)[:MOST_COUNTED])


def open_notices(asked: Cut, *, is_urgent: bool) -> Page[Notice]:
    """Return notices that nobody has decided, the oldest first; ``asked.before`` means *after* here."""
    rows = Notice.objects.filter(state__in=_OPEN, is_urgent=is_urgent).select_related("target").order_by("pk")
    if asked.before is not None:
        rows = rows.filter(pk__gt=asked.before)
    return page_of(list(rows[: asked.size + 1]), asked, lambda notice: notice.pk)


def open_appeals(asked: Cut) -> Page[Appeal]:
    """Return appeals that nobody has answered, the oldest first; ``asked.before`` means *after* here."""
    rows = Appeal.objects.filter(decided_at=None).select_related("decision__target").order_by("pk")
    if asked.before is not None:
        rows = rows.filter(pk__gt=asked.before)
    return page_of(list(rows[: asked.size + 1]), asked, lambda appeal: appeal.pk)


def notice_by(notice_id: int) -> Notice:
    """Return a notice; raise :class:`Missing`. The door asks who may."""
    rows = Notice.objects.select_related("target__account", "notifier__account", "decision__target")
    return _found(rows.filter(pk=notice_id).first())


def decision_by(decision_id: int) -> Decision:
    """Return a decision; raise :class:`Missing`. The door asks who may."""
    return _found(Decision.objects.select_related("target__account").filter(pk=decision_id).first())


def appeal_by(appeal_id: int) -> Appeal:
    """Return an appeal; raise :class:`Missing`. The door asks who may."""
    rows = Appeal.objects.select_related("decision__target__account", "notice__notifier__account", "outcome")
    return _found(rows.filter(pk=appeal_id).first())


def _found(row: T | None) -> T:
    if row is None:
        raise Missing
    return row


@dataclass(frozen=True, slots=True)
class Past:
    """What moderation knows already of an object and of who answers for it."""

    same_notices: int
    decisions: list[Decision]
    is_suspended: bool
    is_limited: bool


def past_of(about: str, target: Actor | None) -> Past:
    """Return the earlier notices and decisions, newest first."""
    mine = Q(about=about) if target is None else Q(about=about) | Q(target=target)
    return Past(
        same_notices=_up_to(Notice.objects.filter(about=about)),
        decisions=list(Decision.objects.filter(mine).order_by("-pk")[:MOST_EARLIER]),
        is_suspended=target is not None and target.suspended_at is not None,
        is_limited=target is not None and target.limited_at is not None,
    )


def is_grave(notice: Notice) -> bool:
    """Tell whether the page must say whom to call: the notifier or the ground says that a life may hang on it."""
    return notice.is_urgent or notice.ground in GRAVE


def appeals_of(decision: Decision, notice: Notice | None) -> Appeal | None:
    """Return the appeal of one side against a decision."""
    return Appeal.objects.select_related("outcome").filter(decision=decision, notice=notice).first()


def log_lines(asked: Cut) -> Page[LogLine]:
    """Return lines of the log, newest first."""
    rows = LogLine.objects.order_by("-pk")
    if asked.before is not None:
        rows = rows.filter(pk__lt=asked.before)
    return page_of(list(rows[: asked.size + 1]), asked, lambda line: line.pk)


def is_own_decision(account: Account, decision: Decision) -> bool:
    """Tell whether a decision touches one of the account's actors."""
    return decision.target is not None and decision.target.account_id == account.pk


def team() -> list[int]:
    """Return the numbers of the accounts that moderate."""
    return [account.pk for account in moderators()]

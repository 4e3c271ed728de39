"""Alerts that wait, and who is on duty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.kernel.pagination import Cut, Page, page_of
from toctoc.moderation.models import Alert, Duty

if TYPE_CHECKING:
    from toctoc.people.models import Account


def open_alerts(asked: Cut) -> Page[Alert]:
    """Return alerts that nobody closed, newest first: what was written a minute ago cannot wait."""
    rows = Alert.objects.select_related("post__author", "taken_by").filter(closed_at=None).order_by("-pk")
    if asked.before is not None:
        rows = rows.filter(pk__lt=asked.before)
    return page_of(list(rows[: asked.size + 1]), asked, lambda alert: alert.pk)


def is_on_duty(account: Account) -> bool:
    """Tell whether a moderator is on duty."""
    return Duty.objects.filter(account=account).exists()


def how_many_on_duty() -> int:
    """Return how many moderators are on duty."""
    return Duty.objects.filter(account__is_active=True).count()

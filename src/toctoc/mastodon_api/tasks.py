"""Background work of this room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.kernel.tasks import long_task
from toctoc.mastodon_api.services import alerts

if TYPE_CHECKING:
    from toctoc.kernel.tasks import Work


@long_task(alerts.TELL)
def tell_app(work: Work, *, alert_id: int, notification_id: int) -> None:
    """Tell one app that something waits."""
    alerts.tell_app(alert_id=alert_id, notification_id=notification_id, attempt=work.attempt)

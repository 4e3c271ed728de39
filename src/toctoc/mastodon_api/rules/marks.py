"""Timelines of which apps keep how far they were read."""

from __future__ import annotations

HOME, NOTIFICATIONS = "home", "notifications"
TIMELINES = (HOME, NOTIFICATIONS)

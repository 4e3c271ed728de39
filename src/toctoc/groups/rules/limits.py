"""How much of each thing a group takes."""

from __future__ import annotations

from datetime import timedelta

A_DAY = timedelta(days=1)
# Groups one actor makes in a day.
MOST_MADE = 3
# Invitations one group sends in a day.
MOST_INVITATIONS = 50
MOST_PINS = 3
# Events of one group that are still to come.
MOST_EVENTS = 50

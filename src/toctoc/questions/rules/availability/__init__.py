"""When somebody can be asked: usual hours, busy times read from calendars, turns of duty."""

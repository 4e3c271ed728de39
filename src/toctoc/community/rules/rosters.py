"""How many lists somebody has, and how many are on one."""

MOST_ROSTERS = 50
MOST_MEMBERS = 500
# Pinned messages on one profile.
MOST_PINS = 5

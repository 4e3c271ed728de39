"""What this room owes to what happens in it and below: fragments, notifications, live events, by subject.

An event is heard in the order in which these are loaded: the prepared form of a post first.
"""

from __future__ import annotations

from importlib import import_module

for subject in ("posts", "ties", "files"):
    import_module(f"{__name__}.{subject}")

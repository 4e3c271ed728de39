"""What questions owe to posts and to those who follow them, by subject.

An event is heard in the order in which these are loaded: the piece of a question first, habits of its peers last.
"""

from __future__ import annotations

from importlib import import_module

for subject in ("asking", "answers", "ways", "waves", "duty", "sheets"):
    import_module(f"{__name__}.{subject}")

"""What is said of a text that came from another server: it is not altered, only marked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Marks:
    """Plain values to keep beside a remote post.

    ``kinds`` are the kinds of what would be masked or refused here, in order, each once; ``cards`` the slugs of the
    emergency cards to show with it. ``is_whole`` is false when a part was not looked at, or the look failed: then
    nothing is known of that part, and readers are told so.
    """

    kinds: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    is_whole: bool = True

    @property
    def is_marked(self) -> bool:
        """Tell whether readers are warned that the text may tell who somebody is."""
        return bool(self.kinds) or not self.is_whole

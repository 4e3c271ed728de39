"""Tell how far a long making is."""

from __future__ import annotations

from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Steps(Protocol):
    """Opens a stage of ``total`` steps; what it gives is called with how many more are done."""

    def __call__(self, words: str, total: int, /) -> AbstractContextManager[Callable[[int], object]]:
        """Open the stage called ``words``."""
        ...


@contextmanager
def silent(_words: str, _total: int, /) -> Iterator[Callable[[int], object]]:
    """Tell nobody."""
    yield lambda done: done

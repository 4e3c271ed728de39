"""Progress bars for whoever waits at a terminal."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from tqdm import tqdm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def bars(words: str, total: int, /) -> Iterator[Callable[[int], object]]:
    """Draw a bar on standard error: what is done, what remains, how long it will take."""
    # A terminal redraws one line; a file gets a line now and then rather than hundreds.
    with tqdm(total=total, desc=f"{words:<10}", unit="", mininterval=0.5, dynamic_ncols=True) as bar:
        yield bar.update

"""Pages, streams and work write together: nobody finds the database locked, nothing written goes unheard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.config.load import mixed_load, tokens
from tests.config.program import Serving

if TYPE_CHECKING:
    from pathlib import Path

SECONDS, PEOPLE = 5.0, 20


@pytest.mark.slow
def test_everything_at_once_finds_no_locked_database(folder: Path) -> None:
    server = Serving(folder)
    try:
        outcome = mixed_load(server, tokens(folder, PEOPLE), SECONDS)
    finally:
        server.end()
    lines = [*server.seen, *server.lines.queue]
    assert outcome.faults == []
    assert outcome.server_faults == 0, outcome.statuses
    assert [line for line in lines if "locked" in line or '"fault"' in line] == []
    # All took part, however busy the machine.
    assert outcome.statuses[201] >= 5
    assert outcome.statuses[200] >= 3
    assert outcome.written <= outcome.heard
    assert outcome.jobs_left == 0

"""Two who press the button at the same moment: exactly one has the place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.config.test_together import SET_UP, run

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


def test_of_six_at_once_one_has_the_place_and_an_account_has_one_proof(tmp_path: Path) -> None:
    ran = run(tmp_path, "-m", "toctoc.config.serve.prepare")
    assert ran.returncode == 0, ran.stderr
    ran = run(tmp_path, "-c", f"{SET_UP} from tests.proofs.paths.employer_race import tell; tell()")
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == {
        "one place": ["LinkDead"] * 5 + ["valid"],
        "one account": ["valid"] * 6,
        "proofs": 2,
        "acceptances": 2,
        "counted": [1, 1],
        "days": 2,
    }

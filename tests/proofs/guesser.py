"""A program that guesses as fast as it can; it prints how many of its guesses were let through."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "toctoc.config.settings"
django.setup()

from toctoc.kernel import clock  # noqa: E402 models load after setup
from toctoc.kernel.errors import TooMany  # noqa: E402 same
from toctoc.proofs.services.attempts import Limit, try_once  # noqa: E402 same


def guess(times: int, most: int) -> int:
    """Try against two limits, in either order: two that count together must not wait for each other."""
    tries = [(Limit("ours", most, timedelta(days=1)), "anne"), (Limit("everybody's", 1000, timedelta(days=1)), "")]
    passed = 0
    for number in range(times):
        try:
            try_once(*(tries if number % 2 else reversed(tries)))
        except TooMany:
            continue
        passed += 1
    return passed


with clock.at(datetime(2026, 3, 2, 12, tzinfo=UTC)):
    sys.stdout.write(str(guess(int(sys.argv[1]), int(sys.argv[2]))))

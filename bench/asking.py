"""Asking through the service (guard, rendering, rows, events): how many a second, with and without followers."""

from __future__ import annotations

import shutil
import time
from itertools import count
from pathlib import Path

from bench.figures import Figure

SECONDS = 6.0
copy = Path("build/bench-copy")


def measure() -> list[Figure]:
    """Ask for some seconds as somebody nobody follows and as the most followed, on a copy of the large world."""
    from bench.copies import use_copy  # noqa: PLC0415 settings must name the copy before Django reads them

    use_copy(copy)
    from toctoc.people.models import Actor  # noqa: PLC0415 after Django is set up

    proved = Actor.objects.filter(proved_profession="doctor", suspended_at=None)
    quiet = proved.order_by("followers_count").first()
    loud = proved.order_by("-followers_count").first()
    if quiet is None or loud is None:
        raise SystemExit("The benchmark needs a demonstration world.")
    figures = [
        Figure("asked by somebody nobody follows", _asked_per_second(quiet), "/s", at_least=150),
        Figure(f"asked by somebody {loud.followers_count} follow", _asked_per_second(loud), "/s", at_least=150),
    ]
    shutil.rmtree(copy)
    return figures


def _asked_per_second(asker: object) -> float:
    from toctoc.privacy.services import clear  # noqa: PLC0415 after Django is set up
    from toctoc.questions.services.questions import QuestionDraft, ask  # noqa: PLC0415 same

    numbers = count()
    begun = time.perf_counter()
    while time.perf_counter() - begun < SECONDS:
        text = f"Patient suivi depuis {next(numbers)} jours, douleur revenue à l’arrêt : reprendre ou adresser ?"
        ask(asker=asker, draft=QuestionDraft(clear(text), ("traitement",), "today", "professionals"))  # type: ignore[arg-type]
    return next(numbers) / (time.perf_counter() - begun)

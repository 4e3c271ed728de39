"""Pictures of 12 megapixels: how long until a worker has made them safe, and what the web process does meanwhile."""

from __future__ import annotations

import logging
import resource
import secrets
import statistics
import tempfile
import time
from io import BytesIO
from pathlib import Path

from bench.figures import Figure
from bench.jobs import set_up

ROUNDS = 5


def measure() -> list[Figure]:
    """Return the time from a request's last byte to its answer, and from the job's beginning to its end."""
    with tempfile.TemporaryDirectory(prefix="toctoc-media-") as folder:
        set_up(Path(folder))
        return _measured(Path(folder))


def _measured(folder: Path) -> list[Figure]:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415 Django is set up by now
    from django.utils.module_loading import autodiscover_modules  # noqa: PLC0415 same

    from toctoc.jobs.services.worker import Worker  # noqa: PLC0415 same
    from toctoc.media.models import File  # noqa: PLC0415 same
    from toctoc.media.services.files import receive  # noqa: PLC0415 same
    from toctoc.people.services.accounts import make_account  # noqa: PLC0415 same
    from toctoc.people.services.actors import Portrait, make_actor  # noqa: PLC0415 same
    from toctoc.privacy.services import clear, clear_line  # noqa: PLC0415 same

    logging.disable(logging.INFO)
    autodiscover_modules("tasks")
    account = make_account(email="mesure@exemple.test", password=secrets.token_urlsafe())
    owner = make_actor(account=account, handle="mesure", portrait=Portrait(clear_line("Mesure"), clear(""), "", ""))
    photo, taken, made = photograph(), [], []
    before = _computed()
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        receive(owner=owner, upload=SimpleUploadedFile("photo.jpg", photo), description=clear(""))
        received = time.perf_counter()
        Worker().drain()
        taken.append(received - begun)
        made.append(time.perf_counter() - received)
    small = [file.variants["small"]["size"] for file in File.objects.all()]
    kept = sum(place.stat().st_size for place in folder.glob("media/*/*/*")) / ROUNDS
    return [
        Figure("12 megapixels taken in by the web process", statistics.median(taken) * 1e3, "ms", at_most=50),
        Figure("12 megapixels made safe and small in a worker", statistics.median(made), "s", at_most=2),
        Figure("of which computing, of the workshop", (_computed() - before) / ROUNDS, "s"),
        Figure("what a card downloads", max(small) / 1e3, "kB", at_most=40),
        Figure("what is kept of a picture", kept / 1e6, "MB", note=f"{len(photo) / 1e6:.1f} MB sent"),
    ]


def _computed() -> float:
    """Return the seconds that the processes this one started have computed."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def photograph() -> bytes:
    """Return a JPEG of 4,000 by 3,000 pixels with the detail of a photograph: a slope with some noise."""
    from PIL import Image  # noqa: PLC0415 measured in a process of its own

    slope = Image.linear_gradient("L").resize((4_000, 3_000))
    noise = Image.effect_noise((1_000, 750), 60).resize((4_000, 3_000), Image.Resampling.BICUBIC)
    told = BytesIO()
    Image.merge("RGB", (slope, noise, Image.blend(slope, noise, 0.5))).save(told, "JPEG", quality=90)
    return told.getvalue()

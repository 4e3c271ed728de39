"""What tests of files share: a store of their own, and a worker that does what waits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.module_loading import autodiscover_modules

from toctoc.jobs.services.worker import Worker
from toctoc.media.services import files
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings

    from toctoc.media.models import File
    from toctoc.people.models import Actor


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """A data folder of the test's own."""
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, data_dir=tmp_path, media_url="", clamav_url="")
    return tmp_path


def work() -> None:
    """Do every job that is due."""
    autodiscover_modules("tasks")
    Worker().drain()


def upload(told: bytes, name: str = "fichier.bin") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, told, content_type="application/octet-stream")


def received(owner: Actor, told: bytes, description: str = "Un dessin.") -> File:
    """Send a file, and let the worker settle it."""
    file = files.receive(owner=owner, upload=upload(told), description=clear(description))
    work()
    file.refresh_from_db()
    return file

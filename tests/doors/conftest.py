"""A place with its files and its index in folders of the test's own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from django.conf import LazySettings


@pytest.fixture(autouse=True)
def _own_folder(settings: LazySettings, tmp_path: Path, index_folder: Path) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, data_dir=tmp_path, media_url="")

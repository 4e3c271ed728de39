"""The program's settings, in a folder of their own and with what makes a suite fast."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

# Before the settings are read: tests never touch an operator's data folder, nor what the shell says of one.
os.environ["TOCTOC_DATA_DIR"] = tempfile.mkdtemp(prefix="toctoc-tests-")
atexit.register(shutil.rmtree, os.environ["TOCTOC_DATA_DIR"], ignore_errors=True)
os.environ["TOCTOC_BASE_URL"] = "http://127.0.0.1:8000"
os.environ["TOCTOC_REGISTRATION"] = "open"
for name in ("TOCTOC_STREAM_URL", "TOCTOC_EMAIL_URL", "TOCTOC_LANGUAGE", "TOCTOC_EMAIL_CONFIRMATION", "TOCTOC_CONTACT"):
    os.environ.pop(name, None)
os.environ.pop("TOCTOC_SEARCH", None)
os.environ.pop("TOCTOC_LOOKUPS", None)
for name in ("TOCTOC_PSC_ISSUER", "TOCTOC_PSC_CLIENT_ID", "TOCTOC_PSC_CLIENT_SECRET"):
    os.environ.pop(name, None)

# Side by side, each process has a Redis database of its own; it has a database of rows already.
redis_url, worker = os.environ.get("TOCTOC_REDIS_URL", ""), os.environ.get("PYTEST_XDIST_WORKER", "")
if redis_url and worker:
    os.environ["TOCTOC_REDIS_URL"] = f"{redis_url.rpartition('/')[0]}/{int(worker.removeprefix('gw')) + 1}"

from toctoc.config.settings import *  # noqa: E402, F403 every setting of the program
from toctoc.config.settings import STATIC_ROOT, STORAGES  # noqa: E402

# Real hashers cost most of a suite's time and are Django's to test.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)

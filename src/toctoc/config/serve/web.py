"""The pages: Granian around the WSGI site."""

from __future__ import annotations

import gc
import importlib
import multiprocessing
import os
from typing import TYPE_CHECKING

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

from toctoc.config import logs
from toctoc.config.serve.lifeline import end_with, end_with_starter

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

# Each thread keeps one database connection. Python runs one thread at a time; the others wait for the database.
THREADS = 4
# Longer than a page may take, shorter than the parent's patience.
DRAIN_SECONDS = 11
IDLE_SECONDS = 600


def run(host: str, port: int, workers: int) -> int:
    """Answer requests until told to end; those under way are finished first."""
    end_with_starter()
    logs.set_up("web")
    # A forked worker shares this small process's memory; Python 3.14 would start it through a third process.
    multiprocessing.set_start_method("fork", force=True)
    server = Server(
        target="toctoc.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=workers,
        blocking_threads=THREADS,
        blocking_threads_idle_timeout=IDLE_SECONDS,
        log_level=LogLevels.error,
        log_dictconfig=logs.granian_settings(),
        respawn_failed_workers=True,
        workers_kill_timeout=DRAIN_SECONDS,
    )
    server.serve(target_loader=_Site(os.getpid()), wrap_loader=False)
    return 0


class _Site:
    """Loads the site inside a worker, which then ends with the process that forked it."""

    def __init__(self, starter: int) -> None:
        self.starter = starter

    def __call__(self) -> WSGIApplication:
        end_with(self.starter)
        application: WSGIApplication = importlib.import_module("toctoc.config.wsgi").application
        # The program itself stays as it is: what a request leaves is looked for among what requests made.
        gc.collect()
        gc.freeze()
        return application

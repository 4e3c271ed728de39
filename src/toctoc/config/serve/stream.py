"""The streams: uvicorn around the raw ASGI application, without Django."""

from __future__ import annotations

import contextlib
import logging
import resource
import signal
import socket
import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from uvicorn import Config, Server

from toctoc.config import logs
from toctoc.config.environment import WrongSetting
from toctoc.config.serve.lifeline import end_with_starter
from toctoc.live.stream.app import StreamApp
from toctoc.live.stream.hub import Hub
from toctoc.live.stream.sources.choose import source_for

if TYPE_CHECKING:
    from toctoc.config.environment import Environment

BACKLOG = 4_096
# A client that takes nothing for this long is gone; the kernel then frees what waited for it.
GONE_MILLISECONDS = 45_000
DRAIN_SECONDS = 3


def run(settings: Environment, host: str, port: int) -> int:
    """Stream until told to end."""
    end_with_starter()
    logs.set_up("stream")
    _allow_many_files()
    hub = Hub(source_for(settings.database, settings.redis_url))
    app = StreamApp(hub, secret=settings.secret_key, origins=_origins(settings))
    config = Config(
        app,
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        # The address of a client is never read: nothing to take from a proxy's headers.
        proxy_headers=False,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=DRAIN_SECONDS,
        backlog=BACKLOG,
    )
    server = _Streams(config, app)
    # uvicorn raises its signals again once it has drained.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[_listener(host, port)])
    return 1 if server.fault else 0


class _Streams(Server):
    """Starts and ends deliveries with the server."""

    def __init__(self, config: Config, app: StreamApp) -> None:
        super().__init__(config)
        self.app = app
        self.fault = ""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Connect to where events come from before the first client."""
        try:
            await self.app.begin()
        except OSError as error:
            self.fault = str(error)
            sys.stderr.write(f"toctoc: the stream cannot read events: {self.fault}\n")
            self.should_exit = True
            return
        await super().startup(sockets)
        logging.getLogger("toctoc.live").info("listening")

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams first: they would not end by themselves."""
        for listener in self.servers:
            listener.close()
        await self.app.end()
        await super().shutdown(sockets)


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise WrongSetting(f"Port {port} of {host} is taken or not allowed: choose another with --port.") from error
    if sys.platform == "linux":
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, GONE_MILLISECONDS)
    return listener


def _origins(settings: Environment) -> frozenset[str]:
    """Return the origins of our pages; on this machine alone, any of its names."""
    if not settings.is_loopback:
        return frozenset({settings.base_url})
    port = urlsplit(settings.base_url).port
    colon = f":{port}" if port else ""
    return frozenset({settings.base_url, *(f"http://{h}{colon}" for h in ("127.0.0.1", "localhost", "[::1]"))})


def _allow_many_files() -> None:
    """Let this process open as many connections as the machine allows."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))

"""The streams: uvicorn around the raw ASGI application, without Django."""

from __future__ import annotations

import contextlib
import logging
import resource
import signal
import socket
import sys
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from uvicorn import Config, Server
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from toctoc.config import logs
from toctoc.config.environment import WrongSetting
from toctoc.config.serve.lifeline import end_with_starter
from toctoc.live.stream.app import StreamApp
from toctoc.live.stream.hub import Hub
from toctoc.live.stream.sources.choose import source_for
from toctoc.mastodon_api.stream.app import LONGEST_MESSAGE, Streaming
from toctoc.mastodon_api.stream.crowd import Crowd
from toctoc.media.rules.signing import SIGNED
from toctoc.people.rules.keys import derived

if TYPE_CHECKING:
    import asyncio
    from collections.abc import MutableMapping

    from uvicorn.server import ServerState

    from toctoc.config.environment import Environment
    from toctoc.live.stream.app import Receive, Send

BACKLOG = 4_096
# A client that takes nothing for this long is gone; the kernel then frees what waited for it.
GONE_MILLISECONDS = 45_000
DRAIN_SECONDS = 3
# A connection that has not said what it wants by then is closed.
REQUEST_SECONDS = 10.0
PING_SECONDS, PONG_SECONDS = 30.0, 30.0


def run(settings: Environment, host: str, port: int) -> int:
    """Stream until told to end."""
    end_with_starter()
    logs.set_up("stream")
    _allow_many_files()
    app = _doors(settings)
    config = Config(
        app,
        loop="uvloop",
        http=_Impatient,
        ws="websockets-sansio",
        ws_max_size=LONGEST_MESSAGE,
        ws_ping_interval=PING_SECONDS,
        ws_ping_timeout=PONG_SECONDS,
        # A window of compression weighs more than all the rest of a connection.
        ws_per_message_deflate=False,
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


class _Doors:
    """The streams of our pages and those of apps, which hear of the same events."""

    def __init__(self, pages: StreamApp, apps: Streaming) -> None:
        self.pages = pages
        self.apps = apps

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request."""
        if self.apps.is_for(scope["path"]):
            await self.apps(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close"})
        else:
            await self.pages(scope, receive, send)

    async def begin(self) -> None:
        """Connect and start to deliver."""
        await self.pages.begin()
        await self.apps.crowd.begin()

    async def end(self) -> None:
        """End every stream."""
        await self.apps.crowd.end()
        await self.pages.end()


def _doors(settings: Environment) -> _Doors:
    hub = Hub(source_for(settings.database, settings.redis_url))
    file_key = derived(settings.secret_key, SIGNED)
    crowd = Crowd(hub.source, base_url=settings.base_url, file_key=file_key, confirms=settings.email_confirmation)
    hub.observers.append(crowd)
    return _Doors(StreamApp(hub, secret=settings.secret_key, origins=_origins(settings)), Streaming(crowd))


class _Impatient(HttpToolsProtocol):
    """Closes a connection whose request takes too long to come."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._deadline: asyncio.TimerHandle | None = self.loop.call_later(REQUEST_SECONDS, self._give_up)

    def _give_up(self) -> None:
        self.transport.close()

    def on_headers_complete(self) -> None:
        """Stop waiting."""
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
        super().on_headers_complete()


class _Streams(Server):
    """Starts and ends deliveries with the server."""

    def __init__(self, config: Config, app: _Doors) -> None:
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

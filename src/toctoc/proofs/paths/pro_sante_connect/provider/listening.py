"""The provider on a port of this machine, and of no other."""

from __future__ import annotations

from ipaddress import ip_address
from socketserver import TCPServer, ThreadingMixIn
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

HOST = "127.0.0.1"


class Listener(ThreadingMixIn, WSGIServer):
    """Answers each request in a thread; leaves with the process."""

    daemon_threads = True

    def server_bind(self) -> None:
        """Take the port without asking the network for the name of this machine."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])
        self.setup_environ()


class _Silent(WSGIRequestHandler):
    """Writes no line: queries hold codes."""

    timeout = 10

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def listener(host: str, port: int) -> Listener:
    """Return a server that listens; raises :class:`ValueError` for an address that others reach, and ``OSError``."""
    if not ip_address(host).is_loopback:
        raise ValueError(f"{host} can be reached by others, who could be whom they like: only loopback addresses.")
    return Listener((host, port), _Silent)


def serve(application: WSGIApplication, port: int, host: str = HOST) -> None:
    """Answer until the process ends."""
    with listener(host, port) as server:
        server.set_app(application)
        server.serve_forever()

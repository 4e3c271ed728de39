"""Which ports can be listened to."""

from __future__ import annotations

import socket


def is_free(host: str, port: int) -> bool:
    """Tell whether nobody listens to ``port`` of ``host``."""
    try:
        with socket.create_server((host, port), family=_family(host), reuse_port=False):
            return True
    except OSError:
        return False


def free_port(host: str, preferred: int) -> int:
    """Return ``preferred`` when it is free, else a port that the system chooses."""
    if is_free(host, preferred):
        return preferred
    with socket.create_server((host, 0), family=_family(host)) as listener:
        port: int = listener.getsockname()[1]
        return port


def answers(host: str, port: int) -> bool:
    """Tell whether somebody accepts connections there now."""
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET

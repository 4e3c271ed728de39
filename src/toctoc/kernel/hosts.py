"""Hosts that are this machine."""

from __future__ import annotations

from ipaddress import ip_address


def is_loopback(host: str) -> bool:
    """Tell whether only this machine reaches ``host``, a name or an IP address without brackets or port."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False

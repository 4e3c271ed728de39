"""Where a request comes from, as attempts are counted."""

from __future__ import annotations

from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest


# What one home or one machine for hire has (RFC 6177): it may number its machines as it likes.
_OF_ONE = 64


def client_address(request: HttpRequest) -> str:
    """Return the network address that attempts are counted by: of IPv6 the first half, which is one subscriber's.

    HTTPS means a proxy in front, from which every request seems to come; the last address it wrote is the one
    it saw.
    """
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.ENVIRONMENT.is_https else ""
    said = str(forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", ""))
    try:
        address = ip_address(said.partition("%")[0])
    except ValueError:
        return said
    if not isinstance(address, IPv6Address):
        return str(address)
    return str(address.ipv4_mapped or IPv6Network((address, _OF_ONE), strict=False).network_address)

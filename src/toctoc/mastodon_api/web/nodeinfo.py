"""What programs ask a server before they speak with it: nodeinfo, host-meta, health."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from django.conf import settings

from toctoc import __version__
from toctoc.community.services.push import public_key
from toctoc.kernel.errors import Missing
from toctoc.mastodon_api.queries import place
from toctoc.mastodon_api.web.endpoints import Access, endpoint
from toctoc.mastodon_api.web.replies import Reply, said
from toctoc.people.queries import actor_by_handle

if TYPE_CHECKING:
    from toctoc.mastodon_api.web.calls import Call

SCHEMAS = "http://nodeinfo.diaspora.software/ns/schema/"
VERSIONS = ("2.0", "2.1")
XRD = "application/xrd+xml; charset=utf-8"


@endpoint("GET", ".well-known/nodeinfo", access=Access.OPEN)
def documents(_call: Call) -> Reply:
    """Return where the documents are (https://nodeinfo.diaspora.software/protocol)."""
    base = settings.ENVIRONMENT.base_url
    return said({"links": [{"rel": f"{SCHEMAS}{each}", "href": f"{base}/nodeinfo/{each}"} for each in VERSIONS]})


@endpoint("GET", "nodeinfo/<str:version>", access=Access.OPEN)
def document(_call: Call, version: str) -> Reply:
    """Return what runs here and how much happens."""
    if version not in VERSIONS:
        raise Missing
    facts = place.place_facts(public_key())
    software = {"name": "toctoc", "version": __version__}
    if version != "2.0":
        software["homepage"] = facts.base_url
    return said(
        {
            "version": version,
            "software": software,
            # It speaks no protocol between servers yet.
            "protocols": [],
            "services": {"inbound": [], "outbound": ["atom1.0"]},
            "openRegistrations": facts.is_open,
            "usage": {"users": {"total": facts.people, "activeMonth": facts.active}, "localPosts": facts.threads},
            "metadata": {"nodeName": facts.title, "nodeDescription": facts.description},
        }
    )


@endpoint("GET", ".well-known/host-meta", access=Access.OPEN)
def host_meta(_call: Call) -> Reply:
    """Return where accounts are looked up (RFC 6415)."""
    template = f"{settings.ENVIRONMENT.base_url}/.well-known/webfinger?resource={{uri}}"
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">\n'
        f'  <Link rel="lrdd" template="{template}"/>\n</XRD>\n'
    )
    return Reply(body.encode(), kind=XRD)


@endpoint("GET", ".well-known/webfinger", access=Access.OPEN, differs="Only who is of this place, by its page.")
def webfinger(call: Call) -> Reply:
    """Return whose account a name is (RFC 7033); the same for who is not there and for who is not shown."""
    name, _, domain = str(call.tree.get("resource", "")).removeprefix("acct:").removeprefix("@").rpartition("@")
    base = settings.ENVIRONMENT.base_url
    if domain.lower() != place.domain_of(base):
        raise Missing
    actor = actor_by_handle(name)
    address = f"{base}/@{actor.handle}"
    page = {"rel": "http://webfinger.net/rel/profile-page", "type": "text/html", "href": address}
    body = {"subject": f"acct:{actor.handle}@{domain.lower()}", "aliases": [address], "links": [page]}
    return Reply(msgspec.json.encode(body), kind="application/jrd+json; charset=utf-8")


@endpoint("GET", "health", access=Access.OPEN)
def health(_call: Call) -> Reply:
    """Return that the server answers; whether it can serve is told by ``/health/ready``."""
    return said({"status": "UP"})

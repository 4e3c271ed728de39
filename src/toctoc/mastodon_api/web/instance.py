"""The place: https://docs.joinmastodon.org/methods/instance/."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING

from toctoc.community.services.push import public_key
from toctoc.kernel.errors import Missing
from toctoc.mastodon_api.queries import place
from toctoc.mastodon_api.queries.texts import text_of
from toctoc.mastodon_api.rules.place import instance, instance_v1
from toctoc.mastodon_api.web.endpoints import Access, endpoint
from toctoc.mastodon_api.web.replies import Reply, said

if TYPE_CHECKING:
    from toctoc.mastodon_api.web.calls import Call

# When what these pages say last changed; whoever changes their sense changes it.
WRITTEN_ON = date(2026, 11, 1)
ROUNDED = "Figures are rounded down to tens, and what fewer than ten people did is told as nothing."


@endpoint("GET", "api/v2/instance", access=Access.OPEN, differs=ROUNDED)
def show(_call: Call) -> Reply:
    """Return what this place is."""
    return said(instance(place.place_facts(_push_key()), place.rules()))


@endpoint("GET", "api/v1/instance", access=Access.OPEN, differs=ROUNDED)
def show_v1(_call: Call) -> Reply:
    """Return what this place is, as apps from before asked."""
    return said(instance_v1(place.place_facts(_push_key()), place.rules()))


def _push_key() -> str:
    # Mastodon gives it padded.
    return f"{public_key()}="


@endpoint("GET", "api/v1/instance/rules", access=Access.OPEN)
def rules(_call: Call) -> Reply:
    """Return the rules of the place."""
    return said(place.rules())


@endpoint("GET", "api/v1/instance/peers", access=Access.OPEN, differs="This place does not speak with others yet.")
def peers(_call: Call) -> Reply:
    """Return the servers that this one knows."""
    return said([])


@endpoint("GET", "api/v1/instance/activity", access=Access.OPEN, differs=f"{ROUNDED} Logins are those who wrote.")
def activity(_call: Call) -> Reply:
    """Return how much happened in each of the last twelve weeks."""
    return said(place.activity())


@endpoint("GET", "api/v1/instance/domain_blocks", access=Access.OPEN)
def domain_blocks(_call: Call) -> Reply:
    """Return the servers that this one keeps away (https://docs.joinmastodon.org/entities/DomainBlock/)."""
    return said(
        [
            {
                "domain": row.domain,
                "digest": hashlib.sha256(row.domain.encode()).hexdigest(),
                "severity": row.severity,
                "comment": row.reason,
            }
            for row in place.blocked_domains()
        ]
    )


@endpoint("GET", "api/v1/instance/extended_description", access=Access.OPEN)
def extended_description(_call: Call) -> Reply:
    """Return what the page "about" says."""
    return said({"updated_at": f"{WRITTEN_ON}T00:00:00.000Z", "content": text_of("website/about.html")})


@endpoint("GET", "api/v1/instance/privacy_policy", access=Access.OPEN)
def privacy_policy(_call: Call) -> Reply:
    """Return what is kept of people, why and for how long."""
    return said({"updated_at": f"{WRITTEN_ON}T00:00:00.000Z", "content": text_of("website/privacy.html")})


@endpoint("GET", "api/v1/instance/terms_of_service", access=Access.OPEN, differs="The rules of the place.")
def terms_of_service(_call: Call) -> Reply:
    """Return how people behave here and what happens otherwise."""
    return said(_terms())


@endpoint("GET", "api/v1/instance/terms_of_service/<str:day>", access=Access.OPEN, differs="Only the terms in force.")
def terms_of_day(_call: Call, day: str) -> Reply:
    """Return the terms that came into force on a day."""
    if day != WRITTEN_ON.isoformat():
        raise Missing
    return said(_terms())


def _terms() -> dict[str, object]:
    content = text_of("website/rules.html")
    return {"effective_date": WRITTEN_ON.isoformat(), "effective": True, "content": content, "succeeded_by": None}


@endpoint(
    "GET",
    "api/v1/instance/translation_languages",
    access=Access.OPEN,
    differs="No machine translates here: nothing is offered.",
)
def translation_languages(_call: Call) -> Reply:
    """Return which languages are translated into which."""
    return said({})


@endpoint("GET", "api/v1/custom_emojis", access=Access.OPEN, differs="This place has no emoji of its own.")
def custom_emojis(_call: Call) -> Reply:
    """Return the emojis of this place."""
    return said([])


@endpoint(
    "GET", "api/v1_alpha/async_refreshes/<str:name>", scope="read", differs="Nothing is fetched later: there is none."
)
def async_refresh(_call: Call, name: str) -> Reply:  # noqa: ARG001 whatever its name
    """Return how far a later fetch is."""
    raise Missing


@endpoint("GET", "api/v1/donation_campaigns", access=Access.OPEN, differs="This place asks nobody for money.")
def donation_campaigns(_call: Call) -> Reply:
    """Return the campaign of the moment."""
    return Reply(b"", 204)

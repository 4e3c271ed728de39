"""Domains that are kept away."""

from __future__ import annotations

from toctoc.kernel.pagination import Cut, Page, page_of
from toctoc.moderation.models import ServerRule
from toctoc.moderation.models.server_rule import Severity


def server_rules(asked: Cut) -> Page[ServerRule]:
    """Return the domains, the last added first."""
    rows = ServerRule.objects.order_by("-pk")
    if asked.before is not None:
        rows = rows.filter(pk__lt=asked.before)
    return page_of(list(rows[: asked.size + 1]), asked, lambda rule: rule.pk)


def every_rule() -> list[ServerRule]:
    """Return every domain, in the order of the alphabet."""
    return list(ServerRule.objects.order_by("domain", "severity"))


def severity_of(domain: str) -> str:
    """Return how a server is kept away, the harder first, or an empty string; a rule holds for what is under it."""
    names = _and_above(domain)
    severities = ServerRule.objects.filter(domain__in=names).values_list("severity", flat=True)
    return next((s.value for s in (Severity.SUSPEND, Severity.SILENCE) if s.value in set(severities)), "")


def refuses_mail(address: str) -> bool:
    """Tell whether nobody signs up with this address of mail."""
    names = _and_above(address.rpartition("@")[2])
    return ServerRule.objects.filter(domain__in=names, severity=Severity.MAIL).exists()


def _and_above(domain: str) -> list[str]:
    parts = domain.strip().lower().split(".")
    return [".".join(parts[place:]) for place in range(len(parts))][:20]

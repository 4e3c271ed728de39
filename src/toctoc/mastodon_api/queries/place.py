"""What this place is, and how much happens there, in figures that single nobody out."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache import cache
from django.utils import translation
from django.utils.translation import gettext

from toctoc.community.models import Post
from toctoc.community.models.post import LONGEST_TEXT
from toctoc.kernel import clock
from toctoc.kernel.ids import id_at
from toctoc.mastodon_api.rules.place import CROWD, PlaceFacts, rounded, rules_json
from toctoc.moderation.models.server_rule import ServerRule, Severity
from toctoc.people.models import Account, Actor

if TYPE_CHECKING:
    from datetime import datetime

# Figures are counted again after so many seconds.
FIGURES_LAST = 3_600
WEEKS = 12
_WEEK = timedelta(days=7)
_FIGURES, _ACTIVITY = "mastodon-api-figures", "mastodon-api-activity"
# How a domain that is kept away is told.
_SEVERITIES = {Severity.SILENCE.value: "silence", Severity.SUSPEND.value: "suspend"}
MOST_BLOCKS = 1_000


def place_facts(push_key: str) -> PlaceFacts:
    """Return what this place is at this moment; ``push_key`` is the one that push services know it by."""
    chosen = settings.ENVIRONMENT
    figures: dict[str, int] = cache.get_or_set(_FIGURES, _figures, FIGURES_LAST) or {}
    return PlaceFacts(
        base_url=chosen.base_url,
        stream_url=chosen.stream_url,
        domain=domain_of(chosen.base_url),
        title="Toctoc",
        description=gettext("Toctoc est un réseau social de santé, libre et auto-hébergé."),
        contact=chosen.contact or f"contact@{chosen.host}",
        push_key=push_key,
        is_open=chosen.registration != "closed",
        asks_approval=chosen.registration == "approval",
        closed_message=gettext("Les inscriptions sont fermées"),
        longest_text=LONGEST_TEXT,
        **figures,
    )


def domain_of(base_url: str) -> str:
    """Return the name by which apps know this place: its host, and its port when that is not the usual one."""
    return base_url.partition("://")[2]


def _figures() -> dict[str, int]:
    since = clock.now() - timedelta(days=28)
    active = Post.objects.filter(pk__gte=id_at(since), deleted_at=None).values("author").distinct().count()
    people = Account.objects.filter(is_active=True, approved_at__isnull=False).count()
    return {"people": rounded(people), "active": rounded(active), "threads": rounded(Post.objects.count())}


def rules() -> list[dict[str, Any]]:
    """Return the rules of the place in the reader's language, with their translations."""

    def say(sentence: str, language: str) -> str:
        with translation.override(language):
            return gettext(sentence)

    return rules_json(say, "en" if (translation.get_language() or "fr").startswith("en") else "fr")


def activity() -> list[dict[str, str]]:
    """Return what happened in each of the last weeks, the newest first; a quiet week is told as an empty one."""
    found: list[dict[str, str]] = cache.get_or_set(_ACTIVITY, _activity, FIGURES_LAST) or []
    return found


def _activity() -> list[dict[str, str]]:
    today = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    monday = today - timedelta(days=today.weekday())
    return [_week(monday - _WEEK * back) for back in range(WEEKS)]


def _week(start: datetime) -> dict[str, str]:
    posts = Post.objects.filter(pk__gte=id_at(start), pk__lt=id_at(start + _WEEK))
    writers = posts.values("author").distinct().count()
    newcomers = Actor.objects.filter(account__isnull=False, pk__gte=id_at(start), pk__lt=id_at(start + _WEEK)).count()
    # What fewer than :data:`CROWD` people wrote tells of them.
    written = rounded(posts.count()) if writers >= CROWD else 0
    return {
        "week": str(int(start.timestamp())),
        "statuses": str(written),
        "logins": str(rounded(writers)),
        "registrations": str(rounded(newcomers)),
    }


def blocked_domains() -> list[ServerRule]:
    """Return the servers that this one keeps away, in the order of the alphabet."""
    rows = ServerRule.objects.filter(severity__in=_SEVERITIES).order_by("domain", "severity")
    return list(rows[:MOST_BLOCKS])

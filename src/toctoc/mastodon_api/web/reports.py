"""Reports: https://docs.joinmastodon.org/methods/reports/."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from django.utils.translation import gettext

from toctoc.community.models import Post
from toctoc.community.policies import visible_to
from toctoc.kernel.errors import Invalid, Missing
from toctoc.kernel.ids import id_in
from toctoc.mastodon_api.queries.accounts import accounts_by_id, other_of, person_called
from toctoc.mastodon_api.rules.place import GROUND_OF_RULE
from toctoc.mastodon_api.rules.times import stamp
from toctoc.mastodon_api.web.endpoints import endpoint
from toctoc.mastodon_api.web.replies import Reply, said
from toctoc.moderation.rules.measures import ACTOR, POST
from toctoc.moderation.services.brakes import count_notice
from toctoc.moderation.services.notices import Telling, file
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from toctoc.mastodon_api.web.calls import Call
    from toctoc.moderation.models import Notice
    from toctoc.people.models import Actor

# Each is a notice of its own, on which moderation decides.
MOST_POSTS = 5
SPAM, LEGAL, VIOLATION, OTHER = "spam", "legal", "violation", "other"
# What moderation decides on, by category; a rule that is named says it better.
_GROUNDS = {SPAM: "useful", LEGAL: "other_law", VIOLATION: "respect", OTHER: "respect"}


class ReportIn(msgspec.Struct):
    """What somebody reports."""

    account_id: str = ""
    status_ids: list[str] = []
    comment: str = ""
    forward: bool = False
    category: str = OTHER
    rule_ids: list[str] = []


@endpoint(
    "POST",
    "api/v1/reports",
    scope="write:reports",
    differs="Each post makes a notice of its own; nothing is forwarded to other servers yet.",
)
def report(call: Call) -> Reply:
    """Give notice of an account, or of some of its posts, to moderation."""
    asked = call.read(ReportIn)
    target = _target(call, asked.account_id)
    posts = _posts(call, target, asked.status_ids)
    category = VIOLATION if asked.rule_ids else asked.category
    if category not in _GROUNDS:
        raise Invalid("Dites de quoi il s’agit.", field="category")
    if not set(asked.rule_ids) <= set(GROUND_OF_RULE):
        raise Invalid("Une de ces règles n’existe pas.", field="rule_ids")
    ground = GROUND_OF_RULE[asked.rule_ids[0]] if asked.rule_ids else _GROUNDS[category]
    abouts = [f"{POST}:{post_id}" for post_id in posts] or [f"{ACTOR}:{target.pk}"]
    notices = [_filed(call.actor, about, ground, asked.comment.strip()) for about in abouts]
    return said(_told(notices[0], target, posts, asked, category))


def _target(call: Call, written: str) -> Actor:
    """Return who is reported, also somebody who blocked the caller; raise :class:`Missing` for nobody."""
    number = id_in(written)
    if number is None:
        raise Missing
    return person_called(number) or other_of(number, call.viewer)


def _posts(call: Call, target: Actor, written: list[str]) -> list[int]:
    """Return those posts of somebody's that the caller may read."""
    numbers = [number for text in written if (number := id_in(text)) is not None][:MOST_POSTS]
    rows = Post.objects.filter(visible_to(call.viewer), pk__in=numbers, author=target)
    return sorted(rows.values_list("pk", flat=True))


def _filed(notifier: Actor, about: str, ground: str, comment: str) -> Notice:
    count_notice("", notifier)
    words = comment or gettext("Signalé depuis une application, sans autre explication.")
    language = notifier.languages.partition(",")[0] or "fr"
    telling = Telling(
        about=about,
        address="",
        ground=ground,
        explanation=clear(words, language=language),
        # Apps do not ask; whoever lies answers for it as on the page.
        is_sincere=True,
        notifier=notifier,
        language=language,
    )
    return file(telling=telling)


def _told(notice: Notice, target: Actor, posts: list[int], asked: ReportIn, category: str) -> dict[str, object]:
    """Return a Report entity (https://docs.joinmastodon.org/entities/Report/)."""
    return {
        "id": str(notice.pk),
        "action_taken": False,
        "action_taken_at": None,
        "category": category,
        "comment": asked.comment,
        "forwarded": False,
        "created_at": stamp(notice.filed_at),
        "status_ids": [str(post_id) for post_id in posts],
        "rule_ids": asked.rule_ids,
        "collection_ids": [],
        "target_account": msgspec.Raw(accounts_by_id([target.pk])[target.pk]),
    }

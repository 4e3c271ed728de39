"""Which news are shown, which wait apart, which are not written at all: plain rules over what is known of the sender.

What the place itself says, what moderation says and what routing brings is never sorted: only what people do.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import timedelta

from toctoc.kernel.errors import Invalid

ACCEPT, FILTER, DROP = "accept", "filter", "drop"
# From the mildest on.
FATES = (ACCEPT, FILTER, DROP)
# How long an account is new.
NEW_FOR = timedelta(days=30)
# Kinds of notification that a person causes by a gesture towards somebody.
SORTED = frozenset({"mention", "reply", "quote", "favourite", "boost", "follow", "request"})
SAID = frozenset({"mention", "reply", "quote"})


@dataclass(frozen=True, slots=True)
class Sorting:
    """What becomes of news from whom; the default is what holds for who never chose."""

    for_not_following: str = ACCEPT
    for_not_followers: str = ACCEPT
    for_new_accounts: str = ACCEPT
    for_private_mentions: str = ACCEPT
    for_limited_accounts: str = DROP


@dataclass(frozen=True, slots=True)
class Sender:
    """What is known of who caused a notification, to one recipient."""

    is_followed: bool
    is_follower: bool
    is_new: bool
    is_limited: bool
    # It wrote for named people, and answers nothing of the recipient's.
    is_private: bool
    has_pass: bool = False


def fate_of(sender: Sender, sorting: Sorting) -> str:
    """Return what becomes of a notification: the severest of what applies; who has a pass is always heard."""
    if sender.has_pass:
        return ACCEPT
    applies = (
        (not sender.is_followed, sorting.for_not_following),
        (not sender.is_follower, sorting.for_not_followers),
        # Whom one follows one knows, however new, limited or private.
        (sender.is_new and not sender.is_followed, sorting.for_new_accounts),
        (sender.is_private and not sender.is_followed, sorting.for_private_mentions),
        (sender.is_limited and not sender.is_followed, sorting.for_limited_accounts),
    )
    return max((fate for is_so, fate in applies if is_so), key=FATES.index, default=ACCEPT)


def sorting_in(row: object) -> Sorting:
    """Return what something with the same members says."""
    return Sorting(**{field.name: getattr(row, field.name) for field in fields(Sorting)})


def checked_fates(chosen: dict[str, str]) -> dict[str, str]:
    """Return what was chosen; raise :class:`Invalid` for a fate or a case that there is not."""
    known = {field.name for field in fields(Sorting)}
    for case, fate in chosen.items():
        if case not in known or fate not in FATES:
            raise Invalid("Choisissez entre accepter, mettre à part et ignorer.", field=case)
    return chosen

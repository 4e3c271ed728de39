"""What this room does when danger is read, a rule changes, or an actor leaves: what was sealed of it is erased."""

from __future__ import annotations

from toctoc.community.events import DangerRead
from toctoc.kernel.events import subscribe
from toctoc.moderation.models.log_line import Verb
from toctoc.moderation.services.alerts import raise_alert
from toctoc.moderation.services.log import write_down
from toctoc.moderation.services.notices import forget_who_left
from toctoc.people.events import ActorLeft
from toctoc.people.models import Account
from toctoc.privacy.events import RuleChanged


@subscribe(DangerRead)
def alert(event: DangerRead) -> None:
    """Tell moderators at once of a danger that was read in a post."""
    raise_alert(post_id=event.post_id, author_id=event.author_id, cards=event.cards)


@subscribe(RuleChanged)
def note_rule(event: RuleChanged) -> None:
    """Write down that an administrator changed a rule of the register."""
    verb = Verb.RULE_WEAKER if event.is_weaker else Verb.RULE
    write_down(verb, f"rule:{event.slug}", by=Account.objects.get(pk=event.account_id), why=event.why)


@subscribe(ActorLeft)
def forget(event: ActorLeft) -> None:
    """Erase the sealed texts of an actor who left, and its name on what it told."""
    forget_who_left(actor_id=event.actor_id)

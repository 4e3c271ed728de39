"""Forms follow what they show."""

from __future__ import annotations

from toctoc.community.events import ActorsTold, AuthorPrepared, PostsPrepared
from toctoc.groups.events import GroupChanged
from toctoc.kernel.events import subscribe
from toctoc.mastodon_api.services import alerts, forms
from toctoc.mastodon_api.services.purposes import APP_ALERTS
from toctoc.privacy.events import ConsentWithdrawn
from toctoc.questions.events import QuestionPrepared


@subscribe(PostsPrepared)
def prepare_statuses(event: PostsPrepared) -> None:
    """Write the statuses of posts that changed."""
    forms.prepare_statuses(post_ids=event.post_ids)


@subscribe(QuestionPrepared)
def prepare_question(event: QuestionPrepared) -> None:
    """Write the status of a question that moved."""
    forms.prepare_statuses(post_ids=[event.question_id])


@subscribe(AuthorPrepared)
def prepare_account(event: AuthorPrepared) -> None:
    """Write the account of an actor that changed."""
    forms.prepare_account(actor_id=event.actor_id)


@subscribe(GroupChanged)
def prepare_group(event: GroupChanged) -> None:
    """Write the account of a group whose description or door changed."""
    forms.prepare_account(actor_id=event.group_id)


@subscribe(ActorsTold)
def alert_apps(event: ActorsTold) -> None:
    """Tell the apps that want to hear of it."""
    alerts.wake_apps(notification_ids=event.notification_ids)


@subscribe(ConsentWithdrawn)
def stop_alerting(event: ConsentWithdrawn) -> None:
    """Tell no app any more, as its agreement was to."""
    if event.purpose == APP_ALERTS.slug:
        alerts.forget_alerts(actor_id=event.actor_id)

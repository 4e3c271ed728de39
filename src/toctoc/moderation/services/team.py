"""Leave the moderators, but not as the last one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.kernel.errors import Refused
from toctoc.moderation.models import Alert, Duty, Notice
from toctoc.moderation.models.log_line import Verb
from toctoc.moderation.models.notice import NoticeState
from toctoc.moderation.policies import may_moderate
from toctoc.moderation.services.log import write_down
from toctoc.people.models import Account

if TYPE_CHECKING:
    from toctoc.people.models import Account as AccountRow


@transaction.atomic
def stop_moderating(*, account: AccountRow) -> None:
    """Stop moderating; what one held goes back to the queue.

    Raises :class:`Refused` for the last moderator, and for an administrator, whose power is given elsewhere. Two who
    leave at the same moment hold the same rows, in the same order: one of them stays.
    """
    may_moderate(account)
    deciding = Account.objects.filter(is_moderator=True, is_active=True) | Account.objects.filter(
        is_superuser=True, is_active=True
    )
    held = list(deciding.order_by("pk").select_for_update())
    if account.is_superuser:
        raise Refused("Vous administrez le serveur. Ce pouvoir se retire dans l’administration.")
    if not any(other.pk != account.pk for other in held):
        raise Refused("Vous êtes la dernière personne à modérer. Nommez-en une autre d’abord.")
    Account.objects.filter(pk=account.pk).update(is_moderator=False)
    Duty.objects.filter(account=account).delete()
    Alert.objects.filter(taken_by=account, closed_at=None).update(taken_by=None, taken_at=None)
    Notice.objects.filter(held_by=account, state=NoticeState.HELD).update(state=NoticeState.OPEN, held_by=None)
    write_down(Verb.LEAVE, "team", by=account)

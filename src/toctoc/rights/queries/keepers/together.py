"""What ``groups`` and ``conversations`` keep."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from toctoc.conversations.models import Message
from toctoc.conversations.queries.archive import archive_of
from toctoc.groups.models import Invitation, JoinRequest, Membership
from toctoc.rights.queries.keepers.keeper import Keeper, told

WITH_ITS_MESSAGE = _("Avec le message, dans la durée choisie pour la conversation.")


def _membership(row: Membership) -> dict[str, object]:
    return {"group": row.group.actor.handle, "role": row.role, "joined_at": row.joined_at}


def _letter(message: Message) -> dict[str, object]:
    return {"id": str(message.pk)}


KEEPERS = (
    Keeper(
        "memberships",
        _("Groupes dont vous faites partie"),
        _("Jusqu’à ce que vous quittiez le groupe."),
        lambda actor: Membership.objects.filter(actor=actor).select_related("group__actor"),
        _membership,
    ),
    Keeper(
        "join_requests",
        _("Demandes d’entrée dans un groupe"),
        _("Jusqu’à la réponse."),
        lambda actor: JoinRequest.objects.filter(actor=actor),
        told("group_id", "word", "asked_at"),
    ),
    Keeper(
        "group_invitations",
        _("Invitations à un groupe"),
        _("Jusqu’à votre réponse."),
        lambda actor: Invitation.objects.filter(actor=actor),
        told("group_id", "invited_at"),
    ),
    Keeper(
        "conversations",
        _("Messages dans des conversations"),
        WITH_ITS_MESSAGE,
        lambda actor: Message.objects.filter(author=actor, kind="said", erased_at=None),
        _letter,
        archive_of,
    ),
)

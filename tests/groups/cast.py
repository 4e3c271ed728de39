"""A group and who stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conftest import PASSWORD, person, signed_in
from toctoc.groups.models import Group
from toctoc.groups.services.groups import GroupDraft, make_group
from toctoc.people.models.actor import ActorKind
from toctoc.people.services.accounts import make_account
from toctoc.people.services.actors import Portrait, make_actor
from toctoc.privacy.services import clear, clear_line

if TYPE_CHECKING:
    from tests.pages import Response
    from toctoc.people.models import Actor


def draft(name: str = "Vivre avec la sclérose", **changes: object) -> GroupDraft:
    """Return a draft of a group of patients, open to all members of this server."""
    words = {
        "display_name": clear_line(name),
        "description": clear("Entre personnes concernées."),
        "house_rules": clear("On ne juge personne."),
        "welcome": clear("Prenez votre temps, personne ne presse."),
        "subject": clear_line("Sclérose en plaques"),
        "empty": clear(""),
        "kind": "patients",
        "about": "condition",
    }
    return GroupDraft(**{**words, **changes})  # type: ignore[arg-type]


def group_by(founder: Actor, handle: str = "sep", **changes: object) -> Group:
    """Make a group that ``founder`` moderates."""
    group = make_group(founder=founder, handle=handle, draft=draft(**changes))  # type: ignore[arg-type]
    founder.refresh_from_db()
    return group


def hospital(handle: str = "hopital") -> Actor:
    """Return an institution."""
    account = make_account(email=f"{handle}@exemple.test", password=PASSWORD)
    portrait = Portrait(clear_line(handle.capitalize()), clear(""))
    return make_actor(account=account, handle=handle, portrait=portrait, kind=ActorKind.ORGANISATION)


def enter(actor: Actor, handle: str = "sep", **typed: str) -> Response:
    """Press the button that enters, in a browser."""
    response = signed_in(actor).client.post(f"/groupes/{handle}/entrer", {"text": "", **typed})
    actor.refresh_from_db()
    return response


def press(actor: Actor, path: str, **typed: str) -> Response:
    """Send a form as an actor."""
    response = signed_in(actor).client.post(path, typed)
    actor.refresh_from_db()
    return response


def read(actor: Actor, path: str = "/groupes/sep") -> Response:
    """Open a page as an actor."""
    return signed_in(actor).client.get(path)


def members_count(handle: str = "sep") -> int:
    """Return the count that stands on the group's page."""
    return Group.objects.get(actor__handle=handle).actor.followers_count


def patients(*handles: str) -> list[Actor]:
    """Return some patients."""
    return [person(handle) for handle in handles]

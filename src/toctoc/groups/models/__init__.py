"""Groups, who belongs to them and who is welcomed there, their page, their events."""

from toctoc.groups.models.event import Event
from toctoc.groups.models.group import Group
from toctoc.groups.models.membership import Ban, Invitation, JoinRequest, Membership
from toctoc.groups.models.page import Page, PageRevision, Pin
from toctoc.groups.models.welcome import Turn, Welcome

__all__ = [
    "Ban",
    "Event",
    "Group",
    "Invitation",
    "JoinRequest",
    "Membership",
    "Page",
    "PageRevision",
    "Pin",
    "Turn",
    "Welcome",
]

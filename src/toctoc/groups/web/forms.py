"""What is typed on the pages of groups; the services check what may be chosen, so that each door says the same."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django import forms

from toctoc.groups.rules import kinds
from toctoc.groups.rules.calendar import HERE
from toctoc.groups.services.groups import GroupDraft, change_group, make_group
from toctoc.groups.services.meetings import EventDraft, announce_event, change_event
from toctoc.groups.services.membership import Outcome, join
from toctoc.groups.services.order import invite
from toctoc.groups.services.pages import edit_page
from toctoc.kernel.errors import Invalid, Missing
from toctoc.people.queries import actor_by_handle
from toctoc.privacy.forms import CONFLICT, GuardedForm
from toctoc.privacy.forms.speech import SpeechForm
from toctoc.privacy.services import clear, clear_line

if TYPE_CHECKING:
    from django.http import QueryDict

    from toctoc.groups.models import Event, Group, Page
    from toctoc.kernel.cleared import Cleared
    from toctoc.people.models import Actor

_DATE = "%Y-%m-%dT%H:%M"


class Picks(forms.MultipleChoiceField):
    """Whatever was picked: the service says which picks exist, in its own words."""

    def valid_value(self, value: str) -> bool:
        """Let every word through to the service."""
        return bool(value)


class Moment(forms.Field):
    """A day and an hour as browsers send them, on whichever clock the form says."""

    def to_python(self, value: str | None) -> datetime | None:
        """Return the moment without a zone, or ``None`` for none and for what is no moment."""
        try:
            return datetime.fromisoformat(value or "").replace(tzinfo=None)
        except ValueError:
            return None


class GroupsForm(GuardedForm):
    """A form of this room: several texts, each with its findings beside it."""

    @property
    def is_stale(self) -> bool:
        """Tell whether another tab saved meanwhile."""
        return self.status == CONFLICT

    def words(self, name: str, *, is_line: bool = False) -> Cleared:
        """Return one of the typed texts, cleared; an error of the guard names its field."""
        try:
            make = clear_line if is_line else clear
            return make(self.cleaned_data[name], language=self.language)
        except Invalid as error:
            error.field = name
            raise


class GroupForm(GroupsForm):
    """A group to make, or one whose settings a moderator changes."""

    name = forms.CharField(required=False)
    handle = forms.CharField(required=False)
    rules = forms.CharField(required=False, strip=False)
    welcome = forms.CharField(required=False, strip=False)
    kind = forms.CharField(required=False)
    about = forms.CharField(required=False)
    subject = forms.CharField(required=False)
    profession = forms.CharField(required=False)
    specialty = forms.CharField(required=False)
    territory = forms.CharField(required=False)
    joining = forms.CharField(required=False)
    professions = Picks(required=False)
    reach = forms.CharField(required=False)
    blind = forms.CharField(required=False)
    revision = forms.IntegerField(required=False, min_value=1)

    def __init__(self, typed: QueryDict | None, *, writer: Actor, group: Group | None = None) -> None:
        super().__init__(typed, writer=writer)
        self.group = group
        self.initial.update({"kind": kinds.PATIENTS, "about": kinds.CONDITION, "joining": kinds.OPEN})
        self.initial["reach"] = kinds.MEMBERS
        if group is not None:
            self.initial.update(_settings_of(group))

    def send(self) -> str:
        """Make or change the group, and return its address."""
        return self.sent(self._save)

    def _save(self) -> str:
        return self._change(self.group) if self.group is not None else self._make()

    def _make(self) -> str:
        handle = self.cleaned_data["handle"].strip()
        return make_group(founder=self.writer, handle=handle, draft=self._draft()).get_absolute_url()

    def _change(self, group: Group) -> str:
        revision = self.cleaned_data["revision"] or 0
        changed = change_group(moderator=self.writer, group=group, draft=self._draft(), revision=revision)
        return changed.get_absolute_url()

    def _draft(self) -> GroupDraft:
        chosen = self.cleaned_data
        about = chosen["about"]
        subject = about if about in {kinds.PROFESSION, kinds.SPECIALTY, kinds.TERRITORY} else "subject"
        return GroupDraft(
            display_name=self.words("name", is_line=True),
            description=self.words("text"),
            house_rules=self.words("rules"),
            welcome=self.words("welcome"),
            subject=self.words(subject, is_line=True),
            empty=clear(""),
            kind=chosen["kind"],
            about=about,
            joining=chosen["joining"],
            reach=chosen["reach"],
            professions=tuple(chosen["professions"]),
            is_employer_blind=chosen["blind"] == "oui",
        )


def _settings_of(group: Group) -> dict[str, object]:
    subject = group.about if group.about in {kinds.PROFESSION, kinds.SPECIALTY, kinds.TERRITORY} else "subject"
    return {
        "name": group.actor.display_name,
        "text": group.description,
        "rules": group.rules,
        "welcome": group.welcome,
        "kind": group.kind,
        "about": group.about,
        subject: group.subject,
        "joining": group.joining,
        "professions": group.professions.split(),
        "reach": group.reach,
        "blind": "oui" if group.is_employer_blind else "",
        "revision": group.revision,
    }


class JoinForm(SpeechForm):
    """The gesture that joins a group; ``text`` is a word for its moderators where they answer."""

    def __init__(self, typed: QueryDict | None, *, writer: Actor, group: Group) -> None:
        super().__init__(typed, writer=writer)
        self.group = group

    def send(self) -> str:
        """Join or ask, and return the address of the group."""
        return self.sent(self._join)

    def _join(self) -> str:
        outcome = join(actor=self.writer, group=self.group, word=self.cleared())
        fragment = "#bienvenue" if outcome == Outcome.ENTERED else "#entrer"
        return f"{self.group.get_absolute_url()}{fragment}"


class InviteForm(GroupsForm):
    """Whom a moderator invites, by handle."""

    handle = forms.CharField(required=False)

    def __init__(self, typed: QueryDict | None, *, writer: Actor, group: Group) -> None:
        super().__init__(typed, writer=writer)
        self.group = group

    def send(self) -> str:
        """Invite, and return the address of the door."""
        return self.sent(self._invite)

    def _invite(self) -> str:
        handle = self.cleaned_data["handle"].strip().removeprefix("@")
        try:
            invite(moderator=self.writer, group=self.group, invited=actor_by_handle(handle))
        except Missing:
            raise Invalid("Personne ici ne s’appelle @%(handle)s.", field="handle", handle=handle) from None
        return f"{self.group.get_absolute_url()}/demandes"


class PageForm(SpeechForm):
    """A new text for the page of a group; ``revision`` is the one its editor saw."""

    revision = forms.IntegerField(required=False, min_value=0)

    def __init__(self, typed: QueryDict | None, *, writer: Actor, group: Group, page: Page | None) -> None:
        super().__init__(typed, writer=writer)
        self.group = group
        self.initial.update({"text": page.text if page else "", "revision": page.revision if page else 0})

    @property
    def is_stale(self) -> bool:
        """Tell whether another tab saved meanwhile."""
        return self.status == CONFLICT

    def send(self) -> str:
        """Save, and return the address of the page."""
        return self.sent(self._save)

    def _save(self) -> str:
        revision = self.cleaned_data["revision"] or 0
        edit_page(editor=self.writer, group=self.group, text=self.cleared(), revision=revision)
        return f"{self.group.get_absolute_url()}/page"


class EventForm(GroupsForm):
    """An event to announce or to change; the moments are on the clock of ``zone``."""

    title = forms.CharField(required=False)
    place = forms.CharField(required=False)
    starts = Moment(required=False)
    ends = Moment(required=False)
    zone = forms.CharField(required=False)
    sequence = forms.IntegerField(required=False, min_value=0)

    def __init__(self, typed: QueryDict | None, *, writer: Actor, group: Group, event: Event | None = None) -> None:
        super().__init__(typed, writer=writer)
        self.group, self.event = group, event
        self.initial["zone"] = HERE
        if event is not None:
            self.initial.update(_event_as_typed(event))

    def send(self) -> str:
        """Announce or change, and return the address of the event."""
        return self.sent(self._save)

    def _save(self) -> str:
        draft = self._draft()
        if self.event is None:
            event = announce_event(moderator=self.writer, group=self.group, draft=draft)
        else:
            sequence = self.cleaned_data["sequence"] or 0
            event = change_event(moderator=self.writer, event=self.event, draft=draft, sequence=sequence)
        return f"{self.group.get_absolute_url()}/rendez-vous/{event.pk}"

    def _draft(self) -> EventDraft:
        starts, ends = self.cleaned_data["starts"], self.cleaned_data["ends"]
        for name, moment in (("starts", starts), ("ends", ends)):
            if moment is None:
                raise Invalid("Dites le jour et l’heure.", field=name)
        title, text, place = self.words("title", is_line=True), self.words("text"), self.words("place", is_line=True)
        return EventDraft(title, text, place, starts, ends, self.cleaned_data["zone"])


def _event_as_typed(event: Event) -> dict[str, object]:
    zone = ZoneInfo(event.zone)
    return {
        "title": event.title,
        "text": event.text,
        "place": event.place,
        "starts": event.starts_at.astimezone(zone).strftime(_DATE),
        "ends": event.ends_at.astimezone(zone).strftime(_DATE),
        "zone": event.zone,
        "sequence": event.sequence,
    }

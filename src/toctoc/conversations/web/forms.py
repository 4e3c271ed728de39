"""What is typed on the pages of conversations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms

from toctoc.conversations.policies import may_write_now
from toctoc.conversations.queries.addressees import addressees, handles_in
from toctoc.conversations.queries.bubbles import names_heard, told_by
from toctoc.conversations.rules.lasting import FOR_GOOD
from toctoc.conversations.services.membership import bring_in, keep_for
from toctoc.conversations.services.messages import Opening, begin, write
from toctoc.kernel.errors import Invalid, Missing
from toctoc.people.policies import viewer_for
from toctoc.people.services.keys import digest_of
from toctoc.privacy.forms.speech import SpeechForm
from toctoc.privacy.services.speech import clear_speech_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import QueryDict

    from toctoc.conversations.models import Participant
    from toctoc.kernel.cleared import Cleared
    from toctoc.people.models import Actor

LONGEST_LINE = 2_000


class SealedForm(SpeechForm):
    """A form whose receipt is made of keyed digests: from a copy of the database nobody tries what might be said."""

    def send(self) -> str:
        """Do once what the form is for, and return the address it leads to."""
        return self.sent(self.act)

    def act(self) -> str:
        """Do what the form is for, and return the address it leads to."""
        raise NotImplementedError

    def _lists(self) -> list[tuple[str, list[str]]]:
        return [
            (name, [digest_of("typed in conversations", value).hex() for value in values])
            for name, values in super()._lists()
        ]


class BeginForm(SealedForm):
    """A first message: to whom, on what, for how long."""

    to = forms.CharField(required=False, max_length=LONGEST_LINE)
    subject = forms.CharField(required=False, max_length=LONGEST_LINE)
    lasts = forms.IntegerField(required=False)

    def __init__(self, typed: QueryDict | None, *, writer: Actor, to: str = "") -> None:
        super().__init__(typed, writer=writer)
        self.initial.update({"to": to, "lasts": FOR_GOOD})

    def act(self) -> str:
        """Send, and return the address of the message."""
        may_write_now(self.writer)
        to = addressees(self.writer, handles_in(self.cleaned_data["to"]))
        opening = Opening(self.cleared(), self._subject(), self.cleaned_data["lasts"] or FOR_GOOD)
        message = begin(author=self.writer, to=to, opening=opening)
        return f"/conversations/{message.conversation_id}#m{message.pk}"

    def _subject(self) -> Cleared:
        try:
            return clear_speech_line(
                self.cleaned_data["subject"], language=self.language, longest=LONGEST_LINE, assurance=self.assurance
            )
        except Invalid as error:
            error.field = "subject"
            raise


class WriteForm(SealedForm):
    """A message in a conversation that is there."""

    def __init__(self, typed: QueryDict | None, *, seat: Participant) -> None:
        self.seat = seat
        super().__init__(typed, writer=seat.actor)

    def names(self) -> frozenset[str]:
        """Return the names that were said here lately."""
        return names_heard(viewer_for(self.writer), self.seat)

    def told_before(self) -> Iterator[str]:
        """Return what the writer said here lately."""
        return told_by(self.seat)

    def act(self) -> str:
        """Send, and return the address of the message."""
        may_write_now(self.writer)
        message = write(author=self.writer, conversation_id=self.seat.conversation_id, text=self.cleared())
        return f"/conversations/{message.conversation_id}#m{message.pk}"


class BringForm(SealedForm):
    """Whom to invite into a conversation of several."""

    to = forms.CharField(required=False, max_length=LONGEST_LINE)

    def __init__(self, typed: QueryDict | None, *, seat: Participant) -> None:
        super().__init__(typed, writer=seat.actor)
        self.seat = seat

    def act(self) -> str:
        """Invite, and return the address of the conversation."""
        for newcomer in addressees(self.writer, handles_in(self.cleaned_data["to"])):
            self._bring_one(newcomer)
        return self.seat.conversation.get_absolute_url()

    def _bring_one(self, newcomer: Actor) -> None:
        try:
            bring_in(actor=self.writer, conversation_id=self.seat.conversation_id, newcomer=newcomer)
        except Missing:
            raise Invalid("Vous ne pouvez pas inviter @%(handle)s.", field="to", handle=newcomer.handle) from None


class LastingForm(SealedForm):
    """How long what is said from now on is kept."""

    lasts = forms.IntegerField(required=False)

    def __init__(self, typed: QueryDict | None, *, seat: Participant) -> None:
        super().__init__(typed, writer=seat.actor)
        self.seat = seat

    def act(self) -> str:
        """Save, and return the address of the conversation."""
        may_write_now(self.writer)
        days = self.cleaned_data["lasts"]
        keep_for(actor=self.writer, conversation_id=self.seat.conversation_id, days=-1 if days is None else days)
        return self.seat.conversation.get_absolute_url()

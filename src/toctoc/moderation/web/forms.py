"""What is typed on the pages of this room."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from django import forms
from django.urls import reverse

from toctoc.community.queries.language import page_language
from toctoc.kernel.errors import Missing, Refused
from toctoc.kernel.ids import id_in
from toctoc.kernel.recurrence import PLACE
from toctoc.moderation.models.notice import LONGEST_ADDRESS, LONGEST_NAME
from toctoc.moderation.services import appeals, decisions, intruders, lists, notices
from toctoc.moderation.services.notices import Telling
from toctoc.moderation.services.secrets import NOTICE, secret_of
from toctoc.people.models import Actor
from toctoc.privacy.forms import MASK, GuardedForm, new_key
from toctoc.privacy.services import clear_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django.http import QueryDict

    from toctoc.moderation.models import Appeal, Decision, Notice, Suspicion
    from toctoc.people.models import Account

LONGEST_LINE = 300


def nobody() -> Actor:
    """Return who writes when nobody is signed in: a form needs somebody, rows never see it."""
    return Actor(id=0, languages=page_language())


def moderator_as_writer(moderator: Account) -> Actor:
    """Return who writes when an account does; accounts are counted below zero, so that they never meet an actor."""
    return Actor(id=-moderator.pk, languages=moderator.language)


class NoticeForm(GuardedForm):
    """A notice, with or without an account."""

    objet = forms.CharField(required=False, max_length=200)
    address = forms.CharField(required=False, max_length=LONGEST_ADDRESS)
    ground = forms.CharField(required=False)
    excerpt = forms.CharField(required=False, strip=False)
    name = forms.CharField(required=False, max_length=LONGEST_NAME)
    email = forms.EmailField(required=False)
    urgent = forms.BooleanField(required=False)
    sincere = forms.BooleanField(required=False)

    def __init__(self, typed: QueryDict | None, *, reader: Actor | None, about: str, chosen: Sequence[str]) -> None:
        super().__init__(typed, writer=reader or nobody())
        self.reader = reader
        # Ids of the messages of a conversation that the reader shows.
        self.chosen = tuple(number for one in chosen if (number := id_in(one)) is not None)
        self.initial["objet"] = about

    def send(self, before: Callable[[], None]) -> str:
        """File it and return the address to follow it at; ``before`` counts the attempt and may refuse."""
        if self.data and MASK not in self.data:
            try:
                before()
            except Refused as error:
                self.is_valid()
                self.take(error)
                return ""
        return self.sent(self._file)

    def _file(self) -> str:
        typed = self.cleaned_data
        name = clear_line(typed["name"], language=self.language).text if typed["name"] else ""
        telling = Telling(
            about=typed["objet"],
            address=typed["address"],
            ground=typed["ground"],
            explanation=self.cleared(),
            excerpt=self.cleared("excerpt"),
            messages=self.chosen,
            is_sincere=typed["sincere"],
            is_urgent=typed["urgent"],
            notifier=self.reader,
            contact=("", "") if self.reader is not None else (name, typed["email"]),
            language=self.language,
        )
        notice = notices.file(telling=telling)
        return f"{reverse('notice_follow', args=[notice.pk])}?cle={secret_of(NOTICE, notice.pk)}"


class GestureForm(GuardedForm):
    """What a moderator does, named by the button, on what the page showed (``vu`` is its version)."""

    geste = forms.CharField(required=False)
    vu = forms.IntegerField(min_value=0, required=False)
    measure = forms.CharField(required=False)
    ground = forms.CharField(required=False)
    label = forms.CharField(required=False)
    ends_on = forms.DateField(required=False)

    def __init__(self, typed: QueryDict | None, *, moderator: Account) -> None:
        super().__init__(typed, writer=moderator_as_writer(moderator))
        self.moderator = moderator
        self.new_key = new_key()

    def done(self, gestures: Mapping[str, Callable[[], str]]) -> str:
        """Do what the button says, once; return the address it leads to."""
        if not self.is_bound or self.is_masking:
            return ""
        asked = str(self.data.get("geste", ""))
        if asked not in gestures:
            raise Missing
        return self.sent(gestures[asked])

    @property
    def seen(self) -> int:
        """The version that the page showed."""
        return self.cleaned_data["vu"] or 0

    def ruling(self) -> decisions.Ruling:
        """Return what was decided."""
        typed = self.cleaned_data
        day = typed["ends_on"]
        ends_at = datetime.combine(day, time(23, 59), PLACE) if day else None
        return decisions.Ruling(typed["measure"], typed["ground"], self.cleared(), typed["label"], ends_at)


class NoticeGestureForm(GestureForm):
    """What a moderator does with a notice."""

    def __init__(self, typed: QueryDict | None, *, moderator: Account, notice: Notice) -> None:
        super().__init__(typed, moderator=moderator)
        self.notice = notice

    def send(self) -> str:
        """Do it and return where it leads."""
        return self.done(
            {
                "prendre": self._take,
                "rendre": self._give_back,
                "decider": self._decide,
                "demander": self._ask,
            }
        )

    def _ask(self) -> str:
        asked = intruders.ask(moderator=self.moderator, notice=self.notice, question=self.cleared(), seen=self.seen)
        return reverse("intruder", args=[asked.pk])

    def _take(self) -> str:
        notices.take(moderator=self.moderator, notice=self.notice, seen=self.seen)
        return reverse("moderation_notice", args=[self.notice.pk])

    def _give_back(self) -> str:
        notices.give_back(moderator=self.moderator, notice=self.notice, seen=self.seen)
        return reverse("moderation_notices")

    def _decide(self) -> str:
        decision = decisions.decide(moderator=self.moderator, notice=self.notice, ruling=self.ruling(), seen=self.seen)
        return reverse("moderation_decision", args=[decision.pk])


class AppealGestureForm(GestureForm):
    """The answer to an appeal: upheld, or another decision instead."""

    facts = forms.CharField(required=False, strip=False)

    def __init__(self, typed: QueryDict | None, *, moderator: Account, appeal: Appeal) -> None:
        super().__init__(typed, moderator=moderator)
        self.appeal = appeal

    def send(self) -> str:
        """Do it and return where it leads."""
        return self.done({"confirmer": self._uphold, "remplacer": self._replace})

    def _uphold(self) -> str:
        appeals.answer(moderator=self.moderator, appeal=self.appeal, reply=appeals.Reply(self.cleared()))
        return reverse("moderation_appeals")

    def _replace(self) -> str:
        reply = appeals.Reply(self.cleared(), self.ruling())
        appeals.answer(moderator=self.moderator, appeal=self.appeal, reply=reply)
        return reverse("moderation_appeals")


class ContestForm(GuardedForm):
    """An appeal against a decision, by whoever holds the link or the account."""

    def __init__(
        self, typed: QueryDict | None, *, decision: Decision, notice: Notice | None, reader: Actor | None, back: str
    ) -> None:
        super().__init__(typed, writer=reader or nobody())
        self.decision, self.notice, self.back = decision, notice, back

    def send(self) -> str:
        """Contest, and return the page it was done on."""
        return self.sent(self._contest)

    def _contest(self) -> str:
        appeals.contest(decision=self.decision, notice=self.notice, words=self.cleared())
        return self.back


class LiftForm(GestureForm):
    """Why a decision is lifted before its time."""

    def __init__(self, typed: QueryDict | None, *, moderator: Account, decision: Decision) -> None:
        super().__init__(typed, moderator=moderator)
        self.decision = decision

    def send(self) -> str:
        """Lift it and return its page."""
        return self.done({"lever": self._lift})

    def _lift(self) -> str:
        why = clear_line(self.cleaned_data["text"], language=self.language, longest=LONGEST_LINE)
        decisions.lift(moderator=self.moderator, decision=self.decision, why=why)
        return reverse("moderation_decision", args=[self.decision.pk])


class InterestForm(GuardedForm):
    """What an account answers when it is asked whether it acts for a company."""

    interest = forms.CharField(required=False)

    def __init__(self, typed: QueryDict | None, *, actor: Actor, suspicion: Suspicion) -> None:
        super().__init__(typed, writer=actor)
        self.actor, self.suspicion = actor, suspicion

    def send(self) -> str:
        """Answer, and return the page of the question."""
        return self.sent(self._answer)

    def _answer(self) -> str:
        interest = clear_line(self.cleaned_data["interest"], language=self.language)
        intruders.answer(actor=self.actor, suspicion=self.suspicion, said=self.cleared(), interest=interest)
        return reverse("intruder", args=[self.suspicion.pk])


class ConcludeForm(GestureForm):
    """How moderators end a dialogue."""

    def __init__(self, typed: QueryDict | None, *, moderator: Account, suspicion: Suspicion) -> None:
        super().__init__(typed, moderator=moderator)
        self.suspicion = suspicion

    def send(self) -> str:
        """Conclude, and return the page of the question."""
        return self.done({"inscrire": self._list, "classer": self._close})

    def _list(self) -> str:
        return self._conclude(is_listed=True)

    def _close(self) -> str:
        return self._conclude(is_listed=False)

    def _conclude(self, *, is_listed: bool) -> str:
        intruders.conclude(
            moderator=self.moderator, suspicion=self.suspicion, facts=self.cleared(), is_listed=is_listed
        )
        return reverse("intruder", args=[self.suspicion.pk])


class ListForm(GestureForm):
    """Domains to keep away, as lines of CSV; the guard looks at each reason."""

    def send(self) -> str:
        """Import, and return the page of the lists."""
        return self.done({"importer": self._import})

    def _import(self) -> str:
        lines = str(self.cleaned_data["text"])
        lists.import_list(administrator=self.moderator, lines=lines, cleared=clear_line)
        return reverse("moderation_lists")

"""What is typed on the pages of this way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from toctoc.jobs.services.forms import once_per_form
from toctoc.kernel.errors import Invalid, Missing, Refused, SignInNeeded, Stale
from toctoc.people.forms import institution_choices, provable_groups, specialty_groups
from toctoc.privacy.forms import GuardedForm, in_words, new_key
from toctoc.privacy.services import clear, clear_line
from toctoc.proofs.paths.by_hand.models.application import LONGEST_LINE
from toctoc.proofs.paths.by_hand.services import applications, decisions, doubts
from toctoc.proofs.paths.by_hand.services.applications import Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpResponse, QueryDict

    from toctoc.kernel.cleared import Cleared
    from toctoc.people.models import Account, Actor, Proof
    from toctoc.proofs.paths.by_hand.models import Application

_STATUS: tuple[tuple[type[Exception], int], ...] = ((Refused, 403), (Stale, 409), (Invalid, 422))


class ApplyForm(GuardedForm):
    """What somebody says to be and how they can show it; the service says which choices exist."""

    profession = forms.ChoiceField(label=_("Profession"), choices=provable_groups)
    specialty = forms.ChoiceField(label=_("Spécialité"), choices=specialty_groups, required=False)
    means = forms.CharField(required=False)

    def __init__(self, typed: QueryDict | None, *, writer: Actor) -> None:
        super().__init__(typed, writer=writer)
        self.initial.update({"profession": writer.profession, "specialty": writer.specialty})
        if writer.kind == "organisation":
            self.fields["profession"] = forms.ChoiceField(label=_("Ce que vous êtes"), choices=institution_choices)
            del self.fields["specialty"]

    def send(self) -> str:
        """Apply, and return the address of the page that says what comes next."""
        return self.sent(self._apply)

    def _apply(self) -> str:
        typed = self.cleaned_data
        asked = Asked(typed["profession"], typed.get("specialty", ""), typed["means"], self.cleared())
        applications.apply(actor=self.writer, asked=asked)
        return reverse("proof_by_hand:start")


class ReplyForm(GuardedForm):
    """An answer to a moderator's question, or an appeal: ``write`` is the service."""

    def __init__(
        self, typed: QueryDict | None, *, writer: Actor, application: Application, write: Callable[..., None]
    ) -> None:
        super().__init__(typed, writer=writer)
        self.application, self.write = application, write

    def send(self) -> str:
        """Write, and return the address of the page that says what comes next."""
        return self.sent(self._send)

    def _send(self) -> str:
        self.write(application=self.application, words=self.cleared())
        return reverse("proof_by_hand:start")


class GestureForm(forms.Form):
    """One gesture of a moderator: which button, a text, and the version of what the page showed.

    Sent twice it does its work once; ``status`` is the one to answer with.
    """

    geste = forms.CharField()
    text = forms.CharField(required=False, strip=False)
    reason = forms.CharField(required=False)
    vu = forms.IntegerField(min_value=0, required=False)
    cle = forms.CharField(required=False)

    def __init__(self, typed: QueryDict | None, *, moderator: Account) -> None:
        super().__init__(typed)
        self.typed = typed
        self.moderator = moderator
        self.status = 200
        self.new_key = new_key()

    def sent(self, gestures: Mapping[str, Callable[[], None]], address: str) -> str:
        """Run the gesture that the button names once; return ``address``, or nothing when something is wrong."""
        if self.typed is None:
            return ""
        if not self.is_valid() or self.cleaned_data["geste"] not in gestures:
            raise Missing
        typed = [(name, values) for name, values in self.typed.lists() if name != "csrfmiddlewaretoken"]
        gesture = gestures[self.cleaned_data["geste"]]

        def write() -> str:
            gesture()
            return address

        try:
            # Accounts are counted below zero, so that they never meet an actor.
            owner = -self.moderator.pk
            return once_per_form(owner=owner, key=self.cleaned_data["cle"] or new_key(), typed=typed, write=write)
        except SignInNeeded:
            raise
        except (Invalid, Refused, Stale) as error:
            self._take(error)
            return ""

    def answered(self, page: HttpResponse) -> HttpResponse:
        """Return ``page`` with the status that fits what happened to the form."""
        page.status_code = self.status
        return page

    def line(self) -> Cleared:
        """Return the text on one line, cleared."""
        return clear_line(self.cleaned_data["text"], language=self.moderator.language, longest=LONGEST_LINE)

    def _take(self, error: Invalid | Refused | Stale) -> None:
        self.status = next(status for kind, status in _STATUS if isinstance(error, kind))
        said = in_words(error) if isinstance(error, Invalid) else error.say(gettext)
        self.add_error(error.field if error.field in self.fields else None, said)


class DecisionForm(GestureForm):
    """What a moderator does with an application."""

    def __init__(self, typed: QueryDict | None, *, moderator: Account, application: Application) -> None:
        super().__init__(typed, moderator=moderator)
        self.application = application

    def send(self) -> str:
        """Do it, and return the address of the application."""
        gestures = {
            "prendre": self._take_it,
            "rendre": self._give_back,
            "demander": self._ask,
            "oui": self._say_yes,
            "non": self._say_no,
        }
        return self.sent(gestures, reverse("moderation_application", args=[self.application.pk]))

    @property
    def seen(self) -> int:
        """The version that the page showed; an address without one is as old as can be."""
        return self.cleaned_data["vu"] or 0

    def _take_it(self) -> None:
        decisions.take(moderator=self.moderator, application=self.application, seen=self.seen)

    def _give_back(self) -> None:
        decisions.give_back(moderator=self.moderator, application=self.application, seen=self.seen)

    def _ask(self) -> None:
        question = clear(self.cleaned_data["text"], language=self.moderator.language)
        decisions.ask(moderator=self.moderator, application=self.application, question=question, seen=self.seen)

    def _say_yes(self) -> None:
        decisions.say_yes(moderator=self.moderator, application=self.application, note=self.line(), seen=self.seen)

    def _say_no(self) -> None:
        reason, line = self.cleaned_data["reason"], self.line()
        decisions.say_no(
            moderator=self.moderator, application=self.application, reason=reason, sentence=line, seen=self.seen
        )


class DoubtForm(GestureForm):
    """What a moderator does with a doubted proof."""

    def __init__(self, typed: QueryDict | None, *, moderator: Account, proof: Proof) -> None:
        super().__init__(typed, moderator=moderator)
        self.proof = proof

    def send(self) -> str:
        """Do it, and return the address of the queue."""
        gestures = {"confirmer": self._confirm, "retirer": self._revoke}
        return self.sent(gestures, reverse("moderation_proofs"))

    def _confirm(self) -> None:
        doubts.confirm(moderator=self.moderator, proof=self.proof, reason=self.line())

    def _revoke(self) -> None:
        doubts.revoke(moderator=self.moderator, proof=self.proof, reason=self.line())

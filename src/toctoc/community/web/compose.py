"""The page on which a message is written: now, for later, or kept as a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.http import QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from toctoc.community.policies import may_write_now
from toctoc.community.queries.unsent import fields_of, own_unsent
from toctoc.community.rules.unsent import moment_in
from toctoc.community.services.unsent import PAGE, keep, schedule, write_kept
from toctoc.community.web.forms import PostForm
from toctoc.community.web.parts.media import joined_files
from toctoc.community.web.unsent import sheet_in
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Refused
from toctoc.kernel.ids import id_in
from toctoc.people.policies import speaker_of
from toctoc.privacy.forms import in_words

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from toctoc.community.models import Unsent
    from toctoc.people.models import Actor

# The button that keeps a draft, and the value it carries.
DO, KEEP = "faire", "brouillon"
# Fields that hold several values.
_SEVERAL = ("professions", "poll")


class ComposeForm(PostForm):
    """The first post of a thread, with the draft it may come from and the moment it may wait for."""

    draft = forms.CharField(required=False)
    publish_at = forms.CharField(required=False)

    def resume(self, unsent: Unsent) -> None:
        """Show a draft as it was left, before anything is sent."""
        fields = fields_of(unsent)
        for name, values in fields.items():
            self.initial[name] = values if name in _SEVERAL else "\n".join(values)
        self.initial["draft"] = str(unsent.pk)
        if unsent.publish_at is not None:
            self.initial["publish_at"] = timezone.localtime(unsent.publish_at).strftime("%Y-%m-%dT%H:%M")
        kept = QueryDict(mutable=True)
        kept.setlist("media", fields.get("media", []))
        self.joined = joined_files(kept, self.writer)

    @property
    def draft_id(self) -> int | None:
        """The id of the draft that is being written, if it is one."""
        return id_in(str(self["draft"].value() or ""))

    def send(self) -> str:
        """Publish, schedule or keep; return the address of the post, or of the page of drafts."""
        if self.is_asking:
            return ""
        if self.typed.get(DO) == KEEP:
            return self.sent(self._keep)
        return self.sent(self._schedule if self.typed.get("publish_at", "").strip() else self._publish)

    def keep(self) -> Unsent:
        """Keep what is typed, cleared; raise what the guard raises."""
        return keep(owner=self.writer, sheet=sheet_in(self.typed, self.cleared_for_oneself()), unsent_id=self.draft_id)

    def _keep(self) -> str:
        self.keep()
        return PAGE

    def _schedule(self) -> str:
        may_write_now(self.writer)
        draft, sheet = self.meant(), sheet_in(self.typed, self.cleared())
        at = moment_in(self.typed.get("publish_at", ""))
        schedule(owner=self.writer, sheet=sheet, draft=draft, at=at, unsent_id=self.draft_id)
        return PAGE

    def _publish(self) -> str:
        may_write_now(self.writer)
        return write_kept(author=self.writer, draft=self.meant(), unsent_id=self.draft_id).get_absolute_url()


def opened(request: HttpRequest, writer: Actor) -> ComposeForm:
    """Return the form as an address opens it: for an audience, about a message, or with a draft."""
    asked, quoted = request.GET.get("audience", ""), request.GET.get("cite", "")
    form = ComposeForm(None, writer=writer, asked=asked, quoted=quoted)
    if (draft := id_in(request.GET.get("brouillon", ""))) is not None:
        form.resume(own_unsent(writer, draft))
    return form


@require_POST
def unsent_save(request: HttpRequest) -> HttpResponse:
    """Save a draft that is being written again, and say when; nothing is saved before its author asked for a draft."""
    writer = speaker_of(request)
    form = ComposeForm(request.POST, writer=writer)
    try:
        own_unsent(writer, form.draft_id or 0)
        if form.is_valid():
            form.keep()
    except (Invalid, Refused) as error:
        said = in_words(error) if isinstance(error, Invalid) else error.say(gettext)
        return render(request, "community/kept_now.html", {"error": said})
    if form.errors:
        # What no text may hold: said in the words of the form.
        return render(
            request, "community/kept_now.html", {"error": " ".join(map(str, next(iter(form.errors.values()))))}
        )
    return render(request, "community/kept_now.html", {"kept": timezone.localtime(clock.now())})

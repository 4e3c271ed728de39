"""What is typed on the pages of posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms

from toctoc.community.policies import may_write_now, voices_for
from toctoc.community.queries.addressing import addressed
from toctoc.community.queries.posts import visible_post
from toctoc.community.queries.said import names_around, told_by, words_beside
from toctoc.community.services.posts import Answer, Draft, delete, edit, reply, write
from toctoc.community.web.audience import BETWEEN, AudienceForm, Lines, check_named
from toctoc.community.web.parts import NOT_THERE, extras_in
from toctoc.community.web.parts.lines import said_line
from toctoc.community.web.parts.media import joined_files
from toctoc.kernel.errors import Invalid, Missing
from toctoc.people.policies import viewer_for
from toctoc.people.rules.audience import NAMED
from toctoc.people.rules.languages import checked_language
from toctoc.privacy.forms import CONFLICT, GuardedForm
from toctoc.privacy.forms.speech import SpeechForm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import QueryDict

    from toctoc.community.models import Post
    from toctoc.people.models import Actor


class PostForm(AudienceForm):
    """The first post of a thread. What may be chosen is checked by the service, so that each door says the same."""

    voice = forms.CharField(required=False)
    # What a post may carry; the modules of ``parts`` read it from what was typed.
    warning = forms.CharField(required=False)
    quoted = forms.CharField(required=False)
    poll = Lines(required=False)
    poll_lasts = forms.CharField(required=False)
    poll_multiple = forms.CharField(required=False)
    references = forms.CharField(required=False)

    def __init__(self, typed: QueryDict | None, *, writer: Actor, asked: str = "", quoted: str = "") -> None:
        super().__init__(typed, writer=writer, asked=asked)
        self.joined = joined_files(typed, writer)
        self.voices = voices_for(writer)
        # Not among those above: the guard's own language has that name.
        self.fields["language"] = forms.CharField(required=False)
        self.initial.update({"voice": self.voices[0], "language": self.language, "quoted": quoted})
        if typed is not None:
            self.language = typed.get("language") or self.language

    def carried(self) -> list[str]:
        """Return all that the post says, with what was said of its files before."""
        return [*super().carried(), *(one.typed for one in self.joined.files)]

    def send(self) -> str:
        """Publish, and return the address of the post."""
        return "" if self.is_asking else self.sent(self._publish)

    def meant(self) -> Draft:
        """Return what the form says, cleared; raise what the guard and the parts raise."""
        audience, named = self.addressed()
        self.language = checked_language(self.language)
        extras = extras_in(self.typed, self.language)
        self._check_quoted(extras.quoted)
        return Draft(self.cleared(), audience, self.cleaned_data["voice"], named=named, extras=extras)

    def _check_quoted(self, quoted: int | None) -> None:
        if quoted is None:
            return
        try:
            visible_post(viewer_for(self.writer), quoted)
        except Missing:
            raise Invalid(NOT_THERE, field="quoted") from None

    def _publish(self) -> str:
        may_write_now(self.writer)
        return write(author=self.writer, draft=self.meant()).get_absolute_url()


class ReplyForm(SpeechForm):
    """A reply to a post, for everybody who reads its thread or only for the people it names."""

    voice = forms.CharField(required=False)
    audience = forms.CharField(required=False)
    people = forms.CharField(required=False)
    warning = forms.CharField(required=False)
    references = forms.CharField(required=False)

    def __init__(self, typed: QueryDict | None, *, writer: Actor, to: Post) -> None:
        self.to, self.voices = to, voices_for(writer)
        super().__init__(typed, writer=writer)
        self.joined = joined_files(typed, writer)
        self.initial.update({"voice": self.voices[0], "audience": ""})
        if to.author_id != writer.pk:
            self.initial["people"] = f"@{to.author.handle}"

    def names(self) -> frozenset[str]:
        """Return the names of the thread that the writer may read."""
        return names_around(self.writer, self.to)

    def told_before(self) -> Iterator[str]:
        """Return what the writer said in the thread."""
        return told_by(self.writer, self.to.thread_id)

    def carried(self) -> list[str]:
        """Return all that the reply says, with what was said of its files before."""
        return [*super().carried(), *(one.typed for one in self.joined.files)]

    @property
    def is_for_some(self) -> bool:
        """Tell whether the reply is for the people it names alone."""
        return str(self["audience"].value() or "") == NAMED

    def send(self) -> str:
        """Reply, and return the address of the reply."""
        return self.sent(self._reply)

    def _reply(self) -> str:
        may_write_now(self.writer)
        asked = self.cleaned_data["audience"] == NAMED
        audience, named = addressed(NAMED, handles=BETWEEN.split(self.cleaned_data["people"])) if asked else ("", ())
        check_named(self.writer, named)
        extras = extras_in(self.typed, self.language)
        answer = Answer(self.cleared(), self.cleaned_data["voice"], audience, named=named, extras=extras)
        return reply(author=self.writer, to=self.to, answer=answer).get_absolute_url()


class EditForm(SpeechForm):
    """A new text for a post, and what stands before it; ``revision`` is the one its author saw."""

    revision = forms.IntegerField(required=False, min_value=1)
    warning = forms.CharField(required=False)

    def __init__(self, typed: QueryDict | None, *, writer: Actor, post: Post) -> None:
        self.post = post
        super().__init__(typed, writer=writer)
        self.language = post.language
        self.initial.update({"text": post.text, "revision": post.revision, "warning": post.warning})

    def names(self) -> frozenset[str]:
        """Return the names of the thread and of earlier versions."""
        return names_around(self.writer, self.post, is_edit=True)

    def told_before(self) -> Iterator[str]:
        """Return what the writer said elsewhere in the thread."""
        return told_by(self.writer, self.post.thread_id, but=self.post)

    def carried(self) -> list[str]:
        """Return all that the post will say: what is typed, its poll, what was lived, what its files show."""
        return [*super().carried(), *words_beside(self.post)]

    @property
    def is_stale(self) -> bool:
        """Tell whether another tab saved meanwhile: the page then shows both texts."""
        return self.status == CONFLICT

    def send(self) -> str:
        """Save, and return the address of the post."""
        return self.sent(self._save)

    def _save(self) -> str:
        warning = said_line(self.cleaned_data["warning"], "warning", self.language, self.assurance)
        saved = edit(
            editor=self.writer,
            post=self.post,
            text=self.cleared(),
            revision=self.cleaned_data["revision"] or 0,
            warning=warning,
        )
        return saved.get_absolute_url()


class DeleteForm(GuardedForm):
    """The confirmation before a post is taken back."""

    def __init__(self, typed: QueryDict | None, *, writer: Actor, post: Post) -> None:
        super().__init__(typed, writer=writer)
        self.post = post

    def send(self) -> str:
        """Take the post back, and return the address of what is left."""
        return self.sent(self._take_back)

    def _take_back(self) -> str:
        delete(deleter=self.writer, post=self.post)
        return "/" if self.post.is_first else f"/messages/{self.post.thread_id}"
